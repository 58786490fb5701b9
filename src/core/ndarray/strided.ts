import { allocate, allocatePositions } from './buffer.ts';
import { NDArray, type Shape } from './ndarray.ts';

/**
 * Where each row (the run along the last axis) of a window begins in its buffer, in C order. Loops over a window go over
 * these and then along the last axis, so that the inner loop is a plain strided one. A 0-d window has one row of one element.
 */
export function rowOffsets(shape: Shape, strides: readonly number[], offset: number): Int32Array {
  const outer = shape.length - 1;
  let count = 1;
  for (let axis = 0; axis < outer; axis++) count *= shape[axis] ?? 0;
  const rows = allocatePositions(count);
  if (count === 0) return rows;
  rows[0] = offset;
  // Each pass repeats what is there already, one copy per index of an axis, innermost axis first.
  let filled = 1;
  for (let axis = outer - 1; axis >= 0; axis--) {
    const length = shape[axis] ?? 0;
    const step = strides[axis] ?? 0;
    for (let i = 1; i < length; i++) {
      const shift = i * step;
      for (let k = 0; k < filled; k++) rows[i * filled + k] = (rows[k] ?? 0) + shift;
    }
    filled *= length;
  }
  return rows;
}

/** The length of the last axis (1 for a 0-d shape). */
export function rowLength(shape: Shape): number {
  return shape.at(-1) ?? 1;
}

/** The distance between neighbours along the last axis, in elements (1 for a 0-d window). */
export function rowStride(strides: readonly number[]): number {
  return strides.at(-1) ?? 1;
}

/** The elements in C order in a buffer of their own. */
export function toFlat(a: NDArray): Float64Array {
  const { data, offset } = a;
  const out = allocate(a.shape);
  if (!a.isContiguous) gatherAxis(a, 0, offset, out, 0);
  else if (out.length > FEW) out.set(data.subarray(offset, offset + out.length));
  else for (let i = 0; i < out.length; i++) out[i] = data[offset + i] ?? 0;
  return out;
}

/** Up to so many numbers are copied one by one sooner than the engine is asked to. */
const FEW = 64;

/** Copies what lies along an axis and those behind it to `out` from `to` on; returns where it ends there. */
function gatherAxis(a: NDArray, axis: number, start: number, out: Float64Array, to: number): number {
  const { data, shape } = a;
  const length = shape[axis] ?? 1;
  const step = a.strides[axis] ?? 1;
  let from = start;
  let end = to;
  const isLast = axis >= shape.length - 1;
  for (let i = 0; i < length; i++, from += step) {
    if (isLast) out[end++] = data[from] ?? 0;
    else end = gatherAxis(a, axis + 1, from, out, end);
  }
  return end;
}

/** Writes numbers from `first` on to what lies along an axis and those behind it, or adds them there; returns where it ends. */
function scatterAxis(
  a: NDArray,
  axis: number,
  start: number,
  values: Float64Array,
  first: number,
  adds: boolean,
): number {
  const { data, shape } = a;
  const length = shape[axis] ?? 1;
  const step = a.strides[axis] ?? 1;
  let to = start;
  let from = first;
  const isLast = axis >= shape.length - 1;
  for (let i = 0; i < length; i++, to += step) {
    if (isLast) data[to] = adds ? (data[to] ?? 0) + (values[from++] ?? 0) : (values[from++] ?? 0);
    else from = scatterAxis(a, axis + 1, to, values, from, adds);
  }
  return from;
}

/** The elements in C order for reading only: aliases the buffer when the window is contiguous. */
export function flat(a: NDArray): Float64Array {
  if (!a.isContiguous) return toFlat(a);
  const { data, offset, size } = a;
  return offset === 0 && data.length === size ? data : data.subarray(offset, offset + size);
}

/** Writes C-ordered values into the elements of a window. */
export function writeFlat(window: NDArray, values: Float64Array): void {
  if (window.size > 0) scatterAxis(window, 0, window.offset, values, 0, false);
}

/** Adds C-ordered values to the elements of a window. */
export function addFlat(window: NDArray, values: Float64Array): void {
  if (window.size > 0) scatterAxis(window, 0, window.offset, values, 0, true);
}

/** The same array if its elements lie in C order from `data[0]` on, else a copy that does. */
export function contiguous(a: NDArray): NDArray {
  return a.offset === 0 && a.isContiguous ? a : new NDArray(toFlat(a), a.shape, a.dtype);
}

/** The buffer position of each element of a window, in C order. */
export function flatPositions(a: NDArray): Int32Array {
  const out = allocatePositions(a.size);
  const rows = rowOffsets(a.shape, a.strides, a.offset);
  const length = rowLength(a.shape);
  const step = rowStride(a.strides);
  let to = 0;
  for (const start of rows) {
    let from = start;
    for (let i = 0; i < length; i++, from += step) out[to++] = from;
  }
  return out;
}
