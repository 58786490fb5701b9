import { promote, resultType } from './dtype.ts';
import { dtypeOf, map1, map2, runKernel, type Data } from './elementwise.ts';
import { ArrayError } from './errors.ts';
import { KERNELS } from './kernels.ts';

/** `a + b`; of booleans "or". */
export function add(a: Data, b: Data): Data {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  const dtype = promote('add', dtypeOf(a), dtypeOf(b));
  return runKernel(dtype === 'bool' ? KERNELS.maximum : KERNELS.add, a, b, dtype);
}

/** `a - b`. Throws TypeError for two boolean arrays. */
export function subtract(a: Data, b: Data): Data {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return runKernel(KERNELS.subtract, a, b, promote('subtract', dtypeOf(a), dtypeOf(b)));
}

/** `a * b`; of booleans "and". */
export function multiply(a: Data, b: Data): Data {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  const dtype = promote('add', dtypeOf(a), dtypeOf(b));
  return dtype === 'float64' ? runKernel(KERNELS.multiply, a, b, dtype) : map2(a, b, integerProduct, dtype);
}

/** Integers have no negative zero. */
export function integerProduct(x: number, y: number): number {
  return x * y + 0;
}

/** `a / b`, always float64; a zero divisor gives an infinity or NaN. */
export function divide(a: Data, b: Data): Data {
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  return runKernel(KERNELS.divide, a, b, 'float64');
}

/** `a // b`: rounds toward minus infinity; integers divided by zero give 0, floats an infinity or NaN. */
export function floorDivide(a: Data, b: Data): Data {
  const dtype = promote('integer', dtypeOf(a), dtypeOf(b));
  return dtype === 'float64'
    ? map2(a, b, floorQuotient)
    : map2(a, b, (x, y) => (y === 0 ? 0 : Math.floor(x / y) + 0), dtype);
}

/** `a % b` with the sign of the divisor, as in Python; integers modulo zero give 0, floats NaN. */
export function mod(a: Data, b: Data): Data {
  const dtype = promote('integer', dtypeOf(a), dtypeOf(b));
  return dtype === 'float64' ? map2(a, b, remainder) : map2(a, b, (x, y) => (y === 0 ? 0 : remainder(x, y) + 0), dtype);
}

/** Python's `x // y` on floats: the quotient after the remainder was taken away, which rounding leaves very near an integer. */
export function floorQuotient(x: number, y: number): number {
  if (y === 0) return x / y;
  const rest = x % y;
  const isMoved = rest !== 0 && rest < 0 !== y < 0;
  const quotient = (x - rest) / y - (isMoved ? 1 : 0);
  if (quotient === 0) return x / y < 0 || Object.is(x / y, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** Python's `x % y` on floats: C's `fmod`, moved into the divisor's sign. */
export function remainder(x: number, y: number): number {
  const rest = x % y;
  if (rest === 0) return y < 0 ? -0 : 0;
  return rest < 0 !== y < 0 ? rest + y : rest;
}

/** `a ** b`. Throws ValueError for integers to negative integer powers. */
export function power(a: Data, b: Data): Data {
  const dtype = promote('integer', dtypeOf(a), dtypeOf(b));
  if (dtype !== 'float64') return map2(a, b, integerPower, dtype);
  const isSquare = typeof b === 'number' ? b === 2 : b.ndim === 0 && b.data[b.offset] === 2;
  return isSquare && dtypeOf(a) === 'float64' ? multiply(a, a) : map2(a, b, floatPower);
}

/** C's `pow`, which differs from JavaScript's `**` where the base is 1 or -1 and the exponent is not finite. */
export function floatPower(x: number, y: number): number {
  if (x === 1) return 1;
  if (x === -1 && Math.abs(y) === Infinity) return 1;
  if (y === 2) return x * x;
  return y === 0.5 && x > 0 ? Math.sqrt(x) : x ** y;
}

function integerPower(x: number, y: number): number {
  if (y < 0) throw new ArrayError('ValueError', 'integers to negative integer powers are not allowed');
  return x ** y;
}

/** `-a`. Throws TypeError for booleans. */
export function negative(a: Data): Data {
  if (dtypeOf(a) === 'bool') {
    throw new ArrayError('TypeError', 'negative is not supported for booleans; use logical_not or the ~ operator');
  }
  // Integers have no negative zero.
  return dtypeOf(a) === 'int64' ? map1(a, (x) => 0 - x, 'int64') : map1(a, (x) => -x);
}

/** `np.abs`. */
export function absolute(a: Data): Data {
  return map1(a, Math.abs, dtypeOf(a));
}

/** `np.sign`: -1, 0 or 1, NaN of NaN. Throws TypeError for booleans. */
export function sign(a: Data): Data {
  if (dtypeOf(a) === 'bool') throw new ArrayError('TypeError', 'sign is not supported for booleans');
  return map1(a, (x) => Math.sign(x) + 0, dtypeOf(a));
}

/** `np.maximum`: NaN when either is. */
export function maximum(a: Data, b: Data): Data {
  if (typeof a === 'number' && typeof b === 'number') return larger(a, b);
  return runKernel(KERNELS.maximum, a, b, resultType(dtypeOf(a), dtypeOf(b)));
}

/** `np.minimum`: NaN when either is. */
export function minimum(a: Data, b: Data): Data {
  if (typeof a === 'number' && typeof b === 'number') return smaller(a, b);
  return runKernel(KERNELS.minimum, a, b, resultType(dtypeOf(a), dtypeOf(b)));
}

function larger(x: number, y: number): number {
  return x > y || Number.isNaN(x) ? x : y;
}

function smaller(x: number, y: number): number {
  return x < y || Number.isNaN(x) ? x : y;
}

/** `np.clip(a, low, high)`, either bound null for none: `minimum(maximum(a, low), high)`. */
export function clip(a: Data, low: Data | null, high: Data | null): Data {
  const raised = low === null ? a : maximum(a, low);
  return high === null ? raised : minimum(raised, high);
}

/** `np.round(a, decimals)`: halves go to the even neighbour; integers stay integers. */
export function round(a: Data, decimals = 0): Data {
  const scale = 10 ** Math.abs(decimals);
  const rounded = (x: number): number => {
    if (decimals === 0) return roundHalfEven(x);
    return decimals > 0 ? roundHalfEven(x * scale) / scale : roundHalfEven(x / scale) * scale;
  };
  return map1(a, rounded, dtypeOf(a));
}

/** Python's and NumPy's rounding to an integer: halves go to the even neighbour. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  if (floor % 2 === 0) return floor;
  return floor === -1 ? -0 : floor + 1;
}
