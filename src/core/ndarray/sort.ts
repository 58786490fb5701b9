import { normalizeAxis } from './axes.ts';
import { NDArray } from './ndarray.ts';
import { ravel, swapaxes } from './reshape.ts';
import { contiguous, toFlat } from './strided.ts';

/** NumPy's order: NaN last. */
function compare(x: number, y: number): number {
  if (x < y) return -1;
  if (x > y) return 1;
  return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
}

/** `np.sort` along an axis (null: flattened). Throws AxisError. */
export function sort(a: NDArray, axis: number | null = -1): NDArray {
  return alongRows(a, axis, a.dtype, (row) => row.sort(compare));
}

/** `np.argsort`, stable, along an axis (null: flattened). Throws AxisError. */
export function argsort(a: NDArray, axis: number | null = -1): NDArray {
  return alongRows(a, axis, 'int64', (row) => {
    const order = Array.from(row, (_, i) => i).sort((i, j) => compare(row[i] ?? 0, row[j] ?? 0));
    row.set(order);
  });
}

/** Changes each run along an axis in place, in a copy. */
function alongRows(
  a: NDArray,
  axis: number | null,
  dtype: NDArray['dtype'],
  change: (row: Float64Array) => void,
): NDArray {
  if (axis === null) return alongRows(ravel(a), 0, dtype, change);
  const along = normalizeAxis(axis, a.ndim);
  const moved = swapaxes(a, along, a.ndim - 1);
  const data = toFlat(moved);
  const length = moved.shape.at(-1) ?? 1;
  for (let start = 0; start < data.length; start += length) change(data.subarray(start, start + length));
  return contiguous(swapaxes(new NDArray(data, moved.shape, dtype), along, a.ndim - 1));
}
