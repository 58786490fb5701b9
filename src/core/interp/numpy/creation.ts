import { arange as ndArange, eye as ndEye, full as ndFull, linspace as ndLinspace } from '../../ndarray/create.ts';
import { NDArray, sizeOf, type Shape } from '../../ndarray/ndarray.ts';
import { ops } from '../../ops/table.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { PyTuple, type DTypeValue, type Value } from '../values.ts';
import { asOperand } from './arrays.ts';
import type { Call } from './call.ts';
import { casted, castNum } from './cast.ts';
import { float, numberIn } from './convert.ts';
import { define, type Definition, type Definitions } from './define.ts';
import { castNumber, dtypeNamed, dtypeOf, labelled, storageOf } from './dtypes.ts';
import { reshaped } from './gates.ts';
import { gate, reserve } from './apply.ts';
import { isTracked, shapeOf, valueOf } from './operands.ts';

const FLOAT = dtypeNamed('float64');

/** A new array that holds one number everywhere; a number where the shape has no axes. */
export function filled(host: NumpyHost, shape: Shape, value: number, dtype: DTypeValue): Value {
  host.allocate(sizeOf(shape));
  return labelled(valueOf(ndFull(shape, castNumber(value, dtype), storageOf(dtype))), dtype);
}

/** `zeros`, `ones` and `empty`; the last holds zeros, so that results do not depend on what memory held. */
function constantArray(value: number): Definition {
  return define('shape, dtype=None, order=None, *, like=None, device=None', (call) =>
    filled(call.host, call.shape('shape'), value, call.dtype('dtype') ?? FLOAT),
  );
}

/** `zeros_like` and its kin: shape and dtype of another array unless told otherwise. */
function constantLike(value: number): Definition {
  return define('a, dtype=None, order=None, subok=True, shape=None, *, device=None', (call) => {
    const like = asOperand(call.host, call.value('a'));
    const shape = call.has('shape') ? call.shape('shape') : shapeOf(like);
    return filled(call.host, shape, value, call.dtype('dtype') ?? dtypeOf(like));
  });
}

/** The value broadcast to the shape; a tracked value stays on the tape. */
function filledWith(call: Call<'fill_value'>, shape: Shape, dtype: DTypeValue | null): Value {
  const { host } = call;
  const number = numberIn(call.value('fill_value'));
  const value = asOperand(host, call.value('fill_value'));
  if (number && !isTracked(value)) return filled(host, shape, number.value, dtype ?? dtypeOf(value));
  host.allocate(sizeOf(shape));
  return casted(host, gate(host, ops.broadcast_to, [value], { shape }), dtype ?? dtypeOf(value));
}

const full = define('shape, fill_value, dtype=None, order=None', (call) =>
  filledWith(call, call.shape('shape'), call.dtype('dtype')),
);

const fullLike = define('a, fill_value, dtype=None, order=None, subok=True, shape=None', (call) => {
  const like = asOperand(call.host, call.value('a'));
  const shape = call.has('shape') ? call.shape('shape') : shapeOf(like);
  return filledWith(call, shape, call.dtype('dtype') ?? dtypeOf(like));
});

/** `np.array`: always a copy unless `copy=False` and nothing has to change. */
const array = define('object, dtype=None, *, copy=True, order=None, subok=False, ndmin=0, like=None', (call) => {
  const made =
    call.value('copy') === true ? casted(call.host, call.value('object'), call.dtype('dtype')) : shared(call, 'object');
  const ndim = made instanceof Tensor ? made.ndim : 0;
  const missing = call.int('ndmin') - ndim;
  if (missing <= 0) return made;
  const operand = asOperand(call.host, made);
  return reshaped(call.host, operand, [...new Array<number>(missing).fill(1), ...shapeOf(operand)]);
});

/** The argument itself where it already is an array of that dtype. */
function shared(call: Call<'dtype'>, name: 'object' | 'a'): Value {
  const value = (call as Call<typeof name | 'dtype'>).value(name);
  const dtype = call.dtype('dtype');
  if (value instanceof Tensor && (dtype === null || dtypeOf(value) === dtype)) return value;
  return casted(call.host, value, dtype);
}

const asarray = define('a, dtype=None, order=None, *, copy=None, device=None, like=None', (call) => shared(call, 'a'));

const copy = define('a, order=None, subok=False', (call) => casted(call.host, call.value('a'), null));

/** `arange(stop)` or `arange(start, stop, step)`; of integers an integer array. */
const arange = define('start=<no value>, stop=<no value>, step=None, dtype=None, *, device=None, like=None', (call) => {
  const { host } = call;
  const only = call.given('stop') === undefined || call.value('stop') === null;
  const start = only ? 0 : call.number('start');
  const stop = only ? call.number('start') : call.number('stop');
  const step = call.has('step') ? call.number('step') : 1;
  if (step === 0) host.fail('ZeroDivisionError', host.localize('the step of np.arange is zero'));
  host.allocate(Math.max(0, Math.ceil((stop - start) / step)) || 0);
  const whole = (['start', 'stop', 'step'] as const).every((name) => numberIn(call.value(name))?.isInt ?? true);
  const dtype = call.dtype('dtype') ?? dtypeNamed(whole ? 'int64' : 'float64');
  const values = ndArange(start, stop, step, 'float64');
  for (let i = 0; i < values.data.length; i++) values.data[i] = castNumber(values.data[i] ?? 0, dtype);
  return labelled(Tensor.of(new NDArray(values.data, values.shape, storageOf(dtype))), dtype);
});

function evenly(call: Call<'start' | 'stop' | 'num' | 'endpoint'>, f: (x: number) => number): NDArray {
  const count = call.int('num');
  reserve(call.host, count);
  const values = ndLinspace(call.number('start'), call.number('stop'), count, call.flag('endpoint'));
  return new NDArray(values.data.map(f), values.shape, 'float64');
}

const linspace = define('start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0', (call) => {
  const values = casted(call.host, Tensor.of(evenly(call, (x) => x)), call.dtype('dtype'));
  if (!call.flag('retstep')) return values;
  const gaps = call.int('num') - (call.flag('endpoint') ? 1 : 0);
  return new PyTuple([values, float((call.number('stop') - call.number('start')) / gaps)]);
});

const logspace = define('start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0', (call) => {
  const base = call.number('base');
  return casted(call.host, Tensor.of(evenly(call, (x) => base ** x)), call.dtype('dtype'));
});

const geomspace = define('start, stop, num=50, endpoint=True, dtype=None, axis=0', (call) => {
  const [start, stop, count] = [call.number('start'), call.number('stop'), call.int('num')];
  reserve(call.host, count);
  const gaps = call.flag('endpoint') ? count - 1 : count;
  const exponents = ndLinspace(0, gaps === 0 ? 0 : 1, count, call.flag('endpoint'));
  const values = exponents.data.map((t) => (t === 1 ? stop : start * (stop / start) ** t));
  return casted(call.host, Tensor.of(new NDArray(values, [count], 'float64')), call.dtype('dtype'));
});

const eye = define('N, M=None, k=0, dtype=None, order=None, *, device=None, like=None', (call) => {
  const rows = call.int('N');
  const columns = call.intOr('M', rows);
  const dtype = call.dtype('dtype') ?? FLOAT;
  reserve(call.host, rows, columns);
  return labelled(Tensor.of(ndEye(rows, columns, call.int('k'), storageOf(dtype))), dtype);
});

const identity = define('n, dtype=None, *, like=None', (call) => {
  const dtype = call.dtype('dtype') ?? FLOAT;
  const n = call.int('n');
  reserve(call.host, n, n);
  return labelled(Tensor.of(ndEye(n, n, 0, storageOf(dtype))), dtype);
});

/** A matrix by a function of row and column; negative lengths count as 0. */
function matrix(host: NumpyHost, rows: number, columns: number, entry: (i: number, j: number) => number): Tensor {
  const shape = [Math.max(0, rows), Math.max(0, columns)];
  const size = sizeOf(shape);
  host.allocate(size);
  const data = new Float64Array(size);
  for (let k = 0; k < size; k++) data[k] = entry(Math.floor(k / columns), k % columns);
  return Tensor.of(new NDArray(data, shape, 'float64'));
}

/** Ones at and below the k-th diagonal. */
const tri = define('N, M=None, k=0, dtype=None', (call) => {
  const rows = call.int('N');
  const k = call.int('k');
  const ones = matrix(call.host, rows, call.intOr('M', rows), (i, j) => Number(j <= i + k));
  return casted(call.host, ones, call.dtype('dtype'));
});

const fromiter = define('iter, dtype, count=-1', (call) => {
  const { host } = call;
  const dtype = call.dtype('dtype') ?? FLOAT;
  const numbers = call.items('iter').map((item) => {
    const operand = asOperand(host, item);
    return operand instanceof Num ? castNum(operand, dtype) : operand;
  });
  const count = call.int('count');
  return casted(host, new PyTuple(count < 0 ? numbers : numbers.slice(0, count)), dtype);
});

/** What makes arrays. */
export const CREATION_FUNCTIONS: Definitions = {
  array,
  asarray,
  asanyarray: asarray,
  ascontiguousarray: asarray,
  asfortranarray: asarray,
  asarray_chkfinite: asarray,
  copy,
  zeros: constantArray(0),
  ones: constantArray(1),
  empty: constantArray(0),
  full,
  zeros_like: constantLike(0),
  ones_like: constantLike(1),
  empty_like: constantLike(0),
  full_like: fullLike,
  arange,
  linspace,
  logspace,
  geomspace,
  eye,
  identity,
  tri,
  fromiter,
};
