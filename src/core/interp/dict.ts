import { Num, Tensor } from '../tape/tensor.ts';
import { lookUp } from './classes.ts';
import type { Runtime } from './runtime.ts';
import { Instance, PyDict, PyList, PySet, PySlice, PyTuple, type Value } from './values.ts';

const identities = new WeakMap<object, number>();
let nextIdentity = 1;

/** A number that is an object's own, as Python's `id` gives one. */
export function identityOf(value: object): number {
  let identity = identities.get(value);
  if (identity === undefined) identities.set(value, (identity = nextIdentity++));
  return identity;
}

/** The text under which a dict or set keeps a key: equal keys have equal texts. Raises TypeError for what cannot be hashed. */
export function keyOf(rt: Runtime, value: Value): string {
  if (typeof value === 'string') return `s${value}`;
  if (value instanceof Num) return `n${String(value.value)}`;
  if (typeof value === 'boolean') return value ? 'n1' : 'n0';
  if (value === null) return 'none';
  if (value instanceof PyTuple) {
    const parts = value.items.map((item) => keyOf(rt, item));
    return `t${parts.map((part) => `${String(part.length)}:${part}`).join('')}`;
  }
  const unhashable =
    value instanceof PyList || value instanceof PyDict || value instanceof PySet || value instanceof PySlice;
  if (unhashable || (value instanceof Tensor && value.ndim > 0)) {
    return rt.fail('TypeError', rt.localize("'{0}' cannot be a key or a member of a set", rt.typeName(value)));
  }
  if (value instanceof Instance) {
    if (value.payload !== null) return keyOf(rt, value.payload);
    const hash = lookUp(value.cls, '__hash__');
    if (hash !== undefined && hash !== null) return `h${rt.repr(rt.invoke(hash, value))}`;
  }
  return `o${String(identityOf(value))}`;
}

export function getEntry(rt: Runtime, dict: PyDict, key: Value): Value | undefined {
  return dict.entries.get(keyOf(rt, key))?.value;
}

export function putEntry(rt: Runtime, dict: PyDict, key: Value, value: Value): void {
  const name = keyOf(rt, key);
  const entry = dict.entries.get(name);
  if (entry) entry.value = value;
  else dict.entries.set(name, { key, value });
}

export function putMember(rt: Runtime, set: PySet, value: Value): void {
  const name = keyOf(rt, value);
  if (!set.entries.has(name)) set.entries.set(name, value);
}

/** A dict of strings to values, as `**kwargs` gives one. */
export function dictOf(entries: Iterable<readonly [string, Value]>): PyDict {
  const dict = new PyDict();
  for (const [key, value] of entries) dict.entries.set(`s${key}`, { key, value });
  return dict;
}
