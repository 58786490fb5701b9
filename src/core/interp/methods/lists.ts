import type { Runtime } from '../runtime.ts';
import { replaceItems } from '../subscript.ts';
import { PyList, type PyTuple, type Arguments, type Value } from '../values.ts';
import { int, intArgument, methodTable } from './native.ts';

/** Python's methods of `list`. */
export const listMethods = methodTable<PyList>({
  append: [
    1,
    1,
    (rt, self, args) => {
      const length = self.items.push(args.positional[0] ?? null);
      if ((length & 1023) === 0) rt.budget.items(length);
      return null;
    },
  ],
  extend: [
    1,
    1,
    (rt, self, args) => {
      const more = rt.list(args.positional[0] ?? null);
      rt.budget.items(self.items.length + more.length);
      for (const item of more) self.items.push(item);
      return null;
    },
  ],
  insert: [
    2,
    2,
    (rt, self, args) => {
      self.items.splice(intArgument(rt, args.positional[0]), 0, args.positional[1] ?? null);
      return null;
    },
  ],
  pop: [0, 1, pop],
  remove: [
    1,
    1,
    (rt, self, args) => {
      self.items.splice(placeOf(rt, self.items, args), 1);
      return null;
    },
  ],
  clear: [
    0,
    0,
    (_, self) => {
      self.items.length = 0;
      return null;
    },
  ],
  index: [1, 3, (rt, self, args) => int(placeOf(rt, self.items, args))],
  count: [1, 1, (rt, self, args) => int(countOf(rt, self.items, args.positional[0] ?? null))],
  copy: [0, 0, (_, self) => new PyList([...self.items])],
  reverse: [
    0,
    0,
    (_, self) => {
      self.items.reverse();
      return null;
    },
  ],
  sort: [
    0,
    1,
    (rt, self, args) => {
      replaceItems(self.items, sortedItems(rt, self.items, args));
      return null;
    },
  ],
});

/** Python's methods of `tuple`. */
export const tupleMethods = methodTable<PyTuple>({
  index: [1, 3, (rt, self, args) => int(placeOf(rt, self.items, args))],
  count: [1, 1, (rt, self, args) => int(countOf(rt, self.items, args.positional[0] ?? null))],
});

function pop(rt: Runtime, self: PyList, args: Arguments): Value {
  const { items } = self;
  if (items.length === 0) return rt.fail('IndexError', rt.localize('pop from an empty list'));
  const index = args.positional.length > 0 ? intArgument(rt, args.positional[0]) : -1;
  const place = index < 0 ? index + items.length : index;
  if (place < 0 || place >= items.length) return rt.fail('IndexError', rt.localize('index {0} is out of range', index));
  return items.splice(place, 1)[0] ?? null;
}

function placeOf(rt: Runtime, items: readonly Value[], args: Arguments): number {
  const wanted = args.positional[0] ?? null;
  rt.work(items.length >> 4);
  const from = args.positional.length > 1 ? intArgument(rt, args.positional[1]) : 0;
  const at = items.findIndex((item, i) => i >= from && rt.equal(item, wanted));
  return at < 0 ? rt.fail('ValueError', rt.localize('{0} is not in the list', rt.repr(wanted))) : at;
}

function countOf(rt: Runtime, items: readonly Value[], wanted: Value): number {
  rt.work(items.length >> 4);
  return items.filter((item) => rt.equal(item, wanted)).length;
}

/** Items in order, by `key=` and `reverse=`; equal ones keep their order. `cmp` is Python 2's. */
export function sortedItems(rt: Runtime, items: readonly Value[], args: Arguments): Value[] {
  const key = args.keywords.get('key') ?? null;
  const cmp = args.keywords.get('cmp') ?? (rt.dialect === 2 ? (args.positional[0] ?? null) : null);
  const reverse = rt.truth(args.keywords.get('reverse') ?? false);
  rt.work(items.length);
  const keyed = items.map((item) => ({ item, key: key === null ? item : rt.invoke(key, item) }));
  const before = (a: Value, b: Value): boolean =>
    cmp === null ? rt.less(a, b) : rt.less(rt.invoke(cmp, a, b), int(0));
  keyed.sort((a, b) => {
    const [left, right] = reverse ? [b, a] : [a, b];
    rt.budget.step();
    if (before(left.key, right.key)) return -1;
    return before(right.key, left.key) ? 1 : 0;
  });
  return keyed.map(({ item }) => item);
}
