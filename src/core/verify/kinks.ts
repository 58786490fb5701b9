import type { Node } from '../tape/node.ts';
import { flatOfData } from './compare.ts';
import { ancestors } from './graph.ts';

/**
 * Whether a value was computed at a point where it has no single derivative: a tie in a maximum, the corner of a ReLU or of
 * an absolute value. Any convex combination of the sides is then as right as ours.
 */
export function hasKink(root: Node): boolean {
  return [...ancestors([root])].some(isAtKink);
}

function isAtKink(node: Node): boolean {
  const name = node.op?.name;
  if (name === 'abs') return entriesOf(node.inputs[0]).includes(0);
  if (name === 'maximum' || name === 'minimum') return isTie(node);
  return (name === 'max' || name === 'min') && hasEqualExtremes(node);
}

function isTie({ inputs }: Node): boolean {
  const [a, b] = inputs.map(entriesOf);
  if (!a || !b || a.length === 0 || b.length === 0) return false;
  const count = Math.max(a.length, b.length);
  if (count % a.length !== 0 || count % b.length !== 0) return false;
  for (let i = 0; i < count; i++) if (a[i % a.length] === b[i % b.length]) return true;
  return false;
}

/** Whether an extreme appears more often in the input than there are results that could each have taken one. */
function hasEqualExtremes(node: Node): boolean {
  const results = entriesOf(node);
  const extremes = new Set(results);
  const hits = entriesOf(node.inputs[0]).filter((entry) => extremes.has(entry)).length;
  return hits > results.length;
}

function entriesOf(node: Node | undefined): Float64Array {
  return node?.value === undefined ? new Float64Array(0) : flatOfData(node.value).data;
}
