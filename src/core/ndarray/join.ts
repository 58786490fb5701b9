import { normalizeAxis } from './axes.ts';
import { allocate } from './buffer.ts';
import { ArrayError } from './errors.ts';
import { resultType } from './dtype.ts';
import { formatShape } from './formatShape.ts';
import { NDArray, sizeOf, type Shape } from './ndarray.ts';
import { atleast1d, atleast2d, expandDims, ravel, transpose } from './reshape.ts';
import { flat } from './strided.ts';

/** The shape of `np.concatenate`. Throws ValueError when the shapes differ elsewhere than along `axis`. */
export function concatenateShape(shapes: readonly Shape[], axis = 0): number[] {
  const [first] = shapes;
  if (!first) throw new ArrayError('ValueError', 'need at least one array to concatenate');
  if (first.length === 0) throw new ArrayError('ValueError', 'zero-dimensional arrays cannot be concatenated');
  const along = normalizeAxis(axis, first.length);
  const out = [...first];
  shapes.slice(1).forEach((shape, k) => {
    const fits = shape.length === first.length && shape.every((length, i) => i === along || length === first[i]);
    if (!fits) {
      const message =
        `all the input arrays must match except along axis ${String(along)}: ` +
        `array 0 has shape ${formatShape(first)} and array ${String(k + 1)} has shape ${formatShape(shape)}`;
      throw new ArrayError('ValueError', message);
    }
    out[along] = (out[along] ?? 0) + (shape[along] ?? 0);
  });
  return out;
}

/** `np.concatenate`; `axis` null joins the flattened arrays. Throws ValueError when the shapes do not fit. */
export function concatenate(arrays: readonly NDArray[], axis: number | null = 0): NDArray {
  if (axis === null) return concatenate(arrays.map(ravel), 0);
  const shape = concatenateShape(
    arrays.map((a) => a.shape),
    axis,
  );
  const out = allocate(shape);
  const along = normalizeAxis(axis, shape.length);
  const inner = sizeOf(shape.slice(along + 1));
  const block = (shape[along] ?? 0) * inner;
  let start = 0;
  for (const a of arrays) {
    const values = flat(a);
    const width = (a.shape[along] ?? 0) * inner;
    for (let from = 0, to = start; from < values.length; from += width, to += block) {
      out.set(values.subarray(from, from + width), to);
    }
    start += width;
  }
  const dtype = arrays.map((a) => a.dtype).reduce(resultType);
  return new NDArray(out, shape, dtype);
}

/** `np.stack`: joins along a new axis. Throws ValueError when the shapes differ. */
export function stack(arrays: readonly NDArray[], axis = 0): NDArray {
  const [first] = arrays;
  if (!first) throw new ArrayError('ValueError', 'need at least one array to stack');
  if (arrays.some((a) => formatShape(a.shape) !== formatShape(first.shape))) {
    throw new ArrayError('ValueError', 'all input arrays must have the same shape');
  }
  const place = normalizeAxis(axis, first.ndim + 1);
  return concatenate(
    arrays.map((a) => expandDims(a, place)),
    place,
  );
}

/** `np.vstack`: vectors count as rows. */
export function vstack(arrays: readonly NDArray[]): NDArray {
  return concatenate(arrays.map(atleast2d), 0);
}

/** `np.hstack`: along axis 1, or axis 0 for vectors. */
export function hstack(arrays: readonly NDArray[]): NDArray {
  const parts = arrays.map(atleast1d);
  return concatenate(parts, parts[0]?.ndim === 1 ? 0 : 1);
}

/** `np.column_stack`: vectors count as columns. */
export function columnStack(arrays: readonly NDArray[]): NDArray {
  return concatenate(
    arrays.map((a) => (a.ndim < 2 ? transpose(atleast2d(a)) : a)),
    1,
  );
}

/** `np.append`; without an axis both are flattened. */
export function append(a: NDArray, values: NDArray, axis: number | null = null): NDArray {
  return concatenate([a, values], axis);
}
