import { Num, Tensor } from '../../tape/tensor.ts';
import { getEntry } from '../dict.ts';
import { keyError } from '../exceptions.ts';
import type { Runtime } from '../runtime.ts';
import { PyDict, PyTuple, Unsupported, type Value } from '../values.ts';
import { numberByType } from './numberText.ts';
import { padded, type FormatSpec } from './spec.ts';

const FIELD = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+))?[hlL]?([a-zA-Z%])/g;
const MAX_WIDTH = 10_000;

/** Python's `template % values`. */
export function percentFormat(rt: Runtime, template: string, given: Value): string {
  const values = given instanceof PyTuple ? given.items : [given];
  let next = 0;
  const take = (): Value => {
    const value = values[next++];
    return value === undefined ? rt.fail('TypeError', rt.localize('not enough values for the text')) : value;
  };
  const text = template.replace(
    FIELD,
    (
      _,
      key: string | undefined,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      type: string,
    ) => {
      if (type === '%') return '%';
      const size = width === '*' ? numberIn(rt, take()).value : Number(width ?? 0);
      const digits =
        precision === '*' ? numberIn(rt, take()).value : precision === undefined ? null : Number(precision);
      const value = key === undefined ? take() : named(rt, given, key);
      return formatted(rt, value, specOf(flags, Math.min(size, MAX_WIDTH), digits, type));
    },
  );
  const unused =
    given instanceof PyTuple ? next < values.length : next === 0 && isPlainValue(given) && !template.includes('%(');
  if (unused) rt.fail('TypeError', rt.localize('not all values are used by the text'));
  return text;
}

function isPlainValue(value: Value): boolean {
  return !(value instanceof PyDict);
}

function named(rt: Runtime, given: Value, key: string): Value {
  if (!(given instanceof PyDict)) return rt.fail('TypeError', rt.localize('the text needs a dict of values'));
  return getEntry(rt, given, key) ?? keyError(rt, key);
}

function specOf(flags: string, width: number, precision: number | null, type: string): FormatSpec {
  const left = flags.includes('-');
  return {
    fill: flags.includes('0') && !left ? '0' : ' ',
    align: left ? '<' : flags.includes('0') ? '=' : '>',
    sign: flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '-',
    alternate: flags.includes('#'),
    width,
    grouping: '',
    precision,
    type,
  };
}

function formatted(rt: Runtime, value: Value, spec: FormatSpec): string {
  const align = spec.align === '' ? '>' : spec.align;
  if (value instanceof Unsupported) return '?';
  if (spec.type === 's' || spec.type === 'r' || spec.type === 'a') {
    const text = spec.type === 's' ? rt.str(value) : rt.repr(value);
    const cut = spec.precision === null ? text : text.slice(0, spec.precision);
    return padded(cut, { ...spec, fill: ' ' }, align === '=' ? '>' : align);
  }
  if (spec.type === 'c' && typeof value === 'string') return padded(value, spec, align);
  const number = numberIn(rt, value);
  const whole = 'diuxXoc'.includes(spec.type);
  if (whole && !Number.isFinite(number.value))
    rt.fail('ValueError', rt.localize('cannot convert {0} to an integer', String(number.value)));
  const text = numberByType(whole ? Math.trunc(number.value) : number.value, whole, spec);
  if (text === null) return rt.fail('ValueError', rt.localize("'%{0}' is no format", spec.type));
  return padded(text, spec, align);
}

function numberIn(rt: Runtime, value: Value): { value: number } {
  if (value instanceof Num) return value;
  if (typeof value === 'boolean') return { value: value ? 1 : 0 };
  if (value instanceof Tensor && value.size === 1) return { value: value.array.data[value.offset] ?? NaN };
  return rt.fail('TypeError', rt.localize("the text needs a number here, not '{0}'", rt.typeName(value)));
}
