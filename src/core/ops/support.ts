import { broadcastTo, unbroadcast } from '../ndarray/broadcast.ts';
import { zeroed } from '../ndarray/buffer.ts';
import { sum } from '../ndarray/reduce.ts';
import { NDArray, sizeOf, type DType, type Shape } from '../ndarray/ndarray.ts';
import { flat, rowLength, rowOffsets, rowStride } from '../ndarray/strided.ts';
import type { Data } from './op.ts';

/** The number in a scalar value. */
export function numberOf(value: Data): number {
  return typeof value === 'number' ? value : (value.data[value.offset] ?? NaN);
}

/** The value as an array; a number becomes a 0-d one. */
export function arrayOf(value: Data): NDArray {
  return typeof value === 'number' ? new NDArray(Float64Array.of(value), [], 'float64') : value;
}

/** The form in which a value goes along wires: a 0-d float array becomes a number. */
export function plain(value: NDArray): Data {
  return value.shape.length === 0 && value.dtype === 'float64' ? numberOf(value) : value;
}

/** A number, or a 0-d array where the dtype says more than a number could. */
export function scalar(value: number, dtype: DType): Data {
  return dtype === 'float64' ? value : new NDArray(Float64Array.of(value), [], dtype);
}

export function isScalar(value: Data): boolean {
  return typeof value === 'number' || value.shape.length === 0;
}

/** The sum of all elements. */
export function total(value: Data): number {
  return typeof value === 'number' ? value : numberOf(sum(value));
}

/** The adjoint of broadcasting `like` to the shape of `g`. Returns `g` itself when nothing was stretched. */
export function unbroadcastTo(g: Data, like: Data): Data {
  if (typeof g === 'number') return g;
  return isScalar(like) ? total(g) : unbroadcast(g, (like as NDArray).shape);
}

/** A zeroed gradient for a value of this shape. */
export function zerosOf(shape: Shape): NDArray {
  return new NDArray(zeroed(sizeOf(shape)), shape, 'float64');
}

/** `g * slope(x, out)` element by element; all three have one shape. */
export function chainUnary(g: Data, x: Data, out: Data, slope: (x: number, out: number) => number): Data {
  if (isScalar(x)) return numberOf(g) * slope(numberOf(x), numberOf(out));
  const shape = (x as NDArray).shape;
  const upstream = flat(arrayOf(g));
  const values = flat(arrayOf(x));
  const results = flat(arrayOf(out));
  const downstream = zeroed(upstream.length);
  for (let i = 0; i < downstream.length; i++) {
    downstream[i] = (upstream[i] ?? 0) * slope(values[i] ?? 0, results[i] ?? 0);
  }
  return new NDArray(downstream, shape, 'float64');
}

/** The slope of a two-input gate with respect to one of them. */
export type Slope = (x: number, y: number, out: number) => number;

/** `g * slope(a, b, out)` after broadcasting `a` and `b` to the shape of `g`; of that shape. */
export function chainBinary(g: Data, a: Data, b: Data, out: Data, slope: Slope): Data {
  if (isScalar(g)) return numberOf(g) * slope(numberOf(a), numberOf(b), numberOf(out));
  const { shape } = g as NDArray;
  const [x, y] = [broadcastTo(arrayOf(a), shape), broadcastTo(arrayOf(b), shape)];
  const upstream = flat(arrayOf(g));
  const results = flat(arrayOf(out));
  const downstream = zeroed(upstream.length);
  const [xRows, yRows] = [rowOffsets(shape, x.strides, x.offset), rowOffsets(shape, y.strides, y.offset)];
  const [xStep, yStep, length] = [rowStride(x.strides), rowStride(y.strides), rowLength(shape)];
  let at = 0;
  for (let row = 0; row < xRows.length; row++) {
    let i = xRows[row] ?? 0;
    let j = yRows[row] ?? 0;
    for (let k = 0; k < length; k++, at++, i += xStep, j += yStep) {
      downstream[at] = (upstream[at] ?? 0) * slope(x.data[i] ?? 0, y.data[j] ?? 0, results[at] ?? 0);
    }
  }
  return new NDArray(downstream, shape, 'float64');
}

/** The places of a shape's elements in C order, counted from `start`, in that shape. */
export function placesOf(shape: Shape, start: number): NDArray {
  const places = zerosOf(shape);
  for (let i = 0; i < places.data.length; i++) places.data[i] = start + i;
  return places;
}

/** Whether two numbers are so near that a finite difference, or rounding, could swap them. */
export function nearlyEqual(x: number, y: number): boolean {
  const distance = Math.abs(x - y);
  return distance < Infinity && distance <= 1e-5 * Math.max(1, Math.abs(x), Math.abs(y));
}

/** Whether any element is not 0. */
export function someNonZero(value: Data): boolean {
  return typeof value === 'number' ? value !== 0 : flat(value).some((x) => x !== 0);
}
