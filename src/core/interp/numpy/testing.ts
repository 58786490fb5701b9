import { broadcastArrays } from '../../ndarray/broadcast.ts';
import { formatShape } from '../../ndarray/formatShape.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import { flat } from '../../ndarray/strided.ts';
import type { Call } from './call.ts';
import { isSequence, numberIn } from './convert.ts';
import { define, type Definition, type Definitions } from './define.ts';

type Holds = (actual: number, desired: number) => boolean;

/** Raises AssertionError with the first pair of elements for which the relation does not hold. */
function requireAll(call: Call<never>, actual: NDArray, desired: NDArray, holds: Holds): null {
  const [from, to] = [formatShape(actual.shape), formatShape(desired.shape)];
  if (from !== to && actual.ndim > 0 && desired.ndim > 0) {
    call.fail('AssertionError', call.t('the shapes differ: {0} and {1}', from, to));
  }
  const [left = actual, right = desired] = broadcastArrays(actual, desired);
  const [xs, ys] = [flat(left), flat(right)];
  const failed = xs.findIndex((x, i) => !holds(x, ys[i] ?? NaN));
  if (failed >= 0)
    call.fail('AssertionError', call.t('the values differ: {0} and {1}', xs[failed] ?? NaN, ys[failed] ?? NaN));
  return null;
}

function same(x: number, y: number): boolean {
  return x === y || (Number.isNaN(x) && Number.isNaN(y));
}

function within(tolerance: (desired: number) => number): Holds {
  return (x, y) => same(x, y) || Math.abs(x - y) <= tolerance(y);
}

/** `|actual - desired| < 1.5 * 10 ** -decimal`. */
function almost(): Definition {
  return define("actual, desired, decimal=<no value>, err_msg='', verbose=True", (call) => {
    const decimal = call.has('decimal') ? call.int('decimal') : call.callee.includes('array') ? 6 : 7;
    const holds: Holds = (x, y) => same(x, y) || Math.abs(x - y) < 1.5 * 10 ** -decimal;
    return requireAll(call, call.array('actual'), call.array('desired'), holds);
  });
}

const allclose = define(
  "actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg='', verbose=True, *, strict=False",
  (call) => {
    const [rtol, atol] = [call.number('rtol'), call.number('atol')];
    return requireAll(
      call,
      call.array('actual'),
      call.array('desired'),
      within((y) => atol + rtol * Math.abs(y)),
    );
  },
);

const equal = define("actual, desired, err_msg='', verbose=True, *, strict=False", (call) => {
  const [actual, desired] = [call.value('actual'), call.value('desired')];
  if (isSequence(actual) || numberIn(actual))
    return requireAll(call, call.array('actual'), call.array('desired'), same);
  if (call.host.repr(actual) !== call.host.repr(desired)) call.fail('AssertionError', call.t('the values differ'));
  return null;
});

/** Equal to so many significant digits. */
const approxEqual = define("actual, desired, significant=7, err_msg='', verbose=True", (call) => {
  const [x, y] = [call.number('actual'), call.number('desired')];
  const scale = 10 ** Math.floor(Math.log10(0.5 * (Math.abs(x) + Math.abs(y))));
  const close = x === y || Math.abs(x - y) / scale < 10 ** -(call.int('significant') - 1);
  if (!close) call.fail('AssertionError', call.t('the values differ: {0} and {1}', x, y));
  return null;
});

const less = define("x, y, err_msg='', verbose=True, *, strict=False", (call) =>
  requireAll(call, call.array('x'), call.array('y'), (x, y) => x < y),
);

const holds = define("val, msg=''", (call) => {
  if (!call.flag('val')) call.fail('AssertionError', call.t('the assertion does not hold'));
  return null;
});

/** The functions of `np.testing`. */
export const TESTING_FUNCTIONS: Definitions = {
  assert_allclose: allclose,
  assert_equal: equal,
  assert_array_equal: equal,
  assert_almost_equal: almost(),
  assert_array_almost_equal: almost(),
  assert_approx_equal: approxEqual,
  assert_array_less: less,
  assert_: holds,
};
