import { backward } from '../../gradient/index.ts';
import type { Value } from '../../interp/values.ts';
import type { Node } from '../../tape/node.ts';
import { flatOfData, flatOfValue, TOLERANCE, uniformFactor } from '../compare.ts';

/**
 * Whether what stands for the gradient of a scalar is off by nothing but a constant that conventions leave out: the 1/N of
 * a mean, the 2 of a square, or both.
 */
export function isScaledByConvention(written: Value, output: Node, input: Node): boolean {
  const flat = flatOfValue(written);
  const adjoint = backward(output, 1).get(input);
  if (!flat || adjoint === undefined) return false;
  const factor = uniformFactor(flat, flatOfData(adjoint));
  if (factor === null || Math.abs(factor - 1) < TOLERANCE) return false;
  return [factor, 2 * factor, 1 / factor, 2 / factor].some(isCount);
}

function isCount(factor: number): boolean {
  return factor > 0.5 && Math.abs(factor - Math.round(factor)) < TOLERANCE * factor;
}
