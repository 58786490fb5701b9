import { formatShape } from '../ndarray/formatShape.ts';
import type { Value } from '../interp/values.ts';
import type { Witness } from '../base/diagnostic.ts';
import { numberText as shortNumber } from '../base/numberText.ts';
import { flatOfValue, worstIndex, type Flat } from './compare.ts';
import type { InputNote } from './unit.ts';

/** A number in a message: six significant digits, enough to be found again in one's own output. */
export function numberText(value: number): string {
  return shortNumber(value, 6);
}

/** A value in a few characters: the number, a short list, or the shape. */
export function describeValue(value: Value): string {
  const flat = flatOfValue(value);
  if (!flat) return '…';
  if (flat.shape.length === 0) return numberText(flat.data[0] ?? NaN);
  if (flat.shape.length === 1 && flat.data.length <= 4) return `[${[...flat.data].map(numberText).join(', ')}]`;
  return formatShape(flat.shape);
}

/** The entry that speaks loudest against a gradient, with the inputs it was found at. */
export function witnessOf(written: Flat, truth: Flat, inputs: readonly InputNote[]): Witness {
  const sameSize = written.data.length === truth.data.length;
  const { index, position } = worstIndex(written, truth);
  return {
    inputs: Object.fromEntries(inputs.slice(0, 12).map((input) => [input.name, input.text])),
    index: sameSize ? index : '',
    written: sameSize ? (written.data[position] ?? NaN) : formatShape(written.shape),
    truth: sameSize ? (truth.data[position] ?? NaN) : formatShape(truth.shape),
  };
}
