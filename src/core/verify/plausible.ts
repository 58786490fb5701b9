import type { Node } from '../tape/node.ts';
import { ancestors, dependence } from './graph.ts';

/**
 * Whether the run treats some bias as one number per example: a column added to a product whose left factor is the data,
 * `x @ w + b` with `b` of shape (N, 1). Nobody means that; it only lets a sum over the wrong axis come out right.
 * `data` is the name of the value that the forward pass is given first.
 */
export function hasBiasPerExample(root: Node, data: string): boolean {
  const nodes = [...ancestors([root])];
  const isData = dependence(new Set(nodes.filter((node) => node.op === null && node.name === data)));
  return nodes.some((node) => node.op?.name === 'add' && node.inputs.some((bias) => isPerExample(node, bias, isData)));
}

function isPerExample(sum: Node, bias: Node, isData: (node: Node) => boolean): boolean {
  const [length = 1, width] = bias.shape;
  if (bias.op !== null || bias.shape.length !== 2 || width !== 1 || length === 1) return false;
  const [left, right] = productBehind(sum.inputs.find((input) => input !== bias))?.inputs ?? [];
  return left !== undefined && right !== undefined && isData(left) && !isData(right);
}

/** The matrix product that a value is, perhaps after a change of its shape. */
function productBehind(value: Node | undefined): Node | undefined {
  const name = value?.op?.name;
  if (name === 'reshape') return productBehind(value?.inputs[0]);
  return name === 'dot' || name === 'matmul' ? value : undefined;
}
