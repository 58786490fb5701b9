import { checkedSize } from './buffer.ts';
import { roundHalfEven } from './arithmetic.ts';
import { full, zeros } from './create.ts';
import { ArrayError } from './errors.ts';
import { NDArray, type Shape } from './ndarray.ts';
import { mean } from './reduce.ts';
import { sliceAxis } from './split.ts';
import { takeAxis } from './take.ts';
import { concatenate } from './join.ts';
import { broadcastTo } from './broadcast.ts';
import { contiguous, flat, writeFlat } from './strided.ts';

export type PadMode = 'constant' | 'edge' | 'reflect' | 'symmetric' | 'wrap' | 'mean';

/** What NumPy takes for widths and fill values: `n`, `(before, after)`, or one pair per axis (also `((n,),)`-like). */
export type Pairs = number | readonly number[] | readonly (readonly number[])[];

/** `np.pad`. Widths are elements before and after on each axis; `values` only for constant. Throws ValueError on negative widths or a shape that does not fit. */
export function pad(a: NDArray, widths: Pairs, mode: PadMode = 'constant', values: Pairs = 0): NDArray {
  const pairs = pairPerAxis(widths, a.ndim);
  if (pairs.some(([before, after]) => before < 0 || after < 0)) {
    throw new ArrayError('ValueError', "index can't contain negative values");
  }
  const shape = paddedShape(a.shape, pairs);
  checkedSize(shape);
  if (mode === 'constant') return padConstant(a, shape, pairs, pairPerAxis(values, a.ndim));
  return pairs.reduce((padded, [before, after], axis) => padAxis(padded, axis, before, after, mode), contiguous(a));
}

/** One (before, after) pair per axis, as NumPy broadcasts its arguments. Throws ValueError when it cannot. */
export function pairPerAxis(pairs: Pairs, ndim: number): [number, number][] {
  const rows: readonly (readonly number[])[] = typeof pairs === 'number' ? [[pairs]] : isFlat(pairs) ? [pairs] : pairs;
  const fits = (rows.length === 1 || rows.length === ndim) && rows.every((row) => row.length === 1 || row.length === 2);
  if (!fits) {
    throw new ArrayError('ValueError', `pad widths do not fit an array of ${String(ndim)} dimension(s)`);
  }
  return Array.from({ length: ndim }, (_, axis) => {
    const row = rows[rows.length === 1 ? 0 : axis] ?? [];
    return [row[0] ?? 0, row[1] ?? row[0] ?? 0];
  });
}

function isFlat(pairs: readonly number[] | readonly (readonly number[])[]): pairs is readonly number[] {
  return typeof pairs[0] === 'number';
}

function paddedShape(shape: Shape, pairs: readonly (readonly [number, number])[]): number[] {
  return shape.map((length, axis) => length + (pairs[axis]?.[0] ?? 0) + (pairs[axis]?.[1] ?? 0));
}

/** Later axes overwrite the corners of earlier ones, as in NumPy, where the fill values may differ by axis. */
function padConstant(a: NDArray, shape: Shape, pairs: [number, number][], values: [number, number][]): NDArray {
  const out = zeros(shape, a.dtype);
  values.forEach(([before, after], axis) => {
    const length = shape[axis] ?? 0;
    const [left, right] = pairs[axis] ?? [0, 0];
    if (before !== 0) fill(sliceAxis(out, axis, 0, left), before);
    if (after !== 0) fill(sliceAxis(out, axis, length - right, length), after);
  });
  const inner = pairs.reduce(
    (window, [before], axis) => sliceAxis(window, axis, before, before + (a.shape[axis] ?? 0)),
    out,
  );
  writeFlat(inner, flat(a));
  return out;
}

function fill(window: NDArray, value: number): void {
  writeFlat(window, full([window.size], value, window.dtype).data);
}

function padAxis(a: NDArray, axis: number, before: number, after: number, mode: Exclude<PadMode, 'constant'>): NDArray {
  const length = a.shape[axis] ?? 0;
  if (before + after === 0) return a;
  if (length === 0)
    throw new ArrayError(
      'ValueError',
      `can't extend empty axis ${String(axis)} using modes other than 'constant' or 'empty'`,
    );
  if (mode === 'mean') return padMean(a, axis, before, after);
  const source = SOURCES[mode];
  return takeAxis(
    a,
    Int32Array.from({ length: before + length + after }, (_, i) => source(i - before, length)),
    axis,
  );
}

const SOURCES: Readonly<Record<Exclude<PadMode, 'constant' | 'mean'>, (i: number, length: number) => number>> = {
  edge: (i, length) => Math.min(Math.max(i, 0), length - 1),
  wrap: (i, length) => modulo(i, length),
  // Mirrors without repeating the edge: the period is 2 (length - 1).
  reflect: (i, length) => (length === 1 ? 0 : length - 1 - Math.abs(length - 1 - modulo(i, 2 * length - 2))),
  // Mirrors with the edge repeated: the period is 2 length.
  symmetric: (i, length) => Math.min(modulo(i, 2 * length), modulo(-i - 1, 2 * length)),
};

function modulo(i: number, period: number): number {
  return ((i % period) + period) % period;
}

function padMean(a: NDArray, axis: number, before: number, after: number): NDArray {
  const average = mean(a, axis, true);
  // Integer arrays hold the mean rounded to even.
  const value = a.dtype === 'float64' ? average : new NDArray(average.data.map(roundHalfEven), average.shape, a.dtype);
  const strip = (count: number): NDArray =>
    broadcastTo(
      value,
      a.shape.map((length, i) => (i === axis ? count : length)),
    );
  return concatenate([strip(before), a, strip(after)], axis);
}
