import { broadcastShapes, broadcastTo, sameShape } from './broadcast.ts';
import { allocate } from './buffer.ts';
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
  if (typeof a === 'number') {
    if (typeof b === 'number') return f(a, b);
    return map1(b, (y) => f(a, y), dtype);
  }
  if (typeof b === 'number') return map1(a, (x) => f(x, b), dtype);
  if (sameShape(a.shape, b.shape)) {
    const left = flat(a);
    const right = flat(b);
    const out = new Float64Array(left.length);
    for (let i = 0; i < out.length; i++) out[i] = f(left[i] ?? 0, right[i] ?? 0);
    return new NDArray(out, a.shape, dtype);
  }
  return mapBroadcast(a, b, f, dtype);
}

function mapBroadcast(a: NDArray, b: NDArray, f: (x: number, y: number) => number, dtype: DType): NDArray {
  const shape = broadcastShapes(a.shape, b.shape);
  const left = broadcastTo(a, shape);
  const right = broadcastTo(b, shape);
  const out = allocate(shape);
  const leftRows = rowOffsets(shape, left.strides, left.offset);
  const rightRows = rowOffsets(shape, right.strides, right.offset);
  const length = rowLength(shape);
  const leftStep = rowStride(left.strides);
  const rightStep = rowStride(right.strides);
  let to = 0;
  for (let row = 0; row < leftRows.length; row++) {
    let i = leftRows[row] ?? 0;
    let j = rightRows[row] ?? 0;
    for (let k = 0; k < length; k++, i += leftStep, j += rightStep)
      out[to++] = f(left.data[i] ?? 0, right.data[j] ?? 0);
  }
  return new NDArray(out, shape, dtype);
}
