import type { BuiltinTable } from '../builtins/table.ts';
import type { Runtime } from '../runtime.ts';
import { Builtin, Instance, PyClass, type Arguments, type Value } from '../values.ts';

export const dataclasses: BuiltinTable = {
  dataclass: (rt, { positional: [cls] }) =>
    cls instanceof PyClass
      ? withInit(rt, cls)
      : new Builtin('dataclass', ({ positional: [given = null] }) =>
          given instanceof PyClass ? withInit(rt, given) : given,
        ),
  field: (rt, { keywords }) => {
    const factory = keywords.get('default_factory');
    return factory === undefined ? (keywords.get('default') ?? null) : new Builtin(FACTORY, () => rt.invoke(factory));
  },
};

/** The name of the built-in that stands for `field(default_factory=…)`. */
const FACTORY = 'dataclasses.field';

/** The annotated names of a class and of its bases, bases first. */
function fieldsOf(cls: PyClass): string[] {
  const fields = cls.mro
    .toReversed()
    .flatMap((base) =>
      (base.def?.body ?? []).flatMap((statement) =>
        statement.kind === 'AnnAssign' && statement.target.kind === 'Name' ? [statement.target.name] : [],
      ),
    );
  return [...new Set(fields)];
}

function withInit(rt: Runtime, cls: PyClass): PyClass {
  const fields = fieldsOf(cls);
  if (!cls.members.has('__init__')) {
    cls.members.set('__init__', new Builtin('__init__', (args) => initialize(rt, cls, fields, args)));
  }
  if (!cls.members.has('__repr__')) {
    cls.members.set(
      '__repr__',
      new Builtin('__repr__', ({ positional: [self = null] }) => textOf(rt, cls, fields, self)),
    );
  }
  return cls;
}

function initialize(rt: Runtime, cls: PyClass, fields: readonly string[], args: Arguments): Value {
  const [self = null, ...positional] = args.positional;
  if (!(self instanceof Instance)) return null;
  fields.forEach((field, i) => {
    const given = i < positional.length ? (positional[i] ?? null) : args.keywords.get(field);
    self.attributes.set(
      field,
      given ?? (args.keywords.has(field) ? null : fallback(rt, cls, field, i < positional.length)),
    );
  });
  const after = rt.attribute(self, '__post_init__');
  return after === undefined ? null : rt.invoke(after);
}

function fallback(rt: Runtime, cls: PyClass, field: string, given: boolean): Value {
  if (given) return null;
  for (const base of cls.mro) {
    const value = base.members.get(field);
    if (value instanceof Builtin && value.name === FACTORY) return rt.invoke(value);
    if (value !== undefined) return value;
  }
  return rt.fail('TypeError', rt.localize('{0}() misses the argument {1}', cls.name, `'${field}'`));
}

function textOf(rt: Runtime, cls: PyClass, fields: readonly string[], self: Value): string {
  const parts = fields.map((field) => `${field}=${rt.repr(rt.getAttribute(self, field))}`);
  return `${cls.name}(${parts.join(', ')})`;
}
