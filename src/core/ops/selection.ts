import {
  absolute,
  clip as ndClip,
  maximum as ndMaximum,
  minimum as ndMinimum,
  multiply,
} from '../ndarray/arithmetic.ts';
import { broadcastShapes } from '../ndarray/broadcast.ts';
import { map2 } from '../ndarray/elementwise.ts';
import { equal, greater, less, notEqual } from '../ndarray/compare.ts';
import { where as ndWhere } from '../ndarray/take.ts';
import { binary, unary, type PlainOp } from './builders.ts';
import type { Data, Vjp } from './op.ts';
import { integers, sample, sampleArray } from './samples.ts';
import { isScalar, nearlyEqual, numberOf, plain, someNonZero, unbroadcastTo } from './support.ts';

/** Whether two values, broadcast, come close to each other anywhere. */
export function meet(a: Data, b: Data): boolean {
  return someNonZero(map2(a, b, (x, y) => (nearlyEqual(x, y) ? 1 : 0)));
}

/** The vjp through a mask of the inputs: the upstream gradient where it is 1. */
function masked(input: number, mask: (inputs: readonly Data[]) => Data): Vjp<undefined> {
  return (g, { inputs }) => unbroadcastTo(multiply(g, mask(inputs)), inputs[input] ?? NaN);
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

export const abs = unary({
  name: 'abs',
  symbol: '|x|',
  numpy: ['abs', 'absolute', 'fabs'],
  latex: '|x|',
  f: Math.abs,
  forward: absolute,
  slope: (x) => Math.sign(x),
  derivative: 'np.sign(x)',
  flow: 'passes the upstream gradient through where its input is positive and flips its sign where it is negative',
  domain: [-2, 2],
  keepsIntegers: true,
  kink: ([x = NaN]) => meet(x, 0),
});

const not = (x: Data): Data => equal(x, 0);

export const clip: PlainOp = {
  name: 'clip',
  symbol: 'clip',
  numpy: ['clip'],
  params: ['x', 'low', 'high'],
  latex: '\\min(\\max(x, \\mathrm{low}), \\mathrm{high})',
  shape: (shapes) => broadcastShapes(...shapes),
  forward: ([x = NaN, low = -Infinity, high = Infinity]) => ndClip(x, low, high),
  vjp: [
    masked(0, ([x = NaN, low = NaN, high = NaN]) => multiply(not(less(x, low)), not(greater(x, high)))),
    masked(1, ([x = NaN, low = NaN, high = NaN]) => multiply(less(x, low), not(greater(low, high)))),
    masked(2, ([x = NaN, low = NaN, high = NaN]) => greater(ndMaximum(x, low), high)),
  ],
  derivative: ['(x >= low) * (x <= high)', '(x < low) * (low <= high)', '(np.maximum(x, low) > high)'],
  elementwise: true,
  flow: 'passes the upstream gradient through between the bounds; outside them, the bound receives it',
  samples: [
    sample(0.3, -1, 1),
    sample(sampleArray([2, 3]), -1, 1.5),
    sample(sampleArray([2, 3]), sampleArray([3], [-1, -0.5]), sampleArray([2, 1], [0.5, 1])),
    sample(sampleArray([4]), -Infinity, 0.5),
  ],
  keepsIntegers: true,
  kink: ([x = NaN, low = NaN, high = NaN]) => meet(x, low) || meet(x, high),
};

export const where: PlainOp = {
  name: 'where',
  symbol: 'where',
  numpy: ['where'],
  params: ['c', 'a', 'b'],
  latex: '\\begin{cases} a & c \\\\ b & \\neg c \\end{cases}',
  shape: (shapes) => broadcastShapes(...shapes),
  forward: ([c = NaN, a = NaN, b = NaN]) => {
    if (isScalar(c) && isScalar(a) && isScalar(b)) return numberOf(c) === 0 ? b : a;
    return plain(ndWhere(c, a, b));
  },
  vjp: ['none', masked(1, ([c = NaN]) => notEqual(c, 0)), masked(2, ([c = NaN]) => equal(c, 0))],
  derivative: ['0', '(c != 0)', '(c == 0)'],
  elementwise: true,
  flow: 'routes the upstream gradient to whichever input the condition chose',
  samples: [
    sample(integers([1], [], 'bool'), 0.4, 0.7),
    sample(integers([1, 0, 1], [3], 'bool'), sampleArray([2, 3]), sampleArray([3])),
    sample(integers([1, 0], [2, 1], 'bool'), 0.4, sampleArray([3])),
  ],
  keepsIntegers: true,
};

export const nanToNum = unary({
  name: 'nan_to_num',
  symbol: 'finite',
  numpy: ['nan_to_num'],
  latex: 'x',
  f: (x) => (Number.isNaN(x) ? 0 : Math.max(-Number.MAX_VALUE, Math.min(x, Number.MAX_VALUE))),
  slope: (x) => (Number.isFinite(x) ? 1 : 0),
  derivative: 'np.isfinite(x)',
  flow: 'passes the upstream gradient through where its input is finite',
  domain: [-2, 2],
});
