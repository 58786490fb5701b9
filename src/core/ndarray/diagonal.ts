import { normalizeAxis } from './axes.ts';
import { copy, zeros } from './create.ts';
import { ArrayError } from './errors.ts';
import { NDArray } from './ndarray.ts';
import { sum } from './reduce.ts';
import { flat, writeFlat } from './strided.ts';

/** `np.diagonal`: a view of the k-th diagonal of two axes; its axis comes last. Throws ValueError below two dimensions. */
export function diagonal(a: NDArray, k = 0, axis1 = 0, axis2 = 1): NDArray {
  if (a.ndim < 2) throw new ArrayError('ValueError', 'diag requires an array of at least two dimensions');
  const [i, j] = [normalizeAxis(axis1, a.ndim), normalizeAxis(axis2, a.ndim)];
  if (i === j) throw new ArrayError('ValueError', 'axis1 and axis2 cannot be the same');
  const [rowStep, columnStep] = [a.strides[i] ?? 0, a.strides[j] ?? 0];
  const rows = (a.shape[i] ?? 0) - Math.max(0, -k);
  const columns = (a.shape[j] ?? 0) - Math.max(0, k);
  const length = Math.max(0, Math.min(rows, columns));
  const start = length === 0 ? 0 : k >= 0 ? k * columnStep : -k * rowStep;
  const rest = a.shape.map((_, axis) => axis).filter((axis) => axis !== i && axis !== j);
  const shape = [...rest.map((axis) => a.shape[axis] ?? 0), length];
  const strides = [...rest.map((axis) => a.strides[axis] ?? 0), rowStep + columnStep];
  return new NDArray(a.data, shape, a.dtype, strides, a.offset + start);
}

/** `np.diag`: of a matrix its k-th diagonal (a view), of a vector the matrix that has it. Throws ValueError otherwise. */
export function diag(a: NDArray, k = 0): NDArray {
  if (a.ndim === 2) return diagonal(a, k);
  if (a.ndim !== 1) throw new ArrayError('ValueError', 'Input must be 1- or 2-d.');
  const size = a.size + Math.abs(k);
  const out = zeros([size, size], a.dtype);
  writeFlat(diagonal(out, k), flat(a));
  return out;
}

/** `np.trace`: the sum of the k-th diagonal. */
export function trace(a: NDArray, k = 0, axis1 = 0, axis2 = 1): NDArray {
  return sum(diagonal(a, k, axis1, axis2), -1);
}

/** `np.tril`: zeros above the k-th diagonal of the last two axes. */
export function tril(a: NDArray, k = 0): NDArray {
  return keepWhere(a, (row, column) => column - row <= k);
}

/** `np.triu`: zeros below the k-th diagonal of the last two axes. */
export function triu(a: NDArray, k = 0): NDArray {
  return keepWhere(a, (row, column) => column - row >= k);
}

function keepWhere(a: NDArray, keep: (row: number, column: number) => boolean): NDArray {
  // NumPy broadcasts a vector against the square mask of its length.
  const square = a.ndim === 1 ? new NDArray(a.data, [a.size, a.size], a.dtype, [0, a.strides[0] ?? 0], a.offset) : a;
  if (square.ndim < 2) throw new ArrayError('ValueError', 'tril and triu need at least one dimension');
  const out = copy(square);
  const [rows, columns] = [out.shape.at(-2) ?? 1, out.shape.at(-1) ?? 1];
  for (let i = 0; i < out.data.length; i++) {
    if (!keep(Math.floor(i / columns) % rows, i % columns)) out.data[i] = 0;
  }
  return out;
}
