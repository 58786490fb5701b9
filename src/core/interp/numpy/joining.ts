import { ArrayError } from '../../ndarray/errors.ts';
import { formatShape } from '../../ndarray/formatShape.ts';
import { split as ndSplit, arraySplit } from '../../ndarray/split.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import { normalizeAxis } from '../../ndarray/axes.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import { Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { PyList, PyTuple, type Value } from '../values.ts';
import { asOperand } from './arrays.ts';
import type { Call } from './call.ts';
import { inDType } from './cast.ts';
import { asInt, asInts, isSequence } from './convert.ts';
import { define, type Definition, type Definitions } from './define.ts';
import { delivered, reshaped, viewed } from './gates.ts';
import { gate } from './apply.ts';
import { shapeOf, tensorOf } from './operands.ts';

/** Joins along an existing axis; `axis` null joins the flattened arrays. Raises ValueError when the shapes do not fit. */
export function concatenated(host: NumpyHost, parts: readonly Operand[], axis: number | null): Operand {
  if (parts.length === 0) host.fail('ValueError', host.localize('there must be at least one array to join'));
  const flat = parts.find((part) => shapeOf(part).length === 0);
  if (flat && axis !== null)
    host.fail('ValueError', host.localize('numbers cannot be joined along an axis; make arrays of them first'));
  return gate(host, ops.concatenate, parts, { axis });
}

/** Joins along a new axis. Raises ValueError when the shapes differ. */
export function stacked(host: NumpyHost, parts: readonly Operand[], axis: number): Operand {
  const [first] = parts;
  if (!first) return host.fail('ValueError', host.localize('there must be at least one array to stack'));
  const other = parts.find((part) => formatShape(shapeOf(part)) !== formatShape(shapeOf(first)));
  if (other) {
    const shapes = [shapeOf(first), shapeOf(other)];
    const message = host.localize(
      'arrays to stack must have one shape, but here are {0} and {1}',
      ...shapes.map(formatShape),
    );
    throw new ArrayError('ValueError', message, { name: ops.stack.name, shapes });
  }
  return gate(host, ops.stack, parts, { axis });
}

/** An operand with at least so many axes; new ones come in front. */
function atLeast(host: NumpyHost, operand: Operand, ndim: 1 | 2): Operand {
  const shape = shapeOf(operand);
  if (shape.length >= ndim) return operand;
  return reshaped(host, operand, [...new Array<number>(ndim - shape.length).fill(1), ...shape]);
}

/** At least three axes: a vector becomes `(1, n, 1)`, a matrix `(m, n, 1)`. */
function atLeastThree(host: NumpyHost, operand: Operand): Operand {
  const shape = shapeOf(operand);
  if (shape.length >= 3) return operand;
  if (shape.length === 2) return reshaped(host, operand, [...shape, 1]);
  return reshaped(host, operand, [1, shape[0] ?? 1, 1]);
}

/** The arrays of a `tup` argument: the items of a sequence, or the parts of an array. */
function partsOf(call: Call<string>, name: string): Operand[] {
  return call.items(name).map((item) => asOperand(call.host, item));
}

/** A function that joins arrays, after `shape` has given each the axes it needs. */
function joining(shape: (host: NumpyHost, part: Operand) => Operand, axis: (ndim: number) => number): Definition {
  return define('tup, *, dtype=None, casting=None', (call) => {
    const { host } = call;
    const dtype = call.dtype('dtype');
    const parts = partsOf(call, 'tup').map((part) => shape(host, inDType(host, part, dtype)));
    const ndim = parts[0] ? shapeOf(parts[0]).length : 0;
    return concatenated(host, parts, axis(ndim));
  });
}

const concatenate = define('arrays, axis=0, out=None, *, dtype=None, casting=None', (call) => {
  const dtype = call.dtype('dtype');
  const parts = partsOf(call, 'arrays').map((part) => inDType(call.host, part, dtype));
  return delivered(call.host, concatenated(call.host, parts, call.intOr('axis', null)), call.value('out'));
});

const stack = define('arrays, axis=0, out=None, *, dtype=None, casting=None', (call) => {
  const dtype = call.dtype('dtype');
  const parts = partsOf(call, 'arrays').map((part) => inDType(call.host, part, dtype));
  return delivered(call.host, stacked(call.host, parts, call.int('axis')), call.value('out'));
});

const vstack = joining(
  (host, part) => atLeast(host, part, 2),
  () => 0,
);

/** Vectors become columns. */
const columnStack = joining(
  (host, part) => (shapeOf(part).length < 2 ? reshaped(host, part, [-1, 1]) : part),
  () => 1,
);

type Split = (a: NDArray, at: number | readonly number[], axis: number) => NDArray[];

/** The parts of an array, each a view. */
function parts(host: NumpyHost, a: Operand, at: number | readonly number[], axis: number, split: Split): PyList {
  const tensor = tensorOf(a);
  const count = split(tensor.array, at, normalizeAxis(axis, tensor.ndim)).length;
  const part =
    (index: number) =>
    (source: NDArray): NDArray =>
      split(source, at, axis)[index] ?? source;
  return new PyList(Array.from({ length: count }, (_, index) => viewed(host, tensor, part(index))));
}

function cuts(call: Call<'indices_or_sections'>): number | readonly number[] {
  const value = call.value('indices_or_sections');
  return isSequence(value)
    ? asInts(call.host, value, 'indices_or_sections')
    : asInt(call.host, value, 'indices_or_sections');
}

function splitting(split: Split): Definition {
  return define('ary, indices_or_sections, axis=0', (call) =>
    parts(call.host, call.operand('ary'), cuts(call), call.int('axis'), split),
  );
}

function splittingAlong(axis: (ndim: number) => number): Definition {
  return define('ary, indices_or_sections', (call) => {
    const a = call.operand('ary');
    return parts(call.host, a, cuts(call), axis(shapeOf(a).length), ndSplit);
  });
}

/** `atleast_1d` and its kin: one array, or a list of them for several arguments. */
function atLeastFunction(raise: (host: NumpyHost, operand: Operand) => Operand): Definition {
  return define('*arys', (call) => {
    const raised = call.rest.map((item) => raise(call.host, asOperand(call.host, item)));
    return raised.length === 1 ? (raised[0] ?? null) : new PyTuple(raised);
  });
}

/** Without an axis both are flattened. */
const append = define('arr, values, axis=None', (call) =>
  concatenated(call.host, [call.operand('arr'), call.operand('values')], call.intOr('axis', null)),
);

/** Nested lists of blocks: the innermost lists join along the last axis, those around them along the one before. */
const block = define('arrays', (call) => {
  const depth = (value: Value): number => (value instanceof PyList ? 1 + Math.max(0, ...value.items.map(depth)) : 0);
  const levels = depth(call.value('arrays'));
  const assemble = (value: Value, level: number): Operand => {
    if (!(value instanceof PyList)) return withAxes(call.host, asOperand(call.host, value), levels);
    return concatenated(
      call.host,
      value.items.map((item) => assemble(item, level + 1)),
      level - levels,
    );
  };
  return assemble(call.value('arrays'), 0);
});

function withAxes(host: NumpyHost, operand: Operand, ndim: number): Operand {
  const shape = shapeOf(operand);
  if (shape.length >= ndim) return operand;
  return reshaped(host, operand, [...new Array<number>(ndim - shape.length).fill(1), ...shape]);
}

/** What joins and splits arrays. */
export const JOINING_FUNCTIONS: Definitions = {
  concatenate,
  concat: concatenate,
  stack,
  vstack,
  row_stack: vstack,
  hstack: joining(
    (host, part) => atLeast(host, part, 1),
    (ndim) => (ndim === 1 ? 0 : 1),
  ),
  dstack: joining(atLeastThree, () => 2),
  column_stack: columnStack,
  append,
  block,
  split: splitting(ndSplit),
  array_split: splitting(arraySplit),
  hsplit: splittingAlong((ndim) => (ndim === 1 ? 0 : 1)),
  vsplit: splittingAlong(() => 0),
  dsplit: splittingAlong(() => 2),
  atleast_1d: atLeastFunction((host, operand) => (operand instanceof Tensor ? operand : atLeast(host, operand, 1))),
  atleast_2d: atLeastFunction((host, operand) => atLeast(host, operand, 2)),
  atleast_3d: atLeastFunction(atLeastThree),
};
