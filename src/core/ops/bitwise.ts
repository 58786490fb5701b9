import { map1, map2 } from '../ndarray/elementwise.ts';
import type { DType } from '../ndarray/ndarray.ts';
import { flatGate, type PlainOp } from './builders.ts';
import type { Data } from './op.ts';
import { integers, sample } from './samples.ts';

/** Gates on the bits of 64-bit integers. Of booleans, and-or-xor-not give booleans. */

function isBool(x: Data): boolean {
  return typeof x !== 'number' && x.dtype === 'bool';
}

type OnNumbers = (x: number, y: number) => number;
type OnBigInts = (x: bigint, y: bigint) => bigint;

/** The operation in 32 bits where both numbers fit, else through `BigInt`. */
function wide(small: OnNumbers, large: OnBigInts): OnNumbers {
  const fits = (x: number): boolean => Math.abs(x) < 2 ** 31;
  return (x, y) => {
    const [a, b] = [Math.trunc(x), Math.trunc(y)];
    if (fits(a) && fits(b)) return small(a, b);
    return Number.isFinite(a + b) ? Number(BigInt.asIntN(64, large(BigInt(a), BigInt(b)))) : NaN;
  };
}

function bitwise(name: string, symbol: string, latex: string, f: OnNumbers, keepsBool = true): PlainOp {
  return flatGate({
    name,
    symbol,
    numpy: [name, symbol],
    latex,
    forward: (a = NaN, b = NaN) => {
      const dtype: DType = keepsBool && isBool(a) && isBool(b) ? 'bool' : 'int64';
      return map2(a, b, f, dtype);
    },
    samples: [sample(integers([6], []), integers([3], [])), sample(integers([6, -5, 12, 3], [2, 2]), integers([3, 1]))],
    keepsIntegers: true,
  });
}

const and = wide(
  (x, y) => x & y,
  (x, y) => x & y,
);
const or = wide(
  (x, y) => x | y,
  (x, y) => x | y,
);
const xor = wide(
  (x, y) => x ^ y,
  (x, y) => x ^ y,
);

export const bitwiseAnd = bitwise('bitwise_and', '&', 'a \\mathbin{\\&} b', and);
export const bitwiseOr = bitwise('bitwise_or', '|', 'a \\mid b', or);
export const bitwiseXor = bitwise('bitwise_xor', '^', 'a \\oplus b', xor);
export const leftShift = bitwise('left_shift', '<<', 'a \\ll b', (x, y) => x * 2 ** y, false);
export const rightShift = bitwise('right_shift', '>>', 'a \\gg b', (x, y) => Math.floor(x / 2 ** y), false);

export const invert = flatGate({
  name: 'invert',
  symbol: '~',
  numpy: ['invert', 'bitwise_not', '~'],
  latex: '\\sim x',
  forward: (x = NaN) => (isBool(x) ? map1(x, (value) => 1 - value, 'bool') : map1(x, (value) => -1 - value, 'int64')),
  samples: [sample(integers([1, 0], [2], 'bool')), sample(integers([6, -5]))],
  keepsIntegers: true,
});
