import { Num, Tensor } from '../../tape/tensor.ts';
import { putMember } from '../dict.ts';
import { OBJECT } from '../exceptions.ts';
import { updateDict } from '../methods/dicts.ts';
import { argument, int, intArgument } from '../methods/native.ts';
import { dtypeNamed, isInstanceOfDType } from '../numpy/dtypes.ts';
import type { Runtime } from '../runtime.ts';
import {
  BoundMethod,
  Builtin,
  DTypeValue,
  EllipsisValue,
  Instance,
  PyClass,
  PyDict,
  PyFunction,
  PyIterator,
  PyList,
  PyModule,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
  Unsupported,
  type Arguments,
  type Value,
} from '../values.ts';

/** The types of Python that are classes for us too, made anew for each machine because they make values. */
export function makeTypes(rt: Runtime): Map<string, PyClass> {
  const types = new Map<string, PyClass>([['object', OBJECT]]);
  const add = (name: string, construct: ((args: Arguments) => Value) | null): void => {
    const cls = new PyClass(name, [OBJECT], null);
    cls.construct = construct;
    types.set(name, cls);
  };
  add('str', (args) => text(rt, args));
  add('list', ({ positional: [given] }) => new PyList(given === undefined ? [] : rt.list(given)));
  add('tuple', ({ positional: [given] }) =>
    given instanceof PyTuple ? given : new PyTuple(given === undefined ? [] : rt.list(given)),
  );
  add('set', (args) => makeSet(rt, args));
  add('frozenset', (args) => makeSet(rt, args));
  add('dict', (args) => {
    const dict = new PyDict();
    updateDict(rt, dict, args);
    return dict;
  });
  add('type', ({ positional: [given = null] }) => rt.typeOf(given));
  for (const name of [
    'function',
    'module',
    'generator',
    'range',
    'slice',
    'NoneType',
    'ellipsis',
    'builtin_function_or_method',
  ]) {
    add(name, null);
  }
  return types;
}

function text(rt: Runtime, { positional: [given] }: Arguments): Value {
  if (given instanceof Unsupported) return given;
  return given === undefined ? '' : rt.str(given);
}

function makeSet(rt: Runtime, { positional: [given] }: Arguments): PySet {
  const set = new PySet();
  if (given !== undefined) for (const item of rt.list(given)) putMember(rt, set, item);
  return set;
}

/** Python's own number types double as dtypes. */
export const INT = dtypeNamed('int');
export const FLOAT = dtypeNamed('float');
export const BOOL = dtypeNamed('bool');

/** The name of a value's type, as messages say it. */
export function typeNameOf(value: Value): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'str';
  if (value instanceof Num) return value.isInt ? 'int' : 'float';
  if (value instanceof Tensor) return 'numpy.ndarray';
  if (value instanceof Instance) return value.cls.name;
  if (value instanceof PyList) return 'list';
  if (value instanceof PyTuple) return 'tuple';
  if (value instanceof PyDict) return value.factory === null ? 'dict' : 'defaultdict';
  if (value instanceof PySet) return 'set';
  if (value instanceof PyRange) return 'range';
  if (value instanceof PySlice) return 'slice';
  if (value instanceof PyFunction || value instanceof BoundMethod) return 'function';
  if (value instanceof Builtin) return 'builtin_function_or_method';
  if (value instanceof PyIterator) return 'generator';
  if (value instanceof PyModule) return 'module';
  if (value instanceof EllipsisValue) return 'ellipsis';
  if (value instanceof DTypeValue) return 'dtype';
  return value instanceof PyClass ? 'type' : 'object';
}

/** `type(value)`. */
export function typeOf(rt: Runtime, value: Value): Value {
  if (value instanceof Instance) return value.cls;
  if (value instanceof Num) return value.isInt ? INT : FLOAT;
  if (typeof value === 'boolean') return BOOL;
  if (value instanceof Tensor) return rt.numpyName('ndarray');
  if (value instanceof Unsupported) return value;
  return rt.types.get(typeNameOf(value)) ?? OBJECT;
}

/** `isinstance(value, type)`; `type` may be a tuple. A type we do not know makes the answer unknown. */
export function isInstance(rt: Runtime, value: Value, type: Value): boolean | Unsupported {
  if (type instanceof PyTuple) {
    let unknown: Unsupported | null = null;
    for (const each of type.items) {
      const answer = isInstance(rt, value, each);
      if (answer === true) return true;
      if (answer instanceof Unsupported) unknown = answer;
    }
    return unknown ?? false;
  }
  if (value instanceof Unsupported) return rt.poison(value);
  if (type instanceof Unsupported)
    return value instanceof Instance || value instanceof Tensor ? false : rt.poison(type);
  if (type instanceof DTypeValue) return isInstanceOfNumber(value, type);
  if (type instanceof PyClass) return isInstanceOfClass(rt, value, type);
  if (type === rt.numpyName('ndarray')) return value instanceof Tensor;
  if (type instanceof Builtin) return value instanceof PyRange && type.name === 'range';
  return rt.fail('TypeError', rt.localize('isinstance() needs a type or a tuple of types'));
}

function isInstanceOfNumber(value: Value, type: DTypeValue): boolean {
  if (type === BOOL) return typeof value === 'boolean';
  if (type === INT) return typeof value === 'boolean' || (value instanceof Num && value.isInt);
  if (type === FLOAT) return value instanceof Num && !value.isInt;
  return isInstanceOfDType(value, type);
}

function isInstanceOfClass(rt: Runtime, value: Value, type: PyClass): boolean {
  if (type === OBJECT) return true;
  if (value instanceof Instance) return value.cls.mro.includes(type);
  if (value instanceof Tensor && type.name === 'ndarray') return true;
  return rt.types.get(typeNameOf(value)) === type || (value instanceof PyDict && type.name === 'dict');
}

/** `int(…)`, `float(…)`, `bool(…)`. */
export function convertNumber(rt: Runtime, to: DTypeValue, args: Arguments): Value {
  const [given] = args.positional;
  if (given instanceof Unsupported) return rt.poison(given);
  if (to === BOOL) return given !== undefined && rt.truth(given);
  if (given === undefined) return new Num(0, to === INT);
  if (typeof given === 'string')
    return to === INT ? intFromText(rt, given, argument(args, 1, 'base')) : floatFromText(rt, given);
  const number = numberOf(rt, given, to);
  if (to === FLOAT) return number.isInt || number.node === null ? new Num(number.value, false, number.node) : number;
  if (Number.isFinite(number.value)) return int(Math.trunc(number.value) + 0);
  const exception = Number.isNaN(number.value) ? 'ValueError' : 'OverflowError';
  return rt.fail(exception, rt.localize('cannot convert {0} to an integer', rt.repr(number)));
}

function numberOf(rt: Runtime, given: Value, to: DTypeValue): Num {
  if (given instanceof Num) return given;
  if (typeof given === 'boolean') return int(Number(given));
  if (given instanceof Tensor && given.size === 1) {
    const item = rt.invoke(rt.getAttribute(given, 'item'));
    return item instanceof Num ? item : int(item === true ? 1 : 0);
  }
  const method = given instanceof Instance ? rt.attribute(given, to === INT ? '__int__' : '__float__') : undefined;
  const result = method === undefined ? undefined : rt.invoke(method);
  if (result instanceof Num) return result;
  return rt.fail('TypeError', rt.localize("'{0}' cannot be converted to {1}", rt.typeName(given), to.name));
}

function intFromText(rt: Runtime, given: string, base: Value | undefined): Value {
  const radix = base === undefined ? 10 : intArgument(rt, base);
  const text = given.trim().replaceAll('_', '').toLowerCase();
  const digits = text.replace(/^[+-]/, '').replace(/^0[xob]/, '');
  const value = Number.parseInt(digits, radix);
  const valid = digits !== '' && Array.from(digits).every((digit) => Number.parseInt(digit, radix) >= 0);
  if (valid) return int(text.startsWith('-') ? -value : value);
  return rt.fail('ValueError', rt.localize('{0} is no integer', rt.repr(given)));
}

function floatFromText(rt: Runtime, given: string): Value {
  const text = given.trim().toLowerCase().replaceAll('_', '');
  const special = /^([+-]?)(inf|infinity|nan)$/.exec(text);
  if (special) return new Num(special[2] === 'nan' ? NaN : special[1] === '-' ? -Infinity : Infinity, false);
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text)) return new Num(Number(text), false);
  return rt.fail('ValueError', rt.localize('{0} is no number', rt.repr(given)));
}
