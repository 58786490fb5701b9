import { vector } from '../../ndarray/create.ts';
import { NDArray, sizeOf } from '../../ndarray/ndarray.ts';
import { bincount as ndBincount, searchsorted } from '../../ndarray/sets.ts';
import { sliceAxis } from '../../ndarray/split.ts';
import { flat } from '../../ndarray/strided.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import { Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { PyTuple } from '../values.ts';
import { asNumber } from './convert.ts';
import { define, type Definitions } from './define.ts';
import { reshaped, viewed } from './gates.ts';
import { elementAt } from './indices.ts';
import { constant, gate, plainGate } from './apply.ts';
import { isTracked, operandOf, shapeOf, tensorOf, valueOf } from './operands.ts';

/** Differences of neighbours along an axis, `n` times. */
const diff = define('a, n=1, axis=-1, prepend=<no value>, append=<no value>', (call) => {
  const { host } = call;
  if (call.has('prepend') || call.has('append')) host.unsupported('np.diff(prepend=, append=)');
  let a = call.operand('a');
  // One more difference than there are elements leaves nothing.
  const times = Math.min(call.int('n'), sizeOf(shapeOf(a)) + 1);
  for (let i = 0; i < times; i++) a = differences(host, a, call.int('axis'));
  return a;
});

function differences(host: NumpyHost, a: Operand, axis: number): Operand {
  const later = viewed(host, a, (source) => sliceAxis(source, axis, 1, null));
  const earlier = viewed(host, a, (source) => sliceAxis(source, axis, null, -1));
  const dtype = a instanceof Tensor && a.dtype === 'bool' ? ops.not_equal : ops.subtract;
  return plainGate(host, dtype, later, earlier);
}

const ediff1d = define('ary, to_end=None, to_begin=None', (call) =>
  differences(call.host, reshaped(call.host, call.operand('ary'), [-1]), 0),
);

/** How often each integer occurs; with weights, their sums, to which gradient flows. */
const bincount = define('x, weights=None, minlength=0', (call) => {
  const { host } = call;
  const x = call.array('x');
  host.allocate(
    Math.max(
      call.int('minlength'),
      flat(x).reduce((most, value) => Math.max(most, value + 1), 0),
    ),
  );
  if (!call.has('weights')) return valueOf(ndBincount(x, null, call.int('minlength')));
  const weights = call.operand('weights');
  const sums = operandOf(ndBincount(x, tensorOf(weights).array, call.int('minlength')));
  if (!isTracked(weights)) return sums;
  const zeros = Tensor.of(new NDArray(new Float64Array(shapeOf(sums)[0] ?? 0), shapeOf(sums), 'float64'));
  host.tape.addAt(zeros, Int32Array.from(flat(x)), x.shape, weights, host.site());
  return zeros;
});

/** The edges of `bins` equal bins over the range of the data, or the edges given. */
function edgesOf(bins: NDArray, values: Float64Array, range: readonly number[] | null): Float64Array {
  if (bins.ndim > 0) return flat(bins).slice();
  const count = bins.data[bins.offset] ?? 10;
  let low = range?.[0] ?? values.reduce((least, value) => Math.min(least, value), Infinity);
  let high = range?.[1] ?? values.reduce((most, value) => Math.max(most, value), -Infinity);
  if (!Number.isFinite(low)) [low, high] = [0, 1];
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  return Float64Array.from({ length: count + 1 }, (_, i) => (i === count ? high : low + (i * (high - low)) / count));
}

const histogram = define('a, bins=10, range=None, density=None, weights=None', (call) => {
  const values = flat(call.array('a'));
  const range = call.has('range') ? call.items('range').map((item) => asNumber(call.host, item, 'range')) : null;
  call.host.allocate(call.array('bins').size === 1 ? call.number('bins') : call.array('bins').size);
  const edges = edgesOf(call.array('bins'), values, range);
  const counts = new Float64Array(Math.max(0, edges.length - 1));
  const last = edges.at(-1) ?? 0;
  for (const value of values) {
    const place = value === last ? counts.length - 1 : upperBound(edges, value) - 1;
    if (place >= 0 && place < counts.length) counts[place] = (counts[place] ?? 0) + 1;
  }
  if (!call.has('density') || !call.flag('density'))
    return new PyTuple([valueOf(vector(counts, 'int64')), valueOf(vector(edges))]);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const density = counts.map((count, i) => count / total / ((edges[i + 1] ?? 0) - (edges[i] ?? 0)));
  return new PyTuple([valueOf(vector(density)), valueOf(vector(edges))]);
});

/** The first place in a sorted list whose entry is greater than a value. */
function upperBound(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const digitize = define('x, bins, right=False', (call) =>
  valueOf(searchsorted(call.array('bins'), call.array('x'), call.flag('right') ? 'left' : 'right')),
);

/** Linear interpolation between points; constant outside them. Gradient flows to the values at the points. */
const interp = define('x, xp, fp, left=None, right=None, period=None', (call) => {
  const { host } = call;
  const [x, xp] = [call.array('x'), flat(call.array('xp'))];
  const places = Array.from(flat(x), (value) => neighboursOf(xp, value));
  const at = (index: (place: Neighbours) => number): Operand =>
    gate(host, ops.gather, [call.operand('fp')], { positions: Int32Array.from(places, index), shape: x.shape });
  const weights = operandOf(
    new NDArray(
      Float64Array.from(places, ({ weight }) => weight),
      x.shape,
      'float64',
    ),
  );
  const low = at(({ lower }) => lower);
  const rise = plainGate(
    host,
    ops.subtract,
    at(({ upper }) => upper),
    low,
  );
  return plainGate(host, ops.add, low, plainGate(host, ops.multiply, rise, weights));
});

interface Neighbours {
  readonly lower: number;
  readonly upper: number;
  readonly weight: number;
}

function neighboursOf(points: Float64Array, value: number): Neighbours {
  const upper = upperBound(points, value);
  if (upper === 0) return { lower: 0, upper: 0, weight: 0 };
  if (upper === points.length) return { lower: upper - 1, upper: upper - 1, weight: 0 };
  const [from, to] = [points[upper - 1] ?? 0, points[upper] ?? 0];
  return { lower: upper - 1, upper, weight: (value - from) / (to - from) };
}

/** Horner's rule; the highest power comes first. */
const polyval = define('p, x', (call) => {
  const { host } = call;
  const p = tensorOf(call.operand('p'));
  const x = call.operand('x');
  // Zero in the shape of x, so that a constant polynomial has it too.
  let total = plainGate(host, ops.multiply, x, constant(0));
  for (let i = 0; i < p.size; i++) {
    const raised = i === 0 ? total : plainGate(host, ops.multiply, total, x);
    total = plainGate(host, ops.add, raised, elementAt(host, p, i));
  }
  return total;
});

/** Differences, counts, and functions given by points. */
export const COUNTING_FUNCTIONS: Definitions = {
  diff,
  ediff1d,
  bincount,
  histogram,
  digitize,
  interp,
  polyval,
};
