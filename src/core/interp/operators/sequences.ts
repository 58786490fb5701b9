import type { BinaryOperator } from '../../syntax/ast.ts';
import { Num } from '../../tape/tensor.ts';
import type { Runtime } from '../runtime.ts';
import { percentFormat } from '../text/percent.ts';
import { PyDict, PyList, PySet, PyTuple, type Value } from '../values.ts';

/** Operators on strings, lists, tuples, sets and dicts; undefined where there is none. */
export function sequenceOperation(rt: Runtime, op: BinaryOperator, a: Value, b: Value): Value | undefined {
  switch (op) {
    case '+':
      return concatenated(rt, a, b);
    case '*':
      return b instanceof Num ? repeated(rt, a, b) : a instanceof Num ? repeated(rt, b, a) : undefined;
    case '%':
      return typeof a === 'string' ? percentFormat(rt, a, b) : undefined;
    case '&':
    case '|':
    case '^':
    case '-':
      if (a instanceof PySet && b instanceof PySet) return combinedSets(op, a, b);
      return op === '|' && a instanceof PyDict && b instanceof PyDict ? mergedDicts(a, b) : undefined;
    default:
      return undefined;
  }
}

function concatenated(rt: Runtime, a: Value, b: Value): Value | undefined {
  if (typeof a === 'string' && typeof b === 'string') {
    rt.budget.text(a.length + b.length);
    return a + b;
  }
  if (a instanceof PyList && b instanceof PyList) {
    rt.budget.items(a.items.length + b.items.length);
    return new PyList([...a.items, ...b.items]);
  }
  if (a instanceof PyTuple && b instanceof PyTuple) {
    rt.budget.items(a.items.length + b.items.length);
    return new PyTuple([...a.items, ...b.items]);
  }
  return undefined;
}

function repeated(rt: Runtime, value: Value, times: Num): Value | undefined {
  if (!times.isInt && !(rt.python2 && Number.isInteger(times.value))) return undefined;
  const count = Math.max(0, times.value);
  if (typeof value === 'string') {
    rt.budget.text(value.length * count);
    return value.repeat(value.length === 0 ? 0 : count);
  }
  if (value instanceof PyList) return new PyList(repeatedItems(rt, value.items, count));
  return value instanceof PyTuple ? new PyTuple(repeatedItems(rt, value.items, count)) : undefined;
}

export function repeatedItems(rt: Runtime, items: readonly Value[], count: number): Value[] {
  rt.budget.items(items.length * count);
  const out: Value[] = [];
  for (let i = 0; i < (items.length === 0 ? 0 : count); i++) for (const item of items) out.push(item);
  return out;
}

export function combinedSets(op: '&' | '|' | '^' | '-', a: PySet, b: PySet): PySet {
  const made = new PySet();
  for (const [key, value] of a.entries) {
    const inBoth = b.entries.has(key);
    if (op === '|' || inBoth === (op === '&')) made.entries.set(key, value);
  }
  if (op === '|' || op === '^') {
    for (const [key, value] of b.entries) if (!a.entries.has(key)) made.entries.set(key, value);
  }
  return made;
}

function mergedDicts(a: PyDict, b: PyDict): PyDict {
  const made = new PyDict();
  made.factory = a.factory;
  for (const [name, entry] of [...a.entries, ...b.entries]) made.entries.set(name, { ...entry });
  return made;
}
