import { normalizeAxes, type Axis } from '../ndarray/axes.ts';
import { divide, multiply, subtract } from '../ndarray/arithmetic.ts';
import { broadcastTo } from '../ndarray/broadcast.ts';
import { map2 } from '../ndarray/elementwise.ts';
import { NDArray, type Shape } from '../ndarray/ndarray.ts';
import * as nd from '../ndarray/reduce.ts';
import { std as ndStd, variance as ndVariance } from '../ndarray/scan.ts';
import { flat, toFlat } from '../ndarray/strided.ts';
import type { Data, GateContext, Op, Sample } from './op.ts';
import { pythonAxis } from './rearranging.ts';
import { sampleArray } from './samples.ts';
import { arrayOf, isScalar, numberOf, placesOf, plain, zerosOf } from './support.ts';

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
  if (!isScalar(reduced)) return new NDArray(toFlat(stretchView(reduced, shape, axis)), shape, 'float64');
  const out = zerosOf(shape);
  out.data.fill(numberOf(reduced));
  return out;
}

/** The same without copying. */
export function stretchView(reduced: Data, shape: Shape, axis: Axis): NDArray {
  const array = arrayOf(reduced);
  const axes = normalizeAxes(axis, shape.length);
  const kept = nd.reducedShape(shape, axes, true);
  if (array.shape.length === kept.length) return broadcastTo(array, shape);
  let next = 0;
  const strides = kept.map((_, i) => (axes.includes(i) ? 0 : (array.strides[next++] ?? 0)));
  return broadcastTo(new NDArray(array.data, kept, array.dtype, strides, array.offset), shape);
}

/** The number of elements behind each result. */
export function countOf(x: Data, axis: Axis): number {
  return nd.reducedCount(arrayOf(x).shape, axis);
}

/** NumPy text that lines the reduced array `name` up with the input again. */
export function stretchedText(name: string, { axis, keepdims }: Reduction): string {
  if (axis === null || keepdims) return name;
  return `np.expand_dims(${name}, ${pythonAxis(axis)})`;
}

type Samples<A> = readonly [Sample<A>, ...Sample<A>[]];

export const reductionSamples: Samples<Reduction> = [
  { inputs: [sampleArray([2, 3])], attrs: { axis: null, keepdims: false } },
  { inputs: [sampleArray([2, 3])], attrs: { axis: 0, keepdims: false } },
  { inputs: [sampleArray([2, 3])], attrs: { axis: -1, keepdims: true } },
  { inputs: [sampleArray([2, 3, 4])], attrs: { axis: [0, 2], keepdims: false } },
  { inputs: [sampleArray([2, 3, 4])], attrs: { axis: 1, keepdims: false } },
  { inputs: [0.8], attrs: { axis: null, keepdims: false } },
];

export interface ReductionSpec<A extends Reduction>
  extends
    Pick<Op<A>, 'name' | 'symbol' | 'numpy' | 'latex' | 'flow'>,
    Partial<Pick<Op<A>, 'keepsIntegers' | 'readsShapesOnly' | 'kink'>> {
  readonly reduce: (a: NDArray, attrs: A) => NDArray;
  /** The gradient on the input. */
  readonly back: (g: NDArray, x: NDArray, out: NDArray, attrs: A) => Data;
  /** The first one has the usual attributes. */
  readonly samples: Samples<A>;
  /** Its NumPy text over `x`, and `G` and `OUT` for the stretched ones. */
  readonly text: (attrs: A) => string;
}

/** A gate that reduces axes, from a reduction of arrays. */
export function reduction<A extends Reduction>(spec: ReductionSpec<A>): Op<A> {
  const { reduce, back, text, ...common } = spec;
  const textFor = (attrs: A): string =>
    text(attrs)
      .replace(/\bG\b/g, stretchedText('g', attrs))
      .replace(/\bOUT\b/g, stretchedText('out', attrs));
  return {
    ...common,
    params: ['x'],
    shape: reductionShape,
    forward: ([x = NaN], attrs) => plain(reduce(arrayOf(x), attrs)),
    vjp: [(g, gate) => reduceBack(g, gate, back)],
    derivative: [text(common.samples[0].attrs).replaceAll('G', 'g').replaceAll('OUT', 'out')],
    derivativeFor: (attrs) => [textFor(attrs)],
    elementwise: false,
  };
}

function reduceBack<A extends Reduction>(
  g: Data,
  { inputs: [input = NaN], output, attrs }: GateContext<A>,
  back: ReductionSpec<A>['back'],
): Data {
  const gradient = back(arrayOf(g), arrayOf(input), arrayOf(output), attrs);
  return isScalar(input) ? numberOf(gradient) : gradient;
}

/** A `back` that multiplies the stretched upstream gradient by a slope, which it gets from the stretched result. */
export function scaledBy<A extends Reduction>(
  slope: (x: NDArray, out: NDArray, attrs: A) => Data,
): ReductionSpec<A>['back'] {
  return (g, x, out, attrs) => {
    const { shape } = x;
    return multiply(stretchView(g, shape, attrs.axis), slope(x, stretchView(out, shape, attrs.axis), attrs));
  };
}

export const sum = reduction<Reduction>({
  name: 'sum',
  symbol: 'Σ',
  numpy: ['sum'],
  latex: '\\sum x',
  reduce: (a, { axis, keepdims }) => nd.sum(a, axis, keepdims),
  back: (g, x, _, { axis }) => stretch(g, x.shape, axis),
  text: () => 'G * np.ones_like(x)',
  flow: 'copies the upstream gradient to every element it added up',
  samples: reductionSamples,
  readsShapesOnly: true,
  keepsIntegers: true,
});

export const mean = reduction<Reduction>({
  name: 'mean',
  symbol: 'mean',
  numpy: ['mean'],
  latex: '\\frac{1}{N} \\sum x',
  reduce: (a, { axis, keepdims }) => nd.mean(a, axis, keepdims),
  back: (g, x, _, { axis }) => stretch(divide(g, countOf(x, axis)), x.shape, axis),
  text: () => 'G * np.ones_like(x) / (x.size / out.size)',
  flow: 'shares the upstream gradient equally among the elements it averaged',
  samples: reductionSamples,
  readsShapesOnly: true,
});

/** Gives each upstream gradient to the first element that equals the result, so that exactly one receives it. */
function routed(g: NDArray, x: NDArray, out: NDArray, { axis }: Reduction): NDArray {
  const gradient = zerosOf(x.shape);
  const [upstream, values, extremes] = [flat(g), flat(x), flat(out)];
  const group = flat(stretchView(placesOf(out.shape, 0), x.shape, axis));
  const taken = new Uint8Array(extremes.length);
  for (let i = 0; i < values.length; i++) {
    const at = group[i] ?? 0;
    const value = values[i] ?? 0;
    if (taken[at] === 1 || (value !== extremes[at] && !Number.isNaN(value))) continue;
    taken[at] = 1;
    gradient.data[i] = upstream[at] ?? 0;
  }
  return gradient;
}

/** Whether two elements of a group nearly tie for the extreme. */
function hasTie(inputs: readonly Data[], { axis }: Reduction, reduce: typeof nd.max): boolean {
  const x = arrayOf(inputs[0] ?? NaN);
  if (x.size === 0) return false;
  const best = reduce(x, axis, true);
  const near = map2(x, broadcastTo(best, x.shape), (a, b) =>
    Math.abs(a - b) <= 1e-5 * Math.max(1, Math.abs(b)) ? 1 : 0,
  );
  return nd.max(nd.sum(arrayOf(near), axis, false), null, false).data[0] !== 1;
}

export const max = reduction<Reduction>({
  name: 'max',
  symbol: 'max',
  numpy: ['max', 'amax'],
  latex: '\\max x',
  reduce: (a, { axis, keepdims }) => nd.max(a, axis, keepdims),
  back: routed,
  text: () => 'G * (x == OUT)',
  flow: 'routes the upstream gradient to the largest element; all others receive zero',
  samples: reductionSamples,
  keepsIntegers: true,
  kink: (inputs, attrs) => hasTie(inputs, attrs, nd.max),
});

export const min = reduction<Reduction>({
  name: 'min',
  symbol: 'min',
  numpy: ['min', 'amin'],
  latex: '\\min x',
  reduce: (a, { axis, keepdims }) => nd.min(a, axis, keepdims),
  back: routed,
  text: () => 'G * (x == OUT)',
  flow: 'routes the upstream gradient to the smallest element; all others receive zero',
  samples: reductionSamples,
  keepsIntegers: true,
  kink: (inputs, attrs) => hasTie(inputs, attrs, nd.min),
});

/** The product of all other elements of each group, right also where there are zeros. */
function productOfOthers(x: NDArray, axis: Axis): Data {
  const zeros = stretchView(nd.sum(arrayOf(map2(x, 0, (a, b) => (a === b ? 1 : 0))), axis, true), x.shape, axis);
  const product = stretchView(nd.prod(arrayOf(map2(x, 1, (a, one) => (a === 0 ? one : a))), axis, true), x.shape, axis);
  const others = map2(product, x, (all, own) => (own === 0 ? all : all / own));
  const alone = map2(zeros, x, (count, own) => (count === 0 || (count === 1 && own === 0) ? 1 : 0));
  return multiply(others, alone);
}

export const prod = reduction<Reduction>({
  name: 'prod',
  symbol: 'Π',
  numpy: ['prod', 'product'],
  latex: '\\prod x',
  reduce: (a, { axis, keepdims }) => nd.prod(a, axis, keepdims),
  back: scaledBy((x, _, { axis }) => productOfOthers(x, axis)),
  text: () => 'G * OUT / x',
  flow: 'gives each element the upstream gradient times the product of all the others',
  samples: reductionSamples,
  keepsIntegers: true,
});

/** With `ddof`, the sum of squares is divided by `N - ddof`. */
export interface Spread extends Reduction {
  readonly ddof: number;
}

const spreadSamples: Samples<Spread> = [
  { inputs: [sampleArray([2, 3])], attrs: { axis: null, keepdims: false, ddof: 0 } },
  { inputs: [sampleArray([3, 4])], attrs: { axis: 0, keepdims: false, ddof: 1 } },
  { inputs: [sampleArray([2, 3, 4])], attrs: { axis: [0, 2], keepdims: true, ddof: 0 } },
];

function distances(x: NDArray, axis: Axis): Data {
  return subtract(x, nd.mean(x, axis, true));
}

function meanText({ axis }: Spread): string {
  return axis === null ? 'np.mean(x)' : `np.mean(x, axis=${pythonAxis(axis)}, keepdims=True)`;
}

function divisorText({ ddof }: Spread): string {
  return ddof === 0 ? '(x.size / out.size)' : `(x.size / out.size - ${String(ddof)})`;
}

export const variance = reduction<Spread>({
  name: 'var',
  symbol: 'var',
  numpy: ['var'],
  latex: '\\frac{1}{N} \\sum (x - \\bar{x})^{2}',
  reduce: (a, { axis, keepdims, ddof }) => ndVariance(a, axis, keepdims, ddof),
  back: scaledBy((x, _, { axis, ddof }) => multiply(distances(x, axis), 2 / (countOf(x, axis) - ddof))),
  text: (attrs) => `G * 2 * (x - ${meanText(attrs)}) / ${divisorText(attrs)}`,
  flow: 'gives each element the upstream gradient times twice its distance from the mean, over the count',
  samples: spreadSamples,
});

export const std = reduction<Spread>({
  name: 'std',
  symbol: 'std',
  numpy: ['std'],
  latex: '\\sqrt{\\frac{1}{N} \\sum (x - \\bar{x})^{2}}',
  reduce: (a, { axis, keepdims, ddof }) => ndStd(a, axis, keepdims, ddof),
  back: scaledBy((x, out, { axis, ddof }) => divide(distances(x, axis), multiply(out, countOf(x, axis) - ddof))),
  text: (attrs) => `G * (x - ${meanText(attrs)}) / (${divisorText(attrs)} * OUT)`,
  flow: 'gives each element the upstream gradient times its distance from the mean, over the count times the deviation',
  samples: spreadSamples,
});
