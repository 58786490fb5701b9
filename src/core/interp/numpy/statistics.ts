import { normalizeAxes, type Axis } from '../../ndarray/axes.ts';
import { map1 } from '../../ndarray/elementwise.ts';
import { NDArray, sizeOf } from '../../ndarray/ndarray.ts';
import { argmax, argmin } from '../../ndarray/scan.ts';
import { argsort } from '../../ndarray/sort.ts';
import { flat } from '../../ndarray/strided.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import type { NumpyHost } from '../host.ts';
import type { Call } from './call.ts';
import { define, type Definition, type Definitions } from './define.ts';
import { delivered, reshaped, transposed } from './gates.ts';
import { constant, gate, plainGate } from './apply.ts';
import { dataOf, operandOf, shapeOf, valueOf } from './operands.ts';

type AxisNames = 'axis' | 'keepdims';

function reduction(call: Call<AxisNames>): { axis: Axis; keepdims: boolean } {
  return { axis: call.axis('axis'), keepdims: call.flag('keepdims') };
}

/** The range from the smallest to the largest. */
function rangeOf(call: Call<AxisNames>, a: Operand): Operand {
  const attrs = reduction(call);
  return plainGate(call.host, ops.subtract, gate(call.host, ops.max, [a], attrs), gate(call.host, ops.min, [a], attrs));
}

/** The runs that a reduction sees as rows of a matrix, and what a result over them is shaped into. */
function rowsOf(
  host: NumpyHost,
  a: Operand,
  { axis, keepdims }: { axis: Axis; keepdims: boolean },
): { rows: Operand; shape: number[] } {
  const full = shapeOf(a);
  const axes = normalizeAxes(axis, full.length);
  const kept = full.map((_, i) => i).filter((i) => !axes.includes(i));
  const moved = full.length < 2 ? a : transposed(host, a, [...kept, ...axes]);
  const count = sizeOf(axes.map((i) => full[i] ?? 1));
  const rows = reshaped(host, moved, [sizeOf(kept.map((i) => full[i] ?? 1)), count]);
  const shape = keepdims ? full.map((length, i) => (axes.includes(i) ? 1 : length)) : kept.map((i) => full[i] ?? 1);
  return { rows, shape };
}

/** The q-quantiles of the rows by linear interpolation between neighbours in sorted order; gradient flows to these neighbours. */
function quantilesOf(call: Call<AxisNames>, a: Operand, fractions: NDArray): Operand {
  const { host } = call;
  const { rows, shape } = rowsOf(host, a, reduction(call));
  const results = Array.from(flat(fractions), (q) => reshaped(host, quantileOf(host, rows, q), shape));
  const stacked = gate(host, ops.stack, results, { axis: 0 });
  return reshaped(host, stacked, [...fractions.shape, ...shape]);
}

function quantileOf(host: NumpyHost, rows: Operand, q: number): Operand {
  if (!(q >= 0 && q <= 1))
    host.fail('ValueError', host.localize('quantiles must lie between 0 and 1, percentiles between 0 and 100'));
  const [count = 0, length = 0] = shapeOf(rows);
  const order = argsort(dataOf(rows), 1);
  const place = q * (length - 1);
  const at = (rank: number): Operand => {
    const positions = Int32Array.from({ length: count }, (_, i) => i * length + (order.data[i * length + rank] ?? 0));
    return gate(host, ops.gather, [rows], { positions, shape: [count] });
  };
  const low = at(Math.floor(place));
  const weight = place - Math.floor(place);
  if (weight === 0) return low;
  const difference = plainGate(host, ops.subtract, at(Math.ceil(place)), low);
  return plainGate(host, ops.add, low, plainGate(host, ops.multiply, difference, constant(weight)));
}

function quantile(scale: number): Definition {
  const signature =
    "a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, weights=None, interpolation=None" as const;
  return define(signature, (call) => {
    const method = call.has('interpolation') ? call.text('interpolation') : call.text('method');
    if (method !== 'linear') call.host.unsupported(`${call.callee}(method='${method}')`);
    return quantilesOf(
      call,
      call.operand('a'),
      map1(call.array('q'), (q) => q / scale),
    );
  });
}

const median = define('a, axis=None, out=None, overwrite_input=False, keepdims=False', (call) =>
  delivered(
    call.host,
    quantilesOf(call, call.operand('a'), new NDArray(Float64Array.of(0.5), [], 'float64')),
    call.value('out'),
  ),
);

/** An operand with another number in place of NaN, and the mask of what is a number. */
function withoutNan(host: NumpyHost, a: Operand, filling: number): { filled: Operand; isNumber: Operand } {
  const isNumber = operandOf(map1(dataOf(a), (value) => (Number.isNaN(value) ? 0 : 1), 'bool'));
  return { filled: plainGate(host, ops.where, isNumber, a, constant(filling)), isNumber };
}

function nanReduction(op: typeof ops.sum, filling: number): Definition {
  return define('a, axis=None, dtype=None, out=None, keepdims=False', (call) => {
    const { filled } = withoutNan(call.host, call.operand('a'), filling);
    return gate(call.host, op, [filled], reduction(call));
  });
}

function nanMeanOf(host: NumpyHost, a: Operand, attrs: { axis: Axis; keepdims: boolean }): Operand {
  const { filled, isNumber } = withoutNan(host, a, 0);
  return plainGate(host, ops.divide, gate(host, ops.sum, [filled], attrs), gate(host, ops.sum, [isNumber], attrs));
}

/** The mean squared distance of the numbers to their mean. */
function nanVariance(call: Call<AxisNames | 'a' | 'ddof'>): Operand {
  const { host } = call;
  const attrs = reduction(call);
  const a = call.operand('a');
  const center = nanMeanOf(host, a, { axis: attrs.axis, keepdims: true });
  const { filled, isNumber } = withoutNan(host, plainGate(host, ops.subtract, a, center), 0);
  const total = gate(host, ops.sum, [plainGate(host, ops.square, filled)], attrs);
  const count = plainGate(host, ops.subtract, gate(host, ops.sum, [isNumber], attrs), constant(call.number('ddof')));
  return plainGate(host, ops.divide, total, count);
}

const DEVIATION = 'a, axis=None, dtype=None, out=None, ddof=0, keepdims=False' as const;

function nanPosition(find: typeof argmax, filling: number): Definition {
  return define('a, axis=None', (call) => {
    const filled = map1(call.array('a'), (value) => (Number.isNaN(value) ? filling : value));
    return valueOf(find(filled, call.intOr('axis', null)));
  });
}

/** Covariances of the rows (or columns) of a matrix. */
function covariance(host: NumpyHost, m: Operand, rowvar: boolean, ddof: number): Operand {
  const matrix = shapeOf(m).length < 2 ? reshaped(host, m, [1, -1]) : rowvar ? m : transposed(host, m, null);
  const centered = plainGate(host, ops.subtract, matrix, gate(host, ops.mean, [matrix], { axis: 1, keepdims: true }));
  const product = plainGate(host, ops.dot, centered, transposed(host, centered, null));
  const count = (shapeOf(matrix)[1] ?? 0) - ddof;
  const result = plainGate(host, ops.divide, product, constant(count));
  return shapeOf(m).length < 2 ? reshaped(host, result, []) : result;
}

const cov = define('m, y=None, rowvar=True, bias=False, ddof=None', (call) => {
  const ddof = call.has('ddof') ? call.int('ddof') : call.flag('bias') ? 0 : 1;
  return covariance(call.host, rowsWith(call, call.operand('m')), call.flag('rowvar'), ddof);
});

/** `y` adds further variables. */
function rowsWith(call: Call<'y'>, m: Operand): Operand {
  if (!call.has('y')) return m;
  const row = (operand: Operand): Operand =>
    shapeOf(operand).length < 2 ? reshaped(call.host, operand, [1, -1]) : operand;
  return gate(call.host, ops.concatenate, [row(m), row(call.operand('y'))], { axis: 0 });
}

const corrcoef = define('x, y=None, rowvar=True', (call) => {
  const { host } = call;
  const c = covariance(host, rowsWith(call, call.operand('x')), call.flag('rowvar'), 1);
  if (shapeOf(c).length === 0) return constant(1);
  const deviation = plainGate(host, ops.sqrt, gate(host, ops.diagonal, [c], { k: 0, axis1: 0, axis2: 1 }));
  return plainGate(host, ops.divide, c, plainGate(host, ops.outer, deviation, deviation));
});

/** Statistics that are composed of other gates. */
export const STATISTICS_FUNCTIONS: Definitions = {
  ptp: define('a, axis=None, out=None, keepdims=False', (call) => rangeOf(call, call.operand('a'))),
  median,
  percentile: quantile(100),
  quantile: quantile(1),
  nansum: nanReduction(ops.sum, 0),
  nanprod: nanReduction(ops.prod, 1),
  nanmax: nanReduction(ops.max, -Infinity),
  nanmin: nanReduction(ops.min, Infinity),
  nanmean: define('a, axis=None, dtype=None, out=None, keepdims=False', (call) =>
    nanMeanOf(call.host, call.operand('a'), reduction(call)),
  ),
  nanvar: define(DEVIATION, nanVariance),
  nanstd: define(DEVIATION, (call) => plainGate(call.host, ops.sqrt, nanVariance(call))),
  nanargmax: nanPosition(argmax, -Infinity),
  nanargmin: nanPosition(argmin, Infinity),
  cov,
  corrcoef,
};
