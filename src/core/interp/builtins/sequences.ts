import { Tensor } from '../../tape/tensor.ts';
import { lookUp } from '../classes.ts';
import { iteratorOf, rangeLength } from '../iterate.ts';
import { argument, int, intArgument } from '../methods/native.ts';
import { sortedItems } from '../methods/lists.ts';
import { payloadOf } from '../operators/dunders.ts';
import type { Runtime } from '../runtime.ts';
import {
  Instance,
  PyDict,
  PyIterator,
  PyList,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
  Unsupported,
  type Arguments,
  type Value,
} from '../values.ts';
import type { BuiltinTable } from './table.ts';

export const sequenceBuiltins: BuiltinTable = {
  len: (rt, { positional: [value = null] }) => int(lengthOf(rt, value)),
  range,
  xrange: range,
  zip,
  enumerate,
  reversed,
  sorted: (rt, args) => {
    const {
      positional: [iterable = null, ...rest],
      keywords,
    } = args;
    return new PyList(sortedItems(rt, rt.list(iterable), { positional: rest, keywords }));
  },
  map: (rt, args) => lazily(rt, mapped(rt, args)),
  filter: (rt, args) => lazily(rt, filtered(rt, args)),
  iter: (rt, { positional: [value = null] }) => iteratorOf(rt, value),
  next,
  any: (rt, { positional: [value = null] }) => {
    for (const item of rt.iterate(value)) if (rt.truth(item)) return true;
    return false;
  },
  all: (rt, { positional: [value = null] }) => {
    for (const item of rt.iterate(value)) if (!rt.truth(item)) return false;
    return true;
  },
  slice: (_, { positional }) => {
    const [first = null, second = null, third = null] = positional;
    return positional.length === 1 ? new PySlice(null, first, null) : new PySlice(first, second, third);
  },
};

/** Python's `len`. */
export function lengthOf(rt: Runtime, given: Value): number {
  if (given instanceof Instance) {
    const method = lookUp(given.cls, '__len__');
    if (method !== undefined) return intArgument(rt, rt.invoke(method, given));
  }
  const value = payloadOf(given);
  if (value instanceof PyList || value instanceof PyTuple) return value.items.length;
  if (value instanceof Tensor && value.ndim > 0) return value.shape[0] ?? 0;
  if (typeof value === 'string') return Array.from(value).length;
  if (value instanceof PyDict || value instanceof PySet) return value.entries.size;
  if (value instanceof PyRange) return rangeLength(value);
  if (value instanceof Unsupported) return rt.stop(value);
  return rt.fail('TypeError', rt.localize("'{0}' has no length", rt.typeName(value)));
}

function range(rt: Runtime, args: Arguments): Value {
  const bounds = args.positional.map((value) => intArgument(rt, value));
  const [first = 0, second, step = 1] = bounds;
  if (bounds.length === 0) return rt.fail('TypeError', rt.localize('range() needs an argument'));
  if (step === 0) return rt.fail('ValueError', rt.localize('the step of range() must not be zero'));
  const made = second === undefined ? new PyRange(0, first, 1) : new PyRange(first, second, step);
  return rt.dialect === 2 && rangeLength(made) <= 100_000 ? new PyList(rt.list(made)) : made;
}

/** A list in Python 2, else an iterator. */
function lazily(rt: Runtime, values: Generator<Value>): Value {
  if (rt.dialect === 2) return new PyList([...values]);
  return new PyIterator(() => {
    const { done, value } = values.next() as IteratorResult<Value, undefined>;
    return done ? undefined : value;
  });
}

function zip(rt: Runtime, args: Arguments): Value {
  const sources = args.positional.map((value) => iteratorOf(rt, value));
  const nextTuple = (): Value | undefined => {
    if (sources.length === 0) return undefined;
    const items: Value[] = [];
    for (const source of sources) {
      const item = source.next();
      if (item === undefined) return undefined;
      items.push(item);
    }
    return new PyTuple(items);
  };
  if (rt.dialect === 3) return new PyIterator(nextTuple);
  return new PyList(rt.list(new PyIterator(nextTuple)));
}

function enumerate(rt: Runtime, args: Arguments): Value {
  const source = iteratorOf(rt, args.positional[0] ?? null);
  const start = argument(args, 1, 'start');
  let i = start === undefined ? 0 : intArgument(rt, start);
  return new PyIterator(() => {
    const item = source.next();
    return item === undefined ? undefined : new PyTuple([int(i++), item]);
  });
}

function reversed(rt: Runtime, { positional: [given = null] }: Arguments): Value {
  const method = given instanceof Instance ? lookUp(given.cls, '__reversed__') : undefined;
  if (method !== undefined) return rt.invoke(method, given);
  const value = payloadOf(given);
  let i = lengthOf(rt, value) - 1;
  if (value instanceof PyDict || value instanceof PySet) {
    return iteratorOf(rt, new PyList(rt.list(value).reverse()));
  }
  return new PyIterator(() => (i >= 0 ? rt.getItem(value, int(i--)) : undefined));
}

function* mapped(rt: Runtime, { positional: [fn = null, ...iterables] }: Arguments): Generator<Value> {
  const sources = iterables.map((value) => iteratorOf(rt, value));
  while (sources.length > 0) {
    const items: Value[] = [];
    for (const source of sources) {
      const item = source.next();
      if (item === undefined) return;
      items.push(item);
    }
    rt.budget.step();
    yield fn === null ? (items[0] ?? null) : rt.invoke(fn, ...items);
  }
}

function* filtered(rt: Runtime, { positional: [fn = null, iterable = null] }: Arguments): Generator<Value> {
  for (const item of rt.iterate(iterable)) if (rt.truth(fn === null ? item : rt.invoke(fn, item))) yield item;
}

function next(rt: Runtime, { positional }: Arguments): Value {
  const [given = null, fallback] = positional;
  const method = given instanceof Instance ? (lookUp(given.cls, '__next__') ?? lookUp(given.cls, 'next')) : undefined;
  if (method !== undefined) return rt.invoke(method, given);
  if (!(given instanceof PyIterator))
    return rt.fail('TypeError', rt.localize("'{0}' is no iterator", rt.typeName(given)));
  const item = given.next();
  if (item !== undefined) return item;
  return positional.length > 1 ? (fallback ?? null) : rt.fail('StopIteration', '');
}
