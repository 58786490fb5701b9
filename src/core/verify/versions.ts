import type { Binding } from '../interp/execution.ts';
import { numbersAt, type Claim } from './claims.ts';
import { TOLERANCE, flatOfData, relativeError, sameShape, uniformFactor, type Flat } from './compare.ts';
import { dependence } from './graph.ts';
import { expressionsBelow } from './walk.ts';

const known = new WeakMap<Claim, readonly Flat[]>();

/**
 * The numbers that a hand-written gradient may be judged by, the final ones first. An earlier value counts where the name
 * was given to something else afterwards, or where what came after is no part of the gradient: clipping, the step size, a
 * weight decay that the loss does not have. Earlier values are looked at only when they are asked for.
 */
export function* countingVersions(claim: Claim): Iterable<Flat> {
  if (claim.written) yield claim.written;
  const found = known.get(claim) ?? earlierVersions(claim);
  known.set(claim, found);
  yield* found;
}

function earlierVersions(claim: Claim): Flat[] {
  const { written, versions } = claim;
  const found: Flat[] = [];
  for (const [i, version] of versions.entries()) {
    const next = versions[i + 1];
    const numbers = numbersAt(version);
    if (!numbers) continue;
    const isReused = next?.kind === 'assign' && !claim.isReturned && !isComputedFrom(next, version);
    if (isReused || (written && isAfterthought(claim, numbers, written, versions.slice(i + 1)))) found.push(numbers);
  }
  return found;
}

function isComputedFrom({ node }: Binding, earlier: Binding): boolean {
  return node !== null && earlier.node !== null && dependence(new Set([earlier.node]))(node);
}

/** Whether the later statements only clipped the gradient, scaled it for a step, or added a decay. */
function isAfterthought(claim: Claim, before: Flat, after: Flat, later: readonly Binding[]): boolean {
  if (!sameShape(before.shape, after.shape)) return false;
  return (
    isClipped(before, after) ||
    (speakOf(decayWords, later) && isDecayed(claim, before, after)) ||
    (speakOf(stepWords, later) && isScaled(before, after))
  );
}

/** Entries are as they were, or stand at one limit for both signs that they were beyond. */
function isClipped(before: Flat, after: Flat): boolean {
  let limit = 0;
  let changed = 0;
  for (let i = 0; i < after.data.length; i++) {
    const entry = after.data[i] ?? NaN;
    const old = before.data[i] ?? 0;
    if (entry === old) continue;
    if (changed++ === 0) limit = Math.abs(entry);
    if (limit === 0 || Math.abs(entry) !== limit || !(entry * old > limit * limit)) return false;
  }
  // One entry alone is at a limit only if that is a number that people would choose.
  return limit !== 0 && (changed > 1 || Number.isInteger(limit * 100));
}

/** What was added is a multiple of the value that the gradient belongs to. */
function isDecayed({ targets }: Claim, before: Flat, after: Flat): boolean {
  const added = { shape: after.shape, data: after.data.map((entry, i) => entry - (before.data[i] ?? 0)) };
  return targets.some(({ parts }) => {
    const value = parts.length === 1 ? parts[0]?.value : undefined;
    return value !== undefined && added.data.length > 1 && uniformFactor(added, flatOfData(value)) !== null;
  });
}

function isScaled(before: Flat, after: Flat): boolean {
  const factor = uniformFactor(after, before);
  if (factor === null || factor <= 0) return false;
  const scaled = { shape: before.shape, data: before.data.map((entry) => entry * factor) };
  return relativeError(after, scaled) < TOLERANCE;
}

const stepWords = /norm|clip|max_?grad|thresh|limit|scale|^lr$|rate|alpha|^eta$|momentum|step/i;
const decayWords = /reg|lambda|^lam|decay|l2|^wd$|penalty|alpha/i;

/** Whether each of the statements mentions a name that says what it does. */
function speakOf(words: RegExp, statements: readonly Binding[]): boolean {
  return statements.every(({ statement }) => {
    if (!statement) return false;
    return expressionsBelow(statement).some(
      (expr) => (expr.kind === 'Name' || expr.kind === 'Attribute') && words.test(expr.name),
    );
  });
}
