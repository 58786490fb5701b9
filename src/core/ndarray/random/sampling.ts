import { ArrayError } from '../errors.ts';
import type { NDArray } from '../ndarray.ts';
import { flat } from '../strided.ts';

/** The cumulative probabilities, scaled to end at 1. */
export function cumulative(p: Float64Array): Float64Array {
  const out = p.slice();
  for (let i = 1; i < out.length; i++) out[i] = (out[i] ?? 0) + (out[i - 1] ?? 0);
  const total = out.at(-1) ?? 1;
  return out.map((value) => value / total);
}

/** How many cumulative probabilities are at most `u`: the index that a uniform number chooses. */
export function chosenIndex(cdf: Float64Array, u: number): number {
  let [low, high] = [0, cdf.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cdf[middle] ?? 0) <= u) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Checks the probabilities of `choice` as NumPy does. Throws ValueError. */
export function checkProbabilities(p: NDArray, population: number): Float64Array {
  if (p.ndim !== 1) throw new ArrayError('ValueError', "'p' must be 1-dimensional");
  const values = flat(p);
  if (values.length !== population) throw new ArrayError('ValueError', "'a' and 'p' must have same size");
  if (values.some((value) => Number.isNaN(value))) throw new ArrayError('ValueError', 'probabilities contain NaN');
  if (values.some((value) => value < 0)) throw new ArrayError('ValueError', 'probabilities are not non-negative');
  const total = values.reduce((sum, value) => sum + value, 0);
  // The tolerance is the square root of the float64 epsilon.
  if (Math.abs(total - 1) > 2 ** -26) throw new ArrayError('ValueError', 'probabilities do not sum to 1');
  return values;
}

/** Distinct indices drawn with the given probabilities: draws what is missing, drops repeats, and takes those found out of the race. Throws ValueError when too few are possible. */
export function drawDistinct(uniform: () => number, p: Float64Array, count: number): number[] {
  if (p.filter((value) => value > 0).length < count) {
    throw new ArrayError('ValueError', 'Fewer non-zero entries in p than size');
  }
  const left = p.slice();
  const found = new Set<number>();
  while (found.size < count) {
    const draws = Array.from({ length: count - found.size }, uniform);
    for (const index of found) left[index] = 0;
    const cdf = cumulative(left);
    for (const u of draws) found.add(chosenIndex(cdf, u));
  }
  return [...found];
}
