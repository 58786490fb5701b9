import { backward } from '../gradient/index.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import type { Data } from '../ops/op.ts';
import type { Node } from '../tape/node.ts';
import { isPlaceholder, type Claim, type Target } from './claims.ts';
import {
  REFUTED,
  TOLERANCE,
  fitsValue,
  flatOfData,
  relativeError,
  sameShape,
  stackFlats,
  type Flat,
} from './compare.ts';
import type { Objective } from './objective.ts';
import { countingVersions } from './versions.ts';

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

/** Whether two gradients agree: the same numbers, and shapes equal but for axes of length one when `loose`. */
export function agrees(written: Flat, truth: Flat): boolean {
  return fitsValue(written.shape, truth.shape) && relativeError(written, truth) < TOLERANCE;
}

/** Zeros that are right tell little: a layer that is dead for the sampled inputs makes any gradient zero. */
export function isTelling({ truth }: Comparison): boolean {
  // Sums that cancel leave rounding, with which anything small agrees.
  return truth?.data.some((entry) => Math.abs(entry) > 1e-9) ?? false;
}

/** Compares every claim but the given ones; the objective's own gradient is `factor`. */
export function compareAll(claims: readonly Claim[], objective: Objective, factor = 1): Comparison[] {
  const own = claims.filter((claim) => !objective.given.has(claim));
  // Gradients that nobody asks for need not be kept: a loop that fills an array makes one of its size in each round.
  const wrt = own.some(isNameless) ? {} : { wrt: own.flatMap(({ targets }) => targets.flatMap(({ parts }) => parts)) };
  const adjoints = backward(objective.root, factor, wrt);
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
    for (const written of countingVersions(claim)) {
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
export function endsInShape({ isReturned, written }: Claim, truth: Flat): boolean {
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

export function zeroLike(node: Node): Data {
  return node.shape.length === 0 ? 0 : new NDArray(new Float64Array(sizeOf(node)), node.shape, 'float64');
}

function sizeOf(node: Node): number {
  return node.shape.reduce((size, length) => size * length, 1);
}
