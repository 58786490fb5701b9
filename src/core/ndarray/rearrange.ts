import { normalizeAxes, normalizeAxis, type Axis } from './axes.ts';
import { checkedSize } from './buffer.ts';
import { broadcastTo } from './broadcast.ts';
import { ArrayError } from './errors.ts';
import { formatShape } from './formatShape.ts';
import { NDArray } from './ndarray.ts';
import { expandDims, flatten, ravel, reshape, swapaxes } from './reshape.ts';
import { concatenate } from './join.ts';
import { sliceAxis } from './split.ts';
import { takeAxis } from './take.ts';
import { contiguous, toFlat } from './strided.ts';

/** `np.tile`: the array repeated `reps` times along each axis; missing axes are added in front on either side. */
export function tile(a: NDArray, reps: number | readonly number[]): NDArray {
  const times = typeof reps === 'number' ? [reps] : reps;
  const ndim = Math.max(a.ndim, times.length);
  const lengths = [...new Array<number>(ndim - a.ndim).fill(1), ...a.shape];
  const counts = [...new Array<number>(ndim - times.length).fill(1), ...times];
  const shape = lengths.map((length, axis) => length * (counts[axis] ?? 1));
  checkedSize(shape);
  const apart = reshape(
    a,
    lengths.flatMap((length) => [1, length]),
  );
  const spread = broadcastTo(
    apart,
    lengths.flatMap((length, axis) => [counts[axis] ?? 1, length]),
  );
  return new NDArray(toFlat(spread), shape, a.dtype);
}

/** `np.repeat`: every element `repeats` times (one count, or one for each), along an axis or flattened. Throws ValueError when the counts do not fit. */
export function repeat(a: NDArray, repeats: number | readonly number[], axis: number | null = null): NDArray {
  if (axis === null) return repeat(ravel(a), repeats, 0);
  const along = normalizeAxis(axis, a.ndim);
  const length = a.shape[along] ?? 0;
  const given = typeof repeats === 'number' ? [repeats] : repeats;
  if (given.some((count) => count < 0)) throw new ArrayError('ValueError', 'repeats may not contain negative values.');
  if (given.length !== 1 && given.length !== length) {
    const message = `operands could not be broadcast together with shape (${String(length)},) (${String(given.length)},)`;
    throw new ArrayError('ValueError', message);
  }
  const countOf = (i: number): number => given[given.length === 1 ? 0 : i] ?? 0;
  let total = 0;
  for (let i = 0; i < length; i++) total += countOf(i);
  checkedSize(a.shape.map((one, i) => (i === along ? total : one)));
  const indices = new Int32Array(total);
  for (let i = 0, to = 0; i < length; i++) for (let k = countOf(i); k > 0; k--) indices[to++] = i;
  return takeAxis(a, indices, along);
}

/** `np.roll`: elements pushed out at the end come in at the start. Without an axis the flattened array is rolled. */
export function roll(a: NDArray, shift: number | readonly number[], axis: Axis = null): NDArray {
  if (axis === null) {
    const total = typeof shift === 'number' ? shift : shift.reduce((x, y) => x + y, 0);
    return reshape(rollAxis(flatten(a), total, 0), a.shape);
  }
  // An axis may be named more than once here: its shifts add up.
  const axes = (typeof axis === 'number' ? [axis] : axis).map((one) => normalizeAxis(one, a.ndim));
  const shifts = typeof shift === 'number' ? axes.map(() => shift) : shift;
  const targets = axes.length === 1 ? shifts.map(() => axes[0] ?? 0) : axes;
  const pairs = shifts.length === 1 ? targets.map(() => shifts[0] ?? 0) : shifts;
  if (pairs.length !== targets.length) {
    throw new ArrayError('ValueError', "'shift' and 'axis' should be scalars or 1D sequences of equal length");
  }
  return targets.reduce((rolled, one, k) => rollAxis(rolled, pairs[k] ?? 0, one), contiguous(a));
}

function rollAxis(a: NDArray, shift: number, axis: number): NDArray {
  const length = a.shape[axis] ?? 0;
  if (length === 0) return a;
  const cut = (length - (shift % length)) % length;
  return concatenate([sliceAxis(a, axis, cut, null), sliceAxis(a, axis, 0, cut)], axis);
}

/** `np.flip`: a view with these axes (or all) reversed. Throws AxisError. */
export function flip(a: NDArray, axis: Axis = null): NDArray {
  return normalizeAxes(axis, a.ndim).reduce((flipped, one) => sliceAxis(flipped, one, null, null, -1), a);
}

/** `np.rot90`: a view turned by `k` quarter turns in the plane of two axes, from the first towards the second. Throws ValueError. */
export function rot90(a: NDArray, k = 1, axes: readonly number[] = [0, 1]): NDArray {
  const [first, second] = axes;
  if (first === undefined || second === undefined || axes.length !== 2) {
    throw new ArrayError('ValueError', 'len(axes) must be 2.');
  }
  if (axes.some((axis) => axis < -a.ndim || axis >= a.ndim)) {
    throw new ArrayError('ValueError', `Axes=${formatShape(axes)} out of range for array of ndim=${String(a.ndim)}.`);
  }
  const [from, to] = [normalizeAxis(first, a.ndim), normalizeAxis(second, a.ndim)];
  if (from === to) throw new ArrayError('ValueError', 'Axes must be different.');
  const turns = ((k % 4) + 4) % 4;
  if (turns === 0) return a;
  if (turns === 2) return flip(a, [from, to]);
  return turns === 1 ? swapaxes(flip(a, to), from, to) : flip(swapaxes(a, from, to), to);
}

/** `np.meshgrid`: coordinate arrays of a grid; `ij` indexing or the default `xy`, where the first two axes are swapped. */
export function meshgrid(arrays: readonly NDArray[], indexing: 'xy' | 'ij' = 'xy'): NDArray[] {
  const vectors = arrays.map(ravel);
  const lengths = vectors.map((one) => one.size);
  checkedSize(lengths);
  return vectors.map((one, k) => {
    const others = lengths.map((_, i) => i).filter((i) => i !== k);
    const grid = broadcastTo(expandDims(one, others), lengths);
    return indexing === 'xy' && lengths.length > 1 ? swapaxes(grid, 0, 1) : grid;
  });
}
