import type { Import, ImportAlias, ImportFrom } from '../../syntax/ast.ts';
import { NORMAL, type Exec, type Frame } from '../frame.ts';
import { standInFor } from '../standIns.ts';
import { PyModule, Unsupported, type Value } from '../values.ts';
import type { Context } from './context.ts';
import { writer } from './names.ts';

export function importStatement(c: Context, statement: Import): Exec {
  const { rt, file } = c.unit;
  const parts = statement.names.map((alias) => {
    const root = alias.name.split('.')[0] ?? alias.name;
    return { alias, root, write: writer(c, alias.asName ?? root) };
  });
  return (frame) => {
    for (const { alias, root, write } of parts) {
      const module = rt.importModule(alias.name, 0, file, alias.span);
      const whole = alias.asName === null && root !== alias.name;
      write(frame, whole ? rt.importModule(root, 0, file, alias.span) : module);
    }
    return NORMAL;
  };
}

export function importFromStatement(c: Context, statement: ImportFrom): Exec {
  const { rt, file } = c.unit;
  const parts = statement.names.map((alias) => ({ alias, write: writer(c, alias.asName ?? alias.name) }));
  return (frame) => {
    const { module: name, level, span } = statement;
    const module = name === '' ? null : rt.importModule(name, level, file, span);
    for (const { alias, write } of parts) {
      if (alias.name !== '*') write(frame, memberOf(c, statement, module, alias));
      else if (module instanceof PyModule) importAll(c, module, frame);
      else c.unit.unknownStar = module;
    }
    return NORMAL;
  };
}

function memberOf(c: Context, statement: ImportFrom, module: PyModule | Unsupported | null, alias: ImportAlias): Value {
  const { rt, file } = c.unit;
  const member = module instanceof PyModule ? module.get(alias.name) : undefined;
  if (member !== undefined) return member;
  const dotted = statement.module === '' ? alias.name : `${statement.module}.${alias.name}`;
  const standIn =
    module instanceof Unsupported
      ? standInFor(
          alias.name,
          statement.names.map(({ name }) => name),
        )
      : null;
  if (standIn !== null) {
    const standIns = rt.importModule(standIn, 0, file, alias.span);
    const known = standIns instanceof PyModule ? standIns.get(alias.name) : undefined;
    if (known !== undefined) return known;
  }
  if (module instanceof Unsupported)
    return new Unsupported(rt.localize('{0} is not available', dotted), alias.span, file);
  return rt.importModule(dotted, statement.level, file, alias.span);
}

/** Names of the user's modules are copied; for those of a library we ask when one is needed. */
function importAll(c: Context, module: PyModule, frame: Frame): void {
  const { rt, stars } = c.unit;
  for (const [name, value] of rt.ownNames(module) ?? []) {
    if (!name.startsWith('_')) frame.scope.names.set(name, value);
  }
  stars.push(rt.starLookup(module));
}
