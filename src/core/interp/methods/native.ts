import { Num } from '../../tape/tensor.ts';
import type { Runtime } from '../runtime.ts';
import { Unsupported, type Arguments, type Value } from '../values.ts';

/** A method of a built-in type. */
export type NativeMethod<Self> = (rt: Runtime, self: Self, args: Arguments) => Value;

/** The methods of a built-in type by name. */
export type MethodTable<Self> = ReadonlyMap<string, NativeMethod<Self>>;

/** Makes a table; `fixed` says how many positional arguments each method takes at least and at most. */
export function methodTable<Self>(
  methods: Readonly<Record<string, readonly [least: number, most: number, run: NativeMethod<Self>]>>,
): MethodTable<Self> {
  const table = new Map<string, NativeMethod<Self>>();
  for (const [name, [least, most, run]] of Object.entries(methods)) {
    table.set(name, (rt, self, args) => {
      const count = args.positional.length;
      if (count < least || count > most) wrongCount(rt, name, count, least, most);
      return run(rt, self, args);
    });
  }
  return table;
}

function wrongCount(rt: Runtime, name: string, count: number, least: number, most: number): never {
  const wanted = least === most ? String(least) : `${String(least)}–${String(most)}`;
  rt.fail('TypeError', rt.localize('{0}() takes {1} arguments but {2} were given', name, wanted, count));
}

/** A positional argument, or the one of that keyword; undefined when neither is given. */
export function argument(args: Arguments, index: number, keyword = ''): Value | undefined {
  return args.positional[index] ?? args.keywords.get(keyword) ?? (index < args.positional.length ? null : undefined);
}

export function textArgument(rt: Runtime, value: Value | undefined): string {
  if (typeof value === 'string') return value;
  if (value instanceof Unsupported) return rt.stop(value);
  return rt.fail('TypeError', rt.localize("text is needed here, not '{0}'", rt.typeName(value ?? null)));
}

export function intArgument(rt: Runtime, value: Value | undefined): number {
  if (value instanceof Num && (value.isInt || (rt.python2 && Number.isInteger(value.value)))) return value.value;
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof Unsupported) return rt.stop(value);
  return rt.fail('TypeError', rt.localize("an integer is needed here, not '{0}'", rt.typeName(value ?? null)));
}

/** An integer of Python. */
export function int(value: number): Num {
  return new Num(value, true);
}
