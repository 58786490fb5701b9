import { broadcastShapes, broadcastTo } from './broadcast.ts';
import { allocate } from './buffer.ts';
import { resultType } from './dtype.ts';
import { ArrayError } from './errors.ts';
import { formatShape } from './formatShape.ts';
import { multiplyMatrices, type MatrixWindow } from './gemm.ts';
import { NDArray, type Shape } from './ndarray.ts';
import { flat, rowOffsets, toFlat } from './strided.ts';
import { expandDims, reshape, transpose } from './reshape.ts';

/**
 * `a @ b`: matrices over the last two axes, leading axes broadcast; a vector on the left is a row, on the right a column, and
 * its axis disappears from the result. Throws ValueError when the shapes do not fit or an operand is 0-d.
 */
export function matmul(a: NDArray, b: NDArray): NDArray {
  const shape = matmulShape(a.shape, b.shape);
  const out = new NDArray(allocate(shape), shape, resultType(a.dtype, b.dtype));
  const left = a.ndim === 1 ? expandDims(a, 0) : a;
  const right = b.ndim === 1 ? expandDims(b, 1) : b;
  if (left.ndim === 2 && right.ndim === 2) multiplyInto(out, 0, left, left.offset, right, right.offset);
  else multiplyStacks(out, left, right);
  if (out.dtype === 'bool') makeBoolean(out.data);
  return out;
}

/** The products of all pairs of matrices in two stacks. */
function multiplyStacks(out: NDArray, a: NDArray, b: NDArray): void {
  const stack = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const lefts = matrixOffsets(a, stack);
  const rights = matrixOffsets(b, stack);
  const size = (a.shape.at(-2) ?? 1) * (b.shape.at(-1) ?? 1);
  for (let i = 0; i < lefts.length; i++) multiplyInto(out, i * size, a, lefts[i] ?? 0, b, rights[i] ?? 0);
}

/** One product of the matrices that begin at these offsets in the buffers of two stacks. */
function multiplyInto(out: NDArray, at: number, a: NDArray, left: number, b: NDArray, right: number): void {
  multiplyMatrices(
    { data: out.data, offset: at },
    matrixAt(a, left),
    matrixAt(b, right),
    a.shape.at(-2) ?? 1,
    a.shape.at(-1) ?? 1,
    b.shape.at(-1) ?? 1,
  );
}

function matrixAt(a: NDArray, offset: number): MatrixWindow {
  return { data: a.data, offset, rowStep: a.strides.at(-2) ?? 0, columnStep: a.strides.at(-1) ?? 0 };
}

/** The shape of `a @ b`. Throws ValueError when the shapes do not fit. */
export function matmulShape(a: Shape, b: Shape): number[] {
  if (a.length === 0 || b.length === 0) {
    throw new ArrayError('ValueError', 'matmul: an operand is a scalar; use * instead');
  }
  const inner = a.at(-1) ?? 1;
  const other = b.length === 1 ? (b[0] ?? 1) : (b.at(-2) ?? 1);
  if (inner !== other) throw innerMismatch('matmul', a, b);
  const batch = a.length <= 2 && b.length <= 2 ? [] : broadcastShapes(a.slice(0, -2), b.slice(0, -2));
  return [...batch, ...(a.length > 1 ? [a.at(-2) ?? 1] : []), ...(b.length > 1 ? [b.at(-1) ?? 1] : [])];
}

/** Where each matrix of a stack begins, after broadcasting the leading axes. */
function matrixOffsets(a: NDArray, shape: Shape): Int32Array {
  const lead = new NDArray(a.data, a.shape.slice(0, -2), a.dtype, a.strides.slice(0, -2), a.offset);
  const stack = broadcastTo(lead, shape);
  return rowOffsets([...stack.shape, 1], [...stack.strides, 0], stack.offset);
}

/** Of booleans NumPy's product says whether any pair is true on both sides; ours has counted them. */
function makeBoolean(data: Float64Array): void {
  for (let i = 0; i < data.length; i++) data[i] = data[i] === 0 ? 0 : 1;
}

function innerMismatch(name: string, a: Shape, b: Shape): ArrayError {
  const message = `${name}: shapes ${formatShape(a)} and ${formatShape(b)} do not fit: ${String(a.at(-1))} columns meet ${String(b.at(-2) ?? b[0])} rows`;
  return new ArrayError('ValueError', message);
}

/**
 * `np.dot`: the product for 0-d operands, else the sum over the last axis of `a` and the second-to-last of `b` (the only one
 * of a vector), with shape `a.shape[:-1] + b.shape[:-2] + b.shape[-1:]`. Throws ValueError when these lengths differ.
 */
export function dot(a: NDArray, b: NDArray): NDArray {
  const shape = dotShape(a.shape, b.shape);
  if (a.ndim <= 2 && b.ndim <= 2 && a.ndim > 0 && b.ndim > 0) return matmul(a, b);
  if (a.ndim === 0 || b.ndim === 0) {
    const [array, factor] = a.ndim === 0 ? [b, a] : [a, b];
    const scale = factor.data[factor.offset] ?? 0;
    return new NDArray(
      toFlat(array).map((value) => value * scale),
      shape,
      resultType(a.dtype, b.dtype),
    );
  }
  const inner = a.shape.at(-1) ?? 1;
  const left = reshape(a, [a.size / Math.max(inner, 1), inner]);
  // The summed axis of `b` comes first, then all others in order.
  const axis = Math.max(0, b.ndim - 2);
  const moved = transpose(b, [axis, ...b.shape.map((_, i) => i).filter((i) => i !== axis)]);
  const right = reshape(moved, [inner, b.size / Math.max(inner, 1)]);
  return reshape(matmul(left, right), shape);
}

/** The shape of `np.dot(a, b)`. Throws ValueError when the shapes do not fit. */
export function dotShape(a: Shape, b: Shape): number[] {
  if (a.length === 0) return [...b];
  if (b.length === 0) return [...a];
  const other = b.length === 1 ? b[0] : b.at(-2);
  if (a.at(-1) !== other) throw innerMismatch('dot', a, b);
  return [...a.slice(0, -1), ...b.slice(0, -2), ...(b.length > 1 ? [b.at(-1) ?? 1] : [])];
}

/** `np.outer`: both operands flattened. */
export function outer(a: NDArray, b: NDArray): NDArray {
  const x = flat(a);
  const y = flat(b);
  const out = allocate([x.length, y.length]);
  const dtype = resultType(a.dtype, b.dtype);
  // Integers have no negative zero, which adding 0 removes.
  const correction = dtype === 'float64' ? -0 : 0;
  let to = 0;
  for (const left of x) for (const right of y) out[to++] = left * right + correction;
  return new NDArray(out, [x.length, y.length], dtype);
}
