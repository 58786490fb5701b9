import type { Value } from '../interp/values.ts';
import type { Witness } from '../base/diagnostic.ts';
import { flatOfValue, worstIndex, type Flat } from './compare.ts';
import type { InputNote } from './unit.ts';

/** A number as people write it: six significant digits, no needless zeros. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e6 || magnitude < 1e-4) return value.toExponential(4).replace(/\.?0+e/, 'e');
  return String(Number(value.toPrecision(6)));
}

/** `(5, 10)`, `(3,)`. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${String(shape[0])},)` : `(${shape.join(', ')})`;
}

/** A value in a few characters: the number, a short list, or the shape. */
export function describeValue(value: Value): string {
  const flat = flatOfValue(value);
  if (!flat) return '…';
  if (flat.shape.length === 0) return numberText(flat.data[0] ?? NaN);
  if (flat.shape.length === 1 && flat.data.length <= 4) return `[${[...flat.data].map(numberText).join(', ')}]`;
  return shapeText(flat.shape);
}

/** The entry that speaks loudest against a gradient, with the inputs it was found at. */
export function witnessOf(written: Flat, truth: Flat, inputs: readonly InputNote[]): Witness {
  const sameSize = written.data.length === truth.data.length;
  const { index, position } = worstIndex(written, truth);
  return {
    inputs: Object.fromEntries(inputs.slice(0, 12).map((input) => [input.name, input.text])),
    index: sameSize ? index : '',
    written: sameSize ? (written.data[position] ?? NaN) : shapeText(written.shape),
    truth: sameSize ? (truth.data[position] ?? NaN) : shapeText(truth.shape),
  };
}
