import { Num } from '../../tape/tensor.ts';
import { lookUp } from '../classes.ts';
import { dictOf, identityOf, keyOf } from '../dict.ts';
import { exceptionClasses } from '../exceptions.ts';
import { argument, int, textArgument } from '../methods/native.ts';
import { NOT_IMPLEMENTED } from '../operators/dunders.ts';
import type { Runtime } from '../runtime.ts';
import { formatValue } from '../text/format.ts';
import {
  BoundMethod,
  Builtin,
  Descriptor,
  DTypeValue,
  EllipsisValue,
  Instance,
  PyClass,
  PyFunction,
  PyList,
  PyTuple,
  SuperProxy,
  Unsupported,
  type Arguments,
  type Value,
} from '../values.ts';
import { numberBuiltins } from './numbers.ts';
import { sequenceBuiltins } from './sequences.ts';
import { bindTable, type BuiltinTable } from './table.ts';
import { BOOL, FLOAT, INT, isInstance } from './types.ts';

const objectBuiltins: BuiltinTable = {
  print,
  repr: (rt, { positional: [value = null] }) => rt.repr(value),
  format: (rt, { positional: [value = null, spec] }) =>
    formatValue(rt, value, spec === undefined ? '' : textArgument(rt, spec)),
  isinstance: (rt, { positional: [value = null, type = null] }) => isInstance(rt, value, type),
  issubclass: (_, { positional: [cls = null, of = null] }) => {
    const classes = of instanceof PyTuple ? of.items : [of];
    return cls instanceof PyClass && classes.some((each) => each instanceof PyClass && cls.mro.includes(each));
  },
  getattr: (rt, args) => {
    const [value = null, name, fallback] = args.positional;
    const found = rt.attribute(value, textArgument(rt, name));
    if (found !== undefined) return found;
    return args.positional.length > 2 ? (fallback ?? null) : rt.getAttribute(value, textArgument(rt, name));
  },
  setattr: (rt, { positional: [value = null, name, to = null] }) => {
    rt.setAttribute(value, textArgument(rt, name), to);
    return null;
  },
  hasattr: (rt, { positional: [value = null, name] }) => {
    const found = rt.attribute(value, textArgument(rt, name));
    return found !== undefined && !(found instanceof Unsupported);
  },
  delattr: (rt, { positional: [value = null, name] }) => {
    rt.deleteAttribute(value, textArgument(rt, name));
    return null;
  },
  callable: (_, { positional: [value = null] }) => isCallable(value),
  id: (_, { positional: [value = null] }) => int(typeof value === 'object' && value !== null ? identityOf(value) : 0),
  hash: (rt, { positional: [value = null] }) => int(hashOf(keyOf(rt, value))),
  vars: (_, { positional: [value = null] }) => dictOf(value instanceof Instance ? value.attributes : []),
  dir: (_, { positional: [value = null] }) =>
    new PyList(value instanceof Instance ? [...value.attributes.keys()].sort() : []),
  property: (_, args) =>
    new Descriptor('property', argument(args, 0, 'fget') ?? null, argument(args, 1, 'fset') ?? null),
  staticmethod: (_, { positional: [fn = null] }) => new Descriptor('static', fn),
  classmethod: (_, { positional: [fn = null] }) => new Descriptor('class', fn),
  super: (rt, { positional: [cls = null, self = null] }) => {
    if (cls instanceof PyClass && (self instanceof Instance || self instanceof PyClass))
      return new SuperProxy(cls, self);
    return rt.fail('TypeError', rt.localize('super() needs a class and an object of it'));
  },
  exit: (rt) => rt.fail('SystemExit', ''),
  quit: (rt) => rt.fail('SystemExit', ''),
};

/** What touches the world outside. */
const OUTSIDE = [
  'open',
  'input',
  'raw_input',
  'eval',
  'exec',
  'compile',
  '__import__',
  'breakpoint',
  'help',
  'memoryview',
  'get_ipython',
  'complex',
];

function print(rt: Runtime, args: Arguments): Value {
  const part = (name: string, fallback: string): string => {
    const value = args.keywords.get(name) ?? null;
    return value === null ? fallback : textArgument(rt, value);
  };
  if ((args.keywords.get('file') ?? null) !== null) return null;
  rt.print(args.positional.map((value) => rt.str(value)).join(part('sep', ' ')) + part('end', '\n'));
  return null;
}

function outside(rt: Runtime, name: string): Value {
  return rt.poison(rt.unknown(rt.localize('{0} is not supported', `${name}()`)));
}

function isCallable(value: Value): boolean {
  if (value instanceof Instance) return lookUp(value.cls, '__call__') !== undefined;
  return (
    value instanceof PyFunction ||
    value instanceof Builtin ||
    value instanceof BoundMethod ||
    value instanceof PyClass ||
    value instanceof DTypeValue
  );
}

function hashOf(key: string): number {
  const number = /^n(-?\d+)$/.exec(key);
  if (number) return Number(number[1]);
  let hash = 0;
  for (let i = 0; i < key.length; i++) hash = (hash * 31 + key.charCodeAt(i)) | 0;
  return hash;
}

/** Every built-in name. */
export function makeBuiltins(rt: Runtime): Map<string, Value> {
  const names = new Map<string, Value>();
  for (const table of [numberBuiltins, sequenceBuiltins, objectBuiltins]) {
    for (const [name, builtin] of bindTable(rt, table)) names.set(name, builtin);
  }
  for (const [name, cls] of rt.types) if (!HIDDEN_TYPES.has(name)) names.set(name, cls);
  for (const [name, cls] of exceptionClasses) names.set(name, cls);
  names.set('int', INT).set('float', FLOAT).set('bool', BOOL).set('long', INT);
  const text = rt.types.get('str') ?? null;
  for (const name of ['unicode', 'basestring', 'bytes']) names.set(name, text);
  names.set('NotImplemented', NOT_IMPLEMENTED).set('Ellipsis', EllipsisValue.instance).set('__debug__', true);
  names.set('reduce', rt.getAttribute(rt.importModule('functools', 0, '', NOWHERE), 'reduce'));
  names.set(
    'cmp',
    new Builtin(
      'cmp',
      ({ positional: [a = null, b = null] }) => new Num(rt.less(a, b) ? -1 : rt.less(b, a) ? 1 : 0, true),
    ),
  );
  for (const name of OUTSIDE) names.set(name, new Builtin(name, () => outside(rt, name)));
  return names;
}

const NOWHERE = { start: 0, end: 0 };
const HIDDEN_TYPES = new Set([
  'function',
  'module',
  'generator',
  'range',
  'slice',
  'NoneType',
  'ellipsis',
  'builtin_function_or_method',
]);
