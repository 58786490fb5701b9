import { backward } from '../gradient/index.ts';
import type { Data } from '../ops/op.ts';
import type { Node } from '../tape/node.ts';
import { flatOfData } from './compare.ts';

/**
 * Whether a gradient flows through a point where there is no single derivative: a tie in a maximum, the corner of a ReLU or
 * of an absolute value. Any convex combination of the sides is then as right as ours. A tie that nothing flows back to,
 * such as one in the shift of a softmax, does no harm.
 */
export function hasKink(root: Node): boolean {
  const adjoints = backward(root, 1);
  let largest = 0;
  for (const adjoint of adjoints.values())
    for (const entry of flatOfData(adjoint).data) largest = Math.max(largest, Math.abs(entry));
  return [...adjoints].some(([node, adjoint]) => isAtKink(node, flowing(adjoint, largest)));
}

/** Where an adjoint is more than rounding beside the largest one. */
function flowing(adjoint: Data, largest: number): (entry: number) => boolean {
  const { data } = flatOfData(adjoint);
  return (entry) => Math.abs(data[entry] ?? 0) > 1e-12 * largest;
}

function isAtKink(node: Node, flows: (entry: number) => boolean): boolean {
  const name = node.op?.name;
  if (name === 'abs') return entriesOf(node.inputs[0]).some((entry, i) => entry === 0 && flows(i));
  if (name === 'maximum' || name === 'minimum') return isTie(node, flows);
  return (name === 'max' || name === 'min') && hasEqualExtremes(node, flows);
}

function isTie({ inputs }: Node, flows: (entry: number) => boolean): boolean {
  const [a, b] = inputs.map(entriesOf);
  if (!a || !b || a.length === 0 || b.length === 0) return false;
  const count = Math.max(a.length, b.length);
  if (count % a.length !== 0 || count % b.length !== 0) return false;
  for (let i = 0; i < count; i++) if (a[i % a.length] === b[i % b.length] && flows(i)) return true;
  return false;
}

/** Whether an extreme that matters appears more often in the input than there are results that could each have taken one. */
function hasEqualExtremes(node: Node, flows: (entry: number) => boolean): boolean {
  const results = entriesOf(node);
  const extremes = new Set(results.filter((_, i) => flows(i)));
  const hits = entriesOf(node.inputs[0]).filter((entry) => extremes.has(entry)).length;
  return hits > results.filter((entry) => extremes.has(entry)).length;
}

function entriesOf(node: Node | undefined): Float64Array {
  return node?.value === undefined ? new Float64Array(0) : flatOfData(node.value).data;
}
