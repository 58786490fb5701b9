import { NDArray, type Shape } from '../ndarray/ndarray.ts';
import { flatPositions } from '../ndarray/strided.ts';

/** A strided window on the elements of an array in C order, without the array. */
export interface Window {
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
}

/** Elements by position in C order, with duplicates where an index names one twice. `shape` is the shape of what they form. */
export interface Positions {
  readonly positions: Int32Array;
  readonly shape: Shape;
}

const NO_ELEMENTS = new Float64Array(0);

/** The window of an array on its buffer. */
export function windowOf({ shape, strides, offset }: NDArray): Window {
  return { shape, strides, offset };
}

/** A C-ordered array without elements, to find out what an index or a transposition does to the positions. */
export function templateOf(shape: Shape): NDArray {
  return new NDArray(NO_ELEMENTS, shape, 'float64');
}

/** What the window shows of a C-ordered buffer, aliasing it. */
export function look(
  data: Float64Array,
  { shape, strides, offset }: Window,
  dtype: NDArray['dtype'] = 'float64',
): NDArray {
  return new NDArray(data, shape, dtype, strides, offset);
}

/** The position of each element of a window, in C order. */
export function windowPositions(window: Window): Int32Array {
  return flatPositions(look(NO_ELEMENTS, window));
}

/** Whether some element appears twice in a window. */
export function overlapsItself({ shape, strides }: Window): boolean {
  let reach = 0;
  const axes = shape.map((length, axis) => ({ length, stride: Math.abs(strides[axis] ?? 0) }));
  axes.sort((a, b) => a.stride - b.stride);
  for (const { length, stride } of axes) {
    if (length <= 1) continue;
    if (stride <= reach) return true;
    reach += stride * (length - 1);
  }
  return false;
}
