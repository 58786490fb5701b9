/** What an array holds. Every kind is stored as float64 numbers: integers are exact up to 2^53, booleans are 0 and 1. */
export type DType = 'float64' | 'int64' | 'bool';

/** The length of each axis; `[]` is a scalar array. */
export type Shape = readonly number[];

/** A strided window on a buffer, with NumPy's meaning: element `(i, j)` lies at `offset + i * strides[0] + j * strides[1]`. Strides count elements, not bytes. */
export class NDArray {
  readonly data: Float64Array;
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
  readonly dtype: DType;
  /** The number of elements. */
  readonly size: number;
  /** Whether the elements lie one after another in C order (from `offset` on). */
  readonly isContiguous: boolean;

  constructor(data: Float64Array, shape: Shape, dtype: DType, strides?: readonly number[], offset = 0) {
    this.data = data;
    this.shape = shape;
    this.dtype = dtype;
    this.strides = strides ?? contiguousStrides(shape);
    this.offset = offset;
    this.size = sizeOf(shape);
    this.isContiguous = strides === undefined || areContiguous(shape, strides);
  }

  get ndim(): number {
    return this.shape.length;
  }
}

function areContiguous(shape: Shape, strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] ?? 0;
    if (length !== 1 && strides[axis] !== expected) return false;
    expected *= length;
  }
  return true;
}

/** The number of elements of a shape. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  // From the back by index: an iterator would cost more than the product, and this is asked of every array.
  for (let axis = shape.length - 1; axis >= 0; axis--) size *= shape[axis] ?? 0;
  return size;
}

/** Strides of a C-ordered array without gaps. */
export function contiguousStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis] ?? 0;
  }
  return strides;
}
