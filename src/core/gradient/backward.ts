import { NDArray, type Shape } from '../ndarray/ndarray.ts';
import type { Data, GateContext } from '../ops/op.ts';
import { arrayOf, isScalar, numberOf } from '../ops/support.ts';
import type { AnyOp, Node } from '../tape/node.ts';
import { Adjoints } from './adjoints.ts';
import { gateOf, vjpOf } from './gate.ts';
import { planReversePass, type ReversePlan } from './plan.ts';

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
  const wrt = options.wrt ? new Set(options.wrt) : null;
  return new ReversePass(planReversePass(output, wrt), options, wrt).run(seed);
}

class ReversePass {
  readonly #plan: ReversePlan;
  readonly #options: BackwardOptions;
  readonly #wrt: ReadonlySet<Node> | null;
  readonly #adjoints: Adjoints;

  constructor(plan: ReversePlan, options: BackwardOptions, wrt: ReadonlySet<Node> | null) {
    this.#plan = plan;
    this.#options = options;
    this.#wrt = wrt;
    this.#adjoints = new Adjoints(plan.order.length);
  }

  run(seed: Data): Map<Node, Data> {
    const { order } = this.#plan;
    const { visit } = this.#options;
    const gradients = new Map<Node, Data>();
    const last = order.length - 1;
    this.#adjoints.add(last, seedFor(seed, order[last]?.shape ?? []), false);
    for (let at = last; at >= 0; at--) {
      const node = order[at];
      const { value, owned } = this.#adjoints.take(at);
      if (!node || value === undefined) continue;
      const adjoint = visit ? visit(node, value) : value;
      const keep = this.#wrt === null || this.#wrt.has(node);
      if (keep) gradients.set(node, adjoint);
      if (node.op) this.#propagate(node, node.op, at, adjoint, owned && !keep && adjoint === value);
    }
    return gradients;
  }

  /** Sends the adjoint of a gate on to its inputs. With `disposable`, its buffer may be written to. */
  #propagate(node: Node, op: AnyOp, at: number, g: Data, disposable: boolean): void {
    const { inputs, needed } = this.#plan;
    const places = inputs[at] ?? [];
    const gate = gateOf(node);
    const sent = this.#options.contributions && new Array<Data | null>(places.length).fill(null);
    // The first input comes last, because its gate may then hand the upstream gradient's own buffer on to it.
    for (let input = places.length - 1; input >= 0; input--) {
      const place = places[input] ?? 0;
      if (!needed[place]) continue;
      if (input === 0 && !sent && this.#inPlace(op, place, g, gate, disposable)) continue;
      const contribution = vjpOf(op, input)?.(g, gate);
      if (contribution === undefined) continue;
      const value = isScalar(contribution) ? numberOf(contribution) : contribution;
      if (sent) sent[input] = value;
      this.#adjoints.add(place, value, !sharesBuffer(value, g));
    }
    if (sent) this.#options.contributions?.set(node, sent);
  }

  /** Gives the first input its gradient without making a new array, where the gate knows how; returns whether it did. */
  #inPlace(op: AnyOp, place: number, g: Data, gate: GateContext<never>, disposable: boolean): boolean {
    const shape = this.#plan.order[place]?.shape ?? [];
    if (shape.length === 0) return false;
    if (op.accumulate) {
      op.accumulate(g, gate, this.#adjoints.buffer(place, shape));
      return true;
    }
    if (!op.passOn || !disposable || typeof g === 'number') return false;
    op.passOn(g, gate.attrs);
    this.#adjoints.add(place, g, true);
    return true;
  }
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
  const array = new NDArray(new Float64Array(shape.reduce((size, length) => size * length, 1)), shape, 'float64');
  array.data.fill(value);
  return array;
}
