import type { PlainOp } from '../../ops/builders.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import type { PyModule, Value } from '../values.ts';
import { asOperand } from './arrays.ts';
import type { Call } from './call.ts';
import { float, numberIn } from './convert.ts';
import { define, type Definition, type Definitions } from './define.ts';
import { elementReader } from './iterating.ts';
import { INTEGER_FUNCTIONS } from './mathIntegers.ts';
import { moduleOf } from './native.ts';
import { gamma, lgamma } from './special.ts';
import { plainGate } from './apply.ts';

/** The one number that a function of `math` takes, as a float. Raises TypeError for arrays of several elements. */
function scalarArgument<N extends string>(call: Call<N>, name: N): Num {
  const value = call.value(name);
  const number = numberIn(value);
  if (!number)
    return call.fail('TypeError', call.t('{0}() takes one number; use the function of np for arrays', call.callee));
  const element = value instanceof Tensor ? elementReader(call.host, value)(0) : value;
  return new Num(number.value, false, element instanceof Num ? element.node : null);
}

/** Python refuses arguments outside the domain, and results that are too large for a float. */
function checked(call: Call<never>, inputs: readonly Num[], result: Operand): Operand {
  if (!(result instanceof Num) || Number.isFinite(result.value)) return result;
  if (inputs.some(({ value }) => !Number.isFinite(value))) return result;
  if (Number.isNaN(result.value) || call.callee.startsWith('math.log')) {
    return call.fail('ValueError', call.t('{0}() is not defined at {1}', call.callee, inputs[0]?.value ?? 0));
  }
  return call.fail('OverflowError', call.t('the result of {0}() is too large for a float', call.callee));
}

function one(op: PlainOp): Definition {
  return define('x', (call) => {
    const x = scalarArgument(call, 'x');
    return checked(call, [x], plainGate(call.host, op, x));
  });
}

function two(op: PlainOp): Definition {
  return define('x, y', (call) => {
    const [x, y] = [scalarArgument(call, 'x'), scalarArgument(call, 'y')];
    return checked(call, [x, y], plainGate(call.host, op, x, y));
  });
}

function test(holds: (x: number) => boolean): Definition {
  return define('x', (call) => holds(scalarArgument(call, 'x').value));
}

/** A function without a gate: on a tracked value its gradient is not supported. */
function untracked(f: (x: number) => number): Definition {
  return define('x', (call) => {
    const x = scalarArgument(call, 'x');
    if (x.node && call.host.tape.recording) call.host.unsupported(call.t('the gradient of {0}', call.callee));
    return checked(call, [x], float(f(x.value)));
  });
}

/** The natural logarithm, or that to another base. */
const log = define('x, base=<no value>', (call) => {
  const x = scalarArgument(call, 'x');
  const natural = checked(call, [x], plainGate(call.host, ops.log, x));
  if (call.given('base') === undefined) return natural;
  const base = scalarArgument(call, 'base');
  return plainGate(call.host, ops.divide, natural, plainGate(call.host, ops.log, base));
});

const isclose = define('a, b, *, rel_tol=1e-09, abs_tol=0.0', (call) => {
  const [a, b] = [call.number('a'), call.number('b')];
  if (a === b) return true;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  return (
    Math.abs(a - b) <= Math.max(call.number('rel_tol') * Math.max(Math.abs(a), Math.abs(b)), call.number('abs_tol'))
  );
});

/** The length of a vector; gradient flows to its coordinates. */
const hypot = define('*coordinates', (call) => {
  const { host } = call;
  const squares = call.rest.map((item) => plainGate(host, ops.square, asOperand(host, item)));
  const total = squares.reduce((sum, square) => plainGate(host, ops.add, sum, square), float(0));
  return plainGate(host, ops.sqrt, total);
});

const fmod = define('x, y', (call) => {
  const [x, y] = [scalarArgument(call, 'x'), scalarArgument(call, 'y')];
  return checked(call, [x, y], float(x.value % y.value));
});

const copysign = define('x, y', (call) => {
  const [x, y] = [scalarArgument(call, 'x'), scalarArgument(call, 'y')];
  const negative = y.value < 0 || Object.is(y.value, -0);
  return plainGate(call.host, ops.multiply, plainGate(call.host, ops.abs, x), float(negative ? -1 : 1));
});

export const MATH_FUNCTIONS: Definitions = {
  ...INTEGER_FUNCTIONS,
  exp: one(ops.exp),
  exp2: one(ops.exp2),
  expm1: one(ops.expm1),
  log,
  log2: one(ops.log2),
  log10: one(ops.log10),
  log1p: one(ops.log1p),
  sqrt: one(ops.sqrt),
  cbrt: one(ops.cbrt),
  pow: two(ops.power),
  sin: one(ops.sin),
  cos: one(ops.cos),
  tan: one(ops.tan),
  asin: one(ops.arcsin),
  acos: one(ops.arccos),
  atan: one(ops.arctan),
  atan2: two(ops.arctan2),
  sinh: one(ops.sinh),
  cosh: one(ops.cosh),
  tanh: one(ops.tanh),
  asinh: one(ops.arcsinh),
  acosh: one(ops.arccosh),
  atanh: one(ops.arctanh),
  degrees: one(ops.degrees),
  radians: one(ops.radians),
  fabs: one(ops.abs),
  erf: one(ops.erf),
  erfc: one(ops.erfc),
  gamma: untracked(gamma),
  lgamma: untracked(lgamma),
  hypot,
  fmod,
  copysign,
  isclose,
  isnan: test(Number.isNaN),
  isinf: test((x) => Math.abs(x) === Infinity),
  isfinite: test(Number.isFinite),
};

const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['pi', float(Math.PI)],
  ['e', float(Math.E)],
  ['tau', float(2 * Math.PI)],
  ['inf', float(Infinity)],
  ['nan', float(NaN)],
]);

/** Python's `math`: gates on single numbers, with Python's errors outside their domains. */
export function mathModule(host: NumpyHost): PyModule {
  return moduleOf(host, 'math', 'math', MATH_FUNCTIONS, (name) => CONSTANTS.get(name));
}
