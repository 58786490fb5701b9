import { normalizeAxes, type Axis } from './axes.ts';
import { eye, scalarArray } from './create.ts';
import { ArrayError } from './errors.ts';
import { formatShape } from './formatShape.ts';
import { NDArray } from './ndarray.ts';
import { max, min, reduceWith, sum } from './reduce.ts';
import { toFlat } from './strided.ts';

/** An LU decomposition in one buffer with its row order. */
interface Factors {
  readonly lu: Float64Array;
  readonly order: Int32Array;
  readonly size: number;
  readonly sign: number;
}

/** `np.linalg.det` of one square matrix. Throws ValueError when it is not square. */
export function det(a: NDArray): NDArray {
  const { lu, size, sign } = factorize(a);
  let product = sign;
  for (let i = 0; i < size; i++) product *= lu[i * size + i] ?? 0;
  return scalarArray(product);
}

/** `np.linalg.inv` of one square matrix. Throws ValueError when it is singular. */
export function inv(a: NDArray): NDArray {
  return solve(a, eye(a.shape[0] ?? 0));
}

/** `np.linalg.solve(a, b)`, `b` a vector or a matrix of columns. Throws ValueError when `a` is singular or the shapes do not fit. */
export function solve(a: NDArray, b: NDArray): NDArray {
  const factors = factorize(a);
  const { size } = factors;
  if (b.ndim < 1 || b.ndim > 2 || b.shape[0] !== size) {
    throw new ArrayError('ValueError', `solve: shapes ${formatShape(a.shape)} and ${formatShape(b.shape)} do not fit`);
  }
  for (let i = 0; i < size; i++) {
    if (factors.lu[i * size + i] === 0) throw new ArrayError('ValueError', 'Singular matrix');
  }
  const columns = b.shape[1] ?? 1;
  const from = toFlat(b);
  const out = new Float64Array(from.length);
  for (let i = 0; i < size; i++) {
    const source = (factors.order[i] ?? 0) * columns;
    out.set(from.subarray(source, source + columns), i * columns);
  }
  substitute(factors, out, columns);
  return new NDArray(out, b.shape, 'float64');
}

/** Gaussian elimination with partial pivoting. */
function factorize(a: NDArray): Factors {
  const [size = 0, other] = a.shape;
  if (a.ndim !== 2 || size !== other) {
    throw new ArrayError('ValueError', `a square matrix is needed, not shape ${formatShape(a.shape)}`);
  }
  const lu = toFlat(a);
  const order = Int32Array.from({ length: size }, (_, i) => i);
  let sign = 1;
  for (let k = 0; k < size; k++) {
    const pivot = pivotRow(lu, size, k);
    if (pivot !== k) {
      swapRows(lu, order, size, k, pivot);
      sign = -sign;
    }
    const head = lu[k * size + k] ?? 0;
    if (head === 0) continue;
    for (let i = k + 1; i < size; i++) {
      const factor = (lu[i * size + k] ?? 0) / head;
      lu[i * size + k] = factor;
      for (let j = k + 1; j < size; j++) lu[i * size + j] = (lu[i * size + j] ?? 0) - factor * (lu[k * size + j] ?? 0);
    }
  }
  return { lu, order, size, sign };
}

function pivotRow(lu: Float64Array, size: number, k: number): number {
  let best = k;
  for (let i = k + 1; i < size; i++) {
    if (Math.abs(lu[i * size + k] ?? 0) > Math.abs(lu[best * size + k] ?? 0)) best = i;
  }
  return best;
}

function swapRows(lu: Float64Array, order: Int32Array, size: number, i: number, j: number): void {
  const row = lu.slice(i * size, (i + 1) * size);
  lu.copyWithin(i * size, j * size, (j + 1) * size);
  lu.set(row, j * size);
  [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
}

/** Forward, then backward substitution on every column of `x` in place. */
function substitute({ lu, size }: Factors, x: Float64Array, columns: number): void {
  const subtractRow = (to: number, from: number): void => {
    const factor = lu[to * size + from] ?? 0;
    for (let c = 0; c < columns; c++)
      x[to * columns + c] = (x[to * columns + c] ?? 0) - factor * (x[from * columns + c] ?? 0);
  };
  for (let i = 0; i < size; i++) for (let k = 0; k < i; k++) subtractRow(i, k);
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) subtractRow(i, k);
    const pivot = lu[i * size + i] ?? 1;
    for (let c = 0; c < columns; c++) x[i * columns + c] = (x[i * columns + c] ?? 0) / pivot;
  }
}

/**
 * `np.linalg.norm`: `order` null is the square root of the sum of squares (2-norm of a vector, Frobenius norm of anything
 * flattened); on one axis 1, 2, Infinity, -Infinity, 0 or any p; on two axes 1, -1 and ±Infinity. Throws ValueError for others.
 */
export function norm(a: NDArray, order: number | null = null, axis: Axis = null, keepdims = false): NDArray {
  const axes = normalizeAxes(axis, a.ndim);
  const magnitudes = new NDArray(toFlat(a).map(Math.abs), a.shape, 'float64');
  if (order === null || (order === 2 && axes.length === 1)) {
    const squares = new NDArray(
      magnitudes.data.map((x) => x * x),
      a.shape,
      'float64',
    );
    return rooted(sum(squares, axis, keepdims), Math.sqrt);
  }
  if (axes.length === 1) return vectorNorm(magnitudes, order, axes, keepdims);
  const [rows = 0, columns = 0] = axes;
  if (axes.length !== 2 || ![1, -1, Infinity, -Infinity].includes(order)) {
    throw new ArrayError('ValueError', 'Invalid norm order for this number of axes');
  }
  // The 1-norms sum down the columns, the infinity norms along the rows; the extreme of these sums is the norm.
  const sums = sum(magnitudes, Math.abs(order) === 1 ? rows : columns, true);
  const extreme = order > 0 ? max(sums, axes, true) : min(sums, axes, true);
  return keepdims ? extreme : sum(extreme, axes);
}

function vectorNorm(magnitudes: NDArray, order: number, axes: readonly number[], keepdims: boolean): NDArray {
  if (order === Infinity) return max(magnitudes, axes, keepdims);
  if (order === -Infinity) return min(magnitudes, axes, keepdims);
  if (order === 1) return sum(magnitudes, axes, keepdims);
  const raised = magnitudes.data.map((x) => (order === 0 ? Number(x !== 0) : x ** order));
  const total = sum(new NDArray(raised, magnitudes.shape, 'float64'), axes, keepdims);
  return order === 0 ? total : rooted(total, (x) => x ** (1 / order));
}

function rooted(a: NDArray, root: (x: number) => number): NDArray {
  return reduceWith(a, [], true, (data, start) => root(data[start] ?? 0), 'float64');
}
