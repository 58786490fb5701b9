import { checkedSize } from './buffer.ts';
import { ArrayError } from './errors.ts';
import { formatShape } from './formatShape.ts';
import { NDArray, type Shape } from './ndarray.ts';
import { sum } from './reduce.ts';

/** The shape that all of these broadcast to. Throws ValueError with the shapes when they do not fit. */
export function broadcastShapes(...shapes: readonly Shape[]): number[] {
  let ndim = 0;
  for (const shape of shapes) ndim = Math.max(ndim, shape.length);
  const out = new Array<number>(ndim).fill(1);
  for (const shape of shapes) {
    const lead = ndim - shape.length;
    for (let axis = 0; axis < shape.length; axis++) {
      const length = shape[axis] ?? 1;
      if (length === 1 || length === out[lead + axis]) continue;
      if (out[lead + axis] !== 1) throw mismatch(shapes);
      out[lead + axis] = length;
    }
  }
  return out;
}

function mismatch(shapes: readonly Shape[]): ArrayError {
  const listed = shapes.map((shape) => formatShape(shape)).join(' ');
  return new ArrayError('ValueError', `operands could not be broadcast together with shapes ${listed}`);
}

/** `np.broadcast_to`: a view whose stretched axes have stride 0. Throws ValueError when the shape does not fit, MemoryError when nobody could ever copy it. */
export function broadcastTo(a: NDArray, shape: Shape): NDArray {
  if (sameShape(a.shape, shape)) return a;
  const lead = shape.length - a.shape.length;
  const fits = lead >= 0 && a.shape.every((length, axis) => length === 1 || length === shape[lead + axis]);
  if (!fits) {
    const message = `an array of shape ${formatShape(a.shape)} cannot be broadcast to shape ${formatShape(shape)}`;
    throw new ArrayError('ValueError', message);
  }
  checkedSize(shape);
  const strides = shape.map((length, axis) =>
    axis < lead || a.shape[axis - lead] !== length ? 0 : (a.strides[axis - lead] ?? 0),
  );
  return new NDArray(a.data, shape, a.dtype, strides, a.offset);
}

/** `np.broadcast_arrays`: views of one common shape. */
export function broadcastArrays(...arrays: readonly NDArray[]): NDArray[] {
  const shape = broadcastShapes(...arrays.map((a) => a.shape));
  return arrays.map((a) => broadcastTo(a, shape));
}

/**
 * The adjoint of broadcasting: sums `g` over the axes along which an array of `shape` was stretched, so that
 * `<broadcastTo(x), g> = <x, unbroadcast(g)>`. Returns `g` itself when nothing was stretched.
 */
export function unbroadcast(g: NDArray, shape: Shape): NDArray {
  if (sameShape(g.shape, shape)) return g;
  const lead = g.shape.length - shape.length;
  const stretched: number[] = [];
  g.shape.forEach((length, axis) => {
    if (axis < lead || (shape[axis - lead] === 1 && length !== 1)) stretched.push(axis);
  });
  const reduced = sum(g, stretched, true);
  return new NDArray(reduced.data, shape, reduced.dtype, reduced.strides.slice(lead), reduced.offset);
}

/** Whether two shapes are equal. */
export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}
