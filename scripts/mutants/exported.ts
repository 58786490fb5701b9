import { NDArray } from '../../src/core/ndarray/ndarray.ts';
import type { Binding } from '../../src/core/interp/execution.ts';
import { PyDict, PyList, PyTuple, type Value } from '../../src/core/interp/values.ts';
import { Num, Tensor, toContiguous } from '../../src/core/tape/tensor.ts';
import type { Pass } from './passes.ts';

/** One call that Python is to make: a class to construct, a method of what was constructed, a function. */
export interface Call {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** A pass as Python can run it: the text, and the calls with the inputs of our own run. */
export interface ExportedPass {
  readonly path: string;
  readonly kind: string;
  readonly name: string;
  readonly text: string;
  /** Null for a class whose object has to be made first. */
  readonly owner: string | null;
  readonly calls: readonly Call[];
}

/** An offered fix: the whole text that it makes of the mutated one. */
export interface ExportedFix {
  readonly pass: number;
  readonly mutated: string;
  readonly text: string;
}

class NotPlain extends Error {}

/** The pass with its inputs as JSON; null when an input is an object or a function. */
export function exportPass({ unit, source, outcome }: Pass, path: string): ExportedPass | null {
  const at = unit.name.indexOf('.');
  const owner = at < 0 ? null : unit.name.slice(0, at);
  const { bindings } = unit.run(source, outcome.sample);
  const base = { path, kind: unit.kind, name: unit.name, text: source.text, owner };
  if (unit.kind === 'script') return { ...base, calls: [] };
  try {
    return { ...base, calls: callsOf(unit.name.slice(at + 1), owner !== null, bindings) };
  } catch (error) {
    if (error instanceof NotPlain) return null;
    throw error;
  }
}

/** A layer's object is made and goes forward before it goes backward; a function is handed what it needs. */
function callsOf(method: string, isMethod: boolean, bindings: readonly Binding[]): Call[] {
  const parameters = bindings.filter(({ kind, path }) => kind === 'parameter' && path !== 'self' && path !== 'cls');
  const names = [...new Set(bindings.flatMap(({ functionName }) => functionName ?? []))];
  const others = isMethod ? names.filter((name) => name !== '__init__' && name !== method) : [];
  const wanted = [...(isMethod ? ['__init__'] : []), ...others, method];
  return wanted.map((name) => {
    const own = parameters.filter(({ functionName }) => functionName === name);
    const frame = own[0]?.frame;
    const first = own.filter((binding) => binding.frame === frame);
    return { name, args: Object.fromEntries(first.map((binding) => [binding.path, plainAt(binding)])) };
  });
}

/** The value that a parameter had when the call began: arrays may have been changed in place since. */
function plainAt({ value, node }: Binding): unknown {
  if (value instanceof Tensor && node?.value instanceof NDArray) return plainArray(node.value);
  return plain(value);
}

function plain(value: Value): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (value instanceof Num) return { number: numberOf(value.value), whole: value.isInt };
  if (value instanceof Tensor) return plainArray(value.array);
  if (value instanceof PyList) return { list: value.items.map(plain) };
  if (value instanceof PyTuple) return { tuple: value.items.map(plain) };
  if (value instanceof PyDict) {
    return { dict: [...value.entries.values()].map((entry) => [plain(entry.key), plain(entry.value)]) };
  }
  throw new NotPlain();
}

function plainArray(array: NDArray): unknown {
  return { array: [...toContiguous(array)].map(numberOf), shape: array.shape, dtype: array.dtype };
}

function numberOf(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}
