import { floatPower, floorQuotient, remainder } from '../../ndarray/arithmetic.ts';
import type { PlainOp } from '../../ops/builders.ts';
import { ops } from '../../ops/table.ts';
import type { Node } from '../../tape/node.ts';
import { Num } from '../../tape/tensor.ts';
import type { Runtime } from '../runtime.ts';
import type { Value } from '../values.ts';

/** Applies a gate to numbers of which one at least is tracked. */
export function recorded(rt: Runtime, op: PlainOp, ...inputs: readonly Num[]): Value {
  rt.budget.record();
  return rt.tape.apply(op, inputs, undefined, rt.budget.place);
}

export function isPlain(a: Num, b: Num): boolean {
  return a.node === null && b.node === null;
}

/** A Python integer. Those that no double holds are beyond what we evaluate. */
export function integer(rt: Runtime, value: number): Num {
  if (Number.isFinite(value)) return new Num(value, true);
  return rt.unsupported(rt.localize('an integer of more than 300 digits'));
}

export function addNumbers(rt: Runtime, a: Num, b: Num): Value {
  if (!isPlain(a, b)) return recorded(rt, ops.add, a, b);
  const value = a.value + b.value;
  return a.isInt && b.isInt ? integer(rt, value) : new Num(value, false);
}

export function subtractNumbers(rt: Runtime, a: Num, b: Num): Value {
  if (!isPlain(a, b)) return recorded(rt, ops.subtract, a, b);
  const value = a.value - b.value;
  return a.isInt && b.isInt ? integer(rt, value) : new Num(value, false);
}

export function multiplyNumbers(rt: Runtime, a: Num, b: Num): Value {
  if (!isPlain(a, b)) return recorded(rt, ops.multiply, a, b);
  const value = a.value * b.value;
  // The sum turns the -0 of `0 * -1` into 0: integers have one zero.
  return a.isInt && b.isInt ? integer(rt, value + 0) : new Num(value, false);
}

/** `a / b`. In Python 2 integers divide to an integer. */
export function divideNumbers(rt: Runtime, a: Num, b: Num): Value {
  if (a.isInt && b.isInt && rt.floorsIntegers) return floorDivideNumbers(rt, a, b);
  refuseZero(rt, a, b);
  return isPlain(a, b) ? new Num(a.value / b.value, false) : recorded(rt, ops.divide, a, b);
}

export function floorDivideNumbers(rt: Runtime, a: Num, b: Num): Value {
  refuseZero(rt, a, b);
  if (!isPlain(a, b)) return recorded(rt, ops.floor_divide, a, b);
  return a.isInt && b.isInt
    ? integer(rt, Math.floor(a.value / b.value) + 0)
    : new Num(floorQuotient(a.value, b.value), false);
}

export function remainderOfNumbers(rt: Runtime, a: Num, b: Num): Value {
  refuseZero(rt, a, b);
  if (!isPlain(a, b)) return recorded(rt, ops.mod, a, b);
  const value = remainder(a.value, b.value);
  return a.isInt && b.isInt ? integer(rt, value + 0) : new Num(value, false);
}

export function powerOfNumbers(rt: Runtime, a: Num, b: Num): Value {
  if (a.value === 0 && b.value < 0) refuseZero(rt, a, a);
  if (a.value < 0 && !Number.isInteger(b.value) && Number.isFinite(b.value) && !areOfNumPy(rt, a, b)) {
    return rt.unsupported(rt.localize('complex numbers'));
  }
  const isInt = a.isInt && b.isInt && b.value >= 0;
  const value = floatPower(a.value, b.value);
  if (isInt && !Number.isFinite(value)) return integer(rt, value);
  if (!rt.ieee && value === Infinity && Number.isFinite(a.value) && Number.isFinite(b.value) && isPlain(a, b)) {
    return rt.fail('OverflowError', rt.localize('the result is too large'));
  }
  return isPlain(a, b) ? new Num(value, isInt) : recorded(rt, ops.power, a, b);
}

/** Python's numbers cannot be divided by zero; NumPy's can, and give an infinity or NaN. */
function refuseZero(rt: Runtime, a: Num, b: Num): void {
  if (b.value !== 0 || areOfNumPy(rt, a, b)) return;
  rt.fail('ZeroDivisionError', rt.localize('division by zero'));
}

function areOfNumPy(rt: Runtime, a: Num, b: Num): boolean {
  return rt.ieee || comesFromArray(a) || comesFromArray(b);
}

/** Whether an array led to a number, so that it would be a NumPy scalar. Looked up in the graph: only odd numbers ask. */
function comesFromArray(number: Num): boolean {
  const seen = new Set<Node>();
  const open = number.node ? [number.node] : [];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.shape.length > 0) return true;
    if (seen.has(node)) continue;
    seen.add(node);
    open.push(...node.inputs);
  }
  return false;
}
