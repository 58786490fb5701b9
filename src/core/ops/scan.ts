import { normalizeAxis } from '../ndarray/axes.ts';
import { multiply, subtract } from '../ndarray/arithmetic.ts';
import { map1, map2 } from '../ndarray/elementwise.ts';
import { NDArray, type Shape } from '../ndarray/ndarray.ts';
import {
  all as ndAll,
  any as ndAny,
  countNonzero as ndCountNonzero,
  max as ndMax,
  sum as ndSum,
} from '../ndarray/reduce.ts';
import { ravel, reshape, swapaxes } from '../ndarray/reshape.ts';
import { argmax as ndArgmax, argmin as ndArgmin, cumprod as ndCumprod, cumsum as ndCumsum } from '../ndarray/scan.ts';
import { argsort as ndArgsort, sort as ndSort } from '../ndarray/sort.ts';
import { toFlat } from '../ndarray/strided.ts';
import { NO_FLOW } from './builders.ts';
import type { Data, Op, Sample } from './op.ts';
import { putBack, pythonAxis, type Along } from './rearranging.ts';
import { reduction, scaledBy, reductionSamples, reductionShape, type Reduction } from './reduce.ts';
import { sampleArray } from './samples.ts';
import { arrayOf, nearlyEqual, placesOf, plain } from './support.ts';

const alongSamples: readonly Sample<Along>[] = [
  { inputs: [sampleArray([2, 3])], attrs: { axis: null } },
  { inputs: [sampleArray([2, 3])], attrs: { axis: 0 } },
  { inputs: [sampleArray([2, 3, 4])], attrs: { axis: -2 } },
];

const NOTHING = new Float64Array(0);

/** The shape after a scan: flattened without an axis. */
function scanShape([shape = []]: readonly Shape[], { axis }: Along): Shape {
  return axis === null ? [shape.reduce((size, length) => size * length, 1)] : shape;
}

/** Applies a function to every run along an axis (of the flattened arrays without one), for several arrays of one shape at once. */
function alongRuns(
  arrays: readonly NDArray[],
  axis: number | null,
  run: (...runs: readonly Float64Array[]) => Float64Array,
): NDArray {
  const [first] = arrays;
  if (!first) throw new RangeError('alongRuns needs an array');
  if (axis === null) return reshape(alongRuns(arrays.map(ravel), 0, run), first.shape);
  const along = normalizeAxis(axis, first.ndim);
  const last = first.ndim - 1;
  const moved = arrays.map((a) => swapaxes(a, along, last));
  const rows = moved.map(toFlat);
  const out = new Float64Array(first.size);
  const length = first.shape[along] ?? 1;
  for (let start = 0; start < out.length; start += length) {
    out.set(run(...rows.map((row) => row.subarray(start, start + length))), start);
  }
  return swapaxes(new NDArray(out, moved[0]?.shape ?? [], 'float64'), along, last);
}

/** The upstream gradient of a flattened result in the input's shape. */
function inShapeOf(x: NDArray, g: NDArray): NDArray {
  return reshape(g, x.shape);
}

/** Sums from each element to the end. */
function suffixSums(g: Float64Array = NOTHING): Float64Array {
  const out = g.slice();
  for (let i = out.length - 2; i >= 0; i--) out[i] = (out[i] ?? 0) + (out[i + 1] ?? 0);
  return out;
}

function reversedText(axis: number | null): string {
  const at = axis === null ? '' : `, ${String(axis)}`;
  const flipped = `np.flip(np.cumsum(np.flip(g${at})${axis === null ? '' : `, axis=${String(axis)}`})${at})`;
  return axis === null ? `${flipped}.reshape(x.shape)` : flipped;
}

export const cumsum: Op<Along> = {
  name: 'cumsum',
  symbol: 'cumsum',
  numpy: ['cumsum'],
  params: ['x'],
  latex: '\\sum_{j \\le i} x_j',
  shape: scanShape,
  forward: ([x = NaN], { axis }) => ndCumsum(arrayOf(x), axis),
  vjp: [
    (g, { inputs: [x = NaN], attrs: { axis } }) =>
      plain(alongRuns([inShapeOf(arrayOf(x), arrayOf(g))], axis, suffixSums)),
  ],
  derivative: [reversedText(null)],
  derivativeFor: ({ axis }) => [reversedText(axis)],
  elementwise: false,
  flow: 'gives each element the sum of the upstream gradients from its place on',
  samples: alongSamples,
  readsShapesOnly: true,
};

/** The adjoint of a running product: `prefix[i-1] * (g[i] + x[i+1] * (g[i+1] + …))`, without a division, so right at zeros too. */
function runningProductBack(g: Float64Array = NOTHING, x: Float64Array = NOTHING): Float64Array {
  const out = new Float64Array(g.length);
  let tail = 0;
  for (let i = g.length - 1; i >= 0; i--) {
    tail = (g[i] ?? 0) + (x[i + 1] ?? 0) * tail;
    out[i] = tail;
  }
  let prefix = 1;
  for (let i = 0; i < out.length; i++) {
    out[i] = (out[i] ?? 0) * prefix;
    prefix *= x[i] ?? 1;
  }
  return out;
}

export const cumprod: Op<Along> = {
  name: 'cumprod',
  symbol: 'cumprod',
  numpy: ['cumprod'],
  params: ['x'],
  latex: '\\prod_{j \\le i} x_j',
  shape: scanShape,
  forward: ([x = NaN], { axis }) => ndCumprod(arrayOf(x), axis),
  vjp: [
    (g, { inputs: [x = NaN], attrs: { axis } }) => {
      const input = arrayOf(x);
      return plain(alongRuns([inShapeOf(input, arrayOf(g)), input], axis, runningProductBack));
    },
  ],
  derivative: [''],
  elementwise: false,
  flow: 'gives each element what all later products lose and gain by it',
  samples: [
    ...alongSamples,
    { inputs: [new NDArray(Float64Array.of(1.5, 0, 2, 0.5), [4], 'float64')], attrs: { axis: 0 } },
  ],
};

/** Where, in C order and counted from 1, each element of the sorted array came from. */
function sortedPlaces(x: NDArray, axis: number | null): NDArray {
  const order = ndArgsort(x, axis);
  const places = axis === null ? ravel(placesOf(x.shape, 1)) : placesOf(x.shape, 1);
  return alongRuns([places, order], axis ?? 0, (run = NOTHING, at = NOTHING) => at.map((i) => run[i] ?? 0));
}

export const sort: Op<Along> = {
  name: 'sort',
  symbol: 'sort',
  numpy: ['sort'],
  params: ['x'],
  latex: '\\mathrm{sort}(x)',
  shape: scanShape,
  forward: ([x = NaN], { axis }) => ndSort(arrayOf(x), axis),
  vjp: [
    (g, { inputs: [x = NaN], attrs: { axis } }) => {
      const input = arrayOf(x);
      return plain(putBack(arrayOf(g), sortedPlaces(input, axis), input.shape));
    },
  ],
  derivative: [''],
  elementwise: false,
  flow: 'routes the upstream gradient of each rank back to the element that has it',
  samples: alongSamples,
  kink: ([x = NaN], { axis }) => {
    const sorted = ndSort(arrayOf(x), axis);
    let tied = false;
    alongRuns([sorted], axis ?? 0, (run = NOTHING) => {
      tied ||= run.some((value, i) => i > 0 && nearlyEqual(value, run[i - 1] ?? NaN));
      return run;
    });
    return tied;
  },
};

/** A gate over an axis whose result is an index or a truth. */
function flatScan<A extends Along | Reduction>(
  name: string,
  shape: Op<A>['shape'],
  forward: (x: NDArray, attrs: A) => NDArray,
  samples: readonly Sample<A>[],
  numpy = [name],
): Op<A> {
  return {
    name,
    symbol: name,
    numpy,
    params: ['x'],
    latex: `\\operatorname{${name.replace('_', '\\_')}} x`,
    shape,
    forward: ([x = NaN], attrs) => plain(forward(arrayOf(x), attrs)),
    vjp: 'none',
    derivative: ['0'],
    elementwise: false,
    flow: NO_FLOW,
    samples,
  };
}

export const argsort = flatScan<Along>('argsort', scanShape, (x, { axis }) => ndArgsort(x, axis), alongSamples);

/** One axis, or `null` for the place in the flattened array. */
export interface ArgReduction {
  readonly axis: number | null;
  readonly keepdims: boolean;
}

const argSamples: readonly Sample<ArgReduction>[] = [
  { inputs: [sampleArray([2, 3])], attrs: { axis: null, keepdims: false } },
  { inputs: [sampleArray([2, 3])], attrs: { axis: 1, keepdims: false } },
  { inputs: [sampleArray([2, 3])], attrs: { axis: 0, keepdims: true } },
];

export const argmax = flatScan<ArgReduction>(
  'argmax',
  reductionShape,
  (x, { axis, keepdims }) => ndArgmax(x, axis, keepdims),
  argSamples,
);
export const argmin = flatScan<ArgReduction>(
  'argmin',
  reductionShape,
  (x, { axis, keepdims }) => ndArgmin(x, axis, keepdims),
  argSamples,
);
export const any = flatScan<Reduction>(
  'any',
  reductionShape,
  (x, { axis, keepdims }) => ndAny(x, axis, keepdims),
  reductionSamples,
  ['any', 'sometrue'],
);
export const all = flatScan<Reduction>(
  'all',
  reductionShape,
  (x, { axis, keepdims }) => ndAll(x, axis, keepdims),
  reductionSamples,
  ['all', 'alltrue'],
);
export const countNonzero = flatScan<Reduction>(
  'count_nonzero',
  reductionShape,
  (x, { axis, keepdims }) => ndCountNonzero(x, axis, keepdims),
  reductionSamples,
);

/** `log(sum(exp(x)))` shifted by the largest element, so that nothing overflows. */
function logSumExp(x: NDArray, { axis, keepdims }: Reduction): NDArray {
  const top = map1(ndMax(x, axis, true), (value) => (Number.isFinite(value) ? value : 0));
  const powers = map2(x, top, (value, shift) => Math.exp(value - shift));
  const sums = map2(ndSum(powers, axis, true), top, (total, shift) => Math.log(total) + shift);
  return reshape(sums, reductionShape([x.shape], { axis, keepdims }));
}

export const logsumexp = reduction<Reduction>({
  name: 'logsumexp',
  symbol: 'log Σ exp',
  numpy: ['logsumexp'],
  latex: '\\ln \\sum e^{x}',
  reduce: logSumExp,
  back: scaledBy((x, out) => map1(subtract(x, out), Math.exp)),
  text: () => 'G * np.exp(x - OUT)',
  flow: 'splits the upstream gradient among the elements in the ratio of their exponentials: their softmax',
  samples: reductionSamples,
});

/** The axis (or axes) that sums to one. */
export type Normalization = Pick<Reduction, 'axis'>;

const normalizationSamples: readonly Sample<Normalization>[] = [
  { inputs: [sampleArray([4])], attrs: { axis: null } },
  { inputs: [sampleArray([2, 3])], attrs: { axis: -1 } },
  { inputs: [sampleArray([2, 3])], attrs: { axis: 0 } },
];

function logSoftmaxOf(x: NDArray, axis: Reduction['axis']): NDArray {
  return arrayOf(subtract(x, logSumExp(x, { axis, keepdims: true })));
}

function keptSum(values: Data, axis: Reduction['axis']): NDArray {
  return ndSum(arrayOf(values), axis, true);
}

function sumText(what: string, axis: Reduction['axis']): string {
  return axis === null ? `np.sum(${what})` : `np.sum(${what}, axis=${pythonAxis(axis)}, keepdims=True)`;
}

export const softmax: Op<Normalization> = {
  name: 'softmax',
  symbol: 'softmax',
  numpy: ['softmax'],
  params: ['x'],
  latex: '\\frac{e^{x}}{\\sum e^{x}}',
  shape: ([shape = []]) => shape,
  forward: ([x = NaN], { axis }) => plain(map1(logSoftmaxOf(arrayOf(x), axis), Math.exp)),
  vjp: [(g, { output, attrs: { axis } }) => multiply(output, subtract(g, keptSum(multiply(g, output), axis)))],
  derivative: ['out * (g - np.sum(g * out))'],
  derivativeFor: ({ axis }) => [`out * (g - ${sumText('g * out', axis)})`],
  elementwise: false,
  flow: 'weighs the upstream gradient by its own output, after taking off the weighted mean: raising one share lowers the others',
  samples: normalizationSamples,
};

export const logSoftmax: Op<Normalization> = {
  name: 'log_softmax',
  symbol: 'log softmax',
  numpy: ['log_softmax'],
  params: ['x'],
  latex: 'x - \\ln \\sum e^{x}',
  shape: ([shape = []]) => shape,
  forward: ([x = NaN], { axis }) => plain(logSoftmaxOf(arrayOf(x), axis)),
  vjp: [(g, { output, attrs: { axis } }) => subtract(g, multiply(map1(output, Math.exp), keptSum(g, axis)))],
  derivative: ['g - np.exp(out) * np.sum(g)'],
  derivativeFor: ({ axis }) => [`g - np.exp(out) * ${sumText('g', axis)}`],
  elementwise: false,
  flow: 'passes the upstream gradient through and takes off its sum, spread by the softmax',
  samples: normalizationSamples,
};
