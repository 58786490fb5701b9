import { Num, Tensor } from '../tape/tensor.ts';
import { lookUp } from './classes.ts';
import type { Runtime } from './runtime.ts';
import type { PyRaise } from './signals.ts';
import { Instance, PyDict, PyIterator, PyList, PyRange, PySet, PyTuple, Unsupported, type Value } from './values.ts';

/** How many numbers a range has. */
export function rangeLength({ start, stop, step }: PyRange): number {
  return Math.max(0, Math.ceil((stop - start) / step));
}

/** Python's `iter(value)`. Raises TypeError for what cannot be iterated over. */
export function iteratorOf(rt: Runtime, value: Value): PyIterator {
  if (value instanceof PyRange) return rangeIterator(value);
  if (value instanceof PyList || value instanceof PyTuple) return itemsIterator(value);
  if (value instanceof PyIterator) return value;
  if (value instanceof Tensor && value.ndim > 0) return rowsIterator(rt, value);
  if (value instanceof PyDict) return snapshotIterator([...value.entries.values()].map(({ key }) => key));
  if (value instanceof PySet) return snapshotIterator([...value.entries.values()]);
  if (typeof value === 'string') return snapshotIterator(Array.from(value));
  if (value instanceof Instance) return instanceIterator(rt, value);
  if (value instanceof Unsupported) return rt.stop(value);
  return rt.fail('TypeError', rt.localize("'{0}' cannot be iterated over", rt.typeName(value)));
}

function rangeIterator(range: PyRange): PyIterator {
  const { start, step } = range;
  const length = rangeLength(range);
  let i = 0;
  return new PyIterator(() => (i < length ? new Num(start + step * i++, true) : undefined));
}

/** Looks at the list anew each time, so that a loop sees what its body appends. */
function itemsIterator(sequence: PyList | PyTuple): PyIterator {
  const { items } = sequence;
  let i = 0;
  return new PyIterator(() => (i < items.length ? items[i++] : undefined));
}

function snapshotIterator(items: readonly Value[]): PyIterator {
  let i = 0;
  return new PyIterator(() => items[i++]);
}

function rowsIterator(rt: Runtime, tensor: Tensor): PyIterator {
  const length = tensor.shape[0] ?? 0;
  let i = 0;
  return new PyIterator(() => (i < length ? rt.getItem(tensor, new Num(i++, true)) : undefined));
}

function instanceIterator(rt: Runtime, value: Instance): PyIterator {
  const iter = lookUp(value.cls, '__iter__');
  if (iter !== undefined) {
    const made = rt.invoke(iter, value);
    return made instanceof Instance ? nextIterator(rt, made) : iteratorOf(rt, made);
  }
  if (value.payload !== null) return iteratorOf(rt, value.payload);
  if (lookUp(value.cls, '__getitem__') !== undefined) return itemIterator(rt, value);
  if (lookUp(value.cls, '__next__') !== undefined) return nextIterator(rt, value);
  return rt.fail('TypeError', rt.localize("'{0}' cannot be iterated over", value.cls.name));
}

function nextIterator(rt: Runtime, value: Instance): PyIterator {
  const next = lookUp(value.cls, '__next__') ?? lookUp(value.cls, 'next');
  if (next === undefined) return rt.fail('TypeError', rt.localize("'{0}' cannot be iterated over", value.cls.name));
  return new PyIterator(() => until(rt, 'StopIteration', () => rt.invoke(next, value)));
}

function itemIterator(rt: Runtime, value: Instance): PyIterator {
  let i = 0;
  return new PyIterator(() => until(rt, 'IndexError', () => rt.getItem(value, new Num(i++, true))));
}

/** The result, or undefined when an exception of that class ends the iteration. */
function until(rt: Runtime, exception: string, produce: () => Value): Value | undefined {
  try {
    return produce();
  } catch (error) {
    const raised: PyRaise | null = rt.raised(error);
    if (raised?.exception.cls.mro.includes(rt.exceptionClass(exception))) return undefined;
    throw error;
  }
}

/** The same as a JavaScript iterable. */
export function* iterate(rt: Runtime, value: Value): Generator<Value, void> {
  const items = iteratorOf(rt, value);
  for (let item = items.next(); item !== undefined; item = items.next()) {
    rt.budget.step();
    yield item;
  }
}

/** All items. */
export function listOf(rt: Runtime, value: Value): Value[] {
  if (value instanceof PyList) return [...value.items];
  if (value instanceof PyTuple) return [...value.items];
  if (value instanceof PyRange) rt.budget.items(rangeLength(value));
  const items: Value[] = [];
  const iterator = iteratorOf(rt, value);
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    rt.budget.step();
    if ((items.push(item) & 1023) === 0) rt.budget.items(items.length);
  }
  return items;
}
