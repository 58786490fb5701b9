import { NDArray } from '../../ndarray/ndarray.ts';
import { ops } from '../../ops/table.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { PyList, type Value } from '../values.ts';
import { asOperand } from './arrays.ts';
import type { Call } from './call.ts';
import { casted, copied } from './cast.ts';
import { asInts, int } from './convert.ts';
import { define, type Definitions } from './define.ts';
import { transposed } from './gates.ts';
import { elementReader } from './iterating.ts';
import { flattened, reshapedInOrder, shapeArgument } from './shaping.ts';
import { gate } from './apply.ts';
import { shapeOf } from './operands.ts';

/** The elements as nested lists of Python numbers; gradient still flows through them. */
function nestedList(host: NumpyHost, source: Tensor): Value {
  const read = elementReader(host, source);
  host.work(source.size >> 4);
  let position = 0;
  const build = (axis: number): Value => {
    if (axis === source.ndim) return read(position++);
    return new PyList(Array.from({ length: source.shape[axis] ?? 0 }, () => build(axis + 1)));
  };
  return build(0);
}

const tolist = define('self', (call) => {
  const self = call.operand('self');
  return self instanceof Num ? self : nestedList(call.host, self);
});

/** One element: the only one, or that at a position or index. */
const item = define('self, *args', (call) => {
  const { host } = call;
  const self = call.operand('self');
  if (self instanceof Num) return self;
  const index = shapeArgument(host, call.rest);
  if (index.length > 1) return elementReader(host, self)(positionOf(index, self.shape));
  if (index.length === 0 && self.size !== 1) {
    host.fail('ValueError', host.localize('only an array of one element is a number, and this one has {0}', self.size));
  }
  const position = index[0] ?? 0;
  return elementReader(host, self)(position < 0 ? position + self.size : position);
});

function positionOf(index: readonly number[], shape: readonly number[]): number {
  return index.reduce((position, i, axis) => position * (shape[axis] ?? 1) + (i < 0 ? i + (shape[axis] ?? 1) : i), 0);
}

/** Overwrites an array with what was made of it, as methods that work in place do. */
function inPlace(host: NumpyHost, self: Value, result: Value): null {
  if (self instanceof Tensor) host.tape.store(self, self.array, asOperand(host, result), host.site());
  return null;
}

const sort = define('self, axis=-1, kind=None, order=None, *, stable=None', (call) => {
  const sorted = gate(call.host, ops.sort, [call.operand('self')], { axis: call.int('axis') });
  return inPlace(call.host, call.value('self'), sorted);
});

const partition = define('self, kth, axis=-1, kind=None, order=None', (call) => {
  const sorted = gate(call.host, ops.sort, [call.operand('self')], { axis: call.int('axis') });
  return inPlace(call.host, call.value('self'), sorted);
});

/** `transpose()`, `transpose(1, 0, 2)` or `transpose((1, 0, 2))`. */
const transpose = define('self, *axes', (call) => {
  const [first = null] = call.rest;
  const none = call.rest.length === 0 || (call.rest.length === 1 && first === null);
  const axes = none ? null : shapeArgument(call.host, call.rest);
  return transposed(call.host, call.operand('self'), axes);
});

const reshape = define("self, *shape, order='C', copy=None, newshape=None", (call) => {
  const shape = call.has('newshape')
    ? asInts(call.host, call.value('newshape'), 'newshape')
    : shapeArgument(call.host, call.rest);
  return reshapedInOrder(call.host, call.operand('self'), shape, isFortran(call));
});

function isFortran(call: Call<'order'>): boolean {
  return call.value('order') === 'F';
}

const astype = define('self, dtype, order=None, casting=None, subok=True, copy=True', (call) =>
  casted(call.host, call.value('self'), call.dtype('dtype')),
);

/** Another array on the same buffer. A reinterpretation of its bytes is not supported. */
const view = define('self, dtype=None, type=None', (call) => {
  const { host } = call;
  const self = call.tensor('self');
  if (call.has('dtype')) return host.unsupported(host.localize('a view as another dtype'));
  const window = new NDArray(self.storage.data, self.shape, self.dtype, self.strides, self.offset);
  return new Tensor(self.storage, window, self.currentNode);
});

const fill = define('self, value', (call) => inPlace(call.host, call.value('self'), call.value('value')));

/** Python's own methods of numbers. */
const isInteger = define('self', (call) => Number.isInteger(call.number('self')));
const bitLength = define('self', (call) =>
  int(call.int('self') === 0 ? 0 : Math.floor(Math.log2(Math.abs(call.int('self')))) + 1),
);

/** Methods of arrays that differ from the function of the same name, or have none. `self` comes first. */
export const METHODS: Definitions = {
  tolist,
  item,
  sort,
  partition,
  transpose,
  reshape,
  astype,
  view,
  fill,
  flatten: define("self, order='C'", (call) => flattened(call.host, call.operand('self'), isFortran(call))),
  copy: define("self, order='C'", (call) => copied(call.host, call.operand('self'))),
  __copy__: define('self', (call) => copied(call.host, call.operand('self'))),
  __deepcopy__: define('self, memo=None', (call) => copied(call.host, call.operand('self'))),
  __len__: define('self', (call) => int(shapeOf(call.operand('self'))[0] ?? 0)),
  is_integer: isInteger,
  bit_length: bitLength,
};
