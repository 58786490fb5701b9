import { NDArray } from '../ndarray/ndarray.ts';
import type { Data, GateContext, Vjp } from '../ops/op.ts';
import type { AnyOp, Node } from '../tape/node.ts';

const UNKNOWN = Float64Array.of(NaN);

/** The vjp of one input; null where the gate is not differentiable on purpose. */
export function vjpOf({ vjp }: AnyOp, input: number): Vjp<never> | null {
  if (vjp === 'none') return null;
  const one = typeof vjp === 'function' ? vjp(input) : vjp[input];
  return one === undefined || one === 'none' ? null : one;
}

/** What the vjps of a node look at. A value that was overwritten before anything read it is all NaN: only its shape is known. */
export function gateOf(node: Node): GateContext<never> {
  const inputs = new Array<Data>(node.inputs.length);
  for (let i = 0; i < inputs.length; i++) {
    const input = node.inputs[i];
    if (input) inputs[i] = valueOf(input);
  }
  return { inputs, output: valueOf(node), attrs: node.attrs as never };
}

function valueOf({ value, shape }: Node): Data {
  if (value !== undefined) return value;
  return shape.length === 0 ? NaN : new NDArray(UNKNOWN, shape, 'float64', new Array<number>(shape.length).fill(0));
}
