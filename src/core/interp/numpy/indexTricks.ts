import { arange, vector } from '../../ndarray/create.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import { nonzero } from '../../ndarray/take.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import { Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { PySlice, PyTuple, type Instance, type Value } from '../values.ts';
import { asOperand } from './arrays.ts';
import { asNumber, numberIn } from './convert.ts';
import { reshaped } from './gates.ts';
import { concatenated } from './joining.ts';
import { nativeObject } from './native.ts';
import { gate } from './apply.ts';
import { operandOf, shapeOf } from './operands.ts';

/** The items between brackets, one or several. */
function entries(index: Value): readonly Value[] {
  return index instanceof PyTuple ? index.items : [index];
}

function indexable(name: string, getItem: (index: Value) => Value): Instance {
  return nativeObject(name, {}, { __getitem__: (index = null) => getItem(index) });
}

/** The numbers that a slice stands for. */
function rangeOf(host: NumpyHost, slice: PySlice): NDArray {
  const bound = (value: Value, fallback: number): number =>
    value === null ? fallback : asNumber(host, value, 'slice');
  const [start, stop, step] = [bound(slice.start, 0), bound(slice.stop, 0), bound(slice.step, 1)];
  const whole = [slice.start, slice.stop, slice.step].every(
    (value) => value === null || numberIn(value)?.isInt === true,
  );
  host.allocate(Math.max(0, Math.ceil((stop - start) / step)));
  return arange(start, stop, step, whole ? 'int64' : 'float64');
}

/** `np.r_`: joins slices, numbers and arrays along the first axis. */
function joinRows(host: NumpyHost, index: Value): Value {
  if (typeof index === 'string') return host.unsupported("np.r_['…']");
  const parts = entries(index).map((entry) => {
    if (typeof entry === 'string') return host.unsupported("np.r_['…']");
    const part = entry instanceof PySlice ? operandOf(rangeOf(host, entry)) : asOperand(host, entry);
    return shapeOf(part).length === 0 ? reshaped(host, part, [1]) : part;
  });
  return concatenated(host, parts, 0);
}

/** `np.c_`: vectors become columns, then everything is joined along the last axis. */
function joinColumns(host: NumpyHost, index: Value): Value {
  const parts = entries(index).map((entry) => {
    const part = entry instanceof PySlice ? operandOf(rangeOf(host, entry)) : asOperand(host, entry);
    return shapeOf(part).length < 2 ? reshaped(host, part, [-1, 1]) : part;
  });
  return concatenated(host, parts, -1);
}

/** The coordinates of a grid, each shaped to broadcast along its own axis. */
function openGrid(host: NumpyHost, index: Value): Operand[] {
  const axes = entries(index).map((entry) => {
    if (!(entry instanceof PySlice)) return host.fail('TypeError', host.localize('a grid is made of slices'));
    return rangeOf(host, entry);
  });
  return axes.map((axis, place) =>
    reshaped(
      host,
      operandOf(axis),
      axes.map((_, i) => (i === place ? -1 : 1)),
    ),
  );
}

function fullGrid(host: NumpyHost, index: Value): Value {
  const axes = openGrid(host, index);
  const shape = axes.map((axis, place) => shapeOf(axis)[place] ?? 0);
  const grid = axes.map((axis) => gate(host, ops.broadcast_to, [axis], { shape }));
  return index instanceof PyTuple ? gate(host, ops.stack, grid, { axis: 0 }) : (grid[0] ?? null);
}

/** `np.ix_`: vectors that together index a grid; masks stand for the places where they hold. */
export function openMesh(host: NumpyHost, vectors: readonly Value[]): PyTuple {
  return new PyTuple(
    vectors.map((item, place) => {
      const operand = asOperand(host, item);
      const isMask = operand instanceof Tensor && operand.dtype === 'bool';
      const indices = isMask ? operandOf(nonzero(operand.array)[0] ?? vector([], 'int64')) : operand;
      return reshaped(
        host,
        indices,
        vectors.map((_, i) => (i === place ? -1 : 1)),
      );
    }),
  );
}

/** `np.r_`, `np.s_` and the like: objects that are indexed, not called. */
export function indexTrick(host: NumpyHost, name: string): Instance | undefined {
  const tricks: Readonly<Record<string, (index: Value) => Value>> = {
    r_: (index) => joinRows(host, index),
    c_: (index) => joinColumns(host, index),
    s_: (index) => index,
    index_exp: (index) => (index instanceof PyTuple ? index : new PyTuple([index])),
    mgrid: (index) => fullGrid(host, index),
    ogrid: (index) => (index instanceof PyTuple ? new PyTuple(openGrid(host, index)) : fullGrid(host, index)),
  };
  const getItem = Object.hasOwn(tricks, name) ? tricks[name] : undefined;
  return getItem && indexable(name, getItem);
}
