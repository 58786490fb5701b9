import { ArrayError } from './errors.ts';

/** An axis argument as NumPy takes it: one axis, several, or `null` for all of them. */
export type Axis = number | readonly number[] | null;

/** Counts a negative axis from the end. Throws AxisError when there is no such axis. */
export function normalizeAxis(axis: number, ndim: number): number {
  if (!Number.isInteger(axis)) throw new ArrayError('TypeError', `an axis must be an integer, not ${String(axis)}`);
  if (axis < -ndim || axis >= ndim) {
    throw new ArrayError('AxisError', `axis ${String(axis)} is out of bounds for array of dimension ${String(ndim)}`);
  }
  return axis < 0 ? axis + ndim : axis;
}

function allAxes(ndim: number): number[] {
  const axes = new Array<number>(ndim);
  for (let axis = 0; axis < ndim; axis++) axes[axis] = axis;
  return axes;
}

/** The axes meant, non-negative and in the order given (`null`: all). Throws AxisError, or ValueError on a repeated axis. */
export function normalizeAxes(axis: Axis, ndim: number): number[] {
  if (typeof axis === 'number') return [normalizeAxis(axis, ndim)];
  if (axis === null) return allAxes(ndim);
  const axes = axis.map((one) => normalizeAxis(one, ndim));
  if (new Set(axes).size !== axes.length) throw new ArrayError('ValueError', 'duplicate value in axis');
  return axes;
}
