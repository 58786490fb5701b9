import * as nd from '../../ndarray/compare.ts';
import { map1, map2, type Data } from '../../ndarray/elementwise.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import type { PlainOp } from '../../ops/builders.ts';
import { ops } from '../../ops/table.ts';
import type { BinaryOperator, CompareOperator } from '../../syntax/ast.ts';
import type { Operand } from '../../tape/tape.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import { asOperand } from '../numpy/arrays.ts';
import type { Runtime } from '../runtime.ts';
import { PyList, PyRange, PyTuple, type Value } from '../values.ts';

/** The gates of the operators that have one. */
const GATES: Readonly<Partial<Record<BinaryOperator, PlainOp>>> = {
  '+': ops.add,
  '-': ops.subtract,
  '*': ops.multiply,
  '/': ops.divide,
  '//': ops.floor_divide,
  '%': ops.mod,
  '**': ops.power,
  '@': ops.matmul,
};

/** Bitwise operators, on integers and booleans alone. */
export const BITWISE: Readonly<Partial<Record<BinaryOperator, (x: number, y: number) => number>>> = {
  '&': (x, y) => Number(BigInt(x) & BigInt(y)),
  '|': (x, y) => Number(BigInt(x) | BigInt(y)),
  '^': (x, y) => Number(BigInt(x) ^ BigInt(y)),
  '<<': (x, y) => x * 2 ** y,
  '>>': (x, y) => Math.floor(x / 2 ** y),
};

const COMPARISONS: Readonly<Partial<Record<CompareOperator, (a: Data, b: Data) => Data>>> = {
  '<': nd.less,
  '<=': nd.lessEqual,
  '>': nd.greater,
  '>=': nd.greaterEqual,
  '==': nd.equal,
  '!=': nd.notEqual,
};

/** A number or array, lists and tuples made arrays; null for what is neither. */
export function arrayOperand(rt: Runtime, value: Value): Operand | null {
  if (value instanceof Num || value instanceof Tensor) return value;
  if (typeof value === 'boolean') return new Num(value ? 1 : 0, true);
  if (value instanceof PyList || value instanceof PyTuple || value instanceof PyRange) return asOperand(rt, value);
  return null;
}

/** An operator on operands of which one at least is an array. */
export function arrayOperation(rt: Runtime, op: BinaryOperator, a: Operand, b: Operand): Value {
  const bitwise = BITWISE[op];
  if (bitwise) return bitwiseOperation(rt, op, bitwise, a, b);
  const gate = op === '/' && isInteger(a) && isInteger(b) && rt.floorsIntegers ? ops.floor_divide : GATES[op];
  if (!gate) return rt.fail('TypeError', rt.localize('{0} does not work on arrays', op));
  if (op === '@') spendOnProduct(rt, a, b);
  const result = rt.tape.apply(gate, [a, b], undefined, rt.budget.place);
  if (result instanceof Tensor) rt.budget.work(result.size >> 8);
  return result;
}

/** A matrix product costs more than its result shows. */
function spendOnProduct(rt: Runtime, a: Operand, b: Operand): void {
  if (a instanceof Num || b instanceof Num) {
    rt.fail('ValueError', rt.localize('matmul needs arrays with at least one axis, not a number'));
  }
  rt.budget.work((a.size / 256) * (b.shape.at(-1) ?? 1));
}

function isInteger(operand: Operand): boolean {
  return operand instanceof Num ? operand.isInt : operand.dtype !== 'float64';
}

function bitwiseOperation(
  rt: Runtime,
  op: BinaryOperator,
  compute: (x: number, y: number) => number,
  a: Operand,
  b: Operand,
): Value {
  if (!isInteger(a) || !isInteger(b)) {
    return rt.fail('TypeError', rt.localize('{0} works on integers and booleans only, not on floats', op));
  }
  const booleans = [a, b].every((operand) => operand instanceof Tensor && operand.dtype === 'bool');
  return fresh(rt, map2(dataOf(a), dataOf(b), compute, booleans ? 'bool' : 'int64'));
}

function dataOf(operand: Operand): Data {
  return operand instanceof Num ? operand.value : operand.array;
}

function fresh(rt: Runtime, data: Data): Value {
  if (typeof data === 'number') return new Num(data, true);
  rt.allocate(data.size);
  if (data.ndim > 0) return Tensor.of(data);
  const value = data.data[data.offset] ?? NaN;
  return data.dtype === 'bool' ? value !== 0 : new Num(value, data.dtype === 'int64');
}

/** An elementwise comparison; one operand at least is an array. */
export function arrayComparison(rt: Runtime, op: CompareOperator, a: Operand, b: Operand): Value {
  const compute = COMPARISONS[op];
  if (!compute) return rt.fail('TypeError', rt.localize('{0} does not work on arrays', op));
  return fresh(rt, compute(dataOf(a), dataOf(b)));
}

/** An array of one truth for each element, as a comparison with something that is no number gives. */
export function constantComparison(array: NDArray, truth: boolean): Value {
  const data = map1(array, () => (truth ? 1 : 0), 'bool');
  return data.ndim > 0 ? Tensor.of(data) : truth;
}

/** `~array`. */
export function invertedArray(rt: Runtime, array: NDArray): Value {
  if (array.dtype === 'bool') return fresh(rt, nd.logicalNot(array));
  if (array.dtype === 'int64')
    return fresh(
      rt,
      map1(array, (x) => -x - 1, 'int64'),
    );
  return rt.fail('TypeError', rt.localize('{0} works on integers and booleans only, not on floats', '~'));
}
