import { backward } from '../src/core/gradient/index.ts';
import { NDArray, type Shape } from '../src/core/ndarray/ndarray.ts';
import { flat } from '../src/core/ndarray/strided.ts';
import { arrayOf } from '../src/core/ops/support.ts';
import type { Op } from '../src/core/ops/op.ts';
import { ops } from '../src/core/ops/table.ts';
import { Num, Tape, Tensor, type Operand } from '../src/core/tape/index.ts';
import { NEURON, type Net, type NetResult, type NeuronResult } from './problem.ts';

const ZERO = new Num(0, true);
const ALL = { axis: null, keepdims: false };
const ROWS = { axis: 1, keepdims: true };

/** The net as a NumPy snippet writes it, gate by gate on the tape; `forward` gives the loss, `run` the gradients too. */
export function ourNet(net: Net): { forward: () => number; run: () => NetResult } {
  const { N, D, H, C, X, y, W1, b1, W2, b2 } = net;
  const input = tensor(X, [N, D]);
  const parameters: readonly (readonly [Float64Array, Shape])[] = [
    [W1, [D, H]],
    [b1, [H]],
    [W2, [H, C]],
    [b2, [C]],
  ];
  const correct = { positions: y.map((label, i) => i * C + label), shape: [N] };
  const graph = (): { tape: Tape; loss: Num; leaves: readonly Tensor[] } => {
    const tape = new Tape();
    const leaves = parameters.map(([data, shape]) => tape.track(tensor(data, shape), 'p', null) as Tensor);
    return { tape, loss: netLoss(tape, input, leaves, correct, net), leaves };
  };
  return {
    forward: () => graph().loss.value,
    run: () => {
      const { tape, loss, leaves } = graph();
      const nodes = leaves.map((leaf) => tape.nodeOf(leaf));
      const gradients = backward(tape.nodeOf(loss), 1, { wrt: nodes });
      return { loss: loss.value, gradients: nodes.map((node) => flat(arrayOf(gradients.get(node) ?? NaN))) };
    },
  };
}

function netLoss(
  tape: Tape,
  X: Tensor,
  parameters: readonly Operand[],
  correct: { readonly positions: Int32Array; readonly shape: Shape },
  { N, reg }: Net,
): Num {
  const apply = (op: Op<undefined>, ...inputs: readonly Operand[]): Operand => tape.apply(op, inputs, undefined, null);
  const [W1 = ZERO, b1 = ZERO, W2 = ZERO, b2 = ZERO] = parameters;
  const hidden = apply(ops.maximum, ZERO, apply(ops.add, apply(ops.dot, X, W1), b1));
  const scores = apply(ops.add, apply(ops.dot, hidden, W2), b2);
  const shifted = apply(ops.subtract, scores, tape.apply(ops.max, [scores], ROWS, null));
  const powers = apply(ops.exp, shifted);
  const probabilities = apply(ops.divide, powers, tape.apply(ops.sum, [powers], ROWS, null));
  const chosen = tape.apply(ops.gather, [probabilities], correct, null);
  const data = apply(
    ops.divide,
    tape.apply(ops.sum, [apply(ops.negative, apply(ops.log, chosen))], ALL, null),
    new Num(N, true),
  );
  const squares = [W1, W2].map((W) => tape.apply(ops.sum, [apply(ops.multiply, W, W)], ALL, null));
  const penalty = apply(
    ops.multiply,
    new Num(0.5 * reg, false),
    apply(ops.add, squares[0] ?? ZERO, squares[1] ?? ZERO),
  );
  return apply(ops.add, data, penalty) as Num;
}

function tensor(data: Float64Array, shape: Shape): Tensor {
  return Tensor.of(new NDArray(data, shape, 'float64'));
}

/** The neuron in single gates, as the snippet with `math.exp` makes it. */
export function ourNeuron(): { run: () => NeuronResult } {
  const run = (): NeuronResult => {
    const tape = new Tape();
    const apply = (op: Op<undefined>, ...inputs: readonly Operand[]): Operand =>
      tape.apply(op, inputs, undefined, null);
    const leaves = [...NEURON.w, ...NEURON.x].map((value) => tape.track(new Num(value, false), 'p', null));
    const [w0 = ZERO, w1 = ZERO, w2 = ZERO, x0 = ZERO, x1 = ZERO] = leaves;
    const dot = apply(ops.add, apply(ops.add, apply(ops.multiply, w0, x0), apply(ops.multiply, w1, x1)), w2);
    const nodes = leaves.map((leaf) => tape.nodeOf(leaf));
    const gradients = backward(tape.nodeOf(apply(ops.sigmoid, dot)), 1, { wrt: nodes });
    return nodes.map((node) => Number(gradients.get(node)));
  };
  return { run };
}
