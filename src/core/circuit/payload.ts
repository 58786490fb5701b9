import type { Data } from '../ops/op.ts';
import { toContiguous } from '../tape/tensor.ts';
import type { Payload } from './circuit.ts';

/** A value on a wire as plain data. */
export function payloadOf(data: Data): Payload {
  if (typeof data === 'number') return { kind: 'scalar', value: data };
  if (data.shape.length === 0) return { kind: 'scalar', value: data.data[data.offset] ?? NaN };
  // A buffer of its own: with a part of a common one, all of it would be sent to the panel.
  return { kind: 'array', shape: [...data.shape], data: toContiguous(data).slice(), dtype: data.dtype };
}

/** Whether every number is finite. */
export function isFinitePayload(payload: Payload): boolean {
  return payload.kind === 'scalar' ? Number.isFinite(payload.value) : payload.data.every(Number.isFinite);
}

/** Equally shaped payloads stacked along a new first axis, as a list of them reads; null when one is missing. */
export function stackPayloads(parts: readonly (Payload | null)[]): Payload | null {
  const [first] = parts;
  if (!first) return null;
  const inner = first.kind === 'scalar' ? [] : first.shape;
  const step = first.kind === 'scalar' ? 1 : first.data.length;
  const data = new Float64Array(step * parts.length);
  for (const [i, part] of parts.entries()) {
    if (!part || sizeOf(part) !== step) return null;
    if (part.kind === 'scalar') data[i] = part.value;
    else data.set(part.data, i * step);
  }
  return { kind: 'array', shape: [parts.length, ...inner], data, dtype: 'float64' };
}

function sizeOf(payload: Payload): number {
  return payload.kind === 'scalar' ? 1 : payload.data.length;
}

/** A payload as nested JavaScript arrays, as NumPy's `tolist` nests them. */
export function nested(payload: Payload): unknown {
  if (payload.kind === 'scalar') return payload.value;
  const { shape, data } = payload;
  const build = (axis: number, offset: number, step: number): unknown => {
    const length = shape[axis] ?? 0;
    if (axis === shape.length - 1) return [...data.subarray(offset, offset + length)];
    const inner = length === 0 ? 0 : step / length;
    return Array.from({ length }, (_, i) => build(axis + 1, offset + i * inner, inner));
  };
  return build(0, 0, data.length);
}
