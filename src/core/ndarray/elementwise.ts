import { broadcastShapes, broadcastTo, sameShape } from './broadcast.ts';
import { allocate } from './buffer.ts';
import type { Kernel, Run } from './kernels.ts';
import { NDArray, type DType, type Shape } from './ndarray.ts';
import { flat, rowLength, rowOffsets, rowStride } from './strided.ts';

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
  const out = new Float64Array(values.length);
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
  return (out, to, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) out[to + k] = f(x[i + k * s] ?? 0, y[j + k * t] ?? 0);
  };
}

/** Runs a kernel over two operands after broadcasting, in as few runs as their layouts allow. Throws ValueError when the shapes do not fit. */
export function runKernel(kernel: Kernel, a: Data, b: Data, dtype: DType): NDArray {
  const [left, right] = [asArray(a), asArray(b)];
  const shape = sameShape(left.shape, right.shape) ? left.shape : broadcastShapes(left.shape, right.shape);
  const out = allocate(shape);
  const size = out.length;
  const x = singleRun(left, size);
  const y = singleRun(right, size);
  if (x && y) kernel(out, 0, x, y, size);
  else runRows(kernel, out, broadcastTo(left, shape), broadcastTo(right, shape));
  return new NDArray(out, shape, dtype);
}

/** The whole operand as one run, if its elements lie in the order of a result of this size or are all one number. */
function singleRun(a: NDArray, size: number): Run | null {
  if (a.size === 1) return { data: a.data, at: a.offset, step: 0 };
  return a.size === size && a.isContiguous ? { data: a.data, at: a.offset, step: 1 } : null;
}

function runRows(kernel: Kernel, out: Float64Array, a: NDArray, b: NDArray): void {
  const leftRows = rowOffsets(a.shape, a.strides, a.offset);
  const rightRows = rowOffsets(b.shape, b.strides, b.offset);
  const length = rowLength(a.shape);
  const x = { data: a.data, at: 0, step: rowStride(a.strides) };
  const y = { data: b.data, at: 0, step: rowStride(b.strides) };
  for (let row = 0; row < leftRows.length; row++) {
    x.at = leftRows[row] ?? 0;
    y.at = rightRows[row] ?? 0;
    kernel(out, row * length, x, y, length);
  }
}

/** A number as a 0-d float64 array; an array as it is. */
export function asArray(a: Data): NDArray {
  return typeof a === 'number' ? new NDArray(Float64Array.of(a), [], 'float64') : a;
}
