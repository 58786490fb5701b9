import { normalizeAxes, type Axis } from '../../ndarray/axes.ts';
import { broadcastShapes } from '../../ndarray/broadcast.ts';
import { sizeOf, type NDArray, type Shape } from '../../ndarray/ndarray.ts';
import * as nd from '../../ndarray/reshape.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import type { NumpyHost } from '../host.ts';
import { PyTuple, type Value } from '../values.ts';
import { asOperand } from './arrays.ts';
import type { Call } from './call.ts';
import { copied } from './cast.ts';
import { asInt, asInts, asShape, int, intTuple } from './convert.ts';
import { define, type Definitions } from './define.ts';
import { reshaped, transposed, viewBy } from './gates.ts';
import { gate } from './apply.ts';
import { shapeOf } from './operands.ts';

/** `order=` of a function that reads elements one after another: `F` goes down the columns first. */
function isColumnOrder(call: Call<'order'>): boolean {
  const order = call.value('order');
  return order === 'F' || order === 'f';
}

/** A shape that is given as one tuple or as several arguments; lengths may be -1. */
export function shapeArgument(host: NumpyHost, values: readonly Value[]): number[] {
  const [first] = values;
  if (values.length === 1 && first !== undefined) return asInts(host, first, 'shape');
  return values.map((value) => asInt(host, value, 'shape'));
}

/** `reshape` in C order, or in Fortran order by way of transpositions. */
export function reshapedInOrder(host: NumpyHost, operand: Operand, shape: Shape, columns: boolean): Operand {
  if (!columns) return reshaped(host, operand, shape);
  const resolved = [...shape];
  const known = shape.reduce((size, length) => (length < 0 ? size : size * length), 1);
  const open = resolved.findIndex((length) => length < 0);
  if (open >= 0) resolved[open] = sizeOf(shapeOf(operand)) / known;
  const turned = reshaped(host, transposed(host, operand, null), [...resolved].reverse());
  return transposed(host, turned, null);
}

const reshape = define('a, shape=<no value>, order=None, *, newshape=<no value>, copy=None', (call) => {
  const shape = call.given('shape') ?? call.given('newshape');
  if (shape === undefined)
    call.fail('TypeError', call.t("{0}() missing required argument '{1}'", call.callee, 'shape'));
  return reshapedInOrder(call.host, call.operand('a'), asInts(call.host, shape ?? null, 'shape'), isColumnOrder(call));
});

/** One axis; a view where possible. */
function raveled(host: NumpyHost, operand: Operand, columns: boolean): Operand {
  return reshaped(host, columns ? transposed(host, operand, null) : operand, [-1]);
}

const ravel = define("a, order='C'", (call) => raveled(call.host, call.operand('a'), isColumnOrder(call)));

/** One axis, always a copy. */
export function flattened(host: NumpyHost, operand: Operand, columns: boolean): Operand {
  return reshaped(host, copied(host, columns ? transposed(host, operand, null) : operand), [-1]);
}

const transpose = define('a, axes=None', (call) =>
  transposed(call.host, call.operand('a'), call.has('axes') ? asInts(call.host, call.value('axes'), 'axes') : null),
);

export function swapped(host: NumpyHost, operand: Operand, axis1: number, axis2: number): Operand {
  return viewBy(host, ops.swapaxes, operand, { axis1, axis2 }, (a) => nd.swapaxes(a, axis1, axis2));
}

const moved = define('a, source, destination', (call) => {
  const source = asInts(call.host, call.value('source'), 'source');
  const destination = asInts(call.host, call.value('destination'), 'destination');
  const move = (a: NDArray): NDArray => nd.moveaxis(a, source, destination);
  return viewBy(call.host, ops.moveaxis, call.operand('a'), { source, destination }, move);
});

const rolled = define('a, axis, start=0', (call) => {
  const attrs = { axis: call.int('axis'), start: call.int('start') };
  return viewBy(call.host, ops.rollaxis, call.operand('a'), attrs, (a) => nd.rollaxis(a, attrs.axis, attrs.start));
});

const expand = define('a, axis', (call) => {
  const axis = asInts(call.host, call.value('axis'), 'axis');
  return viewBy(call.host, ops.expand_dims, call.operand('a'), { axis }, (a) => nd.expandDims(a, axis));
});

function squeezed(host: NumpyHost, operand: Operand, axis: Axis): Operand {
  return viewBy(host, ops.squeeze, operand, { axis }, (a) => nd.squeeze(a, axis));
}

const broadcastTo = define('array, shape, subok=False', (call) =>
  gate(call.host, ops.broadcast_to, [call.operand('array')], { shape: asShape(call.host, call.value('shape')) }),
);

const broadcastArrays = define('*args, subok=False', (call) => {
  const operands = call.rest.map((item) => asOperand(call.host, item));
  const shape = broadcastShapes(...operands.map(shapeOf));
  return new PyTuple(operands.map((operand) => gate(call.host, ops.broadcast_to, [operand], { shape })));
});

const shape = define('a', (call) => intTuple(shapeOf(call.operand('a'))));
const ndim = define('a', (call) => int(shapeOf(call.operand('a')).length));

const size = define('a, axis=None', (call) => {
  const lengths = shapeOf(call.operand('a'));
  if (!call.has('axis')) return int(sizeOf(lengths));
  const axes = normalizeAxes(call.axis('axis'), lengths.length);
  return int(axes.reduce((product, axis) => product * (lengths[axis] ?? 1), 1));
});

/** Repeats or cuts off the elements in C order until they fill the shape. */
const resize = define('a, new_shape', (call) => {
  const a = reshaped(call.host, call.operand('a'), [-1]);
  const to = asShape(call.host, call.value('new_shape'));
  const count = sizeOf(to);
  const length = sizeOf(shapeOf(a));
  call.host.allocate(count);
  const positions = Int32Array.from({ length: count }, (_, i) => i % Math.max(1, length));
  return gate(call.host, ops.gather, [a], { positions, shape: to });
});

/** What changes shapes. */
export const SHAPING_FUNCTIONS: Definitions = {
  reshape,
  ravel,
  transpose,
  permute_dims: transpose,
  matrix_transpose: define('x', (call) => swapped(call.host, call.operand('x'), -1, -2)),
  swapaxes: define('a, axis1, axis2', (call) =>
    swapped(call.host, call.operand('a'), call.int('axis1'), call.int('axis2')),
  ),
  moveaxis: moved,
  rollaxis: rolled,
  expand_dims: expand,
  squeeze: define('a, axis=None', (call) => squeezed(call.host, call.operand('a'), call.axis('axis'))),
  broadcast_to: broadcastTo,
  broadcast_arrays: broadcastArrays,
  shape,
  ndim,
  size,
  resize,
};
