import { backward } from '../gradient/index.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import type { Data } from '../ops/op.ts';
import type { Node } from '../tape/node.ts';
import { isPlaceholder, type Claim, type Target } from './claims.ts';
import { REFUTED, fitsValue, flatOfData, relativeError, sameShape, stackFlats, type Flat } from './compare.ts';
import { endsInShape, isTelling, zeroLike, type Comparison } from './comparisons.ts';
import type { Objective } from './objective.ts';
import { countingVersions } from './versions.ts';

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

function isNear(written: Flat, expected: Flat): boolean {
  return fitsValue(written.shape, expected.shape) && relativeError(written, expected) < REFUTED;
}

/**
 * Walks the reverse pass once more. At each value that has a hand-written gradient the two are compared; where they
 * differ the claim is noted, and the walk goes on with the hand-written one, so that one fault gives one mismatch. What is
 * right end to end is no mismatch, whatever wrong gradients it is reached through. `trusted` claims are left aside.
 */
export function findMismatches(
  objective: Objective,
  factor: number,
  comparisons: readonly Comparison[],
  trusted: ReadonlySet<Claim>,
): Mismatch[] {
  const byNode = new Map<Node, { claim: Claim; target: Target; part: number }[]>();
  for (const { claim } of comparisons) {
    if (isPlaceholder(claim) || trusted.has(claim)) continue;
    for (const target of claim.targets) {
      for (const [part, node] of target.parts.entries()) {
        const entries = byNode.get(node) ?? [];
        entries.push({ claim, target, part });
        byNode.set(node, entries);
      }
    }
  }
  const right = new Set(
    comparisons.filter((comparison) => comparison.right && isTelling(comparison)).map(({ claim }) => claim),
  );
  const matched = new Set<Claim>(right);
  const open = new Map<Claim, { target: Target; expected: Map<number, Flat>; order: number }>();
  const putIn = new Set<Claim>();
  let order = 0;
  const visit = (node: Node, adjoint: Data): Data => {
    let result = adjoint;
    for (const { claim, target, part } of byNode.get(node) ?? []) {
      const expected = flatOfData(adjoint);
      const versions = versionsAt(claim, target, part);
      if (right.has(claim)) {
        const [written] = versions;
        if (written && distinctTargets(claim) === 1 && sameShape(written.shape, node.shape)) result = dataLike(written);
        continue;
      }
      const ends = target.isList || endsInShape(claim, expected);
      // What flows on from a hand-written gradient agrees with it of course.
      if (ends && !putIn.has(claim) && versions.some((written) => isNear(written, expected))) {
        matched.add(claim);
        continue;
      }
      const entry = open.get(claim) ?? { target, expected: new Map<number, Flat>(), order: order++ };
      open.set(claim, entry);
      // The latest value of the name is reached first; what the name stood for before is another matter.
      if (entry.target !== target) continue;
      entry.expected.set(part, expected);
      const written = versions[0];
      if (!written || !sameShape(written.shape, node.shape)) continue;
      result = dataLike(written);
      putIn.add(claim);
    }
    return result;
  };
  const contributions = new Map<Node, (Data | null)[]>();
  backward(objective.root, factor, { visit, contributions });
  const uses = usesOf(contributions, byNode);
  return [...open]
    .filter(([claim, { target }]) => target.isList || !matched.has(claim))
    .sort((a, b) => a[1].order - b[1].order)
    .map(([claim, { target, expected }]) => mismatchOf(claim, target, expected, uses));
}

/** Regroups what gates sent back by the value they sent it to. */
export function usesOf(
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
  const all = [...countingVersions(claim)];
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
