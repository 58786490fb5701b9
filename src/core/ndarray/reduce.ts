import { normalizeAxes, type Axis } from './axes.ts';
import { allocate, allocateArray } from './buffer.ts';
import { ArrayError } from './errors.ts';
import { NDArray, sizeOf, type DType, type Shape } from './ndarray.ts';
import { contiguous, rowOffsets } from './strided.ts';

/** Folds `count` numbers at `start`, `start + step`… of a buffer into one. */
export type Fold = (data: Float64Array, start: number, step: number, count: number) => number;

/**
 * Reduces over `axis` (a number, several, or null for all): `fold` sees the elements along the reduced axes in C order.
 * The shape loses these axes, or keeps them with length 1. Throws AxisError.
 */
export function reduceWith(a: NDArray, axis: Axis, keepdims: boolean, fold: Fold, dtype: DType): NDArray {
  if (axis === null && a.isContiguous) {
    const whole = keepdims ? new Array<number>(a.ndim).fill(1) : [];
    const one = new Float64Array(1);
    one[0] = fold(a.data, a.offset, 1, a.size);
    return new NDArray(one, whole, dtype);
  }
  const axes = normalizeAxes(axis, a.ndim);
  const shape = reducedShape(a.shape, axes, keepdims);
  const kept = a.shape.map((_, i) => i).filter((i) => !axes.includes(i));
  const out = allocate(shape);
  const [only] = axes;
  if (axes.length === 1 && only !== undefined) {
    const starts = rowOffsets([...pick(a.shape, kept), 1], [...pick(a.strides, kept), 0], a.offset);
    const step = a.strides[only] ?? 0;
    const count = a.shape[only] ?? 0;
    for (let i = 0; i < out.length; i++) out[i] = fold(a.data, starts[i] ?? 0, step, count);
    return new NDArray(out, shape, dtype);
  }
  const order = [...kept, ...[...axes].sort((i, j) => i - j)];
  const moved = contiguous(new NDArray(a.data, pick(a.shape, order), a.dtype, pick(a.strides, order), a.offset));
  const count = sizeOf(pick(a.shape, axes));
  for (let i = 0; i < out.length; i++) out[i] = fold(moved.data, i * count, 1, count);
  return new NDArray(out, shape, dtype);
}

/** The shape after a reduction over normalized axes. */
export function reducedShape(shape: Shape, axes: readonly number[], keepdims: boolean): number[] {
  if (keepdims) return shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  return shape.filter((_, axis) => !axes.includes(axis));
}

function pick(values: readonly number[], at: readonly number[]): number[] {
  return at.map((i) => values[i] ?? 0);
}

/** The number of elements that each result of a reduction stands for. */
export function reducedCount(shape: Shape, axis: Axis): number {
  return sizeOf(pick(shape, normalizeAxes(axis, shape.length)));
}

/** `np.sum`; of integers and booleans int64. Throws AxisError. */
export function sum(a: NDArray, axis: Axis = null, keepdims = false): NDArray {
  const dtype = a.dtype === 'float64' ? 'float64' : 'int64';
  return sumsColumns(a, axis) ? sumColumns(a, keepdims, dtype) : reduceWith(a, axis, keepdims, pairwiseSum, dtype);
}

/** `np.mean`, float64; of nothing NaN. */
export function mean(a: NDArray, axis: Axis = null, keepdims = false): NDArray {
  const count = reducedCount(a.shape, axis);
  const total = sum(a, axis, keepdims);
  return new NDArray(
    total.data.map((value) => value / count),
    total.shape,
    'float64',
  );
}

/** `np.prod`; of integers and booleans int64. */
export function prod(a: NDArray, axis: Axis = null, keepdims = false): NDArray {
  if (a.dtype === 'float64') return reduceWith(a, axis, keepdims, product, 'float64');
  // Integers have no negative zero, which adding 0 removes.
  return reduceWith(a, axis, keepdims, (...run) => product(...run) + 0, 'int64');
}

/** `np.max`; NaN when any element is. Throws ValueError on nothing. */
export function max(a: NDArray, axis: Axis = null, keepdims = false): NDArray {
  requireElements(a, axis, 'maximum');
  return reduceWith(a, axis, keepdims, largest, a.dtype);
}

/** `np.min`; NaN when any element is. Throws ValueError on nothing. */
export function min(a: NDArray, axis: Axis = null, keepdims = false): NDArray {
  requireElements(a, axis, 'minimum');
  return reduceWith(a, axis, keepdims, smallest, a.dtype);
}

/** `np.any`. */
export function any(a: NDArray, axis: Axis = null, keepdims = false): NDArray {
  return reduceWith(a, axis, keepdims, (...run) => (countTrue(...run) > 0 ? 1 : 0), 'bool');
}

/** `np.all`. */
export function all(a: NDArray, axis: Axis = null, keepdims = false): NDArray {
  return reduceWith(a, axis, keepdims, (...run) => (countTrue(...run) === run[3] ? 1 : 0), 'bool');
}

/** `np.count_nonzero`. */
export function countNonzero(a: NDArray, axis: Axis = null, keepdims = false): NDArray {
  return reduceWith(a, axis, keepdims, countTrue, 'int64');
}

function requireElements(a: NDArray, axis: Axis, name: string): void {
  if (a.size > 0) return;
  if (reducedCount(a.shape, axis) > 0 || sizeOf(a.shape.filter((length) => length > 0)) === 0) return;
  throw new ArrayError('ValueError', `zero-size array to reduction operation ${name} which has no identity`);
}

/** Whether the sum runs over the rows of a C-ordered matrix, which goes row by row. */
function sumsColumns(a: NDArray, axis: Axis): boolean {
  const first = axis === 0 || (typeof axis === 'object' && axis?.length === 1 && axis[0] === 0) || axis === -a.ndim;
  return first && a.ndim >= 2 && a.isContiguous;
}

function sumColumns(a: NDArray, keepdims: boolean, dtype: DType): NDArray {
  const out = allocateArray(reducedShape(a.shape, [0], keepdims), dtype);
  const totals = out.data;
  const width = totals.length;
  const rows = a.shape[0] ?? 0;
  for (let row = 0, from = a.offset; row < rows; row++) {
    for (let j = 0; j < width; j++) totals[j] = (totals[j] ?? 0) + (a.data[from++] ?? 0);
  }
  return out;
}

/** NumPy's pairwise summation: plain below 8, eight running sums up to 128 numbers, halves above. Its error grows with log n. */
export function pairwiseSum(data: Float64Array, start: number, step: number, count: number): number {
  if (count < 8) {
    let total = 0;
    for (let i = 0, at = start; i < count; i++, at += step) total += data[at] ?? 0;
    return total;
  }
  if (count > 128) {
    const half = (count >> 1) - ((count >> 1) % 8);
    return pairwiseSum(data, start, step, half) + pairwiseSum(data, start + half * step, step, count - half);
  }
  return unrolledSum(data, start, step, count);
}

function unrolledSum(data: Float64Array, start: number, step: number, count: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let s4 = 0;
  let s5 = 0;
  let s6 = 0;
  let s7 = 0;
  const whole = count - (count % 8);
  let at = start;
  for (let i = 0; i < whole; i += 8) {
    s0 += data[at] ?? 0;
    s1 += data[at + step] ?? 0;
    s2 += data[at + 2 * step] ?? 0;
    s3 += data[at + 3 * step] ?? 0;
    s4 += data[at + 4 * step] ?? 0;
    s5 += data[at + 5 * step] ?? 0;
    s6 += data[at + 6 * step] ?? 0;
    s7 += data[at + 7 * step] ?? 0;
    at += 8 * step;
  }
  let total = s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
  for (let i = whole; i < count; i++, at += step) total += data[at] ?? 0;
  return total;
}

function product(data: Float64Array, start: number, step: number, count: number): number {
  let total = 1;
  for (let i = 0, at = start; i < count; i++, at += step) total *= data[at] ?? 0;
  return total;
}

function largest(data: Float64Array, start: number, step: number, count: number): number {
  let best = data[start] ?? 0;
  for (let i = 1, at = start + step; i < count; i++, at += step) {
    const value = data[at] ?? 0;
    if (value > best || Number.isNaN(value)) best = value;
  }
  return best;
}

function smallest(data: Float64Array, start: number, step: number, count: number): number {
  let best = data[start] ?? 0;
  for (let i = 1, at = start + step; i < count; i++, at += step) {
    const value = data[at] ?? 0;
    if (value < best || Number.isNaN(value)) best = value;
  }
  return best;
}

function countTrue(data: Float64Array, start: number, step: number, count: number): number {
  let total = 0;
  for (let i = 0, at = start; i < count; i++, at += step) if (data[at] !== 0) total++;
  return total;
}
