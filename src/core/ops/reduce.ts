import { normalizeAxes, type Axis } from '../ndarray/axes.ts';
import { broadcastTo } from '../ndarray/broadcast.ts';
import { NDArray, sizeOf, type Shape } from '../ndarray/ndarray.ts';
import * as nd from '../ndarray/reduce.ts';
import { flat, toFlat } from '../ndarray/strided.ts';
import type { Data, Op, Sample } from './op.ts';
import { sampleArray } from './samples.ts';
import { arrayOf, isScalar, numberOf, plain } from './support.ts';

/** Over which axes (`null`: all), and whether they stay with length 1. */
export interface Reduction {
  readonly axis: Axis;
  readonly keepdims: boolean;
}

/** The shape rule of every reduction. */
export function reductionShape([shape = []]: readonly Shape[], { axis, keepdims }: Reduction): Shape {
  return nd.reducedShape(shape, normalizeAxes(axis, shape.length), keepdims);
}

/** What was reduced to one element, stretched back over the input's shape in a buffer of its own. */
export function stretch(reduced: Data, shape: Shape, axis: Axis): NDArray {
  const out = new NDArray(new Float64Array(sizeOf(shape)), shape, 'float64');
  if (isScalar(reduced)) out.data.fill(numberOf(reduced));
  else out.data.set(flat(stretchView(reduced, shape, axis)));
  return out;
}

/** The same without copying. */
export function stretchView(reduced: Data, shape: Shape, axis: Axis): NDArray {
  const array = arrayOf(reduced);
  const kept = nd.reducedShape(shape, normalizeAxes(axis, shape.length), true);
  if (array.shape.length === kept.length) return broadcastTo(array, shape);
  const axes = normalizeAxes(axis, shape.length);
  let next = 0;
  const strides = kept.map((_, i) => (axes.includes(i) ? 0 : (array.strides[next++] ?? 0)));
  return broadcastTo(new NDArray(array.data, kept, array.dtype, strides, array.offset), shape);
}

/** The number of elements behind each result. */
export function countOf(x: Data, axis: Axis): number {
  return nd.reducedCount(arrayOf(x).shape, axis);
}

export const reductionSamples: readonly Sample<Reduction>[] = [
  { inputs: [sampleArray([2, 3])], attrs: { axis: null, keepdims: false } },
  { inputs: [sampleArray([2, 3])], attrs: { axis: 0, keepdims: false } },
  { inputs: [sampleArray([2, 3])], attrs: { axis: -1, keepdims: true } },
  { inputs: [sampleArray([2, 3, 4])], attrs: { axis: [0, 2], keepdims: false } },
  { inputs: [sampleArray([2, 3, 4])], attrs: { axis: 1, keepdims: false } },
  { inputs: [0.8], attrs: { axis: null, keepdims: false } },
];

export const sum: Op<Reduction> = {
  name: 'sum',
  symbol: 'Σ',
  numpy: ['sum'],
  params: ['x'],
  latex: '\\sum x',
  shape: reductionShape,
  forward: ([x = NaN], { axis, keepdims }) => (typeof x === 'number' ? x : plain(nd.sum(x, axis, keepdims))),
  vjp: [(g, { inputs: [x = NaN], attrs }) => (isScalar(x) ? numberOf(g) : stretch(g, arrayOf(x).shape, attrs.axis))],
  derivative: ['np.broadcast_to(g, x.shape)'],
  elementwise: false,
  flow: 'copies the upstream gradient to every element it added up',
  samples: reductionSamples,
  readsShapesOnly: true,
  keepsIntegers: true,
};

export const mean: Op<Reduction> = {
  name: 'mean',
  symbol: 'mean',
  numpy: ['mean', 'average'],
  params: ['x'],
  latex: '\\frac{1}{N} \\sum x',
  shape: reductionShape,
  forward: ([x = NaN], { axis, keepdims }) => (typeof x === 'number' ? x : plain(nd.mean(x, axis, keepdims))),
  vjp: [
    (g, { inputs: [x = NaN], attrs }) => {
      if (isScalar(x)) return numberOf(g);
      const count = countOf(x, attrs.axis);
      const share =
        typeof g === 'number'
          ? g / count
          : new NDArray(
              toFlat(g).map((value) => value / count),
              g.shape,
              'float64',
            );
      return stretch(share, arrayOf(x).shape, attrs.axis);
    },
  ],
  derivative: ['np.broadcast_to(g, x.shape) / (x.size / g.size)'],
  elementwise: false,
  flow: 'shares the upstream gradient equally among the elements it averaged',
  samples: reductionSamples,
  readsShapesOnly: true,
};
