import { allocate, allocateArray, checkedSize } from './buffer.ts';
import { ArrayError } from './errors.ts';
import { NDArray, type DType, type Shape } from './ndarray.ts';
import { toFlat } from './strided.ts';

/** A 0-d array. */
export function scalarArray(value: number, dtype: DType = 'float64'): NDArray {
  return new NDArray(Float64Array.of(value), [], dtype);
}

/** A 1-d array that takes over `values`. */
export function vector(values: ArrayLike<number>, dtype: DType = 'float64'): NDArray {
  const data = values instanceof Float64Array ? values : Float64Array.from(values);
  return new NDArray(data, [data.length], dtype);
}

/** `np.zeros`. */
export function zeros(shape: Shape, dtype: DType = 'float64'): NDArray {
  return allocateArray(shape, dtype);
}

/** `np.ones`. */
export function ones(shape: Shape, dtype: DType = 'float64'): NDArray {
  return full(shape, 1, dtype);
}

/** `np.full`; the value is converted to `dtype`. */
export function full(shape: Shape, value: number, dtype: DType = 'float64'): NDArray {
  const data = allocate(shape);
  const converted = convert(value, dtype);
  // `fill(0)` would touch the pages of a large buffer for nothing.
  if (converted !== 0 || Object.is(converted, -0)) data.fill(converted);
  return new NDArray(data, shape, dtype);
}

/** `np.arange(start, stop, step)`: `ceil((stop - start) / step)` numbers. Throws ZeroDivisionError on a zero step, ValueError when the length is not finite. */
export function arange(start: number, stop: number, step = 1, dtype?: DType): NDArray {
  if (step === 0) throw new ArrayError('ZeroDivisionError', 'the step of arange is zero');
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (!Number.isFinite(length)) throw new ArrayError('ValueError', 'arange: cannot compute length');
  const data = allocate([length]);
  // NumPy fills by the difference of the first two numbers, which rounds differently from `step`.
  const delta = start + step - start;
  for (let i = 0; i < length; i++) data[i] = start + i * delta;
  const kind = dtype ?? ([start, stop, step].every(Number.isInteger) ? 'int64' : 'float64');
  if (kind !== 'float64') convertAll(data, kind);
  return new NDArray(data, [length], kind);
}

/** `np.linspace`: `count` numbers from `start` to `stop`, the last included unless `endpoint` is false. */
export function linspace(start: number, stop: number, count = 50, endpoint = true): NDArray {
  if (count < 0) {
    throw new ArrayError('ValueError', `number of samples, ${String(count)}, must be non-negative`);
  }
  const data = allocate([count]);
  const gaps = endpoint ? count - 1 : count;
  const range = stop - start;
  const step = range / gaps;
  for (let i = 0; i < count; i++)
    data[i] = (gaps > 0 ? (step === 0 ? (i / gaps) * range : i * step) : i * range) + start;
  if (endpoint && count > 1) data[count - 1] = stop;
  return new NDArray(data, [count], 'float64');
}

/** `np.eye(rows, columns, k)`: ones on the k-th diagonal. */
export function eye(rows: number, columns = rows, k = 0, dtype: DType = 'float64'): NDArray {
  checkedSize([rows, columns]);
  const out = allocateArray([rows, columns], dtype);
  for (let i = Math.max(0, -k); i < rows && i + k < columns; i++) out.data[i * columns + i + k] = 1;
  return out;
}

/** A C-ordered copy with a buffer of its own. */
export function copy(a: NDArray): NDArray {
  return new NDArray(toFlat(a), a.shape, a.dtype);
}

/** `a.astype(dtype)`: always a copy. Floats truncate toward zero on their way to int64; anything but 0 is true. */
export function astype(a: NDArray, dtype: DType): NDArray {
  const data = toFlat(a);
  if (dtype !== 'float64' && dtype !== a.dtype && a.dtype !== 'bool') convertAll(data, dtype);
  return new NDArray(data, a.shape, dtype);
}

/** One number as `dtype` stores it. NaN and infinities have no int64; NumPy gives the smallest one. */
export function convert(value: number, dtype: DType): number {
  if (dtype === 'float64') return value;
  if (dtype === 'bool') return value !== 0 ? 1 : 0;
  return Number.isFinite(value) ? Math.trunc(value) + 0 : -(2 ** 63);
}

/** Converts a buffer in place. */
export function convertAll(data: Float64Array, dtype: DType): void {
  for (let i = 0; i < data.length; i++) data[i] = convert(data[i] ?? 0, dtype);
}
