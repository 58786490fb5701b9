import { resolveSlice } from '../ndarray/indexing.ts';
import { Num, Tensor } from '../tape/tensor.ts';
import { lookUp } from './classes.ts';
import { getEntry, keyOf, putEntry } from './dict.ts';
import { rangeLength } from './iterate.ts';
import { asOperand, asTensor } from './numpy/arrays.ts';
import { indexItems } from './numpy/indices.ts';
import { keyError } from './exceptions.ts';
import { payloadOf } from './operators/dunders.ts';
import type { Runtime } from './runtime.ts';
import {
  Builtin,
  DTypeValue,
  EllipsisValue,
  Instance,
  PyClass,
  PyDict,
  PyList,
  PyRange,
  PySlice,
  PyTuple,
  Unsupported,
  type Value,
} from './values.ts';

/** `value[index]`. */
export function getItem(rt: Runtime, value: Value, index: Value): Value {
  if (value instanceof Tensor) {
    const origin = unknownIn(index);
    return origin ? rt.poison(origin) : rt.tape.select(value, indexItems(rt, index), rt.budget.place);
  }
  if (value instanceof PyDict) return dictItem(rt, value, index);
  if (value instanceof PyList || value instanceof PyTuple) return sequenceItem(rt, value, index);
  if (value instanceof Instance) return instanceItem(rt, value, index);
  if (typeof value === 'string') return textItem(rt, value, index);
  if (value instanceof PyRange) return rangeItem(rt, value, index);
  if (value instanceof Num) return numberItem(rt, value, index);
  if (value instanceof Unsupported) return value;
  // `List[int]`, `Tuple[float, ...]` in annotations that are evaluated.
  if (value instanceof PyClass || value instanceof DTypeValue) return value;
  if (value instanceof Builtin) {
    const method = value.attribute?.('__getitem__');
    if (method !== undefined) return rt.invoke(method, index);
  }
  return rt.fail('TypeError', rt.localize("'{0}' cannot be indexed", rt.typeName(value)));
}

/** What is unknown in an index. */
function unknownIn(index: Value): Unsupported | null {
  if (index instanceof Unsupported) return index;
  if (!(index instanceof PyTuple)) return null;
  return index.items.find((item) => item instanceof Unsupported) ?? null;
}

function dictItem(rt: Runtime, dict: PyDict, key: Value): Value {
  if (key instanceof Unsupported) return rt.poison(key);
  const value = getEntry(rt, dict, key);
  if (value !== undefined) return value;
  if (dict.factory === null) return keyError(rt, key);
  const made = rt.invoke(dict.factory);
  putEntry(rt, dict, key, made);
  return made;
}

/** An integer index; undefined for what is none. Python 2 code computes indices with `/`. */
function indexOf(rt: Runtime, index: Value): number | undefined {
  if (index instanceof Num) {
    return index.isInt || (rt.python2 && Number.isInteger(index.value)) ? index.value : undefined;
  }
  if (typeof index === 'boolean') return Number(index);
  if (index instanceof Tensor && index.size === 1 && index.dtype !== 'float64') return index.array.data[index.offset];
  if (index instanceof Instance) {
    const method = lookUp(index.cls, '__index__');
    return method === undefined ? undefined : indexOf(rt, rt.invoke(method, index));
  }
  return undefined;
}

function checked(rt: Runtime, index: Value, length: number, what: Value): number {
  const place = indexOf(rt, index);
  if (place === undefined) {
    if (index instanceof Unsupported) return rt.stop(index);
    const message = rt.localize(
      "a {0} is indexed by integers or slices, not '{1}'",
      rt.typeName(what),
      rt.typeName(index),
    );
    return rt.fail('TypeError', message);
  }
  if (place < -length || place >= length) {
    const message = rt.localize('index {0} is out of range: the {1} has {2} items', place, rt.typeName(what), length);
    return rt.fail('IndexError', message);
  }
  return place < 0 ? place + length : place;
}

/** The places that a slice takes of a sequence. */
function sliced(rt: Runtime, slice: PySlice, length: number): { start: number; step: number; count: number } {
  const bound = (value: Value): number | null => {
    if (value === null) return null;
    return (
      indexOf(rt, value) ?? rt.fail('TypeError', rt.localize("a slice takes integers, not '{0}'", rt.typeName(value)))
    );
  };
  return resolveSlice({ start: bound(slice.start), stop: bound(slice.stop), step: bound(slice.step) }, length);
}

function slicedItems<T>(
  items: ArrayLike<T>,
  { start, step, count }: { start: number; step: number; count: number },
): T[] {
  const out: T[] = [];
  for (let i = 0; i < count; i++) {
    const item = items[start + i * step];
    if (item !== undefined) out.push(item);
  }
  return out;
}

function sequenceItem(rt: Runtime, sequence: PyList | PyTuple, index: Value): Value {
  const { items } = sequence;
  if (index instanceof Num && index.isInt && index.value >= 0 && index.value < items.length) {
    return items[index.value] ?? null;
  }
  if (index instanceof PySlice) {
    const part = slicedItems(items, sliced(rt, index, items.length));
    return sequence instanceof PyList ? new PyList(part) : new PyTuple(part);
  }
  return items[checked(rt, index, items.length, sequence)] ?? null;
}

function textItem(rt: Runtime, text: string, index: Value): Value {
  const chars = isOfSingleUnits(text) ? text : Array.from(text);
  if (index instanceof PySlice) return slicedItems<string>(chars, sliced(rt, index, chars.length)).join('');
  return chars[checked(rt, index, chars.length, text)] ?? '';
}

/** Whether every character is one UTF-16 unit, so that units may be counted. */
function isOfSingleUnits(text: string): boolean {
  return !/[\uD800-\uDFFF]/.test(text);
}

function rangeItem(rt: Runtime, range: PyRange, index: Value): Value {
  const length = rangeLength(range);
  if (index instanceof PySlice) {
    const { start, step, count } = sliced(rt, index, length);
    const first = range.start + start * range.step;
    const stride = step * range.step;
    return new PyRange(first, first + count * stride, stride);
  }
  return new Num(range.start + checked(rt, index, length, range) * range.step, true);
}

/** A NumPy scalar takes `[()]`, `[...]` and `[None]`. */
function numberItem(rt: Runtime, value: Num, index: Value): Value {
  const isNothing = index instanceof EllipsisValue || (index instanceof PyTuple && index.items.length === 0);
  if (isNothing) return value;
  if (index === null || index instanceof PyTuple) {
    return rt.tape.select(asTensor(rt, value), indexItems(rt, index), rt.budget.place);
  }
  return rt.fail('TypeError', rt.localize("a number ('{0}') cannot be indexed", rt.typeName(value)));
}

function instanceItem(rt: Runtime, value: Instance, index: Value): Value {
  const method = lookUp(value.cls, '__getitem__');
  if (method !== undefined) return rt.invoke(method, value, index);
  if (value.payload !== null) return getItem(rt, value.payload, index);
  return rt.fail('TypeError', rt.localize("'{0}' cannot be indexed", value.cls.name));
}

/** `value[index] = to`. */
export function setItem(rt: Runtime, value: Value, index: Value, to: Value): void {
  if (value instanceof Tensor) {
    const origin = to instanceof Unsupported ? to : unknownIn(index);
    if (origin) rt.stop(origin);
    rt.tape.assign(value, indexItems(rt, index), asOperand(rt, to), rt.budget.place);
  } else if (value instanceof PyDict) {
    putEntry(rt, value, index, to);
  } else if (value instanceof PyList) {
    setListItem(rt, value, index, to);
  } else if (value instanceof Instance) {
    const method = lookUp(value.cls, '__setitem__');
    if (method !== undefined) rt.invoke(method, value, index, to);
    else if (value.payload !== null) setItem(rt, value.payload, index, to);
    else rt.fail('TypeError', rt.localize("the items of '{0}' cannot be assigned", value.cls.name));
  } else if (value instanceof Unsupported) {
    rt.poison(value);
  } else {
    rt.fail('TypeError', rt.localize("the items of '{0}' cannot be assigned", rt.typeName(value)));
  }
}

function setListItem(rt: Runtime, list: PyList, index: Value, to: Value): void {
  const { items } = list;
  if (!(index instanceof PySlice)) {
    items[checked(rt, index, items.length, list)] = to;
    return;
  }
  const { start, step, count } = sliced(rt, index, items.length);
  const given = rt.list(to);
  if (step === 1) {
    replaceItems(items, [...items.slice(0, start), ...given, ...items.slice(start + count)]);
    return;
  }
  if (given.length !== count) {
    rt.fail('ValueError', rt.localize('{0} values do not fit into a slice of {1}', given.length, count));
  }
  given.forEach((item, i) => {
    items[start + i * step] = item;
  });
}

/** `del value[index]`. */
export function deleteItem(rt: Runtime, given: Value, index: Value): void {
  if (given instanceof Instance) {
    const method = lookUp(given.cls, '__delitem__');
    if (method !== undefined) {
      rt.invoke(method, given, index);
      return;
    }
  }
  const value = payloadOf(given);
  if (value instanceof PyDict) {
    if (!value.entries.delete(keyOf(rt, index))) keyError(rt, index);
  } else if (value instanceof PyList) {
    deleteListItem(rt, value, index);
  } else if (value instanceof Unsupported) {
    rt.poison(value);
  } else {
    rt.fail('TypeError', rt.localize("items of '{0}' cannot be deleted", rt.typeName(value)));
  }
}

function deleteListItem(rt: Runtime, list: PyList, index: Value): void {
  const { items } = list;
  if (!(index instanceof PySlice)) {
    items.splice(checked(rt, index, items.length, list), 1);
    return;
  }
  const { start, step, count } = sliced(rt, index, items.length);
  const gone = new Set(Array.from({ length: count }, (_, i) => start + i * step));
  replaceItems(
    items,
    items.filter((_, i) => !gone.has(i)),
  );
}

/** Gives a list other items; it stays the same list. */
export function replaceItems(items: Value[], by: readonly Value[]): void {
  items.length = by.length;
  for (let i = 0; i < by.length; i++) items[i] = by[i] ?? null;
}
