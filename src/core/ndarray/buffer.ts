import { ArrayError } from './errors.ts';
import { formatShape } from './formatShape.ts';
import { NDArray, type DType, type Shape } from './ndarray.ts';

/** The most elements a single array may have; beyond it an engine could not address the buffer. */
export const MAX_ELEMENTS = 2 ** 31;

/** NumPy's limit on the number of axes. */
export const MAX_DIMENSIONS = 32;

/** The number of elements of a shape that is about to be allocated. Throws ValueError on a negative length or too many axes, TypeError on a fraction, MemoryError when it is too large. */
export function checkedSize(shape: Shape): number {
  if (shape.length > MAX_DIMENSIONS) {
    throw new ArrayError('ValueError', `maximum supported dimension for an ndarray is ${String(MAX_DIMENSIONS)}`);
  }
  let size = 1;
  let hasZero = false;
  let axis = 0;
  while (axis < shape.length) {
    const length = shape[axis++] ?? 0;
    if (!Number.isInteger(length)) {
      throw new ArrayError('TypeError', `an array length must be an integer, not ${String(length)}`);
    }
    if (length < 0) throw new ArrayError('ValueError', 'negative dimensions are not allowed');
    if (length === 0) hasZero = true;
    else size *= length;
  }
  if (hasZero) return 0;
  if (size > MAX_ELEMENTS) throw tooLarge(shape);
  return size;
}

/** Buffers of up to so many numbers the engine keeps with their objects: they are cheap. */
const TINY = 8;
/** Buffers of up to so many numbers are cut from a common one: made alone, each would cost more than what is done with it. */
const SMALL = 512;
const SLAB = 8192;

let slab = new Float64Array(0);
let used = 0;

/** So many zeros, for a size that was checked. */
export function zeroed(size: number): Float64Array {
  if (size <= TINY || size > SMALL) return new Float64Array(size);
  if (used + size > slab.length) {
    slab = new Float64Array(SLAB);
    used = 0;
  }
  used += size;
  return slab.subarray(used - size, used);
}

/** A zeroed buffer for a shape. Throws as `checkedSize` does, and MemoryError when the engine has no room. */
export function allocate(shape: Shape): Float64Array {
  const size = checkedSize(shape);
  try {
    return zeroed(size);
  } catch {
    throw tooLarge(shape);
  }
}

/** A zeroed list of buffer positions. Throws MemoryError. */
export function allocatePositions(count: number): Int32Array {
  checkedSize([count]);
  try {
    return new Int32Array(count);
  } catch {
    throw tooLarge([count]);
  }
}

/** A fresh C-ordered array of zeros that the caller fills. */
export function allocateArray(shape: Shape, dtype: DType): NDArray {
  return new NDArray(allocate(shape), shape, dtype);
}

function tooLarge(shape: Shape): ArrayError {
  return new ArrayError('MemoryError', `unable to allocate an array with shape ${formatShape(shape)}`);
}
