import { Num, Tensor } from '../../tape/tensor.ts';
import { lookUp } from '../classes.ts';
import { keyError } from '../exceptions.ts';
import type { Runtime } from '../runtime.ts';
import { Instance, PyDict, Unsupported, type Arguments, type Value } from '../values.ts';
import { numberByType } from './numberText.ts';
import { padded, parseSpec, type FormatSpec } from './spec.ts';

/** Widths beyond this are mistakes, and would fill the memory. */
const MAX_WIDTH = 10_000;

/** Python's `format(value, spec)`. */
export function formatValue(rt: Runtime, value: Value, text: string): string {
  if (value instanceof Instance) {
    const method = lookUp(value.cls, '__format__');
    if (method !== undefined) return rt.str(rt.invoke(method, value, text));
  }
  if (value instanceof Unsupported) return '?';
  if (text === '') return rt.str(value);
  const spec = parseSpec(text);
  if (!spec || spec.width > MAX_WIDTH || (spec.precision ?? 0) > MAX_WIDTH) return badSpec(rt, text, value);
  const number = numberOf(value);
  if (number) return formatNumber(rt, number, spec, text);
  if (value instanceof Tensor) {
    return rt.fail('TypeError', rt.localize("an array cannot be formatted with '{0}'", text));
  }
  return formatText(rt, value, spec, text);
}

function numberOf(value: Value): Num | null {
  if (value instanceof Num) return value;
  if (typeof value === 'boolean') return new Num(value ? 1 : 0, true);
  if (value instanceof Tensor && value.size === 1) {
    return new Num(value.array.data[value.offset] ?? NaN, value.dtype !== 'float64');
  }
  return null;
}

function formatNumber(rt: Runtime, number: Num, spec: FormatSpec, text: string): string {
  const wrong = spec.type === 's' || (spec.type === 'd' && !number.isInt);
  const body = wrong ? null : numberByType(number.value, number.isInt, spec);
  if (body === null) return badSpec(rt, text, number);
  return padded(body, spec, spec.align === '' ? '>' : spec.align);
}

function formatText(rt: Runtime, value: Value, spec: FormatSpec, text: string): string {
  if (spec.type !== '' && spec.type !== 's') return badSpec(rt, text, value);
  const body = rt.str(value);
  const cut = spec.precision === null ? body : body.slice(0, spec.precision);
  return padded(cut, spec, spec.align === '' || spec.align === '=' ? '<' : spec.align);
}

function badSpec(rt: Runtime, text: string, value: Value): never {
  return rt.fail('ValueError', rt.localize("'{0}' is no format for '{1}'", text, rt.typeName(value)));
}

/** `template.format(…)`. */
export function formatTemplate(rt: Runtime, template: string, args: Arguments): string {
  let next = 0;
  const field = (text: string): string => {
    const [, path = '', conversion, spec = ''] = /^([^!:]*)(?:!([rsa]))?(?::(.*))?$/s.exec(text) ?? [];
    const [root = '', ...steps] = path.split(/(?=[.[])/);
    let value = root === '' ? args.positional[next++] : rootValue(args, root);
    if (value === undefined) return missingField(rt, root, next - 1);
    for (const step of steps) value = stepInto(rt, value, step);
    const inner = spec.replace(/\{([^{}]*)\}/g, (_, name: string) => field(name));
    if (conversion !== undefined) value = conversion === 's' ? rt.str(value) : rt.repr(value);
    return formatValue(rt, value, inner);
  };
  return template.replace(/\{\{|\}\}|\{((?:[^{}]|\{[^{}]*\})*)\}/g, (whole, text: string | undefined) =>
    text === undefined ? whole.slice(1) : field(text),
  );
}

function rootValue(args: Arguments, root: string): Value | undefined {
  return /^\d+$/.test(root) ? args.positional[Number(root)] : args.keywords.get(root);
}

function stepInto(rt: Runtime, value: Value, step: string): Value {
  if (step.startsWith('.')) return rt.getAttribute(value, step.slice(1));
  const key = step.slice(1, -1);
  return rt.getItem(value, /^\d+$/.test(key) ? new Num(Number(key), true) : key);
}

function missingField(rt: Runtime, name: string, index: number): never {
  if (name !== '' && !/^\d+$/.test(name)) return keyError(rt, name);
  return rt.fail(
    'IndexError',
    rt.localize('there is no argument {0} for this place of the text', name === '' ? index : name),
  );
}

/** `template.format_map(mapping)`. */
export function keywordsOf(mapping: Value): ReadonlyMap<string, Value> {
  const keywords = new Map<string, Value>();
  if (!(mapping instanceof PyDict)) return keywords;
  for (const { key, value } of mapping.entries.values()) if (typeof key === 'string') keywords.set(key, value);
  return keywords;
}
