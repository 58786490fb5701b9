import { NDArray } from '../ndarray/ndarray.ts';
import { backward } from '../gradient/index.ts';
import type { Data } from '../ops/op.ts';
import type { Node } from '../tape/node.ts';
import { isPlaceholder, numbersAt, type Claim, type Target } from './claims.ts';
import {
  REFUTED,
  TOLERANCE,
  flatOfData,
  relativeError,
  fitsValue,
  sameShape,
  stackFlats,
  uniformFactor,
  type Flat,
} from './compare.ts';
import { ancestors } from './graph.ts';
import type { Objective } from './objective.ts';

/** How one hand-written gradient compares with the true one. */
export interface Comparison {
  readonly claim: Claim;
  readonly target: Target | null;
  /** The true gradient; null when no value belongs to the claim or the objective does not depend on it. */
  readonly truth: Flat | null;
  readonly error: number;
  readonly right: boolean;
  /** Off by so little that it may be an approximation: neither proven nor refuted. */
  readonly near: boolean;
}

/** A statement-level disagreement found by walking the reverse pass again with the hand-written gradients put in. */
export interface Mismatch {
  readonly claim: Claim;
  readonly target: Target;
  /** What the gradient should be, given the (possibly wrong) gradients that it is computed from. */
  readonly expected: Flat;
  /** What flows in along each use of the value, in the order in which the uses were evaluated. */
  readonly uses: readonly Use[];
}

export interface Use {
  readonly consumer: Node;
  readonly contribution: Flat;
}

export interface Judgement {
  readonly objective: Objective;
  readonly comparisons: readonly Comparison[];
  /** True when every final gradient is right, or all are off by one and the same factor. */
  readonly allRight: boolean;
  /** The common factor when it is not 1: a loss without its 1/N is a convention, not a fault. */
  readonly factor: number;
  /** Empty when all is right. In the order in which the backward pass meets them. */
  readonly mismatches: readonly Mismatch[];
}

/** Whether two gradients agree: the same numbers, and shapes equal but for axes of length one when `loose`. */
export function agrees(written: Flat, truth: Flat): boolean {
  return fitsValue(written.shape, truth.shape) && relativeError(written, truth) < TOLERANCE;
}

interface Explained {
  readonly objective: Objective;
  readonly comparisons: readonly Comparison[];
  readonly right: number;
}

function isNear(written: Flat, expected: Flat): boolean {
  return fitsValue(written.shape, expected.shape) && relativeError(written, expected) < REFUTED;
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
  const isSure = best.objective.outputs.length > 0 || best.objective.kind !== 'assumed';
  const mismatches = allRight || !isSure ? [] : walk(best.objective, best.comparisons);
  return { objective: best.objective, comparisons: best.comparisons, allRight, factor: factor ?? 1, mismatches };
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
  const candidates = named ? inSight : explained;
  return candidates.reduce<Explained | null>((best, next) => (!best || next.right > best.right ? next : best), null);
}

function compareAll(claims: readonly Claim[], objective: Objective): Comparison[] {
  const own = claims.filter((claim) => !objective.given.has(claim));
  // Gradients that nobody asks for need not be kept: a loop that fills an array makes one of its size in each round.
  const wrt = own.some(isNameless) ? {} : { wrt: own.flatMap(({ targets }) => targets.flatMap(({ parts }) => parts)) };
  const adjoints = backward(objective.root, 1, wrt);
  const compared = own.map((claim) => compare(claim, adjoints));
  return compared.map((comparison) => (comparison.truth === null ? byValue(comparison, adjoints) : comparison));
}

/** Whether no value has the name of this gradient, so that it has to be found by its numbers. */
function isNameless({ written, targets }: Claim): boolean {
  return written !== null && targets.length === 0 && written.data.length >= 2;
}

/** A gradient whose name says nothing (`delta`, `nabla_w[-1]`) belongs to the value with that very gradient, if there is one. */
function byValue(comparison: Comparison, adjoints: ReadonlyMap<Node, Data>): Comparison {
  const { claim } = comparison;
  const { written, final } = claim;
  if (!written || !isNameless(claim) || isPlaceholder(claim)) return comparison;
  for (const [node, adjoint] of adjoints) {
    if (node.name === null || !sameShape(node.shape, written.shape)) continue;
    const truth = flatOfData(adjoint);
    if (!agrees(written, truth)) continue;
    const target: Target = { name: node.name, parts: [node], shape: node.shape, isList: false, binding: final };
    return { claim, target, truth, error: relativeError(written, truth), right: true, near: false };
  }
  return comparison;
}

function compare(claim: Claim, adjoints: ReadonlyMap<Node, Data>): Comparison {
  let best: Comparison = { claim, target: null, truth: null, error: NaN, right: false, near: false };
  for (const target of claim.targets) {
    const truth = truthOf(target, adjoints);
    if (!truth) continue;
    const candidates = [claim.written, ...claim.versions.map(numbersAt)];
    for (const written of candidates) {
      if (!written) continue;
      const right = agrees(written, truth) && endsInShape(claim, truth);
      const error = relativeError(written, truth);
      const near = !right && endsInShape(claim, truth) && fitsValue(written.shape, truth.shape) && error < REFUTED;
      if (best.truth === null || right || error < best.error) best = { claim, target, truth, error, right, near };
      if (right) return best;
    }
  }
  return best;
}

/** What is returned counts in the end: an earlier value that was right does not help when the last one has another shape. */
function endsInShape({ isReturned, written }: Claim, truth: Flat): boolean {
  return !isReturned || written === null || written.data.length === truth.data.length;
}

/** The true gradient of one value under an objective; null when the objective does not depend on it. */
export function truthUnder(objective: Objective, target: Target): Flat | null {
  return truthOf(target, backward(objective.root, 1, { wrt: target.parts }));
}

/** The adjoint of a value; zero for an element of a list that the objective does not use while it uses another. */
function truthOf(target: Target, adjoints: ReadonlyMap<Node, Data>): Flat | null {
  if (!target.parts.some((part) => adjoints.has(part))) return null;
  const parts = target.parts.map((part) => {
    const adjoint = adjoints.get(part);
    return flatOfData(adjoint ?? zeroLike(part));
  });
  return target.isList ? stackFlats(parts) : (parts[0] ?? null);
}

function zeroLike(node: Node): Data {
  return node.shape.length === 0 ? 0 : new NDArray(new Float64Array(sizeOf(node)), node.shape, 'float64');
}

function sizeOf(node: Node): number {
  return node.shape.reduce((size, length) => size * length, 1);
}

/**
 * The gradients that the pass is for: those of inputs and parameters. Where none was written yet, those that no other
 * gradient was computed from.
 */
export function finalsOf(comparisons: readonly Comparison[]): Comparison[] {
  const known = comparisons.filter((comparison) => comparison.truth !== null && !isPlaceholder(comparison.claim));
  const ofLeaves = known.filter(({ target }) => target?.parts.every((part) => part.op === null));
  const behind = new Map(known.map(({ claim }) => [claim, ancestors(inputsOf(claim))]));
  const sinks = known.filter(({ claim }) => {
    return !known.some((other) => other.claim !== claim && feeds(claim, behind.get(other.claim)));
  });
  const returned = known.filter(({ claim }) => claim.isReturned);
  if (returned.length === 0) return [...new Set([...ofLeaves, ...sinks])];
  const kept = ofLeaves.filter(({ claim }) => claim.path.includes('.') || claim.path.includes('['));
  return [...new Set([...returned, ...kept])];
}

/** What the nodes of a gradient were computed from at once. */
function inputsOf({ versions }: Claim): Node[] {
  return versions.flatMap(({ node }) => (node ? [...node.inputs] : []));
}

/** Whether a node of a gradient is among those that another was computed from, directly or through unnamed steps. */
function feeds({ versions }: Claim, behind: ReadonlySet<Node> | undefined): boolean {
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

/**
 * Walks the reverse pass once more. At each value that has a hand-written gradient the two are compared; where they
 * differ the claim is noted, and the walk goes on with the hand-written one, so that one fault gives one mismatch.
 */
function walk(objective: Objective, comparisons: readonly Comparison[]): Mismatch[] {
  const byNode = new Map<Node, { claim: Claim; target: Target; part: number }[]>();
  for (const { claim } of comparisons) {
    if (isPlaceholder(claim)) continue;
    for (const target of claim.targets) {
      for (const [part, node] of target.parts.entries()) {
        const entries = byNode.get(node) ?? [];
        entries.push({ claim, target, part });
        byNode.set(node, entries);
      }
    }
  }
  const matched = new Set<Claim>();
  const open = new Map<Claim, { target: Target; expected: Map<number, Flat>; order: number }>();
  let order = 0;
  const visit = (node: Node, adjoint: Data): Data => {
    let result = adjoint;
    for (const { claim, target, part } of byNode.get(node) ?? []) {
      const expected = flatOfData(adjoint);
      const versions = versionsAt(claim, target, part);
      const ends = target.isList || endsInShape(claim, expected);
      if (ends && versions.some((written) => isNear(written, expected))) {
        matched.add(claim);
        continue;
      }
      const entry = open.get(claim) ?? { target, expected: new Map<number, Flat>(), order: order++ };
      if (entry.target === target) entry.expected.set(part, expected);
      open.set(claim, entry);
      const written = versions[0];
      if (written && distinctTargets(claim) === 1 && sameShape(written.shape, node.shape)) result = dataLike(written);
    }
    return result;
  };
  const contributions = new Map<Node, (Data | null)[]>();
  backward(objective.root, 1, { visit, contributions });
  const uses = usesOf(contributions, byNode);
  return [...open]
    .filter(([claim, { target }]) => target.isList || !matched.has(claim))
    .sort((a, b) => a[1].order - b[1].order)
    .map(([claim, { target, expected }]) => mismatchOf(claim, target, expected, uses));
}

/** Regroups what gates sent back by the value they sent it to. */
function usesOf(
  contributions: ReadonlyMap<Node, (Data | null)[]>,
  wanted: ReadonlyMap<Node, unknown>,
): Map<Node, Use[]> {
  const uses = new Map<Node, Use[]>();
  for (const [consumer, sent] of contributions) {
    for (const [input, contribution] of sent.entries()) {
      const node = consumer.inputs[input];
      if (contribution === null || !node || !wanted.has(node)) continue;
      const list = uses.get(node) ?? [];
      list.push({ consumer, contribution: flatOfData(contribution) });
      uses.set(node, list);
    }
  }
  return uses;
}

function mismatchOf(
  claim: Claim,
  target: Target,
  expected: ReadonlyMap<number, Flat>,
  uses: ReadonlyMap<Node, readonly Use[]>,
): Mismatch {
  const parts = target.parts.map(
    (node, part) => expected.get(part) ?? versionsAt(claim, target, part)[0] ?? flatOfData(zeroLike(node)),
  );
  const whole = target.isList ? stackFlats(parts) : parts[0];
  const list = target.parts.flatMap((part) => uses.get(part) ?? []);
  list.sort((a, b) => a.consumer.id - b.consumer.id);
  return { claim, target, expected: whole ?? flatOfData(0), uses: list };
}

function distinctTargets(claim: Claim): number {
  return claim.targets.filter((target) => target.parts.length > 0).length;
}

/** What the claim says of one part of a target, its final numbers first. */
function versionsAt(claim: Claim, target: Target, part: number): Flat[] {
  const all = [claim.written, ...claim.versions.map(numbersAt)].filter((flat) => flat !== null);
  if (!target.isList) return all;
  return all.flatMap((flat) => elementOf(flat, part) ?? []);
}

function elementOf(flat: Flat, part: number): Flat | null {
  const [count = 0, ...shape] = flat.shape;
  if (part >= count) return null;
  const step = flat.data.length / count;
  return { shape, data: flat.data.slice(part * step, (part + 1) * step) };
}

function dataLike(flat: Flat): Data {
  return flat.shape.length === 0 ? (flat.data[0] ?? 0) : new NDArray(flat.data, flat.shape, 'float64');
}
