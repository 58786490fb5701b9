import { eye } from '../../ndarray/create.ts';
import { ArrayError } from '../../ndarray/errors.ts';
import { formatShape } from '../../ndarray/formatShape.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import { Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { PyTuple, type Value } from '../values.ts';
import { asOperand } from './arrays.ts';
import { asNumber } from './convert.ts';
import { define, type Definition, type Definitions } from './define.ts';
import { transposed } from './gates.ts';
import { gate, plainGate, spendOnProduct } from './apply.ts';
import { shapeOf } from './operands.ts';

/** The order of a norm: None, a number, or `'fro'`, which is None for matrices. */
function orderOf(host: NumpyHost, value: Value): number | null {
  return value === null || value === 'fro' ? null : asNumber(host, value, 'ord');
}

const norm = define('x, ord=None, axis=None, keepdims=False', (call) => {
  const x = call.operand('x');
  const axis = call.axis('axis');
  const order = orderOf(call.host, call.value('ord'));
  const ndim = typeof axis === 'number' ? 1 : (axis?.length ?? shapeOf(x).length);
  if (ndim === 2 && Math.abs(order ?? 1) === 2) call.host.unsupported(call.t('the spectral norm of a matrix'));
  return gate(call.host, ops.norm, [x], { order, axis, keepdims: call.flag('keepdims') });
});

/** Runs a solver on a square matrix; one that is singular raises LinAlgError, which is a kind of ValueError. */
function solving(host: NumpyHost, a: Operand, solve: () => Operand): Operand {
  const shape = shapeOf(a);
  if (shape.length !== 2 || shape[0] !== shape[1]) {
    host.fail('LinAlgError', host.localize('a square matrix is needed, not an array of shape {0}', formatShape(shape)));
  }
  spendOnProduct(host, (shape[0] ?? 0) ** 3);
  try {
    return solve();
  } catch (error) {
    if (error instanceof ArrayError && /singular/i.test(error.message)) {
      host.fail('LinAlgError', host.localize('the matrix is singular: it has no inverse'));
    }
    throw error;
  }
}

function inverse(host: NumpyHost, a: Operand): Operand {
  return solving(host, a, () => plainGate(host, ops.inv, a));
}

const solve = define('a, b', (call) => {
  const [a, b] = [call.operand('a'), call.operand('b')];
  return solving(call.host, a, () => plainGate(call.host, ops.solve, a, b));
});

function square(run: (host: NumpyHost, a: Operand) => Operand): Definition {
  return define('a', (call) => run(call.host, call.operand('a')));
}

function determinant(host: NumpyHost, a: Operand): Operand {
  return solving(host, a, () => plainGate(host, ops.det, a));
}

const slogdet = define('a', (call) => {
  const { host } = call;
  const det = determinant(host, call.operand('a'));
  return new PyTuple([plainGate(host, ops.sign, det), plainGate(host, ops.log, plainGate(host, ops.abs, det))]);
});

/** The pseudoinverse of a matrix of full rank, by its normal equations. */
const pinv = define('a, rcond=None, hermitian=False, *, rtol=None', (call) => {
  const { host } = call;
  const a = call.operand('a');
  const [rows = 0, columns = 0] = shapeOf(a);
  const turned = transposed(host, a, null);
  if (rows >= columns) return plainGate(host, ops.dot, inverse(host, plainGate(host, ops.dot, turned, a)), turned);
  return plainGate(host, ops.dot, turned, inverse(host, plainGate(host, ops.dot, a, turned)));
});

const matrixPower = define('a, n', (call) => {
  const { host } = call;
  const n = call.int('n');
  const size = shapeOf(call.operand('a'))[0] ?? 0;
  const base = n < 0 ? inverse(host, call.operand('a')) : call.operand('a');
  if (n === 0) return Tensor.of(eye(size));
  let product = base;
  for (let i = 1; i < Math.abs(n); i++) {
    spendOnProduct(host, size ** 3);
    product = plainGate(host, ops.matmul, product, base);
  }
  return product;
});

const multiDot = define('arrays, *, out=None', (call) => {
  const [first, ...others] = call.items('arrays').map((item) => asOperand(call.host, item));
  if (!first || others.length === 0) return call.fail('ValueError', call.t('a product needs at least two arrays'));
  return others.reduce((product, operand) => plainGate(call.host, ops.dot, product, operand), first);
});

/** The functions of `np.linalg`. */
export const LINALG_FUNCTIONS: Definitions = {
  norm,
  inv: square(inverse),
  det: square(determinant),
  solve,
  slogdet,
  pinv,
  matrix_power: matrixPower,
  multi_dot: multiDot,
};
