import { PyDict, PyIterator, PyList, PySet, PyTuple, Builtin, type Value } from '../values.ts';
import type { Runtime } from '../runtime.ts';
import { PythonBuiltin } from '../builtins/table.ts';
import { dictMethods, fromKeys, iteratorMethods, setMethods } from './dicts.ts';
import { listMethods, tupleMethods } from './lists.ts';
import type { MethodTable, NativeMethod } from './native.ts';
import { stringMethods } from './strings.ts';

/** A method of a value of a built-in type, bound to it; undefined when its type has none of that name. */
export function methodOf(rt: Runtime, value: Value, name: string): Builtin | undefined {
  if (typeof value === 'string') return bind(rt, stringMethods, value, name, 'str');
  if (value instanceof PyList) return bind(rt, listMethods, value, name, 'list');
  if (value instanceof PyDict) return bind(rt, dictMethods, value, name, 'dict');
  if (value instanceof PyTuple) return bind(rt, tupleMethods, value, name, 'tuple');
  if (value instanceof PySet) return bind(rt, setMethods, value, name, 'set');
  return value instanceof PyIterator ? bind(rt, iteratorMethods, value, name, 'generator') : undefined;
}

function bind<Self extends Value>(
  rt: Runtime,
  table: MethodTable<Self>,
  self: Self,
  name: string,
  type: string,
): Builtin | undefined {
  const method: NativeMethod<Self> | undefined = table.get(name);
  return method && new PythonBuiltin(`${type}.${name}`, (args) => method(rt, self, args));
}

const TABLES: Readonly<Record<string, readonly string[]>> = {
  str: [...stringMethods.keys()],
  list: [...listMethods.keys()],
  dict: [...dictMethods.keys()],
  tuple: [...tupleMethods.keys()],
  set: [...setMethods.keys()],
};

/** `str.upper`, `list.append`: a method that takes its object as first argument; undefined for other names. */
export function unboundMethod(rt: Runtime, type: string, name: string): Builtin | undefined {
  if (!TABLES[type]?.includes(name)) return undefined;
  if (name === 'fromkeys') return new Builtin('dict.fromkeys', (args) => fromKeys(rt, args));
  return new Builtin(`${type}.${name}`, (args) => {
    const [self = null, ...positional] = args.positional;
    const method = methodOf(rt, self, name);
    if (method) return rt.call(method, { positional, keywords: args.keywords });
    return rt.fail('TypeError', rt.localize("{0} does not work on '{1}'", `${type}.${name}`, rt.typeName(self)));
  });
}
