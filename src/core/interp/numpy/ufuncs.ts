import { map1, map2 } from '../../ndarray/elementwise.ts';
import type { DType } from '../../ndarray/ndarray.ts';
import type { PlainOp } from '../../ops/builders.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import { Num } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { constant, plainGate } from './apply.ts';
import { dataOf, isTracked, operandOf } from './operands.ts';

/** A universal function: it works element by element on operands that broadcast. */
export interface Ufunc {
  readonly inputs: 1 | 2;
  readonly compute: (host: NumpyHost, ...inputs: readonly Operand[]) => Operand;
  /** Whether the result is a mask: of numbers alone it is then a Python boolean. */
  readonly logical: boolean;
  /** The functions of the same module that are its `reduce` and `accumulate`. */
  readonly reduce?: string;
  readonly accumulate?: string;
}

type Compute = Ufunc['compute'];

const NOTHING = constant(NaN);

/** A gate of the table as it is. */
function gateOf(op: PlainOp): Compute {
  return (host, ...inputs) => plainGate(host, op, ...inputs);
}

function one(op: PlainOp): Ufunc {
  return { inputs: 1, compute: gateOf(op), logical: false };
}

function two(op: PlainOp, folds: Pick<Ufunc, 'reduce' | 'accumulate'> = {}): Ufunc {
  return { inputs: 2, compute: gateOf(op), logical: false, ...folds };
}

function mask(inputs: 1 | 2, op: PlainOp, folds: Pick<Ufunc, 'reduce'> = {}): Ufunc {
  return { inputs, compute: gateOf(op), logical: true, ...folds };
}

/** A function of one number that changes in steps only, so that no gradient flows. */
function steps(f: (x: number) => number, dtype: DType): Ufunc {
  const compute: Compute = (_, x = NOTHING) => operandOf(map1(dataOf(x), f, dtype));
  return { inputs: 1, compute, logical: dtype === 'bool' };
}

/** A function of the bits of integers and booleans. */
function bits(inputs: 1 | 2, op: PlainOp): Ufunc {
  const compute: Compute = (host, ...operands) => {
    if (operands.some((operand) => dataOf(operand).dtype === 'float64')) {
      host.fail('TypeError', host.localize('bitwise functions take integers or booleans, not floats'));
    }
    return plainGate(host, op, ...operands);
  };
  return { inputs, compute, logical: false };
}

/** `fmax` and `fmin`: as `maximum` and `minimum`, but a NaN gives way to a number. */
function ignoringNan(op: PlainOp, better: (x: number, y: number) => boolean): Ufunc {
  const pick = (x: number, y: number): number => (Number.isNaN(y) || better(x, y) ? x : y);
  const compute: Compute = (host, x = NOTHING, y = NOTHING) => {
    if (isTracked(x) || isTracked(y)) return plainGate(host, op, x, y);
    const [a, b] = [dataOf(x), dataOf(y)];
    return operandOf(map2(a, b, pick, a.dtype === b.dtype ? a.dtype : 'float64'));
  };
  return { inputs: 2, compute, logical: false };
}

/** Composed of gates, where no gate of its own shows it better. */
function composed(inputs: 1 | 2, compute: Compute): Ufunc {
  return { inputs, compute, logical: false };
}

const copysign: Compute = (host, x = NOTHING, y = NOTHING) => {
  const signs = operandOf(map1(dataOf(y), (value) => (value < 0 || Object.is(value, -0) ? -1 : 1)));
  return plainGate(host, ops.multiply, plainGate(host, ops.abs, x), signs);
};

const heaviside: Compute = (_, x = NOTHING, y = NOTHING) =>
  operandOf(map2(dataOf(x), dataOf(y), (value, atZero) => (value === 0 ? atZero : Number(value > 0))));

/** `log2(2**a + 2**b)` through the natural one. */
const logaddexp2: Compute = (host, x = NOTHING, y = NOTHING) => {
  const [a, b] = [x, y].map((value) => plainGate(host, ops.multiply, value, constant(Math.LN2)));
  return plainGate(host, ops.divide, plainGate(host, ops.logaddexp, a ?? NOTHING, b ?? NOTHING), constant(Math.LN2));
};

const FLOAT_ONE = new Num(1, false);

const floatPower: Compute = (host, x = NOTHING, y = NOTHING) =>
  plainGate(host, ops.power, plainGate(host, ops.multiply, x, FLOAT_ONE), y);

/** `x - trunc(x / y) * y`: the remainder with the sign of the dividend. */
const fmod: Compute = (host, x = NOTHING, y = NOTHING) => {
  const [a, b] = [dataOf(x), dataOf(y)];
  const dtype = a.dtype === 'float64' || b.dtype === 'float64' ? 'float64' : 'int64';
  if (!isTracked(x) && !isTracked(y)) return operandOf(map2(a, b, (p, q) => p % q, dtype));
  const whole = operandOf(map2(a, b, (p, q) => Math.trunc(p / q), dtype));
  return plainGate(host, ops.subtract, x, plainGate(host, ops.multiply, whole, y));
};

/** `sin(pi x) / (pi x)`, 1 at 0. */
const sinc: Compute = (host, x = NOTHING) => {
  const safe = operandOf(map1(dataOf(x), (value) => Number(value === 0), 'bool'));
  const angle = plainGate(host, ops.multiply, plainGate(host, ops.where, safe, constant(1e-20), x), constant(Math.PI));
  return plainGate(host, ops.divide, plainGate(host, ops.sin, angle), angle);
};

/** NumPy's universal functions by name. */
export const UFUNCS: Readonly<Record<string, Ufunc>> = {
  add: two(ops.add, { reduce: 'sum', accumulate: 'cumsum' }),
  subtract: two(ops.subtract),
  multiply: two(ops.multiply, { reduce: 'prod', accumulate: 'cumprod' }),
  divide: two(ops.divide),
  true_divide: two(ops.divide),
  floor_divide: two(ops.floor_divide),
  mod: two(ops.mod),
  remainder: two(ops.mod),
  fmod: composed(2, fmod),
  power: two(ops.power),
  pow: two(ops.power),
  float_power: composed(2, floatPower),
  maximum: two(ops.maximum, { reduce: 'max' }),
  minimum: two(ops.minimum, { reduce: 'min' }),
  fmax: ignoringNan(ops.maximum, (x, y) => x >= y),
  fmin: ignoringNan(ops.minimum, (x, y) => x <= y),
  hypot: two(ops.hypot),
  arctan2: two(ops.arctan2),
  atan2: two(ops.arctan2),
  logaddexp: two(ops.logaddexp),
  logaddexp2: composed(2, logaddexp2),
  copysign: composed(2, copysign),
  heaviside: composed(2, heaviside),

  negative: one(ops.negative),
  positive: one(ops.positive),
  abs: one(ops.abs),
  absolute: one(ops.abs),
  fabs: composed(1, (host, x = NOTHING) => plainGate(host, ops.abs, plainGate(host, ops.multiply, x, FLOAT_ONE))),
  sign: one(ops.sign),
  square: one(ops.square),
  sqrt: one(ops.sqrt),
  cbrt: one(ops.cbrt),
  reciprocal: one(ops.reciprocal),
  exp: one(ops.exp),
  exp2: one(ops.exp2),
  expm1: one(ops.expm1),
  log: one(ops.log),
  log2: one(ops.log2),
  log10: one(ops.log10),
  log1p: one(ops.log1p),
  sin: one(ops.sin),
  cos: one(ops.cos),
  tan: one(ops.tan),
  arcsin: one(ops.arcsin),
  arccos: one(ops.arccos),
  arctan: one(ops.arctan),
  asin: one(ops.arcsin),
  acos: one(ops.arccos),
  atan: one(ops.arctan),
  sinh: one(ops.sinh),
  cosh: one(ops.cosh),
  tanh: one(ops.tanh),
  arcsinh: one(ops.arcsinh),
  arccosh: one(ops.arccosh),
  arctanh: one(ops.arctanh),
  asinh: one(ops.arcsinh),
  acosh: one(ops.arccosh),
  atanh: one(ops.arctanh),
  sinc: composed(1, sinc),
  deg2rad: one(ops.radians),
  radians: one(ops.radians),
  rad2deg: one(ops.degrees),
  degrees: one(ops.degrees),
  floor: one(ops.floor),
  ceil: one(ops.ceil),
  trunc: one(ops.trunc),
  fix: one(ops.trunc),
  rint: one(ops.rint),
  conj: one(ops.positive),
  conjugate: one(ops.positive),

  equal: mask(2, ops.equal),
  not_equal: mask(2, ops.not_equal),
  less: mask(2, ops.less),
  less_equal: mask(2, ops.less_equal),
  greater: mask(2, ops.greater),
  greater_equal: mask(2, ops.greater_equal),
  logical_and: mask(2, ops.logical_and, { reduce: 'all' }),
  logical_or: mask(2, ops.logical_or, { reduce: 'any' }),
  logical_xor: mask(2, ops.logical_xor),
  logical_not: mask(1, ops.logical_not),
  isnan: mask(1, ops.isnan),
  isinf: mask(1, ops.isinf),
  isfinite: mask(1, ops.isfinite),
  isposinf: steps((x) => Number(x === Infinity), 'bool'),
  isneginf: steps((x) => Number(x === -Infinity), 'bool'),
  signbit: steps((x) => Number(x < 0 || Object.is(x, -0)), 'bool'),
  bitwise_and: bits(2, ops.bitwise_and),
  bitwise_or: bits(2, ops.bitwise_or),
  bitwise_xor: bits(2, ops.bitwise_xor),
  left_shift: bits(2, ops.left_shift),
  right_shift: bits(2, ops.right_shift),
  invert: bits(1, ops.invert),
  bitwise_not: bits(1, ops.invert),
  bitwise_invert: bits(1, ops.invert),
};
