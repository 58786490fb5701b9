import type { BuiltinTable } from '../builtins/table.ts';
import { Tensor } from '../../tape/tensor.ts';
import { lookUp } from '../classes.ts';
import { copyDict } from '../methods/dicts.ts';
import type { Runtime } from '../runtime.ts';
import { Instance, PyDict, PyList, PySet, PyTuple, type Value } from '../values.ts';

export const copy: BuiltinTable = {
  copy: (rt, { positional: [value = null] }) => shallow(rt, value),
  deepcopy: (rt, { positional: [value = null] }) => deep(rt, value, new Map()),
};

function shallow(rt: Runtime, value: Value): Value {
  if (value instanceof PyList) return new PyList([...value.items]);
  if (value instanceof PyDict) return copyDict(value);
  if (value instanceof PySet) return setCopy(value);
  if (value instanceof Tensor) return copiedArray(rt, value);
  if (!(value instanceof Instance)) return value;
  const method = lookUp(value.cls, '__copy__');
  if (method !== undefined) return rt.invoke(method, value);
  const made = new Instance(value.cls);
  made.payload = shallow(rt, value.payload);
  for (const [name, attribute] of value.attributes) made.attributes.set(name, attribute);
  return made;
}

function setCopy(value: PySet): PySet {
  const made = new PySet();
  for (const [key, member] of value.entries) made.entries.set(key, member);
  return made;
}

function copiedArray(rt: Runtime, value: Tensor): Value {
  return rt.invoke(rt.getAttribute(value, 'copy'));
}

/** What is reached twice is copied once, so that the copy is shaped as the original. */
function deep(rt: Runtime, value: Value, made: Map<object, Value>): Value {
  rt.budget.step();
  if (typeof value !== 'object' || value === null) return value;
  const known = made.get(value);
  if (known !== undefined) return known;
  if (value instanceof Tensor) return remember(made, value, copiedArray(rt, value));
  if (value instanceof PyList) {
    const list = new PyList([]);
    made.set(value, list);
    for (const item of value.items) list.items.push(deep(rt, item, made));
    return list;
  }
  if (value instanceof PyTuple)
    return remember(made, value, new PyTuple(value.items.map((item) => deep(rt, item, made))));
  if (value instanceof PyDict) {
    const dict = new PyDict();
    dict.factory = value.factory;
    made.set(value, dict);
    for (const [name, { key, value: inner }] of value.entries)
      dict.entries.set(name, { key, value: deep(rt, inner, made) });
    return dict;
  }
  if (value instanceof PySet) return remember(made, value, setCopy(value));
  return value instanceof Instance ? deepInstance(rt, value, made) : value;
}

function deepInstance(rt: Runtime, value: Instance, made: Map<object, Value>): Value {
  const copied = new Instance(value.cls);
  made.set(value, copied);
  copied.payload = deep(rt, value.payload, made);
  for (const [name, attribute] of value.attributes) copied.attributes.set(name, deep(rt, attribute, made));
  return copied;
}

function remember(made: Map<object, Value>, value: object, copied: Value): Value {
  made.set(value, copied);
  return copied;
}
