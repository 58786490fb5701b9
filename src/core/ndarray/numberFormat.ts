import type { DType } from './ndarray.ts';

/** A float as Python's `repr` writes it: the shortest digits that read back the same, `1.0`, `1e-05`, `nan`. */
export function formatFloat(x: number): string {
  if (!Number.isFinite(x)) return formatNonFinite(x);
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) return padExponent(x.toExponential());
  const digits = Object.is(x, -0) ? '-0' : positional(x);
  return digits.includes('.') ? digits : `${digits}.0`;
}

/** A number as Python prints one of this dtype. */
export function formatScalar(x: number, dtype: DType): string {
  if (dtype === 'bool') return x !== 0 ? 'True' : 'False';
  return dtype === 'int64' ? formatInteger(x) : formatFloat(x);
}

/** An integer without an exponent. */
export function formatInteger(x: number): string {
  return Number.isSafeInteger(x) || !Number.isFinite(x) ? String(x) : BigInt(x).toString();
}

export function formatNonFinite(x: number): string {
  if (Number.isNaN(x)) return 'nan';
  return x > 0 ? 'inf' : '-inf';
}

/** Shortest digits without an exponent, for numbers below 1e21. */
function positional(x: number): string {
  const text = String(x);
  const [mantissa = '', exponent] = text.split('e');
  if (exponent === undefined) return text;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace('-', '').replace('.', '');
  return `${sign}0.${'0'.repeat(-Number(exponent) - 1)}${digits}`;
}

/** JavaScript writes `1e-5`, Python at least two digits: `1e-05`. */
function padExponent(text: string): string {
  const [mantissa = '', exponent = ''] = text.split('e');
  return `${mantissa}e${exponent.slice(0, 1)}${exponent.slice(1).padStart(2, '0')}`;
}

/** Without an exponent, at most `precision` digits after the point, which is always there: `1.`, `0.33333333`. */
export function toPositional(x: number, precision: number): string {
  const shortest = Object.is(x, -0) ? '-0' : positional(x);
  const [whole = '', fraction = ''] = shortest.split('.');
  if (fraction.length <= precision) return `${whole}.${fraction}`;
  const isTie = fraction.length === precision + 1 && Number.isInteger(x * 2 ** (precision + 1));
  const rounded = isTie ? halfEven(`${whole}.${fraction}`) : x.toFixed(precision);
  return rounded.replace(/0+$/, '');
}

/** Drops a last digit 5 that lies exactly between two neighbours, and takes the even one; `toFixed` would take the larger. */
function halfEven(digits: string): string {
  const kept = digits.slice(0, -1);
  const last = Number(kept.at(-1));
  // An odd digit is at most 9 and rounding it up may carry, which is left to integer arithmetic on all digits.
  if (last % 2 === 0) return kept;
  const point = kept.indexOf('.');
  const sign = kept.startsWith('-') ? '-' : '';
  const all = (BigInt(kept.replace('-', '').replace('.', '')) + 1n).toString();
  const places = kept.length - point - 1;
  const padded = all.padStart(places + 1, '0');
  return `${sign}${padded.slice(0, -places)}.${padded.slice(-places)}`;
}

/** With an exponent and at most (or, with `isFixed`, exactly) `precision` digits after the point: `1.e-05`, `1.50e+10`. */
export function toScientific(x: number, precision: number, isFixed: boolean): string {
  const shortest = x.toExponential();
  const fraction = /\.(\d+)/.exec(shortest)?.[1] ?? '';
  const text = fraction.length > precision || isFixed ? x.toExponential(precision) : shortest;
  const [mantissa = '', exponent = ''] = text.split('e');
  const trimmed = isFixed || !mantissa.includes('.') ? mantissa : mantissa.replace(/0+$/, '');
  return padExponent(`${trimmed.includes('.') ? trimmed : `${trimmed}.`}e${exponent}`);
}
