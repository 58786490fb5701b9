import { NDArray, sizeOf, type Shape } from '../ndarray/ndarray.ts';
import type { Data, GateContext } from '../ops/op.ts';
import { arrayOf, isScalar, numberOf } from '../ops/support.ts';
import type { AnyOp, Node } from '../tape/node.ts';
import { gateOf, vjpOf } from './gate.ts';
import { planReversePass } from './plan.ts';
import type { Slot } from './slot.ts';

export interface BackwardOptions {
  /**
   * The only gradients that are wanted: nothing else is computed or kept, and large buffers are handed on instead of copied.
   * Without it, every node gets its gradient, and unnamed leaves count as constants.
   */
  readonly wrt?: Iterable<Node>;
  /**
   * Called for each node in descending id with its complete adjoint; what it returns (of the same shape) flows on instead.
   * With `wrt`, the adjoint is only good until the call returns.
   */
  readonly visit?: (node: Node, adjoint: Data) => Data;
  /** Filled with what each visited gate sends to each of its inputs; `null` where no gradient flows or is wanted. */
  readonly contributions?: Map<Node, (Data | null)[]>;
}

/**
 * The reverse pass: the gradient of `sum(seed * output)` on the nodes that lead to `output`, each in its node's shape. A
 * number as the seed of an array is its seed in every element. Nodes that no gradient reaches are left out.
 */
export function backward(output: Node, seed: Data, options: BackwardOptions = {}): ReadonlyMap<Node, Data> {
  const { visit, wrt } = options;
  const slots = planReversePass(output, wrt ?? null);
  const gradients = new Map<Node, Data>();
  slots[0]?.add(seedFor(seed, output.shape), false);
  for (const slot of slots) {
    if (slot.adjoint === undefined) continue;
    const { node, adjoint } = slot;
    const passed = visit ? visit(node, adjoint) : adjoint;
    if (slot.wanted) gradients.set(node, passed);
    if (node.op) propagate(slot, node.op, passed, options.contributions);
    if (wrt) slot.adjoint = undefined;
  }
  return gradients;
}

/** Sends the adjoint of a gate on to its inputs. */
function propagate(slot: Slot, op: AnyOp, g: Data, contributions: BackwardOptions['contributions']): void {
  const { node, inputs } = slot;
  const gate = gateOf(node);
  const sent = contributions && new Array<Data | null>(inputs.length).fill(null);
  // The first input comes last, because its gate may then hand the upstream gradient's own buffer on to it.
  for (let input = inputs.length - 1; input >= 0; input--) {
    const target = inputs[input];
    if (!target?.needed) continue;
    if (input === 0 && !sent && inPlace(slot, op, target, g, gate)) continue;
    const contribution = vjpOf(op, input)?.(g, gate);
    if (contribution === undefined) continue;
    const value = isScalar(contribution) ? numberOf(contribution) : contribution;
    if (sent) sent[input] = value;
    // A contribution that is reported must not become the buffer that later ones are added into.
    target.add(value, !sent && !sharesBuffer(value, g));
  }
  if (sent) contributions.set(node, sent);
}

/** Gives the first input its gradient without making a new array, where the gate knows how; returns whether it did. */
function inPlace(slot: Slot, op: AnyOp, target: Slot, g: Data, gate: GateContext<never>): boolean {
  if (target.node.shape.length === 0) return false;
  if (op.accumulate) {
    op.accumulate(g, gate, target.buffer());
    return true;
  }
  const isDisposable = slot.owned && !slot.wanted && g === slot.adjoint;
  if (!op.passOn || !isDisposable || typeof g === 'number') return false;
  op.passOn(g, gate.attrs);
  target.add(g, true);
  return true;
}

/** A vjp returns a fresh array, or the upstream gradient or a view of it; never one of its gate's inputs. */
function sharesBuffer(value: Data, g: Data): boolean {
  return typeof value === 'object' && typeof g === 'object' && value.data === g.data;
}

function seedFor(seed: Data, shape: Shape): Data {
  if (shape.length === 0) return numberOf(seed);
  return isScalar(seed) ? filled(numberOf(seed), shape) : arrayOf(seed);
}

function filled(value: number, shape: Shape): NDArray {
  const array = new NDArray(new Float64Array(sizeOf(shape)), shape, 'float64');
  array.data.fill(value);
  return array;
}
