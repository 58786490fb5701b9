import { backward } from '../gradient/index.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import type { Data } from '../ops/op.ts';
import type { Node } from '../tape/node.ts';
import { flatOfData, relativeError, TOLERANCE } from './compare.ts';

/**
 * Whether a gradient flows through a point where there is no single derivative: a tie in a maximum, the corner of a ReLU or
 * of an absolute value. Any convex combination of the sides is then as right as ours. A tie that nothing flows back to,
 * such as one in the shift of a softmax, does no harm, nor does one from which nothing flows on, such as one of units in a
 * pooling that a ReLU has turned off.
 */
export function hasKink(root: Node): boolean {
  const adjoints = backward(root, 1);
  let largest = 0;
  for (const adjoint of adjoints.values())
    for (const entry of flatOfData(adjoint).data) largest = Math.max(largest, Math.abs(entry));
  const ties = new Map<Node, Set<number>>();
  for (const [node, adjoint] of adjoints) {
    for (const [input, entries] of tiesAt(node, flowing(adjoint, largest))) {
      ties.set(input, new Set([...(ties.get(input) ?? []), ...entries]));
    }
  }
  return ties.size > 0 && matters(ties, root, adjoints, largest);
}

type Ties = ReadonlyMap<Node, ReadonlySet<number>>;

/** Whether what flows back to tied entries comes to a leaf. */
function matters(ties: Ties, root: Node, adjoints: ReadonlyMap<Node, Data>, largest: number): boolean {
  const visit = (node: Node, adjoint: Data): Data => {
    const entries = ties.get(node);
    if (!entries) return adjoint;
    if (typeof adjoint === 'number') return adjoint + largest;
    const { shape, data } = flatOfData(adjoint);
    return new NDArray(
      Float64Array.from(data, (entry, i) => (entries.has(i) ? entry + largest : entry)),
      shape,
      'float64',
    );
  };
  const moved = backward(root, 1, { visit });
  return [...moved].some(([node, adjoint]) => {
    const before = adjoints.get(node);
    const isEnd = node.op === null && before !== undefined;
    return isEnd && relativeError(flatOfData(adjoint), flatOfData(before)) > TOLERANCE;
  });
}

/** Where an adjoint is more than rounding beside the largest one. */
function flowing(adjoint: Data, largest: number): (entry: number) => boolean {
  const { data } = flatOfData(adjoint);
  return (entry) => Math.abs(data[entry] ?? 0) > 1e-12 * largest;
}

/** The inputs of a gate with their entries that could as well have been on the other side. */
function tiesAt(node: Node, flows: (entry: number) => boolean): [Node, number[]][] {
  const name = node.op?.name;
  const [input] = node.inputs;
  if (!input) return [];
  if (name === 'abs') return listed(input, (entry, i) => entry === 0 && flows(i));
  if (name === 'maximum' || name === 'minimum') return equalOperands(node, flows);
  return name === 'max' || name === 'min' ? equalExtremes(node, input, flows) : [];
}

function listed(input: Node, isTied: (entry: number, i: number) => boolean): [Node, number[]][] {
  const entries = [...entriesOf(input)].flatMap((entry, i) => (isTied(entry, i) ? [i] : []));
  return entries.length > 0 ? [[input, entries]] : [];
}

function equalOperands({ inputs }: Node, flows: (entry: number) => boolean): [Node, number[]][] {
  const [a, b] = inputs.map(entriesOf);
  if (!a || !b || a.length === 0 || b.length === 0) return [];
  const count = Math.max(a.length, b.length);
  if (count % a.length !== 0 || count % b.length !== 0) return [];
  const isTied = (i: number): boolean => a[i % a.length] === b[i % b.length] && flows(i);
  const tied = Array.from({ length: count }, (_, i) => i).filter(isTied);
  if (tied.length === 0) return [];
  return inputs.map((input) => [input, tied.map((i) => i % entriesOf(input).length)]);
}

/** Extremes that matter, where they appear more often in the input than there are results that could each have taken one. */
function equalExtremes(node: Node, input: Node, flows: (entry: number) => boolean): [Node, number[]][] {
  const results = entriesOf(node);
  const extremes = new Set(results.filter((_, i) => flows(i)));
  const hits = listed(input, (entry) => extremes.has(entry));
  const count = results.filter((entry) => extremes.has(entry)).length;
  return hits.some(([, entries]) => entries.length > count) ? hits : [];
}

function entriesOf(node: Node | undefined): Float64Array {
  return node?.value === undefined ? new Float64Array(0) : flatOfData(node.value).data;
}
