import type { NDArray, Shape } from '../ndarray/ndarray.ts';
import { sizeOf } from '../ndarray/ndarray.ts';
import type { Data } from '../ops/op.ts';
import { Num, Tensor, toContiguous } from '../tape/tensor.ts';
import { PyList, PyTuple, type Value } from '../interp/values.ts';

/** Numbers with a shape, in C order: what two gradients are compared as. */
export interface Flat {
  readonly shape: Shape;
  readonly data: Float64Array;
}

/** Two gradients closer than this are the same: both sides run in float64, so what is left is rounding. */
export const TOLERANCE = 1e-5;

/** Only gradients farther apart than this are called wrong: numerical approximations and a stray epsilon stay below it. */
export const REFUTED = 1e-3;

export function flatOfData(data: Data): Flat {
  if (typeof data === 'number') return { shape: [], data: Float64Array.of(data) };
  return flatOfArray(data);
}

function flatOfArray(array: NDArray): Flat {
  return { shape: array.shape, data: toContiguous(array) };
}

/** A Python number, array, or nested list of them as numbers; null for anything else and for ragged lists. */
export function flatOfValue(value: Value): Flat | null {
  if (value instanceof Num) return { shape: [], data: Float64Array.of(value.value) };
  if (value instanceof Tensor) return flatOfArray(value.array);
  if (typeof value === 'boolean') return { shape: [], data: Float64Array.of(value ? 1 : 0) };
  if (value instanceof PyList || value instanceof PyTuple) return stackFlats(value.items.map(flatOfValue));
  return null;
}

/** Stacks equally shaped parts along a new first axis; null when one is missing or shaped differently. */
export function stackFlats(parts: readonly (Flat | null)[]): Flat | null {
  const first = parts[0];
  if (!first) return null;
  const step = first.data.length;
  const data = new Float64Array(step * parts.length);
  for (const [i, part] of parts.entries()) {
    if (!part || !sameShape(part.shape, first.shape)) return null;
    data.set(part.data, i * step);
  }
  return { shape: [parts.length, ...first.shape], data };
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/** Whether the shapes hold the same numbers in the same order but for axes of length one: `(C,)` and `(1, C)`. */
export function sameButForOnes(a: Shape, b: Shape): boolean {
  return sameShape(
    a.filter((length) => length !== 1),
    b.filter((length) => length !== 1),
  );
}

/**
 * Whether a gradient of this shape does for a value of the other: axes of length one in front may differ, as `(C,)` and
 * `(1, C)` do. `(N,)` is none for `(N, 1)`: their difference is a matrix.
 */
export function fitsValue(gradient: Shape, value: Shape): boolean {
  return sameShape(withoutLeadingOnes(gradient), withoutLeadingOnes(value));
}

function withoutLeadingOnes(shape: Shape): Shape {
  const first = shape.findIndex((length) => length !== 1);
  return first < 0 ? [] : shape.slice(first);
}

/**
 * The largest difference relative to the larger gradient: `max|a - b| / max(max|a|, max|b|, floor)`. Equal infinities and
 * NaNs at the same place count as equal. Shapes must hold equally many numbers; else the error is infinite.
 */
export function relativeError(a: Flat, b: Flat, floor = 1e-9): number {
  if (a.data.length !== b.data.length) return Infinity;
  let scale = floor;
  let difference = 0;
  for (let i = 0; i < a.data.length; i++) {
    const x = a.data[i] ?? NaN;
    const y = b.data[i] ?? NaN;
    if (Object.is(x, y) || x === y) {
      if (Number.isFinite(x)) scale = Math.max(scale, Math.abs(x));
      continue;
    }
    if (!Number.isFinite(x) || !Number.isFinite(y)) return Infinity;
    scale = Math.max(scale, Math.abs(x), Math.abs(y));
    difference = Math.max(difference, Math.abs(x - y));
  }
  return difference / scale;
}

/** Whether every number is zero: a placeholder, not a gradient. */
export function isZero(flat: Flat): boolean {
  return flat.data.every((value) => value === 0);
}

/** The factor k with `written = k * truth` throughout, or null when there is none. */
export function uniformFactor(written: Flat, truth: Flat): number | null {
  if (!sameButForOnes(written.shape, truth.shape)) return null;
  let largest = 0;
  for (let i = 1; i < truth.data.length; i++) {
    if (Math.abs(truth.data[i] ?? 0) > Math.abs(truth.data[largest] ?? 0)) largest = i;
  }
  const pivot = truth.data[largest] ?? 0;
  if (pivot === 0) return null;
  const factor = (written.data[largest] ?? 0) / pivot;
  if (factor === 0 || !Number.isFinite(factor)) return null;
  const scaled = { shape: truth.shape, data: truth.data.map((value) => value * factor) };
  return relativeError(written, scaled) < TOLERANCE ? factor : null;
}

/** The index of the entry that differs most, as NumPy writes it: `[0, 2]`, or '' for a scalar. */
export function worstIndex(a: Flat, b: Flat): { index: string; position: number } {
  let position = 0;
  let worst = -1;
  for (let i = 0; i < Math.min(a.data.length, b.data.length); i++) {
    const difference = Math.abs((a.data[i] ?? 0) - (b.data[i] ?? 0));
    if (difference > worst || Number.isNaN(difference)) {
      worst = difference;
      position = i;
    }
  }
  return { index: indexText(position, b.shape), position };
}

function indexText(position: number, shape: Shape): string {
  if (shape.length === 0) return '';
  const index: number[] = [];
  let rest = position;
  for (let axis = 0; axis < shape.length; axis++) {
    const step = sizeOf(shape.slice(axis + 1));
    index.push(Math.floor(rest / step));
    rest %= step;
  }
  return `[${index.join(', ')}]`;
}

/** The sum of two gradients of one shape, null when their shapes differ. */
export function added(a: Flat, b: Flat): Flat | null {
  if (!sameShape(a.shape, b.shape)) return null;
  return { shape: a.shape, data: a.data.map((value, i) => value + (b.data[i] ?? 0)) };
}

/** The difference of two gradients of one shape, null when their shapes differ. */
export function subtracted(a: Flat, b: Flat): Flat | null {
  if (!sameShape(a.shape, b.shape)) return null;
  return { shape: a.shape, data: a.data.map((value, i) => value - (b.data[i] ?? 0)) };
}
