import { broadcastShapes, sameShape } from '../../ndarray/broadcast.ts';
import * as nd from '../../ndarray/compare.ts';
import { resultType } from '../../ndarray/dtype.ts';
import { NDArray } from '../../ndarray/ndarray.ts';
import { flat } from '../../ndarray/strided.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import type { DTypeValue } from '../values.ts';
import { type Value } from '../values.ts';
import { arrayDataOf } from './arrays.ts';
import type { Call } from './call.ts';
import { define, type Definitions } from './define.ts';
import { asDType, dtypeNamed, dtypeOf, isSubDType, storageOf } from './dtypes.ts';
import { valueOf } from './operands.ts';

type CloseNames = 'a' | 'b' | 'rtol' | 'atol' | 'equal_nan';

const CLOSE = 'a, b, rtol=1e-05, atol=1e-08, equal_nan=False' as const;

function closeness(call: Call<CloseNames>): NDArray {
  const [a, b] = [call.array('a'), call.array('b')];
  const close = nd.isclose(a, b, call.number('rtol'), call.number('atol'), call.flag('equal_nan'));
  return typeof close === 'number' ? new NDArray(Float64Array.of(close), [], 'bool') : close;
}

function allTrue(a: NDArray): boolean {
  return flat(a).every((value) => value !== 0);
}

/** Whether two values hold the same numbers in the same shape. */
function equalArrays(a: NDArray, b: NDArray, equalNan: boolean): boolean {
  if (!sameShape(a.shape, b.shape)) return false;
  const [left, right] = [flat(a), flat(b)];
  return left.every((value, i) => value === right[i] || (equalNan && Number.isNaN(value) && Number.isNaN(right[i])));
}

const arrayEqual = define('a1, a2, equal_nan=False', (call) =>
  equalArrays(call.array('a1'), call.array('a2'), call.flag('equal_nan')),
);

const arrayEquiv = define('a1, a2', (call) => {
  const [a, b] = [call.array('a1'), call.array('a2')];
  try {
    broadcastShapes(a.shape, b.shape);
  } catch {
    return false;
  }
  const same = nd.equal(a, b);
  return typeof same === 'number' ? same !== 0 : allTrue(same);
});

/** The dtype of a dtype, an array or a number. */
function dtypeIn(host: NumpyHost, value: Value): DTypeValue {
  if (value instanceof Tensor || value instanceof Num || typeof value === 'boolean') return dtypeOf(value);
  return asDType(host, value);
}

const resultDType = define('*arrays_and_dtypes', (call) => {
  const dtypes = call.rest.map((item) => dtypeIn(call.host, item));
  const [first] = dtypes;
  if (first && dtypes.every((dtype) => dtype === first)) return first;
  return dtypeNamed(dtypes.map(storageOf).reduce(resultType, 'bool'));
});

const canCast = define("from_, to, casting='safe'", (call) => {
  const [from, to] = [dtypeIn(call.host, call.value('from_')), asDType(call.host, call.value('to'))];
  return resultType(storageOf(from), storageOf(to)) === storageOf(to);
});

/** Whether two arrays look into one buffer. Windows that only interleave count too, as in `may_share_memory`. */
const sharesMemory = define('a, b, max_work=None', (call) => {
  const [a, b] = [call.value('a'), call.value('b')];
  return a instanceof Tensor && b instanceof Tensor && a.storage === b.storage;
});

const isScalar = define('element', (call) => {
  const element = call.value('element');
  return element instanceof Num || typeof element === 'boolean' || typeof element === 'string';
});

/** What compares values and tells about them. */
export const COMPARING_FUNCTIONS: Definitions = {
  isclose: define(CLOSE, (call) => valueOf(closeness(call))),
  allclose: define(CLOSE, (call) => allTrue(closeness(call))),
  array_equal: arrayEqual,
  array_equiv: arrayEquiv,
  isscalar: isScalar,
  iscomplexobj: define('x', () => false),
  isrealobj: define('x', () => true),
  iscomplex: define('x', (call) =>
    valueOf(
      new NDArray(
        flat(call.array('x')).map(() => 0),
        call.array('x').shape,
        'bool',
      ),
    ),
  ),
  isreal: define('x', (call) =>
    valueOf(
      new NDArray(
        flat(call.array('x')).map(() => 1),
        call.array('x').shape,
        'bool',
      ),
    ),
  ),
  issubdtype: define('arg1, arg2', (call) =>
    isSubDType(dtypeIn(call.host, call.value('arg1')), asDType(call.host, call.value('arg2'))),
  ),
  result_type: resultDType,
  promote_types: define('type1, type2', (call) =>
    dtypeNamed(
      resultType(
        storageOf(asDType(call.host, call.value('type1'))),
        storageOf(asDType(call.host, call.value('type2'))),
      ),
    ),
  ),
  can_cast: canCast,
  shares_memory: sharesMemory,
  may_share_memory: sharesMemory,
  iterable: define('y', (call) => arrayDataOf(call.host, call.value('y')).ndim > 0),
};
