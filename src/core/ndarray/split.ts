import { normalizeAxis } from './axes.ts';
import { ArrayError } from './errors.ts';
import { resolveSlice } from './indexing.ts';
import { NDArray } from './ndarray.ts';

/** The part `start:stop` of an axis as a view, by Python's slice rules. */
export function sliceAxis(
  a: NDArray,
  axis: number,
  start: number | null,
  stop: number | null,
  step: number | null = null,
): NDArray {
  const along = normalizeAxis(axis, a.ndim);
  const slice = resolveSlice({ start, stop, step }, a.shape[along] ?? 0);
  const stride = a.strides[along] ?? 0;
  const shape = a.shape.map((length, i) => (i === along ? slice.count : length));
  const strides = a.strides.map((one, i) => (i === along ? one * slice.step : one));
  return new NDArray(a.data, shape, a.dtype, strides, a.offset + (slice.count > 0 ? slice.start * stride : 0));
}

/** The `index`-th part along an axis as a view without that axis. Throws IndexError. */
export function selectAlong(a: NDArray, axis: number, index: number): NDArray {
  const along = normalizeAxis(axis, a.ndim);
  const shape = a.shape.filter((_, i) => i !== along);
  const strides = a.strides.filter((_, i) => i !== along);
  return new NDArray(a.data, shape, a.dtype, strides, a.offset + index * (a.strides[along] ?? 0));
}

/** `np.split`: views. `at` is a number of equal parts or the places to cut. Throws ValueError when the parts cannot be equal, ZeroDivisionError for none. */
export function split(a: NDArray, at: number | readonly number[], axis = 0): NDArray[] {
  const length = a.shape[normalizeAxis(axis, a.ndim)] ?? 0;
  if (at === 0) throw new ArrayError('ZeroDivisionError', 'an array cannot be split into 0 parts');
  if (typeof at === 'number' && (at < 0 || length % at !== 0)) {
    throw new ArrayError('ValueError', 'array split does not result in an equal division');
  }
  return arraySplit(a, at, axis);
}

/** `np.array_split`: as `split`, but the first parts may be one longer. */
export function arraySplit(a: NDArray, at: number | readonly number[], axis = 0): NDArray[] {
  const length = a.shape[normalizeAxis(axis, a.ndim)] ?? 0;
  if (typeof at === 'object') {
    return [0, ...at].map((start, k) => sliceAxis(a, axis, start, at[k] ?? length));
  }
  if (at <= 0) throw new ArrayError('ValueError', 'number sections must be larger than 0');
  const small = Math.floor(length / at);
  const longer = length % at;
  return Array.from({ length: at }, (_, k) => {
    const start = k * small + Math.min(k, longer);
    return sliceAxis(a, axis, start, start + small + (k < longer ? 1 : 0));
  });
}
