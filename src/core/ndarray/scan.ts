import { normalizeAxis, type Axis } from './axes.ts';
import { ArrayError } from './errors.ts';
import { NDArray, sizeOf } from './ndarray.ts';
import { mean, reducedCount, reduceWith, sum, type Fold } from './reduce.ts';
import { integerProduct, subtract } from './arithmetic.ts';
import { ravel, reshape } from './reshape.ts';
import { toFlat } from './strided.ts';

/** `np.cumsum`; of integers and booleans int64. Without an axis the flattened array is summed. Throws AxisError. */
export function cumsum(a: NDArray, axis: number | null = null): NDArray {
  return accumulate(a, axis, (x, y) => x + y);
}

/** `np.cumprod`. */
export function cumprod(a: NDArray, axis: number | null = null): NDArray {
  return accumulate(a, axis, a.dtype === 'float64' ? (x, y) => x * y : integerProduct);
}

function accumulate(a: NDArray, axis: number | null, combine: (x: number, y: number) => number): NDArray {
  if (axis === null) return accumulate(ravel(a), 0, combine);
  const along = normalizeAxis(axis, a.ndim);
  const out = toFlat(a);
  const inner = sizeOf(a.shape.slice(along + 1));
  const block = inner * (a.shape[along] ?? 0);
  for (let i = 0; i < out.length; i++) {
    if (i % block >= inner) out[i] = combine(out[i - inner] ?? 0, out[i] ?? 0);
  }
  return new NDArray(out, a.shape, a.dtype === 'float64' ? 'float64' : 'int64');
}

/** `np.var`: the mean of the squared distances to the mean, divided by `count - ddof`. */
export function variance(a: NDArray, axis: Axis = null, keepdims = false, ddof = 0): NDArray {
  const distances = subtract(a, mean(a, axis, true));
  const squares =
    typeof distances === 'number'
      ? a
      : new NDArray(
          distances.data.map((x) => x * x),
          a.shape,
          'float64',
        );
  const total = sum(squares, axis, keepdims);
  const divisor = Math.max(0, reducedCount(a.shape, axis) - ddof);
  return new NDArray(
    total.data.map((value) => value / divisor),
    total.shape,
    'float64',
  );
}

/** `np.std`: the square root of the variance. */
export function std(a: NDArray, axis: Axis = null, keepdims = false, ddof = 0): NDArray {
  const squared = variance(a, axis, keepdims, ddof);
  return new NDArray(squared.data.map(Math.sqrt), squared.shape, 'float64');
}

/** `np.argmax`: the first place of the largest element (or of the first NaN) along an axis, or in the flattened array. Throws ValueError on nothing. */
export function argmax(a: NDArray, axis: number | null = null, keepdims = false): NDArray {
  return argReduce(a, axis, keepdims, 'argmax', (x, best) => x > best);
}

/** `np.argmin`. */
export function argmin(a: NDArray, axis: number | null = null, keepdims = false): NDArray {
  return argReduce(a, axis, keepdims, 'argmin', (x, best) => x < best);
}

function argReduce(
  a: NDArray,
  axis: number | null,
  keepdims: boolean,
  name: string,
  isBetter: (x: number, best: number) => boolean,
): NDArray {
  const along = axis === null ? null : normalizeAxis(axis, a.ndim);
  if ((along === null ? a.size : a.shape[along]) === 0) {
    throw new ArrayError('ValueError', `attempt to get ${name} of an empty sequence`);
  }
  const first: Fold = (data, start, step, count) => {
    let found = 0;
    let best = data[start] ?? 0;
    for (let i = 1, at = start + step; i < count && !Number.isNaN(best); i++, at += step) {
      const value = data[at] ?? 0;
      if (isBetter(value, best) || Number.isNaN(value)) {
        found = i;
        best = value;
      }
    }
    return found;
  };
  if (along !== null || !keepdims) return reduceWith(a, along, keepdims, first, 'int64');
  return reshape(
    reduceWith(a, null, false, first, 'int64'),
    a.shape.map(() => 1),
  );
}
