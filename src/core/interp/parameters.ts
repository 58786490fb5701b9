import type { Code } from './code.ts';
import { putEntry } from './dict.ts';
import type { Runtime } from './runtime.ts';
import { PyDict, PyTuple, type PyFunction, type Value } from './values.ts';

/**
 * Puts the arguments of a call under the names of the parameters, with Python's rules and its TypeErrors. Parameters
 * that are missing take their defaults.
 */
export function bindArguments(
  rt: Runtime,
  fn: PyFunction,
  code: Code,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  into: Map<string, Value>,
): void {
  const count = code.positional.length;
  const given = Math.min(positional.length, count);
  for (let i = 0; i < given; i++) into.set(code.positional[i]?.name ?? '', positional[i] ?? null);
  if (code.rest) into.set(code.rest.name, new PyTuple(positional.slice(given)));
  else if (positional.length > count) tooMany(rt, fn, code, positional.length);
  const extra = code.keywordRest ? new PyDict() : null;
  if (keywords.size > 0) bindKeywords(rt, fn, code, keywords, into, extra);
  if (given < count || code.keywordOnly.length > 0) fillDefaults(rt, fn, code, into);
  if (code.keywordRest) into.set(code.keywordRest.name, extra);
}

function bindKeywords(
  rt: Runtime,
  fn: PyFunction,
  code: Code,
  keywords: ReadonlyMap<string, Value>,
  into: Map<string, Value>,
  extra: PyDict | null,
): void {
  for (const [name, value] of keywords) {
    const known =
      code.positional.some((parameter) => parameter.name === name) ||
      code.keywordOnly.some((parameter) => parameter.name === name);
    if (!known) {
      if (extra) putEntry(rt, extra, name, value);
      else rt.fail('TypeError', rt.localize("{0}() got an unexpected keyword argument '{1}'", fn.name, name));
    } else if (into.has(name)) {
      rt.fail('TypeError', rt.localize("{0}() got multiple values for argument '{1}'", fn.name, name));
    } else {
      into.set(name, value);
    }
  }
}

function fillDefaults(rt: Runtime, fn: PyFunction, code: Code, into: Map<string, Value>): void {
  const missing: string[] = [];
  for (const { name } of code.positional) {
    if (into.has(name)) continue;
    const value = fn.defaults.get(name);
    if (value === undefined) missing.push(name);
    else into.set(name, value);
  }
  if (missing.length > 0) missingArguments(rt, fn, missing);
  for (const { name } of code.keywordOnly) {
    if (into.has(name)) continue;
    const value = fn.defaults.get(name);
    if (value === undefined) missing.push(name);
    else into.set(name, value);
  }
  if (missing.length > 0) missingArguments(rt, fn, missing);
}

function missingArguments(rt: Runtime, fn: PyFunction, names: readonly string[]): never {
  const quoted = names.map((name) => `'${name}'`).join(', ');
  const message =
    names.length === 1
      ? rt.localize('{0}() misses the argument {1}', fn.name, quoted)
      : rt.localize('{0}() misses the arguments {1}', fn.name, quoted);
  rt.fail('TypeError', message);
}

function tooMany(rt: Runtime, fn: PyFunction, code: Code, given: number): never {
  const most = code.positional.length;
  rt.fail('TypeError', rt.localize('{0}() takes {1} positional arguments but {2} were given', fn.name, most, given));
}
