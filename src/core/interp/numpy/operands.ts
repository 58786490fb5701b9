import { scalarArray } from '../../ndarray/create.ts';
import type { NDArray, Shape } from '../../ndarray/ndarray.ts';
import type { Operand } from '../../tape/tape.ts';
import { Num, Tensor } from '../../tape/tensor.ts';

/** A result that nothing differentiable led to: a number or boolean where it has no axes, else a fresh array. */
export function valueOf(array: NDArray): Operand | boolean {
  if (array.ndim > 0) return Tensor.of(array);
  const value = array.data[array.offset] ?? NaN;
  return array.dtype === 'bool' ? value !== 0 : new Num(value, array.dtype === 'int64');
}

/** As `valueOf`, for what goes on as an operand. */
export function operandOf(array: NDArray): Operand {
  const value = valueOf(array);
  return typeof value === 'boolean' ? new Num(Number(value), true) : value;
}

/** An operand with storage: a number becomes an array without axes. */
export function tensorOf(operand: Operand): Tensor {
  if (operand instanceof Tensor) return operand;
  return Tensor.of(scalarArray(operand.value, operand.isInt ? 'int64' : 'float64'), operand.node);
}

/** The numbers of an operand as an array. */
export function dataOf(operand: Operand): NDArray {
  if (operand instanceof Tensor) return operand.array;
  return scalarArray(operand.value, operand.isInt ? 'int64' : 'float64');
}

export function shapeOf(operand: Operand): Shape {
  return operand instanceof Num ? [] : operand.shape;
}

export function isTracked(operand: Operand): boolean {
  return operand instanceof Num ? operand.node !== null : operand.tracked;
}
