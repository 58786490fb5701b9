import type { ClassDef } from '../syntax/ast.ts';
import { OBJECT, isExceptionClass, makeException } from './exceptions.ts';
import { linearize } from './mro.ts';
import type { Runtime } from './runtime.ts';
import { DTypeValue, Instance, PyClass, PyModule, Unsupported, type Arguments, type Value } from './values.ts';

/** Makes a class of its evaluated bases and the names that its body bound. */
export function buildClass(
  rt: Runtime,
  def: ClassDef,
  bases: readonly Value[],
  members: ReadonlyMap<string, Value>,
): PyClass {
  const known: PyClass[] = [];
  let unknown: Unsupported | null = null;
  for (const base of bases) {
    if (base instanceof PyClass) known.push(base);
    else if (base instanceof Unsupported) unknown = base;
    else if (base instanceof DTypeValue || base instanceof PyModule)
      unknown = rt.unknown(rt.localize('a class based on {0}', base.name));
    else rt.fail('TypeError', rt.localize("'{0}' cannot be a base class", rt.typeName(base)));
  }
  if (known.length === 0) known.push(OBJECT);
  const cls = new PyClass(def.name, known, def);
  const mro = linearize(cls);
  if (!mro) rt.fail('TypeError', rt.localize('the bases of class {0} contradict each other', def.name));
  cls.mro = mro;
  cls.unknownBase = unknown;
  for (const [name, value] of members) cls.members.set(name, value);
  cls.members.set('__doc__', def.docstring?.text ?? null);
  return cls;
}

/** What a class or its bases hold under a name. */
export function lookUp(cls: PyClass, name: string): Value | undefined {
  const own = cls.members.get(name);
  if (own !== undefined) return own;
  for (let i = 1; i < cls.mro.length; i++) {
    const value = cls.mro[i]?.members.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The first base that we do not know, among the class and its bases. */
export function unknownBaseOf(cls: PyClass): Unsupported | null {
  for (const base of cls.mro) if (base.unknownBase) return base.unknownBase;
  return null;
}

/** Calls a class: a new instance, its `__init__` run. */
export function instantiate(rt: Runtime, cls: PyClass, args: Arguments): Value {
  if (cls.construct) return cls.construct(args);
  const native = cls.mro.find((base) => base.construct);
  const maker = lookUp(cls, '__new__');
  const made =
    maker === undefined ? fresh(cls, args) : rt.call(maker, { ...args, positional: [cls, ...args.positional] });
  if (!(made instanceof Instance)) return made;
  const init = lookUp(cls, '__init__');
  if (native?.construct) made.payload = native.construct(init === undefined ? args : NO_ARGUMENTS);
  if (init !== undefined) {
    rt.call(init, { ...args, positional: [made, ...args.positional] });
  } else if (!native && !isExceptionClass(cls) && maker === undefined) {
    if (unknownBaseOf(cls)) return made;
    const given = args.positional.length + args.keywords.size;
    if (given > 0) rt.fail('TypeError', rt.localize('{0}() takes no arguments', cls.name));
  }
  return made;
}

const NO_ARGUMENTS: Arguments = { positional: [], keywords: new Map() };

function fresh(cls: PyClass, args: Arguments): Instance {
  return isExceptionClass(cls) ? makeException(cls, args.positional) : new Instance(cls);
}
