import type { CompareOperator } from '../../syntax/ast.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import { keyOf } from '../dict.ts';
import { rangeLength } from '../iterate.ts';
import { lookUp } from '../classes.ts';
import { sameDType } from '../numpy/dtypes.ts';
import type { Runtime } from '../runtime.ts';
import {
  BoundMethod,
  DTypeValue,
  Instance,
  PyDict,
  PyList,
  PyRange,
  PySet,
  PyTuple,
  Unsupported,
  type Value,
} from '../values.ts';
import { arrayComparison, arrayOperand, constantComparison } from './arrays.ts';
import type { Operate } from './binary.ts';
import { comparisonMethods, payloadOf } from './dunders.ts';

/** Every comparison by its sign. */
export const comparisons: Readonly<Record<CompareOperator, Operate>> = {
  '<': (rt, a, b) => (a instanceof Num && b instanceof Num ? a.value < b.value : ordered(rt, '<', a, b)),
  '<=': (rt, a, b) => (a instanceof Num && b instanceof Num ? a.value <= b.value : ordered(rt, '<=', a, b)),
  '>': (rt, a, b) => (a instanceof Num && b instanceof Num ? a.value > b.value : ordered(rt, '>', a, b)),
  '>=': (rt, a, b) => (a instanceof Num && b instanceof Num ? a.value >= b.value : ordered(rt, '>=', a, b)),
  '==': (rt, a, b) => (a instanceof Num && b instanceof Num ? a.value === b.value : equality(rt, '==', a, b)),
  '!=': (rt, a, b) => (a instanceof Num && b instanceof Num ? a.value !== b.value : equality(rt, '!=', a, b)),
  is: (_, a, b) => isSame(a, b),
  'is not': (_, a, b) => !isSame(a, b),
  in: (rt, a, b) => contains(rt, b, a),
  'not in': (rt, a, b) => {
    const result = contains(rt, b, a);
    return result instanceof Unsupported ? result : !result;
  },
};

/** `a is b`. Equal integers count as one, as CPython's small ones are. */
function isSame(a: Value, b: Value): boolean {
  if (a instanceof Num && b instanceof Num) return a === b || (a.isInt && b.isInt && a.value === b.value);
  if (a instanceof DTypeValue && b instanceof DTypeValue) return a.name === b.name;
  return a === b;
}

function ordered(rt: Runtime, op: '<' | '<=' | '>' | '>=', a: Value, b: Value): Value {
  if (a instanceof Instance || b instanceof Instance) {
    const result = comparisonMethods(rt, op, a, b);
    if (result !== undefined) return result;
  }
  if (a instanceof Unsupported) return rt.poison(a);
  if (b instanceof Unsupported) return rt.poison(b);
  if (a instanceof Tensor || b instanceof Tensor) {
    const x = arrayOperand(rt, a);
    const y = arrayOperand(rt, b);
    if (x && y) return arrayComparison(rt, op, x, y);
  }
  if (a instanceof PySet && b instanceof PySet) return setOrder(op, a, b);
  const sign = orderOf(rt, a, b);
  if (sign === undefined) return rt.fail('TypeError', incomparable(rt, op, a, b));
  if (op === '<') return sign < 0;
  if (op === '<=') return sign <= 0;
  return op === '>' ? sign > 0 : sign >= 0;
}

function incomparable(rt: Runtime, op: string, a: Value, b: Value): string {
  return rt.localize("{0} does not work between '{1}' and '{2}'", op, rt.typeName(a), rt.typeName(b));
}

/** Negative, zero or positive as `a` stands before, with or after `b`; NaN where floats have no order; undefined for kinds without one. */
function orderOf(rt: Runtime, a: Value, b: Value): number | undefined {
  const x = typeof a === 'boolean' ? Number(a) : a instanceof Num ? a.value : null;
  const y = typeof b === 'boolean' ? Number(b) : b instanceof Num ? b.value : null;
  if (x !== null && y !== null) return x === y ? 0 : x - y;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  const alike = (a instanceof PyList && b instanceof PyList) || (a instanceof PyTuple && b instanceof PyTuple);
  if (!alike) return undefined;
  for (let i = 0; i < a.items.length && i < b.items.length; i++) {
    const left = a.items[i] ?? null;
    const right = b.items[i] ?? null;
    if (equal(rt, left, right)) continue;
    return rt.less(left, right) ? -1 : 1;
  }
  return a.items.length - b.items.length;
}

function setOrder(op: '<' | '<=' | '>' | '>=', a: PySet, b: PySet): boolean {
  if (op === '>' || op === '>=') return setOrder(op === '>' ? '<' : '<=', b, a);
  const within = [...a.entries.keys()].every((key) => b.entries.has(key));
  return within && (op === '<=' || a.entries.size < b.entries.size);
}

function equality(rt: Runtime, op: '==' | '!=', a: Value, b: Value): Value {
  if (a instanceof Instance || b instanceof Instance) {
    const result = comparisonMethods(rt, op, a, b);
    if (result !== undefined) return result;
  }
  if (a instanceof Unsupported) return rt.poison(a);
  if (b instanceof Unsupported) return rt.poison(b);
  if (a instanceof Tensor || b instanceof Tensor) return arrayEquality(rt, op, a, b);
  return plainEqual(rt, a, b) === (op === '==');
}

function arrayEquality(rt: Runtime, op: '==' | '!=', a: Value, b: Value): Value {
  const x = arrayOperand(rt, a);
  const y = arrayOperand(rt, b);
  if (x && y) return arrayComparison(rt, op, x, y);
  const array = a instanceof Tensor ? a : b;
  const other = a instanceof Tensor ? b : a;
  if (other === null && array instanceof Tensor) return constantComparison(array.array, op === '!=');
  return op === '!=';
}

/** `a == b` as a condition. Raises ValueError for arrays of more than one element, as Python does. */
export function equal(rt: Runtime, a: Value, b: Value): boolean {
  if (a === b && !(a instanceof Tensor) && !(a instanceof Num)) return true;
  if (a instanceof Num && b instanceof Num) return a.value === b.value;
  return rt.truth(equality(rt, '==', a, b));
}

function plainEqual(rt: Runtime, a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a instanceof Num || typeof a === 'boolean') {
    const x = a instanceof Num ? a.value : Number(a);
    return b instanceof Num ? x === b.value : typeof b === 'boolean' && x === Number(b);
  }
  const sequences = (a instanceof PyList && b instanceof PyList) || (a instanceof PyTuple && b instanceof PyTuple);
  if (sequences) {
    const others = b.items;
    return a.items.length === others.length && a.items.every((item, i) => same(rt, item, others[i] ?? null));
  }
  if (a instanceof PyDict && b instanceof PyDict) return dictsEqual(rt, a, b);
  if (a instanceof PySet && b instanceof PySet) {
    return a.entries.size === b.entries.size && setOrder('<=', a, b);
  }
  if (a instanceof DTypeValue || b instanceof DTypeValue) return dtypesEqual(a, b);
  if (a instanceof PyRange && b instanceof PyRange) {
    return rangeLength(a) === rangeLength(b) && a.start === b.start && a.step === b.step;
  }
  return a instanceof BoundMethod && b instanceof BoundMethod && a.self === b.self && a.func === b.func;
}

function dtypesEqual(a: Value, b: Value): boolean {
  const x = typeof a === 'string' ? new DTypeValue(a) : a;
  const y = typeof b === 'string' ? new DTypeValue(b) : b;
  return x instanceof DTypeValue && y instanceof DTypeValue && sameDType(x, y);
}

function dictsEqual(rt: Runtime, a: PyDict, b: PyDict): boolean {
  if (a.entries.size !== b.entries.size) return false;
  for (const [key, { value }] of a.entries) {
    const other = b.entries.get(key);
    if (!other || !same(rt, value, other.value)) return false;
  }
  return true;
}

/** As containers compare their items: the same object is equal to itself. */
function same(rt: Runtime, a: Value, b: Value): boolean {
  return a === b || equal(rt, a, b);
}

/** `item in container`. */
export function contains(rt: Runtime, given: Value, item: Value): boolean | Unsupported {
  if (given instanceof Unsupported) return rt.poison(given);
  if (given instanceof Instance) {
    const method = lookUp(given.cls, '__contains__');
    if (method !== undefined) return rt.truth(rt.invoke(method, given, item));
  }
  const container = payloadOf(given);
  if (typeof container === 'string') return textContains(rt, container, item);
  if (container instanceof PyDict || container instanceof PySet) return container.entries.has(keyOf(rt, item));
  if (container instanceof PyRange) return rangeContains(container, item);
  if (container instanceof Tensor) return arrayContains(rt, container, item);
  if (container instanceof PyList || container instanceof PyTuple) {
    rt.work(container.items.length >> 4);
    return container.items.some((each) => same(rt, each, item));
  }
  for (const each of rt.iterate(container)) if (same(rt, each, item)) return true;
  return false;
}

function textContains(rt: Runtime, text: string, item: Value): boolean {
  if (item instanceof Unsupported) return rt.stop(item);
  if (typeof item === 'string') return text.includes(item);
  return rt.fail('TypeError', rt.localize("only text can be in text, not '{0}'", rt.typeName(item)));
}

function rangeContains(range: PyRange, item: Value): boolean {
  const value = item instanceof Num ? item.value : typeof item === 'boolean' ? Number(item) : NaN;
  const place = (value - range.start) / range.step;
  return Number.isInteger(place) && place >= 0 && place < rangeLength(range);
}

function arrayContains(rt: Runtime, array: Tensor, item: Value): boolean {
  const matches = arrayEquality(rt, '==', array, item);
  return matches instanceof Tensor ? matches.array.data.some((value) => value !== 0) : matches === true;
}
