import { numberText } from '../../core/base/numberText.ts';
import type { Payload } from '../../core/circuit/circuit.ts';
import { t } from '../texts.ts';

/** What a reader wants to know of many numbers at once. */
export interface Summary {
  readonly count: number;
  /** Of the finite numbers; both 0 when there are none. */
  readonly min: number;
  readonly max: number;
  readonly notFinite: number;
}

const summaries = new WeakMap<Payload, Summary>();

function summarize(payload: Payload): Summary {
  const data = payload.kind === 'scalar' ? [payload.value] : payload.data;
  let min = Infinity;
  let max = -Infinity;
  let notFinite = 0;
  for (const value of data) {
    if (!Number.isFinite(value)) notFinite++;
    else {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  return { count: data.length, min: min === Infinity ? 0 : min, max: max === -Infinity ? 0 : max, notFinite };
}

/** Least and greatest number of a payload; computed once for each. */
export function summaryOf(payload: Payload): Summary {
  const known = summaries.get(payload);
  if (known !== undefined) return known;
  const summary = summarize(payload);
  summaries.set(payload, summary);
  return summary;
}

/** A shape as Python writes it: `(3,)`, `(5, 10)`. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${String(shape[0])},)` : `(${shape.join(', ')})`;
}

/** A payload in a few words: the number, or `(5, 10), from -1.2 to 3.4`. */
export function payloadText(payload: Payload): string {
  if (payload.kind === 'scalar') return numberText(payload.value);
  const { min, max, notFinite } = summaryOf(payload);
  const range = t('{0}, from {1} to {2}', shapeText(payload.shape), numberText(min), numberText(max));
  return notFinite === 0 ? range : `${range}, ${t('{0} not finite', notFinite)}`;
}

/** The sum of two payloads of one shape; null when their shapes differ. */
export function addPayloads(a: Payload, b: Payload): Payload | null {
  if (a.kind === 'scalar' && b.kind === 'scalar') return { kind: 'scalar', value: a.value + b.value };
  if (a.kind !== 'array' || b.kind !== 'array' || a.data.length !== b.data.length) return null;
  const other = b.data;
  return { ...a, data: a.data.map((value, index) => value + (other[index] ?? 0)) };
}
