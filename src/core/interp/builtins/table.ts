import type { Runtime } from '../runtime.ts';
import { Builtin, type Arguments, type Value } from '../values.ts';

/** Functions by name. */
export type BuiltinTable = Readonly<Record<string, (rt: Runtime, args: Arguments) => Value>>;

/** A function of Python itself. It looks into what it is given only as far as it must: `len` of a list whose items are unknown is known. */
export class PythonBuiltin extends Builtin {}

/** Binds the functions of a table to a machine. `prefix` is what users write before the name (`copy.`). */
export function bindTable(rt: Runtime, table: BuiltinTable, prefix = ''): Map<string, Builtin> {
  return new Map(Object.entries(table).map(([name, run]) => [name, bound(rt, prefix + name, run)]));
}

/** A function bound to a machine. */
export function bound(rt: Runtime, name: string, run: (rt: Runtime, args: Arguments) => Value): Builtin {
  return new PythonBuiltin(name, (args) => run(rt, args));
}
