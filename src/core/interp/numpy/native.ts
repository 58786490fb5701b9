import type { NumpyHost } from '../host.ts';
import { Builtin, Instance, PyClass, PyModule, type Arguments, type Value } from '../values.ts';
import { builtinOf, type Definitions } from './define.ts';

/** Special methods (`__iter__`, `__getitem__`) of an object made here; they take the arguments without the object itself. */
export type SpecialMethods = Readonly<Record<string, (...args: readonly Value[]) => Value>>;

/** An object of a class that NumPy defines: plain attributes, and special methods found through its class as Python does. */
export function nativeObject(
  className: string,
  attributes: Readonly<Record<string, Value>>,
  special: SpecialMethods = {},
): Instance {
  const cls = new PyClass(className, [], null);
  for (const [name, method] of Object.entries(special)) {
    cls.members.set(
      name,
      new Builtin(`${className}.${name}`, ({ positional }: Arguments) => method(...positional.slice(1))),
    );
  }
  const object = new Instance(cls);
  for (const [name, value] of Object.entries(attributes)) object.attributes.set(name, value);
  return object;
}

/** The callables for definitions, as attributes of an object or a module. */
export function builtinsOf(host: NumpyHost, prefix: string, definitions: Definitions): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [name, builtinOf(host, `${prefix}.${name}`, definition)]),
  );
}

/** A module whose functions become callables when they are first looked up. */
export function moduleOf(
  host: NumpyHost,
  name: string,
  prefix: string,
  definitions: Definitions,
  others: (attribute: string) => Value | undefined,
): PyModule {
  const made = new Map<string, Value>();
  const make = (attribute: string): Value | undefined => {
    if (!Object.hasOwn(definitions, attribute)) return others(attribute);
    const definition = definitions[attribute];
    return definition && builtinOf(host, `${prefix}.${attribute}`, definition);
  };
  return new PyModule(name, (attribute) => {
    const known = made.get(attribute);
    if (known !== undefined) return known;
    const value = make(attribute);
    if (value !== undefined) made.set(attribute, value);
    return value;
  });
}
