import { formatFloat, formatInteger } from '../../ndarray/numberFormat.ts';
import type { FormatSpec } from './spec.ts';

const MAX_DIGITS = 100;

/** A number by C's and Python's letters: `d e f g % x o b n` and none. Null for a letter that numbers do not have. */
export function numberByType(value: number, isInt: boolean, spec: FormatSpec): string | null {
  const body = magnitudeText(Math.abs(value), isInt, spec);
  if (body === null) return null;
  const negative = value < 0 || Object.is(value, -0);
  const sign = negative && !(isInt && value === 0) ? '-' : spec.sign === '-' ? '' : spec.sign;
  return sign + grouped(body, spec.grouping);
}

function magnitudeText(value: number, isInt: boolean, spec: FormatSpec): string | null {
  const { type } = spec;
  const precision = Math.min(spec.precision ?? 6, MAX_DIGITS);
  switch (type) {
    case 'd':
    case 'i':
    case 'u':
      return finite(Math.trunc(value), formatInteger);
    case 'n':
    case '':
      if (isInt && spec.precision === null) return formatInteger(value);
      return spec.precision === null
        ? formatFloat(value)
        : finite(value, () => general(value, precision, spec.alternate, true));
    case 'f':
    case 'F':
      return finite(value, () => fixed(value, precision));
    case 'e':
    case 'E': {
      const text = finite(value, () => exponentText(value.toExponential(precision)));
      return type === 'E' ? text.toUpperCase() : text;
    }
    case 'g':
    case 'G': {
      const text = finite(value, () => general(value, precision, spec.alternate, false));
      return type === 'G' ? text.toUpperCase() : text;
    }
    case '%':
      return `${finite(value, () => fixed(value * 100, precision))}%`;
    case 'x':
    case 'X':
    case 'o':
    case 'b':
      return isInt ? inBase(value, type, spec.alternate) : null;
    case 'c':
      return isInt ? String.fromCodePoint(value) : null;
    default:
      return null;
  }
}

/** Writes an exponent with at least two digits, as C does: `1e-7` becomes `1e-07`. */
function exponentText(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

function finite(value: number, text: (value: number) => string): string {
  return Number.isFinite(value) ? text(value) : formatFloat(value);
}

function inBase(value: number, type: string, alternate: boolean): string {
  const base = type === 'o' ? 8 : type === 'b' ? 2 : 16;
  const digits = BigInt(value).toString(base);
  const text = alternate ? `0${type.toLowerCase()}${digits}` : digits;
  return type === 'X' ? text.toUpperCase() : text;
}

/** `toFixed` gives exponents from 1e21 on; the digits of so large a number are those of an integer. */
function fixed(value: number, precision: number): string {
  if (value < 1e21) return roundedHalfEven(value, precision);
  const digits = BigInt(value).toString();
  return precision > 0 ? `${digits}.${'0'.repeat(precision)}` : digits;
}

/** JavaScript's `toFixed` rounds exact ties up, C rounds them to even: `%.0f` of 2.5 is 2. */
export function roundedHalfEven(value: number, precision: number): string {
  const text = value.toFixed(precision);
  const exact = value.toFixed(Math.min(MAX_DIGITS, precision + 30));
  const point = exact.indexOf('.');
  const tail = exact.slice(point + 1 + precision);
  if (!/^50*$/.test(tail)) return text;
  const down = exact.slice(0, precision === 0 ? point : point + 1 + precision);
  return '02468'.includes(down.at(-1) ?? '') ? down : text;
}

/** `%g`: the shorter of fixed and exponent notation. Without a letter Python keeps one decimal of a float. */
function general(value: number, precision: number, alternate: boolean, keepsPoint: boolean): string {
  const digits = precision === 0 ? 1 : precision;
  const exponential = value.toExponential(digits - 1);
  const exponent = Number(exponential.slice(exponential.indexOf('e') + 1));
  const useExponent = exponent < -4 || exponent >= (keepsPoint ? Math.max(digits, 1) : digits);
  const text = useExponent ? exponential : fixed(value, Math.max(0, digits - 1 - exponent));
  const [mantissa = '', power] = text.split('e');
  const trimmed = alternate || !mantissa.includes('.') ? mantissa : mantissa.replace(/\.?0+$/, '');
  if (power !== undefined) return exponentText(`${trimmed}e${power}`);
  return keepsPoint && !trimmed.includes('.') ? `${trimmed}.0` : trimmed;
}

function grouped(text: string, separator: string): string {
  if (separator === '') return text;
  const [whole = '', rest] = text.split('.', 2);
  const parts = whole.replace(/\B(?=(\d{3})+(?!\d))/g, separator);
  return rest === undefined ? parts : `${parts}.${rest}`;
}
