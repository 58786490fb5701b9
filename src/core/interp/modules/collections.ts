import { putEntry } from '../dict.ts';
import { OBJECT } from '../exceptions.ts';
import { itemsOf, updateDict } from '../methods/dicts.ts';
import { argument, int, intArgument, textArgument } from '../methods/native.ts';
import type { Runtime } from '../runtime.ts';
import { Builtin, Instance, PyClass, PyDict, PyList, PyTuple, type Arguments, type Value } from '../values.ts';
import type { BuiltinTable } from '../builtins/table.ts';

export const collections: BuiltinTable = {
  defaultdict: (rt, { positional: [factory = null, ...rest], keywords }) => {
    const dict = new PyDict();
    dict.factory = factory;
    updateDict(rt, dict, { positional: rest, keywords });
    return dict;
  },
  OrderedDict: (rt, args) => {
    const dict = new PyDict();
    updateDict(rt, dict, args);
    return dict;
  },
  Counter: counter,
  deque: (rt, { positional: [items] }) => dequeOf(rt, items === undefined ? [] : rt.list(items)),
  namedtuple,
};

function counter(rt: Runtime, { positional: [given] }: Arguments): Value {
  const counts = new PyDict();
  counts.factory = new Builtin('int', () => int(0));
  for (const item of given === undefined ? [] : rt.iterate(given)) {
    const old = rt.getItem(counts, item);
    putEntry(rt, counts, item, rt.binary('+', old, int(1)));
  }
  const instance = new Instance(COUNTER);
  instance.payload = counts;
  counts.factory = new Builtin('int', () => int(0));
  instance.attributes.set('most_common', new Builtin('most_common', (args) => mostCommon(rt, counts, args)));
  return instance;
}

const COUNTER = new PyClass('Counter', [OBJECT], null);

function mostCommon(rt: Runtime, counts: PyDict, args: Arguments): Value {
  const entries = itemsOf(counts);
  const countOf = (entry: Value): Value => (entry instanceof PyTuple ? (entry.items[1] ?? null) : null);
  const sorted = entries.toSorted((a, b) =>
    rt.less(countOf(b), countOf(a)) ? -1 : rt.less(countOf(a), countOf(b)) ? 1 : 0,
  );
  const most = args.positional[0] ?? null;
  return new PyList(most === null ? sorted : sorted.slice(0, intArgument(rt, most)));
}

const DEQUE = new PyClass('deque', [OBJECT], null);

function dequeOf(rt: Runtime, items: Value[]): Value {
  const list = new PyList(items);
  const instance = new Instance(DEQUE);
  instance.payload = list;
  const add = (name: string, run: (args: Arguments) => Value): void => {
    instance.attributes.set(name, new Builtin(`deque.${name}`, run));
  };
  add('appendleft', ({ positional: [item = null] }) => {
    list.items.unshift(item);
    return null;
  });
  add('popleft', () => list.items.shift() ?? rt.fail('IndexError', rt.localize('pop from an empty {0}', 'deque')));
  return instance;
}

/** A class whose instances are tuples with named items. */
function namedtuple(rt: Runtime, args: Arguments): Value {
  const name = textArgument(rt, argument(args, 0, 'typename'));
  const given = argument(args, 1, 'field_names') ?? null;
  const fields =
    typeof given === 'string'
      ? given.split(/[\s,]+/).filter(Boolean)
      : rt.list(given).map((field) => textArgument(rt, field));
  const cls = new PyClass(name, [OBJECT], null);
  const defaults = args.keywords.get('defaults');
  const fallbacks = defaults === undefined ? [] : rt.list(defaults);
  cls.construct = (call) => namedTupleOf(rt, cls, fields, fallbacks, call);
  cls.members.set('_fields', new PyTuple(fields));
  cls.members.set(
    '__repr__',
    new Builtin('__repr__', ({ positional: [self = null] }) => namedTupleText(rt, name, fields, self)),
  );
  return cls;
}

function namedTupleOf(
  rt: Runtime,
  cls: PyClass,
  fields: readonly string[],
  fallbacks: readonly Value[],
  call: Arguments,
): Value {
  const offset = fields.length - fallbacks.length;
  if (call.positional.length > fields.length) {
    return rt.fail(
      'TypeError',
      rt.localize(
        '{0}() takes {1} positional arguments but {2} were given',
        cls.name,
        fields.length,
        call.positional.length,
      ),
    );
  }
  const items = fields.map((field, i) => {
    const value = argument(call, i, field) ?? fallbacks[i - offset];
    return value ?? (call.keywords.has(field) || i < call.positional.length ? null : missing(rt, cls.name, field));
  });
  const instance = new Instance(cls);
  instance.payload = new PyTuple(items);
  fields.forEach((field, i) => instance.attributes.set(field, items[i] ?? null));
  return instance;
}

function missing(rt: Runtime, name: string, field: string): never {
  return rt.fail('TypeError', rt.localize('{0}() misses the argument {1}', name, `'${field}'`));
}

function namedTupleText(rt: Runtime, name: string, fields: readonly string[], self: Value): string {
  const items = self instanceof Instance && self.payload instanceof PyTuple ? self.payload.items : [];
  return `${name}(${fields.map((field, i) => `${field}=${rt.repr(items[i] ?? null)}`).join(', ')})`;
}
