import { contains } from '../base/span.ts';
import type { Binding } from '../interp/execution.ts';
import type { Node } from '../tape/node.ts';
import { isPlaceholder, type Claim } from './claims.ts';
import { TOLERANCE, uniformFactor } from './compare.ts';
import { compareAll, isTelling, type Comparison } from './comparisons.ts';
import { ancestors, type NodeSet } from './graph.ts';
import type { Objective } from './objective.ts';
import { findMismatches, type Mismatch } from './mismatches.ts';

export type { Mismatch, Use } from './mismatches.ts';
export { agrees, isTelling, truthUnder, type Comparison } from './comparisons.ts';

export interface Judgement {
  readonly objective: Objective;
  readonly comparisons: readonly Comparison[];
  /** True when every final gradient is right, or all are off by one and the same factor. */
  readonly allRight: boolean;
  /** The common factor of all, or of most, when it is not 1: a loss without its 1/N is a convention, not a fault. */
  readonly factor: number;
  /** Empty when all is right. In the order in which the backward pass meets them. */
  readonly mismatches: readonly Mismatch[];
}

interface Explained {
  readonly objective: Objective;
  readonly comparisons: readonly Comparison[];
  readonly right: number;
}

/** Judges all claims against the objective that explains most of them. */
export function judge(claims: readonly Claim[], objectives: readonly Objective[]): Judgement | null {
  const explained = objectives.slice(0, 16).map((objective): Explained => {
    const comparisons = compareAll(claims, objective);
    return { objective, comparisons, right: comparisons.filter((comparison) => comparison.right).length };
  });
  const best = likeliest(explained);
  if (!best || (best.objective.kind === 'assumed' && best.right === 0)) return null;
  const finals = finalsOf(best.comparisons);
  const factor = commonFactor(finals, best.objective) ?? (isMeanOverBatch(finals, best.objective) ? 1 : null);
  const allRight = factor !== null;
  // What is only assumed must have proved itself on some gradient.
  const isSure = best.objective.kind !== 'assumed' || best.comparisons.some((one) => one.right && isTelling(one));
  if (allRight || !isSure) {
    return { objective: best.objective, comparisons: best.comparisons, allRight, factor: factor ?? 1, mismatches: [] };
  }
  return disagreement(claims, best);
}

/**
 * What is wrong when not everything is right. Where most gradients have one factor in common, such as a loss with its 1/N
 * and gradients without, that is the convention of the pass, and the others are held to it.
 */
function disagreement(claims: readonly Claim[], { objective, comparisons }: Explained): Judgement {
  const factor = majorityFactor(comparisons, objective);
  const judged = factor === 1 ? comparisons : compareAll(claims, objective, factor);
  const mismatches = findMismatches(objective, factor, judged, mainClaims(judged));
  return { objective, comparisons: judged, allRight: false, factor, mismatches: withoutAliases(mismatches) };
}

/** `grads['dx'] = dx` is wrong because `dx` is, where both are for the same value. */
function withoutAliases(mismatches: readonly Mismatch[]): Mismatch[] {
  return mismatches.filter(({ claim: { final }, target }) => {
    if (!final.node || computedBy(final).length > 0) return true;
    return !mismatches.some((other) => {
      return other.target.parts[0] === target.parts[0] && computedBy(other.claim.final)[0] === final.node;
    });
  });
}

/** Gradients that a right one was computed from: their own names may say something else, their numbers are right. */
function mainClaims(comparisons: readonly Comparison[]): Set<Claim> {
  const right = comparisons.filter((comparison) => comparison.right && isTelling(comparison)).map(({ claim }) => claim);
  const off = comparisons.filter((comparison) => !comparison.right).map(({ claim }) => claim);
  const main = off.filter((claim) => right.some((final) => leadsTo(claim, final)));
  const nodes = new Set(main.map(({ final }) => final.node));
  const named = comparisons.filter(({ claim: { final, written }, truth }) => {
    return (
      final.node !== null && nodes.has(final.node) && written !== null && truth?.data.length === written.data.length
    );
  });
  return new Set([...main, ...named.map(({ claim }) => claim).filter((claim) => off.includes(claim))]);
}

/** The factor that more than half of the final gradients are off by, if it is one that conventions have; else 1. */
function majorityFactor(comparisons: readonly Comparison[], objective: Objective): number {
  const finals = finalsOf(comparisons);
  if (objective.kind !== 'loss' || !sumsUp(objective.root) || finals.some((comparison) => comparison.right)) return 1;
  const factors = finals.map(({ claim, truth }) =>
    claim.written && truth ? uniformFactor(claim.written, truth) : null,
  );
  for (const factor of factors) {
    if (factor === null || !(isCount(factor) || isCount(1 / factor))) continue;
    const same = factors.filter((other) => other !== null && Math.abs(other / factor - 1) < TOLERANCE);
    if (same.length >= 2 && 2 * same.length > factors.length) return factor;
  }
  return 1;
}

/**
 * The objective with most gradients right. One that takes the first gradient at its word counts only where no loss is in
 * sight: otherwise a wrong first gradient would explain itself.
 */
function likeliest(explained: readonly Explained[]): Explained | null {
  const inSight = explained.filter(({ objective, comparisons }) => {
    return objective.kind !== 'assumed' && comparisons.some((comparison) => comparison.truth !== null);
  });
  const named = inSight.some(({ objective, right }) => right > 0 || objective.isNamed);
  const seen = named ? inSight : explained;
  // Where nothing explains all, a value that is named as a loss comes before one that a wrong gradient happens to fit.
  const isWhole = seen.some(({ comparisons }) => comparisons.every((one) => one.right || one.truth === null));
  const preferred = isWhole ? [] : seen.filter(({ objective, right }) => objective.isNamed && right > 0);
  const candidates = preferred.length > 0 ? preferred : seen;
  return candidates.reduce<Explained | null>((best, next) => (!best || next.right > best.right ? next : best), null);
}

/**
 * The gradients that the pass is for: those of inputs and parameters. Where none was written yet, those that no other
 * gradient was computed from.
 */
export function finalsOf(comparisons: readonly Comparison[]): Comparison[] {
  const known = comparisons.filter((comparison) => comparison.truth !== null && !isPlaceholder(comparison.claim));
  const ofLeaves = known.filter(({ target }) => target?.parts.every((part) => part.op === null));
  const returned = known.filter(({ claim }) => claim.isReturned);
  if (returned.length === 0) return [...new Set([...ofLeaves, ...sinksOf(known)])];
  const kept = ofLeaves.filter(({ claim }) => claim.path.includes('.') || claim.path.includes('['));
  return [...new Set([...returned, ...kept])];
}

/** Those that no other one was computed from. */
function sinksOf(comparisons: readonly Comparison[]): Comparison[] {
  const behind = new Map(comparisons.map(({ claim }) => [claim, ancestors(inputsOf(claim))]));
  return comparisons.filter(({ claim }) => {
    return !comparisons.some((other) => other.claim !== claim && feeds(claim, behind.get(other.claim)));
  });
}

/** The node that an assignment computed; none for `dx = ds`, whose value is another name's. */
function computedBy({ node, statement }: Binding): Node[] {
  if (!node) return [];
  return statement && node.site && contains(statement.span, node.site.span) ? [node] : [];
}

/** Whether what the assignments of `claim` computed is among what `other` was computed from. */
function leadsTo(claim: Claim, other: Claim): boolean {
  const own = new Set(claim.versions.flatMap(computedBy));
  const open = other.versions.flatMap((version) => version.node ?? []).flatMap((node) => [...node.inputs]);
  const seen = new Set<Node>();
  for (let node = open.pop(); node; node = open.pop()) {
    if (own.has(node)) return true;
    if (seen.has(node)) continue;
    seen.add(node);
    open.push(...node.inputs);
  }
  return false;
}

/** What the nodes of a gradient were computed from at once. */
function inputsOf({ versions }: Claim): Node[] {
  return versions.flatMap(({ node }) => (node ? [...node.inputs] : []));
}

/** Whether a node of a gradient is among those that another was computed from, directly or through unnamed steps. */
function feeds({ versions }: Claim, behind: NodeSet | undefined): boolean {
  return behind !== undefined && versions.some(({ node }) => node !== null && behind.has(node));
}

/**
 * 1 when all are right; the factor when all are off by one that conventions have: a loss over a batch with or without its
 * 1/N, a squared error with or without its 1/2. Null otherwise.
 */
function commonFactor(finals: readonly Comparison[], objective: Objective): number | null {
  if (finals.every((comparison) => comparison.right || comparison.near)) return 1;
  if (finals.length < 2) return null;
  let common: number | null = null;
  for (const { claim, truth } of finals) {
    const factor = claim.written && truth ? uniformFactor(claim.written, truth) : null;
    if (factor === null || (common !== null && Math.abs(factor / common - 1) > TOLERANCE)) return null;
    common = factor;
  }
  if (common === null || objective.kind !== 'loss' || !sumsUp(objective.root)) return null;
  return isCount(common) || isCount(1 / common) ? common : null;
}

/**
 * With the upstream gradient of a sum over the batch, layers take the mean for their parameters: `dW` and `db` have a 1/m
 * that the gradient passed on has not. True when all gradients but the first value's are off by one such factor.
 */
function isMeanOverBatch(finals: readonly Comparison[], objective: Objective): boolean {
  if (objective.kind === 'loss') return false;
  const off = finals.filter((comparison) => !comparison.right && !comparison.near);
  const rightLeaves = finals.filter(
    ({ right, near, target }) => (right || near) && target?.parts.every((part) => part.op === null),
  );
  if (off.length === 0 || rightLeaves.length > 1) return false;
  const factors = off.map(({ claim, truth }) => (claim.written && truth ? uniformFactor(claim.written, truth) : null));
  const [first] = factors;
  if (first === null || first === undefined || !isCount(1 / first) || first >= 1) return false;
  const count = Math.round(1 / first);
  const isLength = off.some(({ target }) => target !== null) && lengthsBehind(objective.root).has(count);
  return isLength && factors.every((factor) => factor !== null && Math.abs(factor / first - 1) < TOLERANCE);
}

function lengthsBehind(root: Node): Set<number> {
  return new Set([...ancestors([root])].flatMap((node) => [...node.shape]));
}

function isCount(factor: number): boolean {
  return factor > 0 && Math.abs(factor - Math.round(factor)) < TOLERANCE * factor;
}

/** Whether the loss is a sum or mean over an array, so that a 1/N can be meant at all. */
function sumsUp(root: Node): boolean {
  return [...ancestors([root])].some((node) => node.shape.length > 0);
}
