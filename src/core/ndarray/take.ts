import { normalizeAxis } from './axes.ts';
import { allocate } from './buffer.ts';
import { broadcastArrays } from './broadcast.ts';
import { resultType } from './dtype.ts';
import { asArray, dtypeOf, type Data } from './elementwise.ts';
import { ArrayError } from './errors.ts';
import { checkIndex, maskCoordinates } from './indexing.ts';
import { NDArray, sizeOf, type Shape } from './ndarray.ts';
import { ravel } from './reshape.ts';
import { flat } from './strided.ts';
import { vector } from './create.ts';

/** The parts of an axis at these non-negative indices, which the caller has checked. */
export function takeAxis(a: NDArray, indices: Int32Array, axis: number): NDArray {
  const shape = a.shape.map((length, i) => (i === axis ? indices.length : length));
  const values = flat(a);
  const out = allocate(shape);
  const inner = sizeOf(a.shape.slice(axis + 1));
  const outer = sizeOf(a.shape.slice(0, axis));
  const block = (a.shape[axis] ?? 0) * inner;
  let to = 0;
  for (let row = 0; row < outer; row++) {
    for (const index of indices) {
      const from = row * block + index * inner;
      for (let i = 0; i < inner; i++) out[to++] = values[from + i] ?? 0;
    }
  }
  return new NDArray(out, shape, a.dtype);
}

/** `np.take`: the index array's axes stand in place of `axis`; without an axis the flattened array is indexed. Throws IndexError. */
export function take(a: NDArray, indices: NDArray, axis: number | null = null): NDArray {
  if (axis === null) return take(ravel(a), indices, 0);
  const along = normalizeAxis(axis, a.ndim);
  const length = a.shape[along] ?? 0;
  const chosen = Int32Array.from(flat(indices), (index) => checkIndex(index, length, along));
  const taken = takeAxis(a, chosen, along);
  return new NDArray(taken.data, [...a.shape.slice(0, along), ...indices.shape, ...a.shape.slice(along + 1)], a.dtype);
}

/** `np.nonzero`: for each axis the coordinates of the elements that are not 0, in C order. */
export function nonzero(a: NDArray): NDArray[] {
  return maskCoordinates(a.ndim === 0 ? ravel(a) : a).map((coordinates) => vector(coordinates, 'int64'));
}

/** `np.where(condition, a, b)`, broadcast. Throws ValueError when the shapes do not fit. */
export function where(condition: Data, a: Data, b: Data): NDArray {
  const [test, yes, no] = broadcastArrays(asArray(condition), asArray(a), asArray(b));
  if (!test || !yes || !no) throw new ArrayError('ValueError', 'where needs three operands');
  const [chosen, left, right] = [flat(test), flat(yes), flat(no)];
  const out = new Float64Array(chosen.length);
  for (let i = 0; i < out.length; i++) out[i] = (chosen[i] !== 0 ? left[i] : right[i]) ?? 0;
  return new NDArray(out, test.shape, resultType(dtypeOf(a), dtypeOf(b)));
}

/** `np.unravel_index`: flat C-order indices as one coordinate array per axis. Throws ValueError when one is out of bounds. */
export function unravelIndex(indices: NDArray, shape: Shape): NDArray[] {
  const size = sizeOf(shape);
  const values = flat(indices);
  const outside = values.find((index) => index < 0 || index >= size);
  if (outside !== undefined) {
    const message = `index ${String(outside)} is out of bounds for array with size ${String(size)}`;
    throw new ArrayError('ValueError', message);
  }
  let inner = size;
  return shape.map((length) => {
    inner /= length;
    return new NDArray(
      values.map((index) => Math.floor(index / inner) % length),
      indices.shape,
      'int64',
    );
  });
}

/** `np.ravel_multi_index`: the flat C-order indices of coordinates. Throws ValueError when one is out of bounds. */
export function ravelMultiIndex(coordinates: readonly NDArray[], shape: Shape): NDArray {
  if (coordinates.length !== shape.length) {
    throw new ArrayError('ValueError', `parameter multi_index must be a sequence of length ${String(shape.length)}`);
  }
  const spread = broadcastArrays(...coordinates);
  const out = new Float64Array(spread[0]?.size ?? 1);
  spread.forEach((axis, k) => {
    const length = shape[k] ?? 0;
    flat(axis).forEach((index, i) => {
      if (index < 0 || index >= length) throw new ArrayError('ValueError', 'invalid entry in coordinates array');
      out[i] = (out[i] ?? 0) * length + index;
    });
  });
  return new NDArray(out, spread[0]?.shape ?? [], 'int64');
}
