import { getEntry, keyOf, putEntry, putMember } from '../dict.ts';
import { keyError } from '../exceptions.ts';
import { combinedSets } from '../operators/sequences.ts';
import type { Runtime } from '../runtime.ts';
import type { PyIterator } from '../values.ts';
import { DictView, PyDict, PyList, PySet, PyTuple, type Arguments, type Value } from '../values.ts';
import { methodTable } from './native.ts';

/** Python's methods of `dict`, those of Python 2 included. */
export const dictMethods = methodTable<PyDict>({
  keys: [0, 0, (_, self) => new DictView('keys', keysOf(self))],
  values: [0, 0, (_, self) => new DictView('values', valuesOf(self))],
  items: [0, 0, (_, self) => new DictView('items', itemsOf(self))],
  iterkeys: [0, 0, (_, self) => new PyList(keysOf(self))],
  itervalues: [0, 0, (_, self) => new PyList(valuesOf(self))],
  iteritems: [0, 0, (_, self) => new PyList(itemsOf(self))],
  has_key: [1, 1, (rt, self, args) => self.entries.has(keyOf(rt, args.positional[0] ?? null))],
  get: [
    1,
    2,
    (rt, self, { positional: [key = null, fallback = null] }) =>
      getEntry(rt, self, key) ?? absent(rt, self, key, fallback),
  ],
  setdefault: [1, 2, setDefault],
  pop: [1, 2, pop],
  popitem: [0, 1, popItem],
  update: [
    0,
    1,
    (rt, self, args) => {
      updateDict(rt, self, args);
      return null;
    },
  ],
  copy: [0, 0, (_, self) => copyDict(self)],
  clear: [
    0,
    0,
    (_, self) => {
      self.entries.clear();
      return null;
    },
  ],
  move_to_end: [1, 2, moveToEnd],
  fromkeys: [1, 2, (rt, _, args) => fromKeys(rt, args)],
});

/** None may be the value of a key that is there. */
function absent(rt: Runtime, self: PyDict, key: Value, fallback: Value): Value {
  return self.entries.has(keyOf(rt, key)) ? null : fallback;
}

function keysOf(dict: PyDict): Value[] {
  return Array.from(dict.entries.values(), ({ key }) => key);
}

export function valuesOf(dict: PyDict): Value[] {
  return Array.from(dict.entries.values(), ({ value }) => value);
}

export function itemsOf(dict: PyDict): Value[] {
  return Array.from(dict.entries.values(), ({ key, value }) => new PyTuple([key, value]));
}

export function copyDict(dict: PyDict): PyDict {
  const copy = new PyDict();
  copy.factory = dict.factory;
  for (const [name, entry] of dict.entries) copy.entries.set(name, { ...entry });
  return copy;
}

function setDefault(rt: Runtime, self: PyDict, { positional: [key = null, value = null] }: Arguments): Value {
  if (!self.entries.has(keyOf(rt, key))) putEntry(rt, self, key, value);
  return getEntry(rt, self, key) ?? null;
}

function pop(rt: Runtime, self: PyDict, { positional }: Arguments): Value {
  const [key = null, fallback] = positional;
  const name = keyOf(rt, key);
  const entry = self.entries.get(name);
  if (!entry) return positional.length > 1 ? (fallback ?? null) : keyError(rt, key);
  self.entries.delete(name);
  return entry.value;
}

function popItem(rt: Runtime, self: PyDict): Value {
  const last = [...self.entries].at(-1);
  if (!last) return keyError(rt, rt.localize('the dict is empty'));
  self.entries.delete(last[0]);
  return new PyTuple([last[1].key, last[1].value]);
}

/** `dict.update` and `dict(...)`: entries of a mapping or of pairs, then the keywords. */
export function updateDict(rt: Runtime, self: PyDict, args: Arguments): void {
  const given = args.positional[0];
  if (given instanceof PyDict) {
    for (const [name, entry] of given.entries) self.entries.set(name, { ...entry });
  } else if (given !== undefined) {
    for (const pair of rt.iterate(given)) {
      const [key = null, value = null] = rt.list(pair);
      putEntry(rt, self, key, value);
    }
  }
  for (const [key, value] of args.keywords) putEntry(rt, self, key, value);
}

function moveToEnd(rt: Runtime, self: PyDict, { positional: [key = null] }: Arguments): Value {
  const name = keyOf(rt, key);
  const entry = self.entries.get(name);
  if (!entry) return keyError(rt, key);
  self.entries.delete(name);
  self.entries.set(name, entry);
  return null;
}

export function fromKeys(rt: Runtime, { positional: [keys = null, value = null] }: Arguments): PyDict {
  const dict = new PyDict();
  for (const key of rt.iterate(keys)) putEntry(rt, dict, key, value);
  return dict;
}

/** Python's methods of `set`. */
export const setMethods = methodTable<PySet>({
  add: [
    1,
    1,
    (rt, self, args) => {
      putMember(rt, self, args.positional[0] ?? null);
      return null;
    },
  ],
  discard: [
    1,
    1,
    (rt, self, args) => {
      self.entries.delete(keyOf(rt, args.positional[0] ?? null));
      return null;
    },
  ],
  remove: [
    1,
    1,
    (rt, self, { positional: [member = null] }) =>
      self.entries.delete(keyOf(rt, member)) ? null : keyError(rt, member),
  ],
  pop: [0, 0, popMember],
  clear: [
    0,
    0,
    (_, self) => {
      self.entries.clear();
      return null;
    },
  ],
  copy: [0, 0, (_, self) => combinedSets('|', self, new PySet())],
  update: [1, 9, addAll],
  union: [0, 9, (rt, self, args) => others(rt, args).reduce((made, other) => combinedSets('|', made, other), self)],
  intersection: [
    0,
    9,
    (rt, self, args) => others(rt, args).reduce((made, other) => combinedSets('&', made, other), self),
  ],
  difference: [
    0,
    9,
    (rt, self, args) => others(rt, args).reduce((made, other) => combinedSets('-', made, other), self),
  ],
  symmetric_difference: [
    1,
    1,
    (rt, self, args) => others(rt, args).reduce((made, other) => combinedSets('^', made, other), self),
  ],
  issubset: [1, 1, (rt, self, args) => others(rt, args).every((other) => within(self, other))],
  issuperset: [1, 1, (rt, self, args) => others(rt, args).every((other) => within(other, self))],
  isdisjoint: [
    1,
    1,
    (rt, self, args) => others(rt, args).every((other) => combinedSets('&', self, other).entries.size === 0),
  ],
});

function others(rt: Runtime, args: Arguments): PySet[] {
  return args.positional.map((value) => {
    if (value instanceof PySet) return value;
    const set = new PySet();
    for (const item of rt.iterate(value)) putMember(rt, set, item);
    return set;
  });
}

function addAll(rt: Runtime, self: PySet, args: Arguments): Value {
  for (const other of others(rt, args)) for (const [key, value] of other.entries) self.entries.set(key, value);
  return null;
}

function within(a: PySet, b: PySet): boolean {
  return [...a.entries.keys()].every((key) => b.entries.has(key));
}

function popMember(rt: Runtime, self: PySet): Value {
  for (const [key, value] of self.entries) {
    self.entries.delete(key);
    return value;
  }
  return keyError(rt, rt.localize('the set is empty'));
}

/** The methods of generators and iterators. */
export const iteratorMethods = methodTable<PyIterator>({
  __next__: [0, 0, next],
  next: [0, 0, next],
  __iter__: [0, 0, (_, self) => self],
  send: [1, 1, (rt, self, args) => rt.send(self, args.positional[0] ?? null)],
  close: [0, 0, () => null],
});

function next(rt: Runtime, self: PyIterator): Value {
  const value = self.next();
  return value === undefined ? rt.fail('StopIteration', '') : value;
}
