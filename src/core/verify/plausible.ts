import type { Node } from '../tape/node.ts';
import { ancestors, dependence } from './graph.ts';

/**
 * Whether the run treats some bias as one number per example: a column added to a product whose left factor is the data,
 * `x @ w + b` with `b` of shape (N, 1). Nobody means that; it only lets a sum over the wrong axis come out right.
 * `data` is the name of the value that the forward pass is given first.
 */
export function hasBiasPerExample(root: Node, data: string): boolean {
  const nodes = [...ancestors([root])];
  const products = nodes.flatMap((node) => {
    if (node.op?.name !== 'add') return [];
    return node.inputs.flatMap((bias) => (isColumn(bias) ? (productBeside(node, bias) ?? []) : []));
  });
  if (products.length === 0) return false;
  const isData = dependence(new Set(nodes.filter((node) => node.op === null && node.name === data)));
  return products.some(({ inputs: [left, right] }) => left && right && isData(left) && !isData(right));
}

/** Whether a value is an input with one number for each of several rows. */
function isColumn({ op, shape }: Node): boolean {
  return op === null && shape.length === 2 && shape[1] === 1 && shape[0] !== 1;
}

/** The matrix product that a bias is added to. */
function productBeside(sum: Node, bias: Node): Node | undefined {
  return productBehind(sum.inputs.find((input) => input !== bias));
}

/** The matrix product that a value is, perhaps after a change of its shape. */
function productBehind(value: Node | undefined): Node | undefined {
  const name = value?.op?.name;
  if (name === 'reshape') return productBehind(value?.inputs[0]);
  return name === 'dot' || name === 'matmul' ? value : undefined;
}
