import * as nd from '../../../src/core/ndarray/index.ts';
import type { Args } from './goldenData.ts';
import { VIEW_FUNCTIONS } from './viewFunctions.ts';
import { RANDOM_FUNCTIONS } from './randomFunctions.ts';

/** What a case's function gives: arrays, numbers, text, or lists of them. */
export type Result = nd.Data | string | nd.Nested | readonly Result[];

export type GoldenFunction = (args: Args) => Result;

function binary(f: (a: nd.Data, b: nd.Data) => nd.Data): GoldenFunction {
  return (args) => f(args.data(0), args.data(1));
}

function unary(f: (a: nd.Data) => nd.Data): GoldenFunction {
  return (args) => f(args.data(0));
}

function reduction(f: (a: nd.NDArray, axis: nd.Axis, keepdims: boolean) => nd.NDArray): GoldenFunction {
  return (args) => f(args.array(0), args.axis(1), args.bool(2));
}

function oneAxis(at: number, args: Args): number | null {
  return args.numberOrNull(at);
}

const ELEMENTWISE: Record<string, GoldenFunction> = {
  add: binary(nd.add),
  subtract: binary(nd.subtract),
  multiply: binary(nd.multiply),
  divide: binary(nd.divide),
  floor_divide: binary(nd.floorDivide),
  mod: binary(nd.mod),
  power: binary(nd.power),
  maximum: binary(nd.maximum),
  minimum: binary(nd.minimum),
  equal: binary(nd.equal),
  not_equal: binary(nd.notEqual),
  less: binary(nd.less),
  less_equal: binary(nd.lessEqual),
  greater: binary(nd.greater),
  greater_equal: binary(nd.greaterEqual),
  logical_and: binary(nd.logicalAnd),
  logical_or: binary(nd.logicalOr),
  logical_xor: binary(nd.logicalXor),
  negative: unary(nd.negative),
  absolute: unary(nd.absolute),
  sign: unary(nd.sign),
  logical_not: unary(nd.logicalNot),
  isnan: unary(nd.isnan),
  isfinite: unary(nd.isfinite),
  isinf: unary(nd.isinf),
  round: (args) => nd.round(args.data(0), args.number(1)),
  clip: (args) => nd.clip(args.data(0), args.dataOrNull(1), args.dataOrNull(2)),
  where: (args) => nd.where(args.data(0), args.data(1), args.data(2)),
  isclose: (args) =>
    nd.isclose(args.data(0), args.data(1), args.numberOr(2, 1e-5), args.numberOr(3, 1e-8), args.bool(4)),
  allclose: (args) => nd.allclose(args.data(0), args.data(1)),
};

const CREATION: Record<string, GoldenFunction> = {
  from_nested: (args) => nd.fromNested(nestedOf(args.raw(0))),
  zeros: (args) => nd.zeros(args.numbers(0)),
  ones: (args) => nd.ones(args.numbers(0)),
  full: (args) => nd.full(args.numbers(0), args.number(1)),
  arange: (args) => nd.arange(args.number(0), args.number(1), args.number(2)),
  linspace: (args) => nd.linspace(args.number(0), args.number(1), args.number(2), args.length < 4 || args.bool(3)),
  eye: (args) => nd.eye(args.number(0), args.numberOr(1, args.number(0)), args.numberOr(2, 0)),
  astype: (args) => nd.astype(args.array(0), dtypeOf(args.text(1))),
  tolist: (args) => nd.toNested(args.array(0)),
  item: (args) => nd.scalarArray(nd.item(args.array(0)), args.array(0).dtype),
  broadcast_shapes: (args) => nd.broadcastShapes(...Array.from({ length: args.length }, (_, i) => args.numbers(i))),
  broadcast_to: (args) => nd.broadcastTo(args.array(0), args.numbers(1)),
};

function nestedOf(value: unknown): nd.Nested {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(nestedOf);
  throw new Error('not nested numbers');
}

function dtypeOf(name: string): nd.DType {
  if (name === 'float64' || name === 'int64' || name === 'bool') return name;
  throw new Error(`no such dtype: ${name}`);
}

const REDUCTIONS: Record<string, GoldenFunction> = {
  sum: reduction(nd.sum),
  prod: reduction(nd.prod),
  mean: reduction(nd.mean),
  max: reduction(nd.max),
  min: reduction(nd.min),
  any: reduction(nd.any),
  all: reduction(nd.all),
  count_nonzero: reduction(nd.countNonzero),
  argmax: (args) => nd.argmax(args.array(0), oneAxis(1, args), args.bool(2)),
  argmin: (args) => nd.argmin(args.array(0), oneAxis(1, args), args.bool(2)),
  var: (args) => nd.variance(args.array(0), args.axis(1), args.bool(2), args.number(3)),
  std: (args) => nd.std(args.array(0), args.axis(1), args.bool(2), args.number(3)),
  cumsum: (args) => nd.cumsum(args.array(0), oneAxis(1, args)),
  cumprod: (args) => nd.cumprod(args.array(0), oneAxis(1, args)),
  sort: (args) => nd.sort(args.array(0), oneAxis(1, args)),
  argsort: (args) => nd.argsort(args.array(0), oneAxis(1, args)),
  unique: (args) => {
    const { values, index, inverse, counts } = nd.unique(args.array(0));
    return [values, index, inverse, counts];
  },
  bincount: (args) => nd.bincount(args.array(0), args.arrayOrNull(1), args.number(2)),
  searchsorted: (args) => nd.searchsorted(args.array(0), args.array(1), args.text(2) === 'left' ? 'left' : 'right'),
};

const SHAPE: Record<string, GoldenFunction> = {
  reshape: (args) => nd.reshape(args.array(0), args.numbers(1)),
  ravel: (args) => nd.ravel(args.array(0)),
  flatten: (args) => nd.flatten(args.array(0)),
  atleast_1d: (args) => nd.atleast1d(args.array(0)),
  atleast_2d: (args) => nd.atleast2d(args.array(0)),
  squeeze: (args) => nd.squeeze(args.array(0), args.axis(1)),
  expand_dims: (args) => nd.expandDims(args.array(0), args.either(1)),
  transpose: (args) => nd.transpose(args.array(0), args.length > 1 ? args.numbers(1) : null),
  swapaxes: (args) => nd.swapaxes(args.array(0), args.number(1), args.number(2)),
  moveaxis: (args) => nd.moveaxis(args.array(0), args.either(1), args.either(2)),
  rollaxis: (args) => nd.rollaxis(args.array(0), args.number(1), args.number(2)),
  concatenate: (args) => nd.concatenate(args.arrays(0), oneAxis(1, args)),
  stack: (args) => nd.stack(args.arrays(0), args.number(1)),
  vstack: (args) => nd.vstack(args.arrays(0)),
  hstack: (args) => nd.hstack(args.arrays(0)),
  column_stack: (args) => nd.columnStack(args.arrays(0)),
  append: (args) => nd.append(args.array(0), args.array(1), oneAxis(2, args)),
  split: (args) => nd.split(args.array(0), args.either(1), args.number(2)),
  array_split: (args) => nd.arraySplit(args.array(0), args.either(1), args.number(2)),
  insert: (args) => nd.insert(args.array(0), args.either(1), args.array(2), oneAxis(3, args)),
  delete: (args) => nd.remove(args.array(0), args.either(1), oneAxis(2, args)),
  tile: (args) => nd.tile(args.array(0), args.either(1)),
  repeat: (args) => nd.repeat(args.array(0), args.either(1), oneAxis(2, args)),
  roll: (args) => nd.roll(args.array(0), args.either(1), args.axis(2)),
  flip: (args) => nd.flip(args.array(0), args.axis(1)),
  rot90: (args) => nd.rot90(args.array(0), args.number(1), args.length > 2 ? args.numbers(2) : [0, 1]),
  meshgrid: (args) => nd.meshgrid(args.arrays(0), args.text(1) === 'ij' ? 'ij' : 'xy'),
  pad_constant: (args) => nd.pad(args.array(0), pairsOf(args, 1), 'constant', pairsOf(args, 2)),
  pad: (args) => nd.pad(args.array(0), pairsOf(args, 1), modeOf(args.text(2))),
  diag: (args) => nd.diag(args.array(0), args.numberOr(1, 0)),
  diagonal: (args) => nd.diagonal(args.array(0), args.number(1), args.numberOr(2, 0), args.numberOr(3, 1)),
  tril: (args) => nd.tril(args.array(0), args.number(1)),
  triu: (args) => nd.triu(args.array(0), args.number(1)),
  trace: (args) => nd.trace(args.array(0), args.number(1), args.numberOr(2, 0), args.numberOr(3, 1)),
  as_strided: (args) => nd.asStrided(nd.contiguous(args.array(0)), args.numbers(1), args.numbers(2)),
  sliding_window_view: (args) => nd.slidingWindowView(args.array(0), args.either(1), args.axis(2)),
};

function pairsOf(args: Args, at: number): nd.Pairs {
  const value = args.raw(at);
  if (typeof value === 'number') return value;
  const rows = args.list(at);
  return rows.every((row) => typeof row === 'number') ? args.numbers(at) : rows.map((row) => numbersOf(row));
}

function numbersOf(value: unknown): number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}

function modeOf(name: string): nd.PadMode {
  const modes: readonly nd.PadMode[] = ['constant', 'edge', 'reflect', 'symmetric', 'wrap', 'mean'];
  const mode = modes.find((one) => one === name);
  if (!mode) throw new Error(`no such pad mode: ${name}`);
  return mode;
}

const INDEXING: Record<string, GoldenFunction> = {
  getitem: (args) => nd.getItem(args.array(0), args.index(1)),
  take: (args) => nd.take(args.array(0), args.array(1), oneAxis(2, args)),
  nonzero: (args) => nd.nonzero(args.array(0)),
  unravel_index: (args) => nd.unravelIndex(args.array(0), args.numbers(1)),
  ravel_multi_index: (args) => nd.ravelMultiIndex(args.arrays(0), args.numbers(1)),
};

const LINEAR: Record<string, GoldenFunction> = {
  matmul: (args) => nd.matmul(args.array(0), args.array(1)),
  dot: (args) => nd.dot(args.array(0), args.array(1)),
  outer: (args) => nd.outer(args.array(0), args.array(1)),
  tensordot: (args) => nd.tensordot(args.array(0), args.array(1), contractedAxes(args)),
  einsum: (args) => nd.einsum(args.text(0), ...Array.from({ length: args.length - 1 }, (_, i) => args.array(i + 1))),
  inv: (args) => nd.inv(args.array(0)),
  solve: (args) => nd.solve(args.array(0), args.array(1)),
  det: (args) => nd.det(args.array(0)),
  norm: (args) => nd.norm(args.array(0), args.numberOrNull(1), args.axis(2), args.bool(3)),
};

function contractedAxes(args: Args): number | [number[], number[]] {
  if (typeof args.raw(2) === 'number') return args.number(2);
  const [left, right] = args.list(2);
  return [numbersOf(left), numbersOf(right)];
}

const TEXT: Record<string, GoldenFunction> = {
  str: (args) => nd.formatArray(args.array(0)),
  repr: (args) => nd.reprArray(args.array(0)),
  float: (args) => nd.formatFloat(args.number(0)),
};

/** Our function for each name in the golden file; `scripts/golden/functions.py` is its twin. */
export const FUNCTIONS: ReadonlyMap<string, GoldenFunction> = new Map(
  Object.entries({
    ...ELEMENTWISE,
    ...CREATION,
    ...REDUCTIONS,
    ...SHAPE,
    ...INDEXING,
    ...LINEAR,
    ...RANDOM_FUNCTIONS,
    ...VIEW_FUNCTIONS,
    ...TEXT,
  }),
);
