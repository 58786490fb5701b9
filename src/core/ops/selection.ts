import { maximum as ndMaximum, minimum as ndMinimum } from '../ndarray/arithmetic.ts';
import { map2 } from '../ndarray/elementwise.ts';
import { binary } from './builders.ts';
import type { Data } from './op.ts';
import { isScalar, nearlyEqual, numberOf } from './support.ts';

/** Whether two values, broadcast, come close to each other anywhere. */
export function meet(a: Data, b: Data): boolean {
  const near = map2(a, b, (x, y) => (nearlyEqual(x, y) ? 1 : 0), 'bool');
  return isScalar(near) ? numberOf(near) !== 0 : typeof near !== 'number' && near.data.some((value) => value !== 0);
}

export const maximum = binary({
  name: 'maximum',
  symbol: 'max',
  numpy: ['maximum', 'fmax'],
  latex: '\\max(a, b)',
  f: (x, y) => (x >= y || Number.isNaN(x) ? x : y),
  forward: ndMaximum,
  // At a tie the first input takes all, so that np.maximum(0, x) has slope 0 at x = 0, as hand-written ReLU code has.
  slopes: [(x, y) => (x >= y ? 1 : 0), (x, y) => (x >= y ? 0 : 1)],
  derivative: ['(a >= b)', '(a < b)'],
  flow: 'routes the upstream gradient to the larger input; the other receives zero',
  domain: [-2, 2],
  keepsIntegers: true,
  kink: ([a = NaN, b = NaN]) => meet(a, b),
});

export const minimum = binary({
  name: 'minimum',
  symbol: 'min',
  numpy: ['minimum', 'fmin'],
  latex: '\\min(a, b)',
  f: (x, y) => (x <= y || Number.isNaN(x) ? x : y),
  forward: ndMinimum,
  slopes: [(x, y) => (x <= y ? 1 : 0), (x, y) => (x <= y ? 0 : 1)],
  derivative: ['(a <= b)', '(a > b)'],
  flow: 'routes the upstream gradient to the smaller input; the other receives zero',
  domain: [-2, 2],
  keepsIntegers: true,
  kink: ([a = NaN, b = NaN]) => meet(a, b),
});
