import { normalizeAxis } from '../ndarray/axes.ts';
import { sameShape } from '../ndarray/broadcast.ts';
import { astype as ndAstype, copy as ndCopy } from '../ndarray/create.ts';
import { resultType } from '../ndarray/dtype.ts';
import { dtypeOf } from '../ndarray/elementwise.ts';
import { ArrayError } from '../ndarray/errors.ts';
import { insert as ndInsert } from '../ndarray/insert.ts';
import * as nd from '../ndarray/join.ts';
import { NDArray, sizeOf, type DType, type Shape } from '../ndarray/ndarray.ts';
import { reshape } from '../ndarray/reshape.ts';
import { selectAlong, sliceAxis } from '../ndarray/split.ts';
import { flat } from '../ndarray/strided.ts';
import type { Data, GateContext, Op, Vjp } from './op.ts';
import { putBack, shapeOfData, type Along } from './rearranging.ts';
import { sampleArray } from './samples.ts';
import { arrayOf, isScalar, numberOf, placesOf, plain, zerosOf } from './support.ts';

/** Where along the joined axis each input begins. */
function startOf(inputs: readonly Data[], input: number, axis: number): number {
  return inputs.slice(0, input).reduce<number>((start, one) => start + (shapeOfData(one)[axis] ?? 0), 0);
}

function concatenateVjp(input: number): Vjp<Along> {
  return (g, { inputs, attrs: { axis } }) => {
    const own = arrayOf(inputs[input] ?? NaN);
    if (axis === null) {
      const start = inputs.slice(0, input).reduce<number>((sum, one) => sum + sizeOf(shapeOfData(one)), 0);
      return plain(reshape(sliceAxis(arrayOf(g), 0, start, start + own.size), own.shape));
    }
    const along = normalizeAxis(axis, own.ndim);
    const start = startOf(inputs, input, along);
    return sliceAxis(arrayOf(g), along, start, start + (own.shape[along] ?? 0));
  };
}

export const concatenate: Op<Along> = {
  name: 'concatenate',
  symbol: 'concat',
  numpy: ['concatenate'],
  params: ['a', '...'],
  latex: '[a \\;\\cdots]',
  shape: (shapes, { axis }) => {
    if (axis !== null) return nd.concatenateShape(shapes, axis);
    return [shapes.reduce((total, shape) => total + sizeOf(shape), 0)];
  },
  forward: (inputs, { axis }) => nd.concatenate(inputs.map(arrayOf), axis),
  vjp: concatenateVjp,
  derivative: [''],
  elementwise: false,
  flow: 'cuts the upstream gradient into the pieces that it joined',
  samples: [
    { inputs: [sampleArray([2, 3]), sampleArray([1, 3]), sampleArray([2, 3])], attrs: { axis: 0 } },
    { inputs: [sampleArray([2, 3]), sampleArray([2, 1])], attrs: { axis: -1 } },
    { inputs: [sampleArray([2, 3]), sampleArray([2])], attrs: { axis: null } },
  ],
  readsShapesOnly: true,
};

/** The axis that is new in the result. */
export interface Stacking {
  readonly axis: number;
}

export const stack: Op<Stacking> = {
  name: 'stack',
  symbol: 'stack',
  numpy: ['stack'],
  params: ['a', '...'],
  latex: '[a \\;\\cdots]',
  shape: (shapes, { axis }) => {
    const out = [...(shapes[0] ?? [])];
    if (!shapes.every((shape) => sameShape(shape, out))) {
      throw new ArrayError('ValueError', 'all input arrays must have the same shape');
    }
    out.splice(normalizeAxis(axis, out.length + 1), 0, shapes.length);
    return out;
  },
  forward: (inputs, { axis }) => nd.stack(inputs.map(arrayOf), axis),
  vjp:
    (input) =>
    (g, { attrs: { axis } }) =>
      plain(selectAlong(arrayOf(g), axis, input)),
  derivative: [''],
  elementwise: false,
  flow: 'hands each input its layer of the upstream gradient',
  samples: [
    { inputs: [sampleArray([2, 3]), sampleArray([2, 3])], attrs: { axis: 1 } },
    { inputs: [sampleArray([3]), sampleArray([3]), sampleArray([3])], attrs: { axis: -1 } },
    { inputs: [0.4, 0.7], attrs: { axis: 0 } },
  ],
  readsShapesOnly: true,
};

/** The nesting of lists around the inputs, in C order: `[2, 3]` for two lists of three values each. */
export interface Nesting {
  readonly shape: Shape;
}

export const array: Op<Nesting> = {
  name: 'array',
  symbol: '[ , ]',
  numpy: ['array', 'asarray'],
  params: ['a', '...'],
  latex: '[a, \\ldots]',
  shape: ([first = []], { shape }) => [...shape, ...first],
  forward: (inputs, { shape }) => {
    const [first = NaN] = inputs;
    const inner = shapeOfData(first);
    const each = sizeOf(inner);
    const out = new Float64Array(inputs.length * each);
    inputs.forEach((input, i) => {
      if (isScalar(input)) out[i] = numberOf(input);
      else out.set(flat(arrayOf(input)), i * each);
    });
    return new NDArray(out, [...shape, ...inner], inputs.map(dtypeOf).reduce(resultType, dtypeOf(first)));
  },
  vjp:
    (input) =>
    (g, { inputs }) => {
      const inner = shapeOfData(inputs[input] ?? NaN);
      const each = sizeOf(inner);
      const piece = flat(arrayOf(g)).slice(input * each, (input + 1) * each);
      return plain(new NDArray(piece, inner, 'float64'));
    },
  derivative: [''],
  elementwise: false,
  flow: 'hands each entry its own part of the upstream gradient',
  samples: [
    { inputs: [0.2, 0.5, -0.3, 1.1], attrs: { shape: [2, 2] } },
    { inputs: [sampleArray([3]), sampleArray([3])], attrs: { shape: [2] } },
  ],
  readsShapesOnly: true,
};

/** Before which indices the values go. */
export interface Insertion {
  readonly at: number | readonly number[];
  readonly axis: number | null;
}

/** Of an insertion where only one of the inputs carries its elements' places and the other is zero. */
function insertedBack(g: Data, { inputs: [a = NaN, values = NaN], attrs }: GateContext<Insertion>, input: 0 | 1): Data {
  const shapes = [shapeOfData(a), shapeOfData(values)] as const;
  const carried = [zerosOf(shapes[0]), zerosOf(shapes[1])];
  carried[input] = placesOf(shapes[input], 1);
  const [base = zerosOf([]), piece = zerosOf([])] = carried;
  return plain(putBack(arrayOf(g), ndInsert(base, attrs.at, piece, attrs.axis), shapes[input]));
}

export const insert: Op<Insertion> = {
  name: 'insert',
  symbol: 'insert',
  numpy: ['insert'],
  params: ['a', 'values'],
  latex: '\\mathrm{insert}(a, \\mathrm{values})',
  shape: ([a = [], values = []], { at, axis }) => ndInsert(zerosOf(a), at, zerosOf(values), axis).shape,
  forward: ([a = NaN, values = NaN], { at, axis }) => ndInsert(arrayOf(a), at, arrayOf(values), axis),
  vjp: [(g, gate) => insertedBack(g, gate, 0), (g, gate) => insertedBack(g, gate, 1)],
  derivative: ['', ''],
  elementwise: false,
  flow: 'routes the upstream gradient back to what was there and to what was inserted',
  samples: [
    { inputs: [sampleArray([3, 2]), sampleArray([2])], attrs: { at: 1, axis: 0 } },
    { inputs: [sampleArray([3, 2]), 0.4], attrs: { at: [0, 2], axis: 1 } },
    { inputs: [sampleArray([4]), sampleArray([2])], attrs: { at: [1, 3], axis: null } },
  ],
  readsShapesOnly: true,
};

export const copy: Op<undefined> = {
  name: 'copy',
  symbol: 'copy',
  numpy: ['copy'],
  params: ['x'],
  latex: 'x',
  shape: ([shape = []]) => shape,
  forward: ([x = NaN]) => (typeof x === 'number' ? x : ndCopy(x)),
  vjp: [(g) => g],
  derivative: ['1'],
  elementwise: true,
  flow: 'passes the upstream gradient through unchanged',
  samples: [
    { inputs: [sampleArray([2, 3])], attrs: undefined },
    { inputs: [0.4], attrs: undefined },
  ],
  readsShapesOnly: true,
  keepsIntegers: true,
};

export interface Conversion {
  readonly dtype: DType;
}

/** A conversion that rounds cuts the gradient off; between float widths nothing changes. */
function astypeOf(name: string, vjp: Op<Conversion>['vjp'], dtypes: readonly DType[], flow: string): Op<Conversion> {
  return {
    name,
    symbol: 'astype',
    numpy: vjp === 'none' ? [] : ['astype'],
    params: ['x'],
    latex: 'x',
    shape: ([shape = []]) => shape,
    forward: ([x = NaN], { dtype }) => plain(ndAstype(arrayOf(x), dtype)),
    vjp,
    derivative: [vjp === 'none' ? '0' : '1'],
    elementwise: true,
    flow,
    samples: dtypes.map((dtype) => ({ inputs: [sampleArray([2, 3], [0.2, 0.8])], attrs: { dtype } })),
    readsShapesOnly: true,
  };
}

/** To float64. */
export const astype = astypeOf('astype', [(g) => g], ['float64'], 'passes the upstream gradient through unchanged');

/** To int64 or bool. */
export const truncate = astypeOf('truncate', 'none', ['int64', 'bool'], 'lets no gradient through: it rounds');
