import { normalizeAxis } from '../../ndarray/axes.ts';
import { broadcastShapes } from '../../ndarray/broadcast.ts';
import { sizeOf, type Shape } from '../../ndarray/ndarray.ts';
import { moveaxis } from '../../ndarray/reshape.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { Builtin, PyTuple, type Arguments, type Value } from '../values.ts';
import { asOperand } from './arrays.ts';
import { casted } from './cast.ts';
import { define, type Definitions } from './define.ts';
import { asDType } from './dtypes.ts';
import { reshaped, viewBy } from './gates.ts';
import { partAt } from './indices.ts';
import { elementReader } from './iterating.ts';
import { gate } from './apply.ts';
import { shapeOf, tensorOf } from './operands.ts';

/** `np.vectorize(f)`: calls `f` for each element of the broadcast arguments. */
const vectorize = define(
  'pyfunc=<no value>, otypes=None, doc=None, excluded=None, cache=False, signature=None',
  (call) => {
    const { host } = call;
    const otypes = call.value('otypes');
    const wrap = (pyfunc: Value): Value =>
      new Builtin('np.vectorize', (args: Arguments) => eachElement(host, pyfunc, args, otypes));
    const pyfunc = call.given('pyfunc');
    // `@np.vectorize(otypes=[float])` is called with the function afterwards.
    if (pyfunc === undefined) return new Builtin('np.vectorize', ({ positional: [later = null] }) => wrap(later));
    return wrap(pyfunc);
  },
);

function eachElement(host: NumpyHost, pyfunc: Value, args: Arguments, otypes: Value): Value {
  const operands = args.positional.map((item) => asOperand(host, item));
  const shape = broadcastShapes(...operands.map(shapeOf));
  const readers = operands.map((operand) =>
    elementReader(
      host,
      tensorOf(operand instanceof Num ? operand : gate(host, ops.broadcast_to, [operand], { shape })),
    ),
  );
  const count = sizeOf(shape);
  host.allocate(count);
  const results: Value[] = [];
  for (let i = 0; i < count; i++) {
    const positional = readers.map((read, k) => (operands[k] instanceof Num ? (operands[k] ?? null) : read(i)));
    results.push(host.call(pyfunc, { positional, keywords: args.keywords }));
  }
  return shapedResults(host, results, shape, otypes);
}

function shapedResults(host: NumpyHost, results: readonly Value[], shape: Shape, otypes: Value): Value {
  if (results[0] instanceof PyTuple)
    return host.unsupported(host.localize('np.vectorize of a function that returns several values'));
  const made = shape.length === 0 ? (results[0] ?? null) : reshaped(host, asOperand(host, new PyTuple(results)), shape);
  return otypes === null ? made : casted(host, made, asDType(host, firstOf(host, otypes)));
}

function firstOf(host: NumpyHost, types: Value): Value {
  if (typeof types === 'string') return types;
  for (const type of host.iterate(types)) return type;
  return null;
}

/** Calls a function with each run along an axis; what it returns takes the place of that axis. */
const applyAlongAxis = define('func1d, axis, arr, *args, **kwargs', (call) => {
  const { host } = call;
  const arr = tensorOf(call.operand('arr'));
  const axis = normalizeAxis(call.int('axis'), arr.ndim);
  const rest = arr.shape.filter((_, i) => i !== axis);
  const last = viewBy(host, ops.moveaxis, arr, { source: axis, destination: -1 }, (a) => moveaxis(a, axis, -1));
  const rows = tensorOf(reshaped(host, last, [-1, arr.shape[axis] ?? 1]));
  const results = Array.from({ length: rows.shape[0] ?? 0 }, (_, i) =>
    host.call(call.value('func1d'), { positional: [partAt(host, rows, 0, i), ...call.rest], keywords: call.keywords }),
  );
  const joined = asOperand(host, new PyTuple(results));
  const inner = shapeOf(joined).slice(1);
  const shaped = reshaped(host, joined, [...rest, ...inner]);
  if (inner.length !== 1 || !(shaped instanceof Tensor)) return shaped;
  return viewBy(host, ops.moveaxis, shaped, { source: -1, destination: axis }, (a) => moveaxis(a, -1, axis));
});

/** Reduces along several axes, one after another, with the axes kept. */
const applyOverAxes = define('func, a, axes', (call) => {
  const { host } = call;
  let result: Operand = call.operand('a');
  for (const axis of call.has('axes') ? call.items('axes') : []) {
    const reduced = asOperand(host, host.call(call.value('func'), { positional: [result, axis], keywords: new Map() }));
    const shape = [...shapeOf(result)];
    if (shapeOf(reduced).length < shape.length) {
      shape[normalizeAxis(axis instanceof Num ? axis.value : 0, shape.length)] = 1;
      result = reshaped(host, reduced, shape);
    } else result = reduced;
  }
  return result;
});

/** What calls functions of the user's. */
export const CALLING_FUNCTIONS: Definitions = {
  vectorize,
  apply_along_axis: applyAlongAxis,
  apply_over_axes: applyOverAxes,
  frompyfunc: define('func, nin, nout', (call) => {
    const pyfunc = call.value('func');
    return new Builtin('np.frompyfunc', (args: Arguments) => eachElement(call.host, pyfunc, args, null));
  }),
};
