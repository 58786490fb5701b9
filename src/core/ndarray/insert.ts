import { normalizeAxis } from './axes.ts';
import { astype } from './create.ts';
import { broadcastTo } from './broadcast.ts';
import { ArrayError } from './errors.ts';
import { concatenate } from './join.ts';
import type { NDArray } from './ndarray.ts';
import { expandDims, moveaxis, ravel } from './reshape.ts';
import { sliceAxis } from './split.ts';
import { takeAxis } from './take.ts';

/** `np.insert`: `values` (converted to the array's dtype) before the given indices of the axis, or of the flattened array. Throws IndexError. */
export function insert(
  a: NDArray,
  at: number | readonly number[],
  values: NDArray,
  axis: number | null = null,
): NDArray {
  if (axis === null) return insert(ravel(a), at, values, 0);
  const along = normalizeAxis(axis, a.ndim);
  const length = a.shape[along] ?? 0;
  const places = (typeof at === 'number' ? [at] : at).map((index) => checkPlace(index, length, along));
  const strip = insertedValues(a, values, along, typeof at === 'number' ? null : places.length);
  const inserted = strip.shape[along] ?? 0;
  const [single] = places;
  if (places.length === 1 && single !== undefined) {
    return concatenate([sliceAxis(a, along, 0, single), strip, sliceAxis(a, along, single, null)], along);
  }
  // Several places: append the values, then take everything in the order in which it ends up.
  const order = [
    ...Array.from({ length }, (_, i) => ({ key: i, rank: 1, from: i })),
    ...places.map((key, k) => ({ key, rank: 0, from: length + (inserted === 1 ? 0 : k) })),
  ].sort((x, y) => x.key - y.key || x.rank - y.rank);
  return takeAxis(
    concatenate([a, strip], along),
    Int32Array.from(order, ({ from }) => from),
    along,
  );
}

function checkPlace(index: number, length: number, axis: number): number {
  if (index < -length || index > length) {
    const message = `index ${String(index)} is out of bounds for axis ${String(axis)} with size ${String(length)}`;
    throw new ArrayError('IndexError', message);
  }
  return index < 0 ? index + length : index;
}

/** The values in the array's shape, with as many along the axis as will be inserted. `count` is null for a scalar index. */
function insertedValues(a: NDArray, values: NDArray, axis: number, count: number | null): NDArray {
  let piece = astype(values, a.dtype);
  while (piece.ndim < a.ndim) piece = expandDims(piece, 0);
  // With a scalar index the first axis of the values is the one that is inserted, so that a vector fills a column.
  if (count === null) piece = moveaxis(piece, 0, axis);
  const along = count === null || count === 1 ? (piece.shape[axis] ?? 1) : count;
  return broadcastTo(
    piece,
    a.shape.map((length, i) => (i === axis ? along : length)),
  );
}

/** `np.delete`: without the parts at these indices of the axis, or of the flattened array. Throws IndexError. */
export function remove(a: NDArray, at: number | readonly number[], axis: number | null = null): NDArray {
  if (axis === null) return remove(ravel(a), at, 0);
  const along = normalizeAxis(axis, a.ndim);
  const length = a.shape[along] ?? 0;
  const gone = new Set<number>();
  for (const index of typeof at === 'number' ? [at] : at) {
    if (index < -length || index >= length) {
      const message = `index ${String(index)} is out of bounds for axis ${String(along)} with size ${String(length)}`;
      throw new ArrayError('IndexError', message);
    }
    gone.add(index < 0 ? index + length : index);
  }
  const kept = Array.from({ length }, (_, i) => i).filter((i) => !gone.has(i));
  return takeAxis(a, Int32Array.from(kept), along);
}
