import type { BuiltinTable } from '../builtins/table.ts';
import { iteratorOf } from '../iterate.ts';
import { argument, int, intArgument } from '../methods/native.ts';
import type { Runtime } from '../runtime.ts';
import { PyIterator, PyTuple, type Arguments, type Value } from '../values.ts';

export const itertools: BuiltinTable = {
  product: (rt, args) => iteratorFrom(product(rt, args)),
  combinations: (rt, { positional: [items = null, size] }) =>
    iteratorFrom(chosen(rt, rt.list(items), intArgument(rt, size), true)),
  permutations: (rt, { positional: [items = null, size] }) => {
    const list = rt.list(items);
    return iteratorFrom(chosen(rt, list, size === undefined ? list.length : intArgument(rt, size), false));
  },
  chain: (rt, { positional }) => iteratorFrom(chain(rt, positional)),
  count: (rt, args) => {
    let next: Value = argument(args, 0, 'start') ?? int(0);
    const step = argument(args, 1, 'step') ?? int(1);
    return new PyIterator(() => {
      rt.budget.step();
      const value = next;
      next = rt.binary('+', value, step);
      return value;
    });
  },
  repeat: (rt, { positional: [value = null, times] }) => {
    let left = times === undefined ? Infinity : intArgument(rt, times);
    return new PyIterator(() => {
      rt.budget.step();
      return left-- > 0 ? value : undefined;
    });
  },
  cycle: (rt, { positional: [items = null] }) => {
    const list = rt.list(items);
    let i = 0;
    return new PyIterator(() => {
      rt.budget.step();
      return list[i++ % list.length];
    });
  },
  islice: (rt, { positional: [items = null, ...bounds] }) => iteratorFrom(slice(rt, items, bounds)),
  zip_longest: (rt, args) => iteratorFrom(longest(rt, args)),
  izip: (rt, args) => rt.call(rt.builtin('zip'), args),
  accumulate: (rt, { positional: [items = null, fn = null] }) => iteratorFrom(accumulate(rt, items, fn)),
  starmap: (rt, { positional: [fn = null, items = null] }) => iteratorFrom(starmap(rt, fn, items)),
};

/** An iterator over a JavaScript generator. */
function iteratorFrom(values: Generator<Value>): PyIterator {
  return new PyIterator(() => {
    const { done, value } = values.next() as IteratorResult<Value, undefined>;
    return done ? undefined : value;
  });
}

function* product(rt: Runtime, args: Arguments): Generator<Value> {
  const repeat = args.keywords.get('repeat');
  const lists = args.positional.map((value) => rt.list(value));
  const pools = Array.from({ length: repeat === undefined ? 1 : intArgument(rt, repeat) }, () => lists).flat();
  function* from(i: number, head: readonly Value[]): Generator<Value> {
    rt.budget.step();
    const pool = pools[i];
    if (!pool) yield new PyTuple(head);
    else for (const item of pool) yield* from(i + 1, [...head, item]);
  }
  yield* from(0, []);
}

function* chosen(rt: Runtime, items: readonly Value[], size: number, ordered: boolean): Generator<Value> {
  function* from(taken: readonly number[]): Generator<Value> {
    rt.budget.step();
    if (taken.length === size) {
      yield new PyTuple(taken.map((i) => items[i] ?? null));
      return;
    }
    const first = ordered ? (taken.at(-1) ?? -1) + 1 : 0;
    for (let i = first; i < items.length; i++) if (!taken.includes(i)) yield* from([...taken, i]);
  }
  yield* from([]);
}

function* chain(rt: Runtime, iterables: readonly Value[]): Generator<Value> {
  for (const iterable of iterables) yield* rt.iterate(iterable);
}

function* slice(rt: Runtime, items: Value, bounds: readonly Value[]): Generator<Value> {
  const numbers = bounds.map((bound) => (bound === null ? null : intArgument(rt, bound)));
  const [start, stop, step] =
    numbers.length === 1 ? [0, numbers[0], 1] : [numbers[0] ?? 0, numbers[1], numbers[2] ?? 1];
  let i = 0;
  for (const item of rt.iterate(items)) {
    if (stop !== null && stop !== undefined && i >= stop) return;
    if (i >= start && (i - start) % step === 0) yield item;
    i++;
  }
}

function* longest(rt: Runtime, args: Arguments): Generator<Value> {
  const sources = args.positional.map((value) => iteratorOf(rt, value));
  const fill = args.keywords.get('fillvalue') ?? null;
  for (;;) {
    const items = sources.map((source) => source.next());
    if (items.every((item) => item === undefined)) return;
    rt.budget.step();
    yield new PyTuple(items.map((item) => (item === undefined ? fill : item)));
  }
}

function* accumulate(rt: Runtime, items: Value, fn: Value): Generator<Value> {
  let total: Value | undefined;
  for (const item of rt.iterate(items)) {
    total = total === undefined ? item : fn === null ? rt.binary('+', total, item) : rt.invoke(fn, total, item);
    yield total;
  }
}

function* starmap(rt: Runtime, fn: Value, items: Value): Generator<Value> {
  for (const item of rt.iterate(items)) yield rt.invoke(fn, ...rt.list(item));
}

/** `itertools.chain.from_iterable`. */
export function chainFrom(rt: Runtime, args: Arguments): Value {
  return iteratorFrom(chain(rt, rt.list(args.positional[0] ?? null)));
}
