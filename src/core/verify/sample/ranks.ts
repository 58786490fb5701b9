import type { Plans } from './plans.ts';

/** Batches of pictures have the usual four axes; else axes are added behind, or dropped. */
export function withRank(dims: readonly number[], wanted: number, { dimensions }: Plans): number[] {
  if (wanted === 4) return [dims[0] ?? dimensions.fresh(), ...['C', 'H', 'W'].map((name) => dimensions.named(name))];
  const result = dims.slice(0, wanted);
  while (result.length < wanted) result.push(dimensions.fresh());
  return result;
}
