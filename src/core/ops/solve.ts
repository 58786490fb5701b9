import { diagonal as ndDiagonal } from '../ndarray/diagonal.ts';
import { multiply, negative } from '../ndarray/arithmetic.ts';
import { ArrayError } from '../ndarray/errors.ts';
import { matmul } from '../ndarray/matmul.ts';
import { map1, map2 } from '../ndarray/elementwise.ts';
import { NDArray, type Shape } from '../ndarray/ndarray.ts';
import { sum as ndSum } from '../ndarray/reduce.ts';
import { normalizeAxes } from '../ndarray/axes.ts';
import { transpose } from '../ndarray/reshape.ts';
import { det as ndDet, inv as ndInv, norm as ndNorm, solve as ndSolve } from '../ndarray/solve.ts';
import type { PlainOp } from './builders.ts';
import type { Data, Sample } from './op.ts';
import { reduction, scaledBy, stretchView, type Reduction } from './reduce.ts';
import { sample, sampleArray } from './samples.ts';
import { arrayOf, numberOf, plain, someNonZero } from './support.ts';
import { meet } from './selection.ts';

/** A well-conditioned sample matrix: a heavy diagonal. */
function regular(size: number): NDArray {
  const a = sampleArray([size, size], [-1, 1]);
  const diagonal = ndDiagonal(a);
  for (let i = 0; i < size; i++) a.data[i * (diagonal.strides[0] ?? 1)] = size + i;
  return a;
}

function square([shape = []]: readonly Shape[]): Shape {
  if (shape.length === 2 && shape[0] === shape[1]) return shape;
  throw new ArrayError('ValueError', 'the last two dimensions of the array must be square');
}

export const inv: PlainOp = {
  name: 'inv',
  symbol: 'inv',
  numpy: ['linalg.inv'],
  params: ['x'],
  latex: 'x^{-1}',
  shape: square,
  forward: ([x = NaN]) => ndInv(arrayOf(x)),
  vjp: [
    (g, { output }) => {
      const turned = transpose(arrayOf(output));
      return negative(matmul(matmul(turned, arrayOf(g)), turned));
    },
  ],
  derivative: ['-out.T.dot(g).dot(out.T)'],
  elementwise: false,
  flow: 'multiplies the upstream gradient by minus its own transposed output on both sides',
  samples: [sample(regular(3))],
};

export const det: PlainOp = {
  name: 'det',
  symbol: 'det',
  numpy: ['linalg.det'],
  params: ['x'],
  latex: '\\det x',
  shape: (shapes) => square(shapes).slice(2),
  forward: ([x = NaN]) => plain(ndDet(arrayOf(x))),
  vjp: [(g, { inputs: [x = NaN], output }) => multiply(transpose(ndInv(arrayOf(x))), numberOf(g) * numberOf(output))],
  derivative: ['g * out * np.linalg.inv(x).T'],
  elementwise: false,
  flow: 'gives the matrix the upstream gradient times the determinant times its transposed inverse',
  samples: [sample(regular(3))],
};

/** Both operands as matrices, a vector being a column. */
function column(b: NDArray): NDArray {
  return b.ndim === 1 ? new NDArray(b.data, [b.size, 1], b.dtype, [b.strides[0] ?? 0, 0], b.offset) : b;
}

export const solve: PlainOp = {
  name: 'solve',
  symbol: 'solve',
  numpy: ['linalg.solve'],
  params: ['a', 'b'],
  latex: 'a^{-1} b',
  shape: ([a = [], b = []]) => {
    if (square([a])[0] === b[0]) return b;
    throw new ArrayError('ValueError', 'solve: the matrix and the right-hand side do not fit');
  },
  forward: ([a = NaN, b = NaN]) => ndSolve(arrayOf(a), arrayOf(b)),
  vjp: [
    (g, { inputs: [a = NaN], output }) => {
      const onRight = ndSolve(transpose(arrayOf(a)), arrayOf(g));
      return negative(matmul(column(onRight), transpose(column(arrayOf(output)))));
    },
    (g, { inputs: [a = NaN] }) => ndSolve(transpose(arrayOf(a)), arrayOf(g)),
  ],
  derivative: ['-np.linalg.solve(a.T, g).dot(out.T)', 'np.linalg.solve(a.T, g)'],
  derivativeFor: (_, [, b = []]) => {
    const right = 'np.linalg.solve(a.T, g)';
    return [b.length === 1 ? `-np.outer(${right}, out)` : `-${right}.dot(out.T)`, right];
  },
  elementwise: false,
  flow: 'solves with the transposed matrix to get the gradient of the right-hand side',
  samples: [sample(regular(3), sampleArray([3])), sample(regular(3), sampleArray([3, 2]))],
};

/** Which norm: `null` for the root of the sum of squares. */
export interface Norm extends Reduction {
  readonly order: number | null;
}

/** The slope of the magnitude's p-norm, for the orders that a vector can have. */
function vectorNormSlope(x: NDArray, out: NDArray, order: number): Data {
  if (order === 0) return map1(x, () => 0);
  if (Math.abs(order) === Infinity)
    return map2(x, out, (value, top) => (Math.abs(value) === top ? Math.sign(value) : 0));
  return map2(x, out, (value, p) => (p === 0 ? 0 : Math.sign(value) * (Math.abs(value) / p) ** (order - 1)));
}

/** The 1- and infinity-norm of a matrix are the extreme of its sums of magnitudes: the signs of the row or column that has it. */
function matrixNormSlope(x: NDArray, out: NDArray, { axis, order }: Norm): Data {
  const [rows = 0, columns = 0] = normalizeAxes(axis, x.ndim);
  const along = Math.abs(order ?? 1) === 1 ? rows : columns;
  const sums = stretchView(ndSum(map1(x, Math.abs), along, true), x.shape, along);
  const chosen = map2(sums, out, (sum, extreme) => (Math.abs(sum - extreme) <= 1e-12 * extreme ? 1 : 0));
  return multiply(map1(x, Math.sign), chosen);
}

function normSlope(x: NDArray, out: NDArray, attrs: Norm): Data {
  const axes = normalizeAxes(attrs.axis, x.ndim);
  const isRoot = attrs.order === null || (attrs.order === 2 && axes.length === 1);
  if (isRoot) return map2(x, out, (value, length) => (length === 0 ? 0 : value / length));
  return axes.length === 1 ? vectorNormSlope(x, out, attrs.order) : matrixNormSlope(x, out, attrs);
}

const normSamples: readonly [Sample<Norm>, ...Sample<Norm>[]] = [
  { inputs: [sampleArray([2, 3])], attrs: { axis: null, keepdims: false, order: null } },
  { inputs: [sampleArray([2, 3])], attrs: { axis: 1, keepdims: true, order: null } },
  { inputs: [sampleArray([2, 3])], attrs: { axis: 0, keepdims: false, order: 2 } },
  { inputs: [sampleArray([2, 3], [0.3, 2])], attrs: { axis: 1, keepdims: false, order: 1 } },
  { inputs: [sampleArray([2, 3], [0.3, 2])], attrs: { axis: 1, keepdims: false, order: 3 } },
  { inputs: [sampleArray([4], [0.3, 2])], attrs: { axis: null, keepdims: false, order: Infinity } },
  { inputs: [sampleArray([2, 3], [0.3, 2])], attrs: { axis: null, keepdims: false, order: 1 } },
  { inputs: [sampleArray([2, 3], [0.3, 2])], attrs: { axis: null, keepdims: false, order: -Infinity } },
];

export const norm = reduction<Norm>({
  name: 'norm',
  symbol: '‖x‖',
  numpy: ['linalg.norm'],
  latex: '\\lVert x \\rVert',
  reduce: (a, { axis, keepdims, order }) => ndNorm(a, order, axis, keepdims),
  back: scaledBy(normSlope),
  text: ({ order }) => (order === null || order === 2 ? 'G * x / OUT' : ''),
  flow: 'points the upstream gradient along the input: its direction times the gradient',
  samples: normSamples,
  kink: ([x = NaN], { order, axis, keepdims }) =>
    order === 1 ? meet(x, 0) : !someNonZero(ndNorm(arrayOf(x), order, axis, keepdims)),
});
