import { broadcastTo } from '../ndarray/broadcast.ts';
import { NDArray, sizeOf, type Shape } from '../ndarray/ndarray.ts';
import type { Data } from '../ops/op.ts';
import { arrayOf, isScalar, numberOf } from '../ops/support.ts';
import type { Node } from '../tape/node.ts';
import { gateOf, vjpOf } from './gate.ts';

/**
 * The numbers by which an elementwise gate multiplies the upstream gradient on its way to one input, in the shape of the
 * output. Null for other gates, and where no gradient flows.
 */
export function localGradient(node: Node, input: number): Data | null {
  const { op, shape } = node;
  if (!op?.elementwise) return null;
  const vjp = vjpOf(op, input);
  if (!vjp) return null;
  const { inputs, output, attrs } = gateOf(node);
  // With every input in the output's shape there is nothing to sum over, and ones bring the slopes to light.
  const local = vjp(ones(shape), { inputs: inputs.map((one) => stretched(one, shape)), output, attrs });
  return isScalar(local) ? numberOf(local) : local;
}

function ones(shape: Shape): Data {
  return shape.length === 0 ? 1 : new NDArray(new Float64Array(sizeOf(shape)).fill(1), shape, 'float64');
}

function stretched(value: Data, shape: Shape): Data {
  return shape.length === 0 ? value : broadcastTo(arrayOf(value), shape);
}
