import { unbroadcast } from '../ndarray/broadcast.ts';
import { matmul as ndMatmul, matmulShape } from '../ndarray/matmul.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { expandDims, swapaxes } from '../ndarray/reshape.ts';
import type { Op } from './op.ts';
import { sample, sampleArray } from './samples.ts';
import { arrayOf, plain } from './support.ts';

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
export function matmulGradient(g: NDArray, a: NDArray, b: NDArray, input: 0 | 1): NDArray {
  const upstream = withMatrixAxes(g, a, b);
  if (input === 0) return fitted(ndMatmul(upstream, flipped(asColumn(b))), asRow(a), a);
  return fitted(ndMatmul(flipped(asRow(a)), upstream), asColumn(b), b);
}

export const matmul: Op<undefined> = {
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
  elementwise: false,
  flow: 'gives each factor the upstream gradient multiplied by the other factor, transposed',
  samples: [
    sample(sampleArray([2, 3]), sampleArray([3, 5])),
    sample(sampleArray([3]), sampleArray([3], [-2, 2], 5)),
    sample(sampleArray([2, 3]), sampleArray([3], [-2, 2], 7)),
    sample(sampleArray([3]), sampleArray([3, 2], [-2, 2], 7)),
    sample(sampleArray([2, 3, 4]), sampleArray([4, 2])),
    sample(sampleArray([2, 1, 3, 2]), sampleArray([3, 2, 2])),
  ],
};
