import type { BinaryOperator } from '../../syntax/ast.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { Runtime } from '../runtime.ts';
import { Instance, Unsupported, type Value } from '../values.ts';
import { BITWISE, arrayOperand, arrayOperation } from './arrays.ts';
import { binaryMethods } from './dunders.ts';
import * as numbers from './numbers.ts';
import { sequenceOperation } from './sequences.ts';

/** An operator applied at the present place. */
export type Operate = (rt: Runtime, left: Value, right: Value) => Value;

type NumberOperation = (rt: Runtime, a: Num, b: Num) => Value;

const NUMBERS: Readonly<Record<BinaryOperator, NumberOperation>> = {
  '+': numbers.addNumbers,
  '-': numbers.subtractNumbers,
  '*': numbers.multiplyNumbers,
  '/': numbers.divideNumbers,
  '//': numbers.floorDivideNumbers,
  '%': numbers.remainderOfNumbers,
  '**': numbers.powerOfNumbers,
  '@': (rt) => rt.fail('TypeError', rt.localize('@ needs arrays, not numbers')),
  '&': (rt, a, b) => bitwise(rt, '&', a, b),
  '|': (rt, a, b) => bitwise(rt, '|', a, b),
  '^': (rt, a, b) => bitwise(rt, '^', a, b),
  '<<': (rt, a, b) => bitwise(rt, '<<', a, b),
  '>>': (rt, a, b) => bitwise(rt, '>>', a, b),
};

function bitwise(rt: Runtime, op: BinaryOperator, a: Num, b: Num): Value {
  const compute = BITWISE[op];
  if (!a.isInt || !b.isInt || !compute) return mismatch(rt, op, a, b);
  if ((op === '<<' || op === '>>') && b.value < 0) {
    return rt.fail('ValueError', rt.localize('negative shift count'));
  }
  return numbers.integer(rt, compute(a.value, b.value));
}

/** Every binary operator by its sign. */
export const binaryOperators: Readonly<Record<BinaryOperator, Operate>> = {
  '+': (rt, a, b) => (a instanceof Num && b instanceof Num ? numbers.addNumbers(rt, a, b) : general(rt, '+', a, b)),
  '-': (rt, a, b) =>
    a instanceof Num && b instanceof Num ? numbers.subtractNumbers(rt, a, b) : general(rt, '-', a, b),
  '*': (rt, a, b) =>
    a instanceof Num && b instanceof Num ? numbers.multiplyNumbers(rt, a, b) : general(rt, '*', a, b),
  '/': (rt, a, b) => (a instanceof Num && b instanceof Num ? numbers.divideNumbers(rt, a, b) : general(rt, '/', a, b)),
  '//': (rt, a, b) => general(rt, '//', a, b),
  '%': (rt, a, b) => general(rt, '%', a, b),
  '**': (rt, a, b) => general(rt, '**', a, b),
  '@': (rt, a, b) => general(rt, '@', a, b),
  '&': (rt, a, b) => general(rt, '&', a, b),
  '|': (rt, a, b) => general(rt, '|', a, b),
  '^': (rt, a, b) => general(rt, '^', a, b),
  '<<': (rt, a, b) => general(rt, '<<', a, b),
  '>>': (rt, a, b) => general(rt, '>>', a, b),
};

function general(rt: Runtime, op: BinaryOperator, a: Value, b: Value): Value {
  const isArray = a instanceof Tensor || b instanceof Tensor;
  if (a instanceof Instance || b instanceof Instance) {
    const result = binaryMethods(rt, op, a, b);
    if (result !== undefined) return result;
  }
  if (a instanceof Unsupported) return rt.poison(a);
  if (b instanceof Unsupported) return rt.poison(b);
  if (isArray) {
    const x = arrayOperand(rt, a);
    const y = arrayOperand(rt, b);
    if (x && y) return arrayOperation(rt, op, x, y);
  }
  if (typeof a === 'boolean' && typeof b === 'boolean' && (op === '&' || op === '|' || op === '^')) {
    return op === '&' ? a && b : op === '|' ? a || b : a !== b;
  }
  const x = numberOf(a);
  const y = numberOf(b);
  if (x && y) return NUMBERS[op](rt, x, y);
  return sequenceOperation(rt, op, a, b) ?? mismatch(rt, op, a, b);
}

/** A number; booleans count as 0 and 1. */
function numberOf(value: Value): Num | null {
  if (value instanceof Num) return value;
  return typeof value === 'boolean' ? new Num(value ? 1 : 0, true) : null;
}

function mismatch(rt: Runtime, op: BinaryOperator, a: Value, b: Value): never {
  const message = rt.localize("{0} does not work on '{1}' and '{2}'", op, rt.typeName(a), rt.typeName(b));
  return rt.fail('TypeError', message);
}
