import { map1 } from '../../ndarray/elementwise.ts';
import type { PlainOp } from '../../ops/builders.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import type { NumpyHost } from '../host.ts';
import type { PyModule } from '../values.ts';
import { define, type Definition, type Definitions } from './define.ts';
import { FUNCTIONS } from './functions.ts';
import { delivered } from './gates.ts';
import { moduleOf } from './native.ts';
import { gamma, lgamma } from './special.ts';
import { constant, gate, plainGate } from './apply.ts';
import { dataOf, isTracked, operandOf } from './operands.ts';

function one(op: PlainOp): Definition {
  return define('x, out=None', (call) =>
    delivered(call.host, plainGate(call.host, op, call.operand('x')), call.value('out')),
  );
}

/** A function without a gate: on a tracked value its gradient is not supported. */
function untracked(f: (x: number) => number): Definition {
  return define('x, out=None', (call) => {
    const x = call.operand('x');
    if (isTracked(x) && call.host.tape.recording) call.host.unsupported(call.t('the gradient of {0}', call.callee));
    return operandOf(map1(dataOf(x), f));
  });
}

/** `x * log(y)` that is 0 where x is 0, whatever y is. Where it is, y is replaced so that no infinite slope arises. */
function timesLog(log: PlainOp, safe: number): Definition {
  return define('x, y, out=None', (call) => {
    const { host } = call;
    const [x, y] = [call.operand('x'), call.operand('y')];
    return withZeros(host, x, y, constant(safe), (value) =>
      plainGate(host, ops.multiply, x, plainGate(host, log, value)),
    );
  });
}

function withZeros(host: NumpyHost, x: Operand, y: Operand, safe: Operand, f: (y: Operand) => Operand): Operand {
  const isZero = plainGate(host, ops.equal, x, constant(0));
  return plainGate(host, ops.where, isZero, constant(0), f(plainGate(host, ops.where, isZero, safe, y)));
}

const softmax = define('x, axis=None', (call) =>
  gate(call.host, ops.softmax, [call.operand('x')], { axis: call.axis('axis') }),
);

const logSoftmax = define('x, axis=None', (call) =>
  gate(call.host, ops.log_softmax, [call.operand('x')], { axis: call.axis('axis') }),
);

/** `log(sum(b * exp(a)))`. */
const logsumexp = define('a, axis=None, b=None, keepdims=False, return_sign=False', (call) => {
  const { host } = call;
  const attrs = { axis: call.axis('axis'), keepdims: call.flag('keepdims') };
  if (call.flag('return_sign')) host.unsupported('scipy.special.logsumexp(return_sign=True)');
  const a = call.operand('a');
  const shifted = call.has('b') ? plainGate(host, ops.add, a, plainGate(host, ops.log, call.operand('b'))) : a;
  return gate(host, ops.logsumexp, [shifted], attrs);
});

/** `log(p / (1 - p))`. */
const logit = define('x, out=None', (call) => {
  const { host } = call;
  const p = call.operand('x');
  return plainGate(host, ops.log, plainGate(host, ops.divide, p, plainGate(host, ops.subtract, constant(1), p)));
});

/** `-x * log(x)`, 0 at 0. */
const entr = define('x, out=None', (call) => {
  const { host } = call;
  const x = call.operand('x');
  const product = withZeros(host, x, x, constant(1), (value) =>
    plainGate(host, ops.multiply, x, plainGate(host, ops.log, value)),
  );
  return plainGate(host, ops.negative, product);
});

/** `x * log(x / y)`, 0 where x is 0. */
const relEntr = define('x, y, out=None', (call) => {
  const { host } = call;
  const [x, y] = [call.operand('x'), call.operand('y')];
  const ratio = plainGate(host, ops.divide, x, y);
  return withZeros(host, x, ratio, constant(1), (value) =>
    plainGate(host, ops.multiply, x, plainGate(host, ops.log, value)),
  );
});

export const SPECIAL_FUNCTIONS: Definitions = {
  expit: one(ops.sigmoid),
  log_expit: one(ops.log_sigmoid),
  softplus: one(ops.softplus),
  softmax,
  log_softmax: logSoftmax,
  logsumexp,
  logit,
  erf: one(ops.erf),
  erfc: one(ops.erfc),
  xlogy: timesLog(ops.log, 1),
  xlog1py: timesLog(ops.log1p, 0),
  entr,
  rel_entr: relEntr,
  gamma: untracked(gamma),
  gammaln: untracked(lgamma),
  loggamma: untracked(lgamma),
};

/** Functions that `scipy.special` has under NumPy's names. */
const FROM_NUMPY = ['exp2', 'expm1', 'log1p', 'cbrt', 'sinc'];

export function specialModule(host: NumpyHost): PyModule {
  const shared = Object.fromEntries(Object.entries(FUNCTIONS).filter(([name]) => FROM_NUMPY.includes(name)));
  return moduleOf(host, 'scipy.special', 'scipy.special', { ...shared, ...SPECIAL_FUNCTIONS }, () => undefined);
}
