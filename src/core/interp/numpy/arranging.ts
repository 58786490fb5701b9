import type { Axis } from '../../ndarray/axes.ts';
import { diagonal as ndDiagonal } from '../../ndarray/diagonal.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import type { PadMode, Pairs } from '../../ndarray/pad.ts';
import { flip, rot90 } from '../../ndarray/rearrange.ts';
import { sliceAxis } from '../../ndarray/split.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import type { NumpyHost } from '../host.ts';
import type { Value } from '../values.ts';
import { asOperand } from './arrays.ts';
import type { Call } from './call.ts';
import { asInt, asInts, asNumber, isSequence } from './convert.ts';
import { define, type Definition, type Definitions } from './define.ts';
import { delivered, reshaped, viewBy, viewed } from './gates.ts';
import { gate, reserve } from './apply.ts';
import { dataOf, shapeOf, tensorOf } from './operands.ts';

/** One integer, or a list of them. */
function intOrInts(host: NumpyHost, value: Value, name: string): number | number[] {
  return isSequence(value) ? asInts(host, value, name) : asInt(host, value, name);
}

/** Elements repeated, along an axis or flattened. */
function repeated(call: Call<'repeats' | 'axis'>, operand: Operand): Value {
  const repeats = intOrInts(call.host, call.value('repeats'), 'repeats');
  return gate(call.host, ops.repeat, [operand], { repeats, axis: call.intOr('axis', null) });
}

const PAD_MODES: readonly PadMode[] = ['constant', 'edge', 'reflect', 'symmetric', 'wrap', 'mean'];

const pad = define("array, pad_width, mode='constant', *, constant_values=0, **kwargs", (call) => {
  const { host } = call;
  const name = call.text('mode') === 'empty' ? 'constant' : call.text('mode');
  const mode = PAD_MODES.find((known) => known === name);
  if (!mode || call.keywords.size > 0) {
    const option = [...call.keywords.keys()][0];
    return host.unsupported(option === undefined ? `np.pad(mode='${name}')` : `np.pad(${option}=)`);
  }
  const widths = pairsOf(host, call.value('pad_width'), (value) => asInt(host, value, 'pad_width'));
  const values = pairsOf(host, call.value('constant_values'), (value) => asNumber(host, value, 'constant_values'));
  return gate(host, ops.pad, [call.operand('array')], { widths, mode, values });
});

/** `n`, `(before, after)` or one pair per axis. */
function pairsOf(host: NumpyHost, value: Value, number: (value: Value) => number): Pairs {
  if (!isSequence(value)) return number(value);
  const items = [...host.iterate(value)];
  if (!items.some(isSequence)) return items.map(number);
  return items.map((item) => (isSequence(item) ? Array.from(host.iterate(item), number) : [number(item)]));
}

function flipped(host: NumpyHost, operand: Operand, axis: Axis): Operand {
  return viewBy(host, ops.flip, operand, { axis }, (a) => flip(a, axis));
}

const quarterTurns = define('m, k=1, axes=<no value>', (call) => {
  const attrs = { k: call.int('k'), axes: call.has('axes') ? asInts(call.host, call.value('axes'), 'axes') : [0, 1] };
  return viewBy(call.host, ops.rot90, call.operand('m'), attrs, (a) => rot90(a, attrs.k, attrs.axes));
});

const roll = define('a, shift, axis=None', (call) =>
  gate(call.host, ops.roll, [call.operand('a')], {
    shift: intOrInts(call.host, call.value('shift'), 'shift'),
    axis: call.axis('axis'),
  }),
);

/** Where to insert or delete: an index, several, or a slice or mask turned into them. */
function places(call: Call<'obj'>): number | number[] {
  return intOrInts(call.host, call.value('obj'), 'obj');
}

const insert = define('arr, obj, values, axis=None', (call) =>
  gate(call.host, ops.insert, [call.operand('arr'), call.operand('values')], {
    at: places(call),
    axis: call.intOr('axis', null),
  }),
);

const remove = define('arr, obj, axis=None', (call) =>
  gate(call.host, ops.delete, [call.operand('arr')], { at: places(call), axis: call.intOr('axis', null) }),
);

type DiagonalNames = 'offset' | 'axis1' | 'axis2';

function diagonalAttrs(call: Call<DiagonalNames>): { k: number; axis1: number; axis2: number } {
  return { k: call.int('offset'), axis1: call.int('axis1'), axis2: call.int('axis2') };
}

const diagonal = define('a, offset=0, axis1=0, axis2=1', (call) => {
  const attrs = diagonalAttrs(call);
  const view = (a: NDArray): NDArray => ndDiagonal(a, attrs.k, attrs.axis1, attrs.axis2);
  return viewBy(call.host, ops.diagonal, call.operand('a'), attrs, view);
});

const trace = define('a, offset=0, axis1=0, axis2=1, dtype=None, out=None', (call) =>
  delivered(call.host, gate(call.host, ops.trace, [call.operand('a')], diagonalAttrs(call)), call.value('out')),
);

/** The matrix that has a vector on its k-th diagonal, or that diagonal of a matrix. */
function diagonalGate(host: NumpyHost, v: Operand, k: number): Operand {
  const shape = shapeOf(v);
  const length = (shape[0] ?? 0) + Math.abs(k);
  if (shape.length === 1) reserve(host, length, length);
  return gate(host, ops.diag, [v], { k });
}

const diag = define('v, k=0', (call) => diagonalGate(call.host, call.operand('v'), call.int('k')));

const diagflat = define('v, k=0', (call) =>
  diagonalGate(call.host, reshaped(call.host, call.operand('v'), [-1]), call.int('k')),
);

function triangle(op: typeof ops.tril): Definition {
  return define('m, k=0', (call) => gate(call.host, op, [call.operand('m')], { k: call.int('k') }));
}

const fillDiagonal = define('a, val, wrap=False', (call) => {
  const target = call.tensor('a');
  const window = ndDiagonal(target.array);
  call.host.tape.store(target, window, asOperand(call.host, call.value('val')), call.host.site());
  return null;
});

/** A vector without its leading and trailing zeros, as a view. */
const trimZeros = define("filt, trim='fb'", (call) => {
  const source = tensorOf(call.operand('filt'));
  const values = dataOf(source);
  const isZero = (i: number): boolean => values.data[values.offset + i * (values.strides[0] ?? 1)] === 0;
  const sides = call.text('trim').toLowerCase();
  let [start, stop] = [0, source.size];
  while (sides.includes('f') && start < stop && isZero(start)) start++;
  while (sides.includes('b') && start < stop && isZero(stop - 1)) stop--;
  return viewed(call.host, source, (a: NDArray) => sliceAxis(a, 0, start, stop));
});

/** What repeats, turns, pads, inserts and deletes elements. */
export const ARRANGING_FUNCTIONS: Definitions = {
  tile: define('A, reps', (call) =>
    gate(call.host, ops.tile, [call.operand('A')], { reps: intOrInts(call.host, call.value('reps'), 'reps') }),
  ),
  repeat: define('a, repeats, axis=None', (call) => repeated(call, call.operand('a'))),
  pad,
  flip: define('m, axis=None', (call) => flipped(call.host, call.operand('m'), call.axis('axis'))),
  flipud: define('m', (call) => flipped(call.host, call.operand('m'), 0)),
  fliplr: define('m', (call) => flipped(call.host, call.operand('m'), 1)),
  rot90: quarterTurns,
  roll,
  insert,
  delete: remove,
  diagonal,
  trace,
  diag,
  diagflat,
  tril: triangle(ops.tril),
  triu: triangle(ops.triu),
  fill_diagonal: fillDiagonal,
  trim_zeros: trimZeros,
};
