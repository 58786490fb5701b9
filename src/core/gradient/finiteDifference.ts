import { NDArray } from '../ndarray/ndarray.ts';
import { toFlat } from '../ndarray/strided.ts';
import type { Data } from '../ops/op.ts';
import { arrayOf, isScalar, numberOf } from '../ops/support.ts';

/** The step for a number of this size: the cube root of float64's precision balances rounding against truncation. */
function stepAt(x: number): number {
  return 6e-6 * Math.max(1, Math.abs(x));
}

/**
 * The gradient of `sum(seed * f(inputs))` on one input by central differences, `(f(x + h) - f(x - h)) / 2h` entry by entry. Two
 * evaluations of `f` per entry; the inputs are left as they are.
 */
export function finiteDifference(
  f: (inputs: readonly Data[]) => Data,
  inputs: readonly Data[],
  input: number,
  seed: Data = 1,
): Data {
  const original = inputs[input];
  if (original === undefined) throw new RangeError(`there is no input ${String(input)}`);
  const at = (replaced: Data): Data => f(inputs.map((other, k) => (k === input ? replaced : other)));
  if (isScalar(original)) {
    const x = numberOf(original);
    return slope(at, x, stepAt(x), (value) => value, seed);
  }
  const { shape } = arrayOf(original);
  const values = toFlat(arrayOf(original));
  const gradient = values.map((x, i) =>
    slope(at, x, stepAt(x), (value) => new NDArray(values.with(i, value), shape, 'float64'), seed),
  );
  return new NDArray(gradient, shape, 'float64');
}

function slope(at: (x: Data) => Data, x: number, step: number, place: (value: number) => Data, seed: Data): number {
  const [high, low] = [at(place(x + step)), at(place(x - step))];
  // The sums of f differ by little; summing the differences keeps the digits.
  return weighted(high, low, seed) / (x + step - (x - step));
}

/** `sum(seed * (high - low))`; a number as the seed weighs every entry. */
function weighted(high: Data, low: Data, seed: Data): number {
  if (isScalar(high)) return numberOf(seed) * (numberOf(high) - numberOf(low));
  const [above, below] = [toFlat(arrayOf(high)), toFlat(arrayOf(low))];
  const weights = isScalar(seed) ? null : toFlat(arrayOf(seed));
  const each = isScalar(seed) ? numberOf(seed) : 0;
  let sum = 0;
  above.forEach((value, i) => {
    sum += (weights ? (weights[i] ?? 0) : each) * (value - (below[i] ?? 0));
  });
  return sum;
}
