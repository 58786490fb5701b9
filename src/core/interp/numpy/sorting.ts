import { vector } from '../../ndarray/create.ts';
import { concatenate } from '../../ndarray/join.ts';
import { NDArray } from '../../ndarray/ndarray.ts';
import { searchsorted as ndSearchsorted, unique as ndUnique } from '../../ndarray/sets.ts';
import { argsort as ndArgsort } from '../../ndarray/sort.ts';
import { flat } from '../../ndarray/strided.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import type { NumpyHost } from '../host.ts';
import { PyTuple, type Value } from '../values.ts';
import { arrayDataOf } from './arrays.ts';
import type { Call } from './call.ts';
import { define, type Definitions } from './define.ts';
import { gate } from './apply.ts';
import { valueOf } from './operands.ts';

/** A sorted copy. */
function sorted(call: Call<'axis'>, operand: Operand): Operand {
  return gate(call.host, ops.sort, [operand], { axis: call.intOr('axis', null) });
}

function sortOrder(call: Call<'axis'>, a: NDArray): Value {
  return valueOf(ndArgsort(a, call.intOr('axis', null)));
}

/** Sorting by several keys, the last one first. */
const lexsort = define('keys, axis=-1', (call) => {
  const keys = call.items('keys').map((key) => flat(arrayDataOf(call.host, key)));
  const count = keys[0]?.length ?? 0;
  const order = Array.from({ length: count }, (_, i) => i);
  order.sort((i, j) => {
    for (let k = keys.length - 1; k >= 0; k--) {
      const difference = (keys[k]?.[i] ?? 0) - (keys[k]?.[j] ?? 0);
      if (difference !== 0) return difference;
    }
    return i - j;
  });
  return valueOf(vector(order, 'int64'));
});

const UNIQUE_SIGNATURE =
  'ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, sorted=True' as const;

const unique = define(UNIQUE_SIGNATURE, (call) => {
  const rows = call.has('axis') ? uniqueRows(call.host, call.array('ar'), call.int('axis')) : null;
  const found = rows ?? ndUnique(call.array('ar'));
  const results: Value[] = [valueOf(found.values)];
  if (call.flag('return_index')) results.push(valueOf(found.index));
  if (call.flag('return_inverse')) results.push(reshapedInverse(call, found.inverse));
  if (call.flag('return_counts')) results.push(valueOf(found.counts));
  return results.length === 1 ? (results[0] ?? null) : new PyTuple(results);
});

/** The inverse has the shape of the argument unless unique rows were asked for. */
function reshapedInverse(call: Call<'ar' | 'axis'>, inverse: NDArray): Value {
  if (call.has('axis')) return valueOf(inverse);
  return valueOf(new NDArray(inverse.data, call.array('ar').shape, 'int64'));
}

function uniqueRows(host: NumpyHost, a: NDArray, axis: number): ReturnType<typeof ndUnique> {
  if (axis !== 0 || a.ndim !== 2) return host.unsupported(host.localize('np.unique along axis {0}', axis));
  const [rows = 0, columns = 0] = a.shape;
  const values = flat(a);
  const row = (i: number): Float64Array => values.slice(i * columns, (i + 1) * columns);
  const order = Array.from({ length: rows }, (_, i) => i).sort((i, j) => compareRows(row(i), row(j)) || i - j);
  const inverse = new Float64Array(rows);
  const [first, counts]: [number[], number[]] = [[], []];
  for (const i of order) {
    const last = first.at(-1);
    if (last === undefined || compareRows(row(last), row(i)) !== 0) {
      first.push(i);
      counts.push(0);
    }
    counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
    inverse[i] = first.length - 1;
  }
  const chosen = Float64Array.from(first.flatMap((i) => [...row(i)]));
  return {
    values: new NDArray(chosen, [first.length, columns], a.dtype),
    index: vector(first, 'int64'),
    inverse: vector(inverse, 'int64'),
    counts: vector(counts, 'int64'),
  };
}

function compareRows(a: Float64Array, b: Float64Array): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const searchsorted = define("a, v, side='left', sorter=None", (call) => {
  const side = call.text('side') === 'right' ? 'right' : 'left';
  return valueOf(ndSearchsorted(call.array('a'), call.array('v'), side));
});

const isin = define('element, test_elements, assume_unique=False, invert=False, *, kind=None', (call) => {
  const known = new Set(flat(call.array('test_elements')));
  const element = call.array('element');
  const found = flat(element).map((value) => Number(known.has(value) !== call.flag('invert')));
  return valueOf(new NDArray(found, element.shape, 'bool'));
});

type TwoSets = Call<'ar1' | 'ar2'>;

function setValues(call: TwoSets, keeps: (value: number, inFirst: boolean, inSecond: boolean) => boolean): Value {
  const [a, b] = [call.array('ar1'), call.array('ar2')];
  const [first, second] = [new Set(flat(a)), new Set(flat(b))];
  const both = ndUnique(concatenate([a, b], null)).values;
  const kept = both.data.filter((value) => keeps(value, first.has(value), second.has(value)));
  return valueOf(vector(kept, both.dtype));
}

const sort = define('a, axis=-1, kind=None, order=None, *, stable=None', (call) => sorted(call, call.operand('a')));
const argsort = define('a, axis=-1, kind=None, order=None, *, stable=None', (call) => sortOrder(call, call.array('a')));

/** What sorts and compares as sets. A partition is sorted, which is one of the orders that NumPy may give. */
export const SORTING_FUNCTIONS: Definitions = {
  sort,
  argsort,
  msort: define('a', (call) => gate(call.host, ops.sort, [call.operand('a')], { axis: 0 })),
  partition: define('a, kth, axis=-1, kind=None, order=None', (call) => sorted(call, call.operand('a'))),
  argpartition: define('a, kth, axis=-1, kind=None, order=None', (call) => sortOrder(call, call.array('a'))),
  lexsort,
  unique,
  searchsorted,
  isin,
  in1d: isin,
  intersect1d: define('ar1, ar2, assume_unique=False, return_indices=False', (call) =>
    setValues(call, (_, a, b) => a && b),
  ),
  union1d: define('ar1, ar2', (call) => setValues(call, () => true)),
  setdiff1d: define('ar1, ar2, assume_unique=False', (call) => setValues(call, (_, a, b) => a && !b)),
  setxor1d: define('ar1, ar2, assume_unique=False', (call) => setValues(call, (_, a, b) => a !== b)),
};
