import { normalizeAxes, normalizeAxis } from './axes.ts';
import { ArrayError } from './errors.ts';
import { formatShape } from './formatShape.ts';
import { contiguousStrides, NDArray, sizeOf, type Shape } from './ndarray.ts';
import { toFlat } from './strided.ts';

/** The shape that `reshape` makes of a request in which one length may be -1. Throws ValueError when the sizes do not match. */
export function resolveReshape(from: Shape, to: Shape): number[] {
  const size = sizeOf(from);
  const unknown = to.filter((length) => length < 0).length;
  if (unknown > 1) throw new ArrayError('ValueError', 'can only specify one unknown dimension');
  const known = sizeOf(to.filter((length) => length >= 0));
  const fits = unknown === 1 ? known > 0 && size % known === 0 : known === size;
  if (!fits) {
    throw new ArrayError('ValueError', `cannot reshape array of size ${String(size)} into shape ${formatShape(to)}`);
  }
  return to.map((length) => (length < 0 ? size / known : length));
}

/** `a.reshape(shape)` in C order: a view where strides can express it, else a copy. Throws ValueError. */
export function reshape(a: NDArray, shape: Shape): NDArray {
  const target = resolveReshape(a.shape, shape);
  const strides = viewStrides(a, target);
  if (strides) return new NDArray(a.data, target, a.dtype, strides, a.offset);
  return new NDArray(toFlat(a), target, a.dtype);
}

/** The strides of a reshaped view, or null when only a copy can do it. Groups of axes with equal products must each lie without gaps. */
function viewStrides(a: NDArray, target: Shape): number[] | null {
  if (a.size === 0 || a.isContiguous) return contiguousStrides(target);
  const from = a.shape
    .map((length, axis) => ({ length, stride: a.strides[axis] ?? 0 }))
    .filter(({ length }) => length !== 1);
  const strides = new Array<number>(target.length).fill(0);
  let axis = 0;
  for (let first = 0; first < from.length;) {
    let last = first;
    let source = from[first]?.length ?? 1;
    const begin = axis;
    let wanted = target[axis++] ?? 1;
    while (source !== wanted) {
      if (source < wanted) source *= from[++last]?.length ?? 1;
      else wanted *= target[axis++] ?? 1;
    }
    for (let k = first; k < last; k++) {
      const inner = from[k + 1];
      if (!inner || from[k]?.stride !== inner.stride * inner.length) return null;
    }
    let step = from[last]?.stride ?? 0;
    for (let k = axis - 1; k >= begin; k--) {
      strides[k] = step;
      step *= target[k] ?? 1;
    }
    first = last + 1;
  }
  return strides;
}

/** `np.ravel`: one axis; a view where possible. */
export function ravel(a: NDArray): NDArray {
  return reshape(a, [a.size]);
}

/** `a.flatten()`: one axis, always a copy. */
export function flatten(a: NDArray): NDArray {
  return new NDArray(toFlat(a), [a.size], a.dtype);
}

/** `np.squeeze`: a view without the axes of length 1 (all of them, or those named). Throws ValueError when a named one is longer. */
export function squeeze(a: NDArray, axis: number | readonly number[] | null = null): NDArray {
  const named = axis === null ? null : normalizeAxes(axis, a.ndim);
  if (named?.some((one) => a.shape[one] !== 1)) {
    throw new ArrayError('ValueError', 'cannot select an axis to squeeze out which has size not equal to one');
  }
  const kept = a.shape.map((_, i) => i).filter((i) => (named ? !named.includes(i) : a.shape[i] !== 1));
  return selectAxes(a, kept);
}

/** `np.expand_dims`: a view with new axes of length 1 at these places of the result. Throws AxisError. */
export function expandDims(a: NDArray, axis: number | readonly number[]): NDArray {
  const count = typeof axis === 'number' ? 1 : axis.length;
  const places = normalizeAxes(axis, a.ndim + count);
  const shape: number[] = [];
  const strides: number[] = [];
  for (let place = 0, from = 0; place < a.ndim + count; place++) {
    const isNew = places.includes(place);
    shape.push(isNew ? 1 : (a.shape[from] ?? 1));
    strides.push(isNew ? 0 : (a.strides[from] ?? 0));
    if (!isNew) from++;
  }
  return new NDArray(a.data, shape, a.dtype, strides, a.offset);
}

/** `np.atleast_1d`. */
export function atleast1d(a: NDArray): NDArray {
  return a.ndim >= 1 ? a : reshape(a, [1]);
}

/** `np.atleast_2d`: a vector becomes a row. */
export function atleast2d(a: NDArray): NDArray {
  return a.ndim >= 2 ? a : reshape(a, [1, a.size]);
}

/** `np.transpose`: a view with the axes reversed, or in the order given. Throws ValueError when it is not a permutation. */
export function transpose(a: NDArray, axes: readonly number[] | null = null): NDArray {
  const order = axes === null ? a.shape.map((_, i) => a.ndim - 1 - i) : axes.map((axis) => normalizeAxis(axis, a.ndim));
  if (order.length !== a.ndim) throw new ArrayError('ValueError', "axes don't match array");
  if (new Set(order).size !== order.length) throw new ArrayError('ValueError', 'repeated axis in transpose');
  return selectAxes(a, order);
}

/** `np.swapaxes`. */
export function swapaxes(a: NDArray, first: number, second: number): NDArray {
  const order = a.shape.map((_, i) => i);
  const i = normalizeAxis(first, a.ndim);
  const j = normalizeAxis(second, a.ndim);
  order[i] = j;
  order[j] = i;
  return selectAxes(a, order);
}

/** `np.moveaxis`: the axes in `source` go to the places in `destination`, the others keep their order. Throws ValueError when the counts differ. */
export function moveaxis(
  a: NDArray,
  source: number | readonly number[],
  destination: number | readonly number[],
): NDArray {
  const from = normalizeAxes(source, a.ndim);
  const to = normalizeAxes(destination, a.ndim);
  if (from.length !== to.length) {
    throw new ArrayError('ValueError', '`source` and `destination` arguments must have the same number of elements');
  }
  const order = a.shape.map((_, i) => i).filter((i) => !from.includes(i));
  const moves = from.map((axis, k) => ({ axis, place: to[k] ?? 0 })).sort((x, y) => x.place - y.place);
  for (const { axis, place } of moves) order.splice(place, 0, axis);
  return selectAxes(a, order);
}

/** `np.rollaxis`: moves `axis` before the axis that is at `start` now. */
export function rollaxis(a: NDArray, axis: number, start = 0): NDArray {
  const from = normalizeAxis(axis, a.ndim);
  if (start < -a.ndim || start > a.ndim) {
    throw new ArrayError(
      'AxisError',
      `start ${String(start)} is out of bounds for array of dimension ${String(a.ndim)}`,
    );
  }
  const before = start < 0 ? start + a.ndim : start;
  return moveaxis(a, from, before > from ? before - 1 : before);
}

function selectAxes(a: NDArray, order: readonly number[]): NDArray {
  const shape = order.map((axis) => a.shape[axis] ?? 1);
  const strides = order.map((axis) => a.strides[axis] ?? 0);
  return new NDArray(a.data, shape, a.dtype, strides, a.offset);
}
