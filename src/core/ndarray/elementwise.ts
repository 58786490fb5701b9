import { broadcastShapes, broadcastTo, sameShape } from './broadcast.ts';
import { allocate, zeroed } from './buffer.ts';
import type { Kernel, Run } from './kernels.ts';
import { NDArray, type DType, type Shape } from './ndarray.ts';
import { swapaxes } from './reshape.ts';
import { flat, rowLength, rowOffsets, rowStride, toFlat } from './strided.ts';

/** A number or an array. A `number` is a float64 scalar; an integer scalar is a 0-d int64 array. */
export type Data = number | NDArray;

/** The dtype of a value: numbers are float64. */
export function dtypeOf(a: Data): DType {
  return typeof a === 'number' ? 'float64' : a.dtype;
}

/** The shape of a value: numbers have `[]`. */
export function shapeOf(a: Data): Shape {
  return typeof a === 'number' ? [] : a.shape;
}

/** Applies `f` to every element; a number gives a number. */
export function map1(a: number, f: (x: number) => number, dtype?: DType): number;
export function map1(a: NDArray, f: (x: number) => number, dtype?: DType): NDArray;
export function map1(a: Data, f: (x: number) => number, dtype?: DType): Data;
export function map1(a: Data, f: (x: number) => number, dtype: DType = 'float64'): Data {
  if (typeof a === 'number') return f(a);
  const values = flat(a);
  const out = zeroed(values.length);
  for (let i = 0; i < out.length; i++) out[i] = f(values[i] ?? 0);
  return new NDArray(out, a.shape, dtype);
}

/** Applies `f` to every pair of elements after broadcasting; two numbers give a number. Throws ValueError when the shapes do not fit. */
export function map2(a: number, b: number, f: (x: number, y: number) => number, dtype?: DType): number;
export function map2(a: NDArray, b: Data, f: (x: number, y: number) => number, dtype?: DType): NDArray;
export function map2(a: Data, b: NDArray, f: (x: number, y: number) => number, dtype?: DType): NDArray;
export function map2(a: Data, b: Data, f: (x: number, y: number) => number, dtype?: DType): Data;
export function map2(a: Data, b: Data, f: (x: number, y: number) => number, dtype: DType = 'float64'): Data {
  if (typeof a === 'number' && typeof b === 'number') return f(a, b);
  return runKernel(kernelOf(f), a, b, dtype);
}

function kernelOf(f: (x: number, y: number) => number): Kernel {
  return ({ data: out, at: to, step: r }, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) out[to + k * r] = f(x[i + k * s] ?? 0, y[j + k * t] ?? 0);
  };
}

/** Runs a kernel over two operands after broadcasting, in as few runs as their layouts allow. Throws ValueError when the shapes do not fit. */
export function runKernel(kernel: Kernel, a: Data, b: Data, dtype: DType): NDArray {
  const [left, right] = [shapeOf(a), shapeOf(b)];
  const shape = sameShape(left, right) ? left : broadcastShapes(left, right);
  const out = new NDArray(allocate(shape), shape, dtype);
  const size = out.data.length;
  const x = singleRun(a, size);
  const y = singleRun(b, size);
  if (x && y) kernel({ data: out.data, at: 0, step: 1 }, x, y, size);
  else if (size <= SMALL)
    kernel({ data: out.data, at: 0, step: 1 }, x ?? spread(a, shape), y ?? spread(b, shape), size);
  else runRows(kernel, out, broadcastTo(asArray(a), shape), broadcastTo(asArray(b), shape));
  return out;
}

/** The whole operand as one run, if its elements lie in the order of a result of this size or are all one number. */
function singleRun(a: Data, size: number): Run | null {
  if (typeof a === 'number') return { data: oneNumber(a), at: 0, step: 0 };
  if (a.size === 1) return { data: a.data, at: a.offset, step: 0 };
  return a.size === size && a.isContiguous ? { data: a.data, at: a.offset, step: 1 } : null;
}

/** A copy of an operand in the order of the result: for a small one that costs less than going along its rows. */
function spread(a: Data, shape: Shape): Run {
  return { data: toFlat(broadcastTo(asArray(a), shape)), at: 0, step: 1 };
}

/** From this many elements on, going through memory in order is worth more than having few runs. */
const CACHED = 4096;

const SMALL = 64;

/** One run per row, where a row goes along the last axis or, if that is short, along the longest. */
function runRows(kernel: Kernel, out: NDArray, a: NDArray, b: NDArray): void {
  const longest = out.shape.indexOf(Math.max(...out.shape));
  const isShort = (out.shape.at(-1) ?? 0) < (out.size <= CACHED ? 64 : 8);
  const [target, left, right] = isShort ? [out, a, b].map((one) => swapaxes(one, longest, -1)) : [out, a, b];
  if (!target || !left || !right) return;
  const [outRows, leftRows, rightRows] = [rowsOf(target), rowsOf(left), rowsOf(right)];
  const [o, x, y] = [firstRun(target), firstRun(left), firstRun(right)];
  const length = rowLength(target.shape);
  for (let row = 0; row < outRows.length; row++) {
    o.at = outRows[row] ?? 0;
    x.at = leftRows[row] ?? 0;
    y.at = rightRows[row] ?? 0;
    kernel(o, x, y, length);
  }
}

function rowsOf(a: NDArray): Int32Array {
  return rowOffsets(a.shape, a.strides, a.offset);
}

function firstRun(a: NDArray): Run {
  return { data: a.data, at: a.offset, step: rowStride(a.strides) };
}

/** A number as a 0-d float64 array; an array as it is. */
export function asArray(a: Data): NDArray {
  return typeof a === 'number' ? new NDArray(oneNumber(a), [], 'float64') : a;
}

/** `Float64Array.of` is many times slower. */
function oneNumber(x: number): Float64Array {
  const data = new Float64Array(1);
  data[0] = x;
  return data;
}
