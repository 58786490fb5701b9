import { PyDict, type Value } from '../src/core/interp/values.ts';
import { flat } from '../src/core/ndarray/strided.ts';
import { parseModule } from '../src/core/syntax/index.ts';
import { Num, Tensor } from '../src/core/tape/index.ts';
import type { Trace, UnitKind } from '../src/core/verify/unit.ts';
import { unitsOf, verifyUnit } from '../src/core/verify/verify.ts';

/** A value that a function was given, as JSON: a number, a text, an array with its numbers, or a dict of such. */
type Given =
  | number
  | string
  | boolean
  | null
  | { readonly shape: readonly number[]; readonly dtype: string; readonly data: readonly number[] }
  | { readonly dict: Readonly<Record<string, Given>> };

/** One run of a pass: what each function of the text was given, by the function's name and the parameter's. */
type RunInputs = Readonly<Record<string, Readonly<Record<string, Given>>>>;

/** A pass that was found right, with the inputs of every run that it took. */
export interface PassInputs {
  readonly name: string;
  readonly kind: UnitKind;
  readonly runs: readonly RunInputs[];
}

/** The inputs with which the passes of a text are verified, so that others can check the same passes with the same inputs. */
export function inputsOf(text: string): PassInputs[] {
  const source = { text, module: parseModule(text), options: {} };
  return unitsOf(source).flatMap((unit) => {
    const runs: RunInputs[] = [];
    const noting = {
      ...unit,
      run: (...args: Parameters<typeof unit.run>): Trace => {
        const trace = unit.run(...args);
        runs.push(givenIn(trace));
        return trace;
      },
    };
    const { gradients } = verifyUnit(noting, source, {});
    const isProven = gradients.some(({ verdict }) => verdict === 'proven');
    return isProven ? [{ name: unit.name, kind: unit.kind, runs }] : [];
  });
}

function givenIn({ bindings }: Trace): RunInputs {
  const given: Record<string, Record<string, Given>> = {};
  for (const { kind, functionName, path, value } of bindings) {
    if (kind !== 'parameter' || functionName === null) continue;
    const plain = plainOf(value);
    if (plain !== undefined) (given[functionName] ??= {})[path] ??= plain;
  }
  return given;
}

/** Undefined for what is no plain data: objects, caches. */
function plainOf(value: Value): Given | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (value instanceof Num) return value.value;
  if (value instanceof Tensor) return { shape: value.shape, dtype: value.dtype, data: [...flat(value.array)] };
  if (!(value instanceof PyDict)) return undefined;
  const entries = [...value.entries.values()].flatMap(({ key, value: entry }): [string, Given][] => {
    const plain = plainOf(entry);
    return typeof key === 'string' && plain !== undefined ? [[key, plain]] : [];
  });
  return { dict: Object.fromEntries(entries) };
}
