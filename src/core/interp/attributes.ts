import { Num, Tensor } from '../tape/tensor.ts';
import { lookUp, unknownBaseOf } from './classes.ts';
import { methodOf } from './methods/index.ts';
import { arrayAttribute } from './numpy/index.ts';
import { dtypeAttribute } from './numpy/dtypes.ts';
import { OBJECT } from './exceptions.ts';
import type { Runtime } from './runtime.ts';
import {
  BoundMethod,
  Builtin,
  Descriptor,
  DTypeValue,
  Instance,
  PyClass,
  PyFunction,
  PyModule,
  PyRange,
  PySlice,
  PyTuple,
  SuperProxy,
  Unsupported,
  type Value,
} from './values.ts';

/** Attributes that a text gave to functions (`f.cache = x`). */
const functionAttributes = new WeakMap<PyFunction, Map<string, Value>>();

/** `value.name`, undefined where Python would raise AttributeError. */
export function attributeOf(rt: Runtime, value: Value, name: string): Value | undefined {
  if (value instanceof Instance) return instanceAttribute(rt, value, name);
  if (value instanceof PyModule) return moduleAttribute(rt, value, name);
  if (value instanceof Tensor || value instanceof Num || typeof value === 'boolean') {
    return operandAttribute(rt, value, name);
  }
  if (value instanceof PyClass) return classAttribute(rt, value, name);
  if (value instanceof SuperProxy) return superAttribute(rt, value, name);
  if (value instanceof Unsupported) return value;
  if (value instanceof PyFunction) return functionAttribute(value, name);
  if (value instanceof Builtin)
    return value.attribute?.(name) ?? (name === '__name__' ? lastPart(value.name) : undefined);
  if (value instanceof BoundMethod) return boundAttribute(rt, value, name);
  if (value instanceof DTypeValue) return dtypeAttribute(value, name) ?? methodOf(rt, value, name);
  if (value instanceof Descriptor) return descriptorAttribute(value, name);
  if (value instanceof PyRange || value instanceof PySlice) return boundsAttribute(value, name);
  if (name === '__class__') return rt.typeOf(value);
  return methodOf(rt, value, name);
}

function lastPart(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1);
}

function instanceAttribute(rt: Runtime, value: Instance, name: string): Value | undefined {
  const own = value.attributes.get(name);
  if (own !== undefined) return own;
  const member = lookUp(value.cls, name);
  if (member !== undefined) return bound(rt, value, value.cls, member);
  if (name === '__class__') return value.cls;
  if (name === '__dict__') return rt.dictOf(value.attributes);
  if (value.payload !== null) return attributeOf(rt, value.payload, name);
  const fallback = lookUp(value.cls, '__getattr__');
  if (fallback !== undefined) return rt.invoke(fallback, value, name);
  return unknownBaseOf(value.cls) ?? undefined;
}

/** A member of a class as it is read through an instance. */
function bound(rt: Runtime, self: Instance | PyClass, cls: PyClass, member: Value): Value {
  if (member instanceof PyFunction) return new BoundMethod(self, member);
  if (!(member instanceof Descriptor)) return member;
  if (member.kind === 'property') return rt.invoke(member.get, self);
  if (member.kind === 'static') return member.get;
  return boundToClass(cls, member.get);
}

function boundToClass(cls: PyClass, member: Value): Value {
  return member instanceof PyFunction || member instanceof Builtin ? new BoundMethod(cls, member) : member;
}

function moduleAttribute(rt: Runtime, module: PyModule, name: string): Value | undefined {
  const value = module.get(name);
  if (value !== undefined) return value;
  if (name === '__name__') return module.name;
  // A module of ours lacks names of the real one; only a file of the user's can be known to lack one.
  return rt.ownNames(module) ? undefined : rt.unknown(rt.localize('{0} is not supported', `${module.name}.${name}`));
}

function operandAttribute(rt: Runtime, value: Tensor | Num | boolean, name: string): Value | undefined {
  const operand = typeof value === 'boolean' ? new Num(value ? 1 : 0, true) : value;
  if (name === '__class__') return rt.typeOf(value);
  return arrayAttribute(rt, operand, name);
}

function classAttribute(rt: Runtime, cls: PyClass, name: string): Value | undefined {
  const member = lookUp(cls, name);
  if (member instanceof Descriptor) {
    if (member.kind === 'property') return member;
    return member.kind === 'static' ? member.get : boundToClass(cls, member.get);
  }
  if (member !== undefined) return member;
  if (name === '__name__' || name === '__qualname__') return cls.name;
  if (name === '__class__') return rt.types.get('type') ?? OBJECT;
  if (name === '__dict__') return rt.dictOf(cls.members);
  if (name === '__mro__') return new PyTuple(cls.mro);
  if (name === '__bases__') return new PyTuple(cls.bases);
  return rt.nativeMember(cls, name) ?? unknownBaseOf(cls) ?? undefined;
}

function superAttribute(rt: Runtime, proxy: SuperProxy, name: string): Value | undefined {
  const { self } = proxy;
  const cls = self instanceof Instance ? self.cls : self;
  const after = cls.mro.slice(cls.mro.indexOf(proxy.start) + 1);
  for (const base of after) {
    const member = base.members.get(name);
    if (member !== undefined) return bound(rt, self, cls, member);
  }
  const unknown = after.find((base) => base.unknownBase)?.unknownBase ?? proxy.start.unknownBase;
  if (unknown) return unknown;
  if (self instanceof Instance && self.payload !== null) return attributeOf(rt, self.payload, name);
  // `object` and the exceptions have these, and they do nothing that matters here.
  if (name === '__init__') return new Builtin('__init__', (args) => rt.initializeException(self, args));
  return name === '__setattr__' || name === '__getattribute__' ? plainAccess(rt, self, name) : undefined;
}

function plainAccess(rt: Runtime, self: Instance | PyClass, name: string): Value {
  return new Builtin(name, ({ positional: [key = null, value = null] }) => {
    if (typeof key !== 'string' || !(self instanceof Instance)) return null;
    if (name === '__getattribute__') return attributeOf(rt, self, key) ?? null;
    self.attributes.set(key, value);
    return null;
  });
}

function functionAttribute(fn: PyFunction, name: string): Value | undefined {
  const own = functionAttributes.get(fn)?.get(name);
  if (own !== undefined) return own;
  if (name === '__name__' || name === '__qualname__') return fn.name;
  if (name === '__doc__') return fn.def.kind === 'FunctionDef' ? (fn.def.docstring?.text ?? null) : null;
  return name === '__module__' ? '__main__' : undefined;
}

function boundAttribute(rt: Runtime, method: BoundMethod, name: string): Value | undefined {
  if (name === '__self__') return method.self;
  return name === '__func__' ? method.func : attributeOf(rt, method.func, name);
}

/** `@x.setter` gives a property with both halves. */
function descriptorAttribute(descriptor: Descriptor, name: string): Value | undefined {
  const { kind, get, set } = descriptor;
  if (name === 'setter') return new Builtin(name, ({ positional }) => new Descriptor(kind, get, positional[0] ?? null));
  if (name === 'getter') return new Builtin(name, ({ positional }) => new Descriptor(kind, positional[0] ?? null, set));
  if (name === 'deleter') return new Builtin(name, () => descriptor);
  return name === 'fget' ? get : name === '__func__' ? get : undefined;
}

function boundsAttribute(value: PyRange | PySlice, name: string): Value | undefined {
  if (name !== 'start' && name !== 'stop' && name !== 'step') return undefined;
  return value instanceof PySlice ? value[name] : new Num(value[name], true);
}

/** `value.name = to`. */
export function setAttribute(rt: Runtime, value: Value, name: string, to: Value): void {
  if (value instanceof Instance) {
    const member = lookUp(value.cls, name);
    if (member instanceof Descriptor && member.kind === 'property') {
      if (member.set === null) rt.fail('AttributeError', rt.localize("the property '{0}' has no setter", name));
      rt.invoke(member.set, value, to);
      return;
    }
    const hook = lookUp(value.cls, '__setattr__');
    if (hook === undefined) value.attributes.set(name, to);
    else rt.invoke(hook, value, name, to);
  } else if (value instanceof PyClass) {
    value.members.set(name, to);
  } else if (value instanceof PyFunction) {
    const attributes = functionAttributes.get(value) ?? new Map<string, Value>();
    functionAttributes.set(value, attributes.set(name, to));
  } else if (value instanceof Tensor && name === 'shape') {
    rt.unsupported(rt.localize('an assignment to .shape of an array without a name'));
  } else if (!(value instanceof Unsupported || value instanceof PyModule)) {
    rt.fail('AttributeError', rt.localize("'{0}' has no attribute '{1}' to assign", rt.typeName(value), name));
  }
}

/** `del value.name`. */
export function deleteAttribute(rt: Runtime, value: Value, name: string): void {
  const names = value instanceof Instance ? value.attributes : value instanceof PyClass ? value.members : null;
  if (!names?.delete(name))
    rt.fail('AttributeError', rt.localize("'{0}' has no attribute '{1}'", rt.typeName(value), name));
}
