import { Num } from '../../tape/tensor.ts';
import { lookUp } from '../classes.ts';
import { dictOf, identityOf, keyOf } from '../dict.ts';
import { exceptionClasses } from '../exceptions.ts';
import { argument, int, textArgument } from '../methods/native.ts';
import { NOT_IMPLEMENTED } from '../operators/dunders.ts';
import type { NameLookup, Runtime } from '../runtime.ts';
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
import { bound, type BuiltinTable } from './table.ts';
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

type Maker = (rt: Runtime) => Value;

/** Names that are neither types nor plain functions, and those that come before them. */
const SPECIAL = new Map<string, Maker>([
  ['int', () => INT],
  ['float', () => FLOAT],
  ['bool', () => BOOL],
  ['long', () => INT],
  ...['unicode', 'basestring', 'bytes'].map((name): [string, Maker] => [name, (rt) => rt.types.get('str') ?? null]),
  ['NotImplemented', () => NOT_IMPLEMENTED],
  ['Ellipsis', () => EllipsisValue.instance],
  ['__debug__', () => true],
  ['reduce', (rt) => rt.getAttribute(rt.importModule('functools', 0, '', NOWHERE), 'reduce')],
  ['cmp', (rt) => new Builtin('cmp', (args) => compared(rt, args))],
  ...OUTSIDE.map((name): [string, Maker] => [name, (rt) => new Builtin(name, () => outside(rt, name))]),
]);

function compared(rt: Runtime, { positional: [a = null, b = null] }: Arguments): Num {
  return new Num(rt.less(a, b) ? -1 : rt.less(b, a) ? 1 : 0, true);
}

/** The built-in names of one machine, each made when it is first asked for: a run needs few of them. */
export class Builtins implements NameLookup {
  readonly #rt: Runtime;
  readonly #made = new Map<string, Value | undefined>();

  constructor(rt: Runtime) {
    this.#rt = rt;
  }

  get(name: string): Value | undefined {
    const known = this.#made.get(name);
    if (known !== undefined || this.#made.has(name)) return known;
    const made = this.#make(name);
    this.#made.set(name, made);
    return made;
  }

  #make(name: string): Value | undefined {
    const rt = this.#rt;
    const special = SPECIAL.get(name);
    if (special) return special(rt);
    const type = HIDDEN_TYPES.has(name) ? undefined : rt.types.get(name);
    return exceptionClasses.get(name) ?? type ?? FUNCTIONS.get(name)?.(rt);
  }
}

const FUNCTIONS: ReadonlyMap<string, Maker> = new Map(
  [numberBuiltins, sequenceBuiltins, objectBuiltins].flatMap((table) =>
    Object.entries(table).map(([name, run]): [string, Maker] => [name, (rt) => bound(rt, name, run)]),
  ),
);

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
