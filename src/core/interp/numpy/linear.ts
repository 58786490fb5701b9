import { labelLengths, parseEinsum } from '../../ndarray/einsum.ts';
import { sizeOf, type NDArray, type Shape } from '../../ndarray/ndarray.ts';
import { flip } from '../../ndarray/rearrange.ts';
import { sliceAxis } from '../../ndarray/split.ts';
import type { PlainOp } from '../../ops/builders.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import { Num } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import type { Value } from '../values.ts';
import { asOperand } from './arrays.ts';
import type { Call } from './call.ts';
import { asInt, asInts, isSequence } from './convert.ts';
import { define, type Definition, type Definitions } from './define.ts';
import { delivered, reshaped, viewBy, viewed } from './gates.ts';
import { gate, onBehalfOf, plainGate, spendOnProduct } from './apply.ts';
import { shapeOf } from './operands.ts';

/** The multiplications of a product that sums over the last axis of `a` and the axis of that length of `b`. */
function spendOnDot(host: NumpyHost, a: Operand, b: Operand): void {
  const inner = shapeOf(a).at(-1) ?? 1;
  spendOnProduct(host, (sizeOf(shapeOf(a)) * sizeOf(shapeOf(b))) / Math.max(1, inner));
}

function product(op: PlainOp): Definition {
  return define('a, b, out=None', (call) => {
    const [a, b] = [call.operand('a'), call.operand('b')];
    if (op !== ops.outer) spendOnDot(call.host, a, b);
    return delivered(call.host, plainGate(call.host, op, a, b), call.value('out'));
  });
}

/** Stacks of matrices over the last two axes. Unlike `dot` it refuses numbers. */
const matmul = define(
  'x1, x2, out=None, *, dtype=None, casting=None, order=None, subok=True, axes=None, axis=None',
  (call) => {
    const [a, b] = [call.operand('x1'), call.operand('x2')];
    if (a instanceof Num || b instanceof Num) {
      return call.fail('ValueError', call.t('matmul takes arrays with at least one axis; multiply numbers with *'));
    }
    spendOnProduct(call.host, a.size * (b.shape.at(-1) ?? 1));
    return delivered(call.host, plainGate(call.host, ops.matmul, a, b), call.value('out'));
  },
);

/** The dot product of two flattened arrays. */
const vdot = define('a, b', (call) =>
  plainGate(
    call.host,
    ops.dot,
    reshaped(call.host, call.operand('a'), [-1]),
    reshaped(call.host, call.operand('b'), [-1]),
  ),
);

type Axes = number | readonly [readonly number[], readonly number[]];

function contractionAxes(host: NumpyHost, value: Value): Axes {
  if (!isSequence(value)) return asInt(host, value, 'axes');
  const [left = null, right = null] = host.iterate(value);
  return [asInts(host, left, 'axes'), asInts(host, right, 'axes')];
}

const tensordot = define('a, b, axes=2', (call) => {
  const { host } = call;
  const [a, b] = [call.operand('a'), call.operand('b')];
  const axes = contractionAxes(host, call.value('axes'));
  const lengths = shapeOf(b);
  const summed = typeof axes === 'number' ? lengths.slice(0, axes) : axes[1].map((axis) => lengths.at(axis) ?? 1);
  spendOnProduct(host, (sizeOf(shapeOf(a)) * sizeOf(lengths)) / Math.max(1, sizeOf(summed)));
  return gate(host, ops.tensordot, [a, b], { axes });
});

const einsum = define(
  'subscripts, *operands, out=None, dtype=None, order=None, casting=None, optimize=False',
  (call) => {
    const subscripts = call.value('subscripts');
    if (typeof subscripts !== 'string') return call.host.unsupported(call.t('np.einsum with lists of axes'));
    const operands = call.rest.map((item) => asOperand(call.host, item));
    const shapes = operands.map(shapeOf);
    onBehalfOf(ops.einsum, shapes, () => {
      spendOnEinsum(call.host, subscripts, shapes);
    });
    return delivered(call.host, gate(call.host, ops.einsum, operands, { subscripts }), call.value('out'));
  },
);

/** The multiplications of the costliest of its pairwise products: one for each combination of their labels. */
function spendOnEinsum(host: NumpyHost, subscripts: string, shapes: readonly Shape[]): void {
  const plan = parseEinsum(
    subscripts,
    shapes.map((shape) => shape.length),
  );
  const lengths = labelLengths(
    plan,
    shapes.map((shape) => ({ shape })),
  );
  const costs = plan.inputs.map((labels, i) => {
    const both = new Set([...labels, ...(plan.inputs[i + 1] ?? [])]);
    return [...both].reduce((product, label) => product * (lengths.get(label) ?? 1), 1);
  });
  spendOnProduct(host, Math.max(0, ...costs));
}

/** Every entry of the first times the whole second, block by block. */
const kron = define('a, b', (call) => {
  const { host } = call;
  const [a, b] = [call.operand('a'), call.operand('b')];
  const ndim = Math.max(shapeOf(a).length, shapeOf(b).length);
  const padded = (shape: Shape): number[] => [...new Array<number>(ndim - shape.length).fill(1), ...shape];
  const [left, right] = [padded(shapeOf(a)), padded(shapeOf(b))];
  const apart = plainGate(
    host,
    ops.multiply,
    reshaped(
      host,
      a,
      left.flatMap((length) => [length, 1]),
    ),
    reshaped(
      host,
      b,
      right.flatMap((length) => [1, length]),
    ),
  );
  return reshaped(
    host,
    apart,
    left.map((length, i) => length * (right[i] ?? 1)),
  );
});

/** The cross product of vectors of three along the last axis. */
const cross = define('a, b, axisa=-1, axisb=-1, axisc=-1, axis=None', (call) => {
  const { host } = call;
  const [a, b] = [call.operand('a'), call.operand('b')];
  if (shapeOf(a).at(-1) !== 3 || shapeOf(b).at(-1) !== 3)
    host.unsupported('np.cross of vectors that have not three components');
  const part = (operand: Operand, i: number): Operand =>
    viewed(host, operand, (source) => sliceAxis(source, -1, i, i + 1));
  const component = (i: number): Operand => {
    const [j, k] = [(i + 1) % 3, (i + 2) % 3];
    const plus = plainGate(host, ops.multiply, part(a, j), part(b, k));
    return plainGate(host, ops.subtract, plus, plainGate(host, ops.multiply, part(a, k), part(b, j)));
  };
  return gate(host, ops.concatenate, [component(0), component(1), component(2)], { axis: -1 });
});

/** How much of the overlap of two signals is kept. */
export type OverlapMode = 'full' | 'same' | 'valid';

export function overlapMode(call: Call<'mode'>): OverlapMode {
  const mode = call.text('mode');
  if (mode === 'full' || mode === 'same' || mode === 'valid') return mode;
  return call.fail('ValueError', call.t("mode must be 'full', 'same' or 'valid', not '{0}'", mode));
}

/** Slides the reversed second vector over the first. */
export function convolved(host: NumpyHost, a: Operand, v: Operand, mode: OverlapMode): Operand {
  const [long, short] = sizeOf(shapeOf(a)) >= sizeOf(shapeOf(v)) ? [a, v] : [v, a];
  const [n, m] = [sizeOf(shapeOf(long)), sizeOf(shapeOf(short))];
  if (m === 0) host.fail('ValueError', host.localize('a convolution needs vectors that are not empty'));
  const before = mode === 'full' ? m - 1 : mode === 'valid' ? 0 : Math.floor(m / 2);
  const after = mode === 'full' ? m - 1 : mode === 'valid' ? 0 : m - 1 - Math.floor(m / 2);
  const padded = gate(host, ops.pad, [long], { widths: [[before, after]], mode: 'constant', values: 0 });
  const count = n + before + after - m + 1;
  const windows = gate(host, ops.getitem, [padded], { shape: [count, m], strides: [1, 1], offset: 0 });
  return plainGate(host, ops.dot, windows, reversed(host, short));
}

function reversed(host: NumpyHost, vector: Operand): Operand {
  if (vector instanceof Num) return vector;
  return viewBy(host, ops.flip, vector, { axis: 0 }, (a: NDArray) => flip(a, 0));
}

const convolve = define("a, v, mode='full'", (call) =>
  convolved(call.host, call.operand('a'), call.operand('v'), overlapMode(call)),
);

const correlate = define("a, v, mode='valid'", (call) =>
  convolved(call.host, call.operand('a'), reversed(call.host, call.operand('v')), overlapMode(call)),
);

/** Products of arrays. */
export const LINEAR_FUNCTIONS: Definitions = {
  dot: product(ops.dot),
  inner: product(ops.inner),
  outer: product(ops.outer),
  matmul,
  vdot,
  tensordot,
  einsum,
  kron,
  cross,
  convolve,
  correlate,
};
