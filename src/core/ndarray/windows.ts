import { normalizeAxis, type Axis } from './axes.ts';
import { ArrayError } from './errors.ts';
import { checkedSize } from './buffer.ts';
import { NDArray, type Shape } from './ndarray.ts';

/** `np.lib.stride_tricks.as_strided`, strides in elements. Unlike NumPy it throws ValueError when the window would leave the buffer. */
export function asStrided(a: NDArray, shape: Shape, strides: readonly number[]): NDArray {
  if (shape.length !== strides.length)
    throw new ArrayError('ValueError', 'shape and strides must have the same length');
  checkedSize(shape);
  let [low, high] = [a.offset, a.offset];
  shape.forEach((length, axis) => {
    const reach = (length - 1) * (strides[axis] ?? 0);
    if (reach < 0) low += reach;
    else high += reach;
  });
  const isEmpty = shape.includes(0);
  if (!isEmpty && (low < 0 || high >= a.data.length)) {
    throw new ArrayError(
      'ValueError',
      'as_strided: this shape and these strides reach outside the memory of the array',
    );
  }
  return new NDArray(a.data, shape, a.dtype, strides, a.offset);
}

/** `np.lib.stride_tricks.sliding_window_view`: a view; each windowed axis shrinks and its window becomes a new last axis. Throws ValueError when a window does not fit. */
export function slidingWindowView(a: NDArray, window: number | readonly number[], axis: Axis = null): NDArray {
  const lengths = typeof window === 'number' ? [window] : window;
  // One axis may be named more than once, so this is not `normalizeAxes`.
  const axes =
    axis === null
      ? a.shape.map((_, i) => i)
      : (typeof axis === 'number' ? [axis] : axis).map((one) => normalizeAxis(one, a.ndim));
  if (lengths.length !== axes.length) {
    throw new ArrayError(
      'ValueError',
      'must provide window_shape for all axes of the array, or as many axes as windows',
    );
  }
  if (lengths.some((length) => length < 0))
    throw new ArrayError('ValueError', '`window_shape` cannot contain negative values');
  const shape = [...a.shape];
  axes.forEach((one, k) => {
    const left = (shape[one] ?? 0) - (lengths[k] ?? 0) + 1;
    if (left < 1) throw new ArrayError('ValueError', 'window shape cannot be larger than input array shape');
    shape[one] = left;
  });
  checkedSize([...shape, ...lengths]);
  const strides = [...a.strides, ...axes.map((one) => a.strides[one] ?? 0)];
  return new NDArray(a.data, [...shape, ...lengths], a.dtype, strides, a.offset);
}
