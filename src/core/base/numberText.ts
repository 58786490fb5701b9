/** Digits that a reader compares at a glance; more are available on demand. */
const SIGNIFICANT = 4;

function withoutTrailingZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/**
 * A number for the eye: integers whole, others with about four significant digits (`0.7311`, `-12.35`, `1.2e-7`),
 * `nan`, `inf` and `-inf` as Python writes them. Never `-0`.
 */
export function numberText(value: number, significant = SIGNIFICANT): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e6) return String(value);
  if (size >= 1e6 || size < 1e-4) return exponential(value, significant);
  const decimals = Math.max(1, significant - 1 - Math.floor(Math.log10(size)));
  return withoutTrailingZeros(value.toFixed(decimals));
}

function exponential(value: number, significant: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential(significant - 1).split('e');
  return `${withoutTrailingZeros(mantissa)}e${exponent.replace('+', '')}`;
}
