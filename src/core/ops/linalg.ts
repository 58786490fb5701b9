import { multiply } from '../ndarray/arithmetic.ts';
import { unbroadcast } from '../ndarray/broadcast.ts';
import { diagonal as ndDiagonal, trace as ndTrace } from '../ndarray/diagonal.ts';
import { dot as ndDot, dotShape, matmul as ndMatmul, matmulShape, outer as ndOuter } from '../ndarray/matmul.ts';
import { NDArray, sizeOf, type Shape } from '../ndarray/ndarray.ts';
import { expandDims, reshape, swapaxes, transpose } from '../ndarray/reshape.ts';
import { ArrayError } from '../ndarray/errors.ts';
import { einsumGradient } from './einsum.ts';
import type { PlainOp } from './builders.ts';
import type { Data, Op } from './op.ts';
import { putBack } from './rearranging.ts';
import { sample, sampleArray } from './samples.ts';
import { arrayOf, isScalar, placesOf, plain, unbroadcastTo } from './support.ts';
import { templateOf } from './window.ts';

/** A vector on the left of a product as a row. */
function asRow(a: NDArray): NDArray {
  return a.ndim === 1 ? expandDims(a, 0) : a;
}

/** A vector on the right of a product as a column. */
function asColumn(b: NDArray): NDArray {
  return b.ndim === 1 ? expandDims(b, 1) : b;
}

/** The upstream gradient with the axes back that a vector on either side made disappear. */
function withMatrixAxes(g: NDArray, a: NDArray, b: NDArray): NDArray {
  const columns = b.ndim === 1 ? expandDims(g, g.ndim) : g;
  return a.ndim === 1 ? expandDims(columns, columns.ndim - 1) : columns;
}

function flipped(a: NDArray): NDArray {
  return swapaxes(a, -1, -2);
}

/** A gradient summed over broadcast stack axes, in the shape of the operand. */
function fitted(gradient: NDArray, matrix: NDArray, operand: NDArray): NDArray {
  const summed = unbroadcast(gradient, matrix.shape);
  return operand.ndim === 1 ? new NDArray(summed.data, operand.shape, 'float64') : summed;
}

/** The gradients of `a @ b`: `g @ b.T` and `a.T @ g`, for vectors and stacks too. */
function matmulGradient(g: NDArray, a: NDArray, b: NDArray, input: 0 | 1): NDArray {
  const upstream = withMatrixAxes(g, a, b);
  if (input === 0) return fitted(ndMatmul(upstream, flipped(asColumn(b))), asRow(a), a);
  return fitted(ndMatmul(flipped(asRow(a)), upstream), asColumn(b), b);
}

/** NumPy text of the two gradients of a product of at most two dimensions on either side. */
function productText([a = [], b = []]: readonly Shape[]): readonly string[] {
  if (a.length === 0 || b.length === 0) {
    return [a.length < b.length ? 'np.sum(g * b)' : 'g * b', b.length < a.length ? 'np.sum(g * a)' : 'g * a'];
  }
  if (a.length === 1 && b.length === 1) return ['g * b', 'g * a'];
  if (b.length === 1) return ['np.outer(g, b)', 'a.T.dot(g)'];
  if (a.length === 1) return ['b.dot(g)', 'np.outer(a, g)'];
  return ['g.dot(b.T)', 'a.T.dot(g)'];
}

const productSamples = [
  sample(sampleArray([2, 3]), sampleArray([3, 5])),
  sample(sampleArray([3]), sampleArray([3], [-2, 2], 5)),
  sample(sampleArray([2, 3]), sampleArray([3], [-2, 2], 7)),
  sample(sampleArray([3]), sampleArray([3, 2], [-2, 2], 7)),
];

const PRODUCT_FLOW = 'gives each factor the upstream gradient multiplied by the other factor, transposed';

export const matmul: PlainOp = {
  name: 'matmul',
  symbol: '@',
  numpy: ['matmul', '@'],
  params: ['a', 'b'],
  latex: 'a\\,b',
  shape: ([a = [], b = []]) => matmulShape(a, b),
  forward: ([a = NaN, b = NaN]) => plain(ndMatmul(arrayOf(a), arrayOf(b))),
  vjp: [
    (g, { inputs: [a = NaN, b = NaN] }) => matmulGradient(arrayOf(g), arrayOf(a), arrayOf(b), 0),
    (g, { inputs: [a = NaN, b = NaN] }) => matmulGradient(arrayOf(g), arrayOf(a), arrayOf(b), 1),
  ],
  derivative: ['g @ b.T', 'a.T @ g'],
  derivativeFor: (_, shapes) => (shapes.some((shape) => shape.length > 2) ? ['', ''] : productText(shapes)),
  elementwise: false,
  flow: PRODUCT_FLOW,
  samples: [
    ...productSamples,
    sample(sampleArray([2, 3, 4]), sampleArray([4, 2])),
    sample(sampleArray([2, 1, 3, 2]), sampleArray([3, 2, 2])),
  ],
};

/** Einsum subscripts of `np.dot` for arrays of these dimensions. */
function dotSubscripts(a: number, b: number): string {
  const left = 'abcdefgh'.slice(0, a - 1);
  const right = 'ijklmnop'.slice(0, b - 1);
  const second = b === 1 ? 'z' : `${right.slice(0, -1)}z${right.slice(-1)}`;
  return `${left}z,${second}->${left}${right}`;
}

function dotGradient(g: Data, a: Data, b: Data, input: 0 | 1): Data {
  if (isScalar(a) || isScalar(b)) return unbroadcastTo(multiply(g, input === 0 ? b : a), input === 0 ? a : b);
  const [x, y] = [arrayOf(a), arrayOf(b)];
  if (x.ndim <= 2 && y.ndim <= 2) return matmulGradient(arrayOf(g), x, y, input);
  return einsumGradient(dotSubscripts(x.ndim, y.ndim), [x, y], arrayOf(g), input);
}

export const dot: PlainOp = {
  name: 'dot',
  symbol: '·',
  numpy: ['dot'],
  params: ['a', 'b'],
  latex: 'a \\cdot b',
  shape: ([a = [], b = []]) => dotShape(a, b),
  forward: ([a = NaN, b = NaN]) => plain(ndDot(arrayOf(a), arrayOf(b))),
  vjp: [
    (g, { inputs: [a = NaN, b = NaN] }) => dotGradient(g, a, b, 0),
    (g, { inputs: [a = NaN, b = NaN] }) => dotGradient(g, a, b, 1),
  ],
  derivative: ['g.dot(b.T)', 'a.T.dot(g)'],
  derivativeFor: (_, shapes) => (shapes.some((shape) => shape.length > 2) ? ['', ''] : productText(shapes)),
  elementwise: false,
  flow: PRODUCT_FLOW,
  samples: [
    ...productSamples,
    sample(0.5, sampleArray([2, 3])),
    sample(sampleArray([3]), 0.7),
    sample(1.5, 0.7),
    sample(sampleArray([2, 3, 4]), sampleArray([4])),
    sample(sampleArray([2, 3, 4]), sampleArray([2, 4, 3])),
    sample(sampleArray([4]), sampleArray([2, 4, 3])),
  ],
};

export const outer: PlainOp = {
  name: 'outer',
  symbol: '⊗',
  numpy: ['outer'],
  params: ['a', 'b'],
  latex: 'a \\otimes b',
  shape: ([a = [], b = []]) => [sizeOf(a), sizeOf(b)],
  forward: ([a = NaN, b = NaN]) => ndOuter(arrayOf(a), arrayOf(b)),
  vjp: [
    (g, { inputs: [a = NaN, b = NaN] }) => outerBack(arrayOf(g), arrayOf(b), arrayOf(a).shape),
    (g, { inputs: [a = NaN, b = NaN] }) => outerBack(transpose(arrayOf(g)), arrayOf(a), arrayOf(b).shape),
  ],
  derivative: ['g.dot(b.ravel()).reshape(a.shape)', 'g.T.dot(a.ravel()).reshape(b.shape)'],
  elementwise: false,
  flow: 'gives each vector the upstream gradient multiplied by the other vector',
  samples: [
    sample(sampleArray([2]), sampleArray([3])),
    sample(sampleArray([2, 2]), sampleArray([3, 1])),
    sample(0.4, sampleArray([2])),
  ],
};

function outerBack(g: NDArray, other: NDArray, shape: Shape): Data {
  return plain(reshape(ndMatmul(g, reshape(other, [other.size])), shape));
}

export const inner: PlainOp = {
  name: 'inner',
  symbol: '⟨ , ⟩',
  numpy: ['inner'],
  params: ['a', 'b'],
  latex: '\\langle a, b \\rangle',
  shape: ([a = [], b = []]) => {
    if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
    if (a.at(-1) !== b.at(-1)) throw new ArrayError('ValueError', 'inner: the last axes must have the same length');
    return [...a.slice(0, -1), ...b.slice(0, -1)];
  },
  forward: ([a = NaN, b = NaN]) => {
    const [x, y] = [arrayOf(a), arrayOf(b)];
    return plain(ndDot(x, y.ndim > 1 ? flipped(y) : y));
  },
  vjp: [
    (g, { inputs: [a = NaN, b = NaN] }) => innerGradient(g, a, b, 0),
    (g, { inputs: [a = NaN, b = NaN] }) => innerGradient(g, a, b, 1),
  ],
  derivative: ['g.dot(b)', 'g.T.dot(a)'],
  derivativeFor: (_, [a = [], b = []]) =>
    a.length === 2 && b.length === 2
      ? ['g.dot(b)', 'g.T.dot(a)']
      : a.length === 1 && b.length === 1
        ? ['g * b', 'g * a']
        : ['', ''],
  elementwise: false,
  flow: PRODUCT_FLOW,
  samples: [
    sample(sampleArray([3]), sampleArray([3], [-2, 2], 5)),
    sample(sampleArray([2, 3]), sampleArray([4, 3])),
    sample(sampleArray([2, 3]), sampleArray([3])),
    sample(sampleArray([2, 3]), 0.5),
  ],
};

function innerGradient(g: Data, a: Data, b: Data, input: 0 | 1): Data {
  const y = arrayOf(b);
  if (y.ndim < 2) return dotGradient(g, a, b, input);
  const gradient = dotGradient(g, a, flipped(y), input);
  return input === 0 ? gradient : flipped(arrayOf(gradient));
}

/** The diagonal that is summed. */
export interface Trace {
  readonly k: number;
  readonly axis1: number;
  readonly axis2: number;
}

export const trace: Op<Trace> = {
  name: 'trace',
  symbol: 'tr',
  numpy: ['trace'],
  params: ['x'],
  latex: '\\operatorname{tr} x',
  shape: ([shape = []], { k, axis1, axis2 }) => ndTrace(templateOf(shape), k, axis1, axis2).shape,
  forward: ([x = NaN], { k, axis1, axis2 }) => plain(ndTrace(arrayOf(x), k, axis1, axis2)),
  vjp: [
    (g, { inputs: [x = NaN], attrs: { k, axis1, axis2 } }) => {
      const { shape } = arrayOf(x);
      const places = ndDiagonal(placesOf(shape, 1), k, axis1, axis2);
      const upstream = arrayOf(g);
      const spread = new NDArray(upstream.data, places.shape, 'float64', [...upstream.strides, 0], upstream.offset);
      return putBack(spread, places, shape);
    },
  ],
  derivative: ['g * np.eye(x.shape[0], x.shape[1])'],
  derivativeFor: ({ k }, [shape = []]) => [
    shape.length === 2 ? `g * np.eye(x.shape[0], x.shape[1], ${String(k)})` : '',
  ],
  elementwise: false,
  flow: 'copies the upstream gradient to every element of the diagonal; the rest receives zero',
  samples: [
    { inputs: [sampleArray([3, 4])], attrs: { k: 0, axis1: 0, axis2: 1 } },
    { inputs: [sampleArray([2, 3, 3])], attrs: { k: 1, axis1: 1, axis2: 2 } },
  ],
  readsShapesOnly: true,
};
