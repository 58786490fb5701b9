import type { BuiltinTable } from '../builtins/table.ts';
import type { Runtime } from '../runtime.ts';
import { Builtin, PyTuple, type Arguments, type Value } from '../values.ts';

export const functools: BuiltinTable = {
  reduce: (rt, { positional: [fn = null, items = null, start] }) => {
    let total = start;
    for (const item of rt.iterate(items)) total = total === undefined ? item : rt.invoke(fn, total, item);
    return total ?? (start === undefined ? rt.fail('TypeError', rt.localize('reduce() of nothing')) : start);
  },
  partial: (rt, { positional: [fn = null, ...head], keywords }) =>
    new Builtin('partial', (args) =>
      rt.call(fn, {
        positional: [...head, ...args.positional],
        keywords: new Map([...keywords, ...args.keywords]),
      }),
    ),
  // Decorators that change nothing that matters to values.
  wraps: () => new Builtin('wraps', ({ positional: [fn = null] }) => fn),
  lru_cache: sameFunction,
  cache: sameFunction,
  cached_property: (rt, args) => rt.call(rt.builtin('property'), args),
  total_ordering: (_, { positional: [cls = null] }) => cls,
  cmp_to_key: (_, { positional: [fn = null] }) => fn,
};

/** `@lru_cache` and `@lru_cache(maxsize=None)`. */
function sameFunction(_: Runtime, { positional: [fn] }: Arguments): Value {
  const isDecorator = fn !== undefined && fn !== null && typeof fn === 'object' && !('value' in fn);
  return isDecorator ? fn : new Builtin('lru_cache', ({ positional: [inner = null] }) => inner);
}

export const operator: BuiltinTable = {
  add: (rt, { positional: [a = null, b = null] }) => rt.binary('+', a, b),
  sub: (rt, { positional: [a = null, b = null] }) => rt.binary('-', a, b),
  mul: (rt, { positional: [a = null, b = null] }) => rt.binary('*', a, b),
  truediv: (rt, { positional: [a = null, b = null] }) => rt.binary('/', a, b),
  matmul: (rt, { positional: [a = null, b = null] }) => rt.binary('@', a, b),
  itemgetter: (rt, { positional }) =>
    new Builtin('itemgetter', ({ positional: [value = null] }) => {
      const items = positional.map((key) => rt.getItem(value, key));
      return items.length === 1 ? (items[0] ?? null) : new PyTuple(items);
    }),
  attrgetter: (rt, { positional: [name = null] }) =>
    new Builtin('attrgetter', ({ positional: [value = null] }) => rt.getAttribute(value, rt.str(name))),
};
