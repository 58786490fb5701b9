import { NDArray, sizeOf, type Shape } from '../ndarray/ndarray.ts';
import type { Data, Sample } from './op.ts';

/** The interval a sample's numbers lie in. */
export type Domain = readonly [low: number, high: number];

const GOLDEN = 0.618033988749895;

/** `count` well-spread numbers inside the interval, the same ones every time. `start` picks another part of the sequence. */
export function spread(count: number, [low, high]: Domain, start = 0): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => low + (high - low) * (((start + i + 1) * GOLDEN) % 1));
}

/** A sample array of this shape; see `spread`. */
export function sampleArray(shape: Shape, domain: Domain = [-2, 2], start = 0): NDArray {
  return new NDArray(spread(sizeOf(shape), domain, start), shape, 'float64');
}

/** A sample integer or boolean array that holds these numbers in C order. */
export function integers(
  values: readonly number[],
  shape: Shape = [values.length],
  dtype: 'int64' | 'bool' = 'int64',
): NDArray {
  return new NDArray(Float64Array.from(values), shape, dtype);
}

/** A sample without attributes. */
export function sample(...inputs: readonly Data[]): Sample<undefined> {
  return { inputs, attrs: undefined };
}

/** A scalar, and a matrix. */
export function unarySamples(domain: Domain): Sample<undefined>[] {
  const [first = 0] = spread(1, domain, 3);
  return [sample(first), sample(sampleArray([2, 3], domain))];
}

/** Every way two inputs can broadcast: numbers, equal shapes, a row, a column with a row, a number with an array both ways. */
export function binarySamples(left: Domain, right: Domain = left): Sample<undefined>[] {
  const [x = 0] = spread(1, left, 5);
  const [y = 0] = spread(1, right, 11);
  return [
    sample(x, y),
    sample(sampleArray([2, 3], left), sampleArray([2, 3], right, 17)),
    sample(sampleArray([2, 3], left, 2), sampleArray([3], right, 29)),
    sample(sampleArray([3, 1], left, 4), sampleArray([2], right, 31)),
    sample(x, sampleArray([2, 3], right, 7)),
    sample(sampleArray([2], left, 9), y),
  ];
}
