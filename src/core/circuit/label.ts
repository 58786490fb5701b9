import { numberText } from '../base/numberText.ts';
import type { Node } from '../tape/node.ts';

/** A gate's label with the constant it works with folded in, and the inputs that are left. */
export interface Folded {
  readonly label: string;
  /** Positions of the inputs that stay wires. */
  readonly wired: readonly number[];
  /** True for a value that comes from outside of what is drawn. */
  readonly isInput?: boolean;
}

/** The scalar value of an unnamed leaf, null for everything else. */
export function constantOf(node: Node | undefined): number | null {
  if (node?.op !== null || node.name !== null) return null;
  return typeof node.value === 'number' ? node.value : null;
}

type Words = (constant: string) => string;

/** How gates of two inputs read with a constant on the left or on the right. */
const withConstant: Readonly<Record<string, { readonly left?: Words; readonly right?: Words }>> = {
  add: { left: (c) => `+${c}`, right: (c) => `+${c}` },
  subtract: { left: (c) => `${c}−x`, right: (c) => `−${c}` },
  multiply: { left: (c) => `×${c}`, right: (c) => `×${c}` },
  divide: { left: (c) => `${c}/x`, right: (c) => `÷${c}` },
  power: { left: (c) => `${c}^x`, right: (c) => `^${c}` },
  maximum: { left: (c) => `max(${c},·)`, right: (c) => `max(·,${c})` },
  minimum: { left: (c) => `min(${c},·)`, right: (c) => `min(·,${c})` },
};

const plain: Readonly<Record<string, string>> = { subtract: '−', divide: '÷', dot: '·', matmul: '@' };

/** The label of a gate: `+`, `×-1`, `+1`, `1/x`, `^2`. */
export function foldLabel(node: Node): Folded {
  const { op, inputs } = node;
  const all = inputs.map((_, i) => i);
  if (!op) return { label: node.name ?? '', wired: [] };
  const words = withConstant[op.name];
  if (words && inputs.length === 2) {
    const left = constantOf(inputs[0]);
    const right = constantOf(inputs[1]);
    if (left !== null && right === null && words.left) return { label: words.left(numberText(left)), wired: [1] };
    if (right !== null && left === null && words.right) return { label: words.right(numberText(right)), wired: [0] };
  }
  if (op.name === 'reciprocal') return { label: '1/x', wired: all };
  if (op.name === 'square') return { label: '^2', wired: all };
  return { label: plain[op.name] ?? op.symbol, wired: all };
}
