import { normalizeAxis } from '../../ndarray/axes.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import type { Value } from '../values.ts';
import type { Call } from './call.ts';
import { int } from './convert.ts';
import { builtinOf, define, type Definition } from './define.ts';
import { delivered, reshaped } from './gates.ts';
import { bufferPlaces, partAt, type BufferPlaces } from './indices.ts';
import { stacked } from './joining.ts';
import { reductionNamed } from './reductions.ts';
import type { Ufunc } from './ufuncs.ts';
import { plainGate } from './apply.ts';
import { dataOf, shapeOf, tensorOf } from './operands.ts';

/** `np.add.at`, `np.maximum.reduce` and the like; undefined for what universal functions do not have. */
export function ufuncMethod(host: NumpyHost, name: string, ufunc: Ufunc, attribute: string): Value | undefined {
  if (attribute === '__name__') return name;
  if (attribute === 'nin') return int(ufunc.inputs);
  if (attribute === 'nout') return int(1);
  const method = METHODS[attribute];
  return method && builtinOf(host, `np.${name}.${attribute}`, method(name, ufunc));
}

const METHODS: Readonly<Record<string, (name: string, ufunc: Ufunc) => Definition>> = {
  at: (name, ufunc) => define('a, indices, b=<no value>', (call) => at(call, name, ufunc)),
  reduce: (_, ufunc) =>
    define('array, axis=0, dtype=None, out=None, keepdims=False, initial=<no value>, where=True', (call) =>
      reduce(call, ufunc),
    ),
  accumulate: (_, ufunc) => define('array, axis=0, dtype=None, out=None', (call) => accumulate(call, ufunc)),
  outer: (_, ufunc) => define('A, B, **kwargs', (call) => outer(call, ufunc)),
};

/** `np.add.at(a, indices, b)`: unbuffered, so that an element named twice is changed twice. */
function at(call: Call<'a' | 'indices' | 'b'>, name: string, ufunc: Ufunc): Value {
  const { host } = call;
  const target = call.value('a');
  if (!(target instanceof Tensor))
    call.fail('TypeError', call.t('the first operand of {0} must be an array', call.callee));
  const places = bufferPlaces(host, target, call.value('indices'));
  host.work(places.positions.length >> 4);
  const operand = call.given('b') === undefined ? null : call.operand('b');
  if (operand && (name === 'add' || name === 'subtract')) {
    const increase = name === 'add' ? operand : plainGate(host, ops.negative, operand);
    host.tape.addAt(target, places.positions, places.shape, increase, host.site());
    return null;
  }
  const values = operand ? dataOf(operand) : null;
  for (const round of roundsOf(places))
    changeAt(host, target, ufunc, round, operand && spread(host, operand, values, places, round));
  return null;
}

/** The places split so that none occurs twice in one round; `order` tells where each stood among all. */
interface Round {
  readonly positions: Int32Array;
  readonly order: Int32Array;
}

function roundsOf({ positions }: BufferPlaces): Round[] {
  const rounds: { positions: number[]; order: number[] }[] = [];
  const seen = new Map<number, number>();
  positions.forEach((position, i) => {
    const turn = seen.get(position) ?? 0;
    seen.set(position, turn + 1);
    const round = (rounds[turn] ??= { positions: [], order: [] });
    round.positions.push(position);
    round.order.push(i);
  });
  return rounds.map((round) => ({ positions: Int32Array.from(round.positions), order: Int32Array.from(round.order) }));
}

/** The values of one round: those of `operand`, broadcast to the shape of all places. */
function spread(
  host: NumpyHost,
  operand: Operand,
  values: NDArray | null,
  places: BufferPlaces,
  round: Round,
): Operand {
  if (operand instanceof Num || !values) return operand;
  const whole = reshaped(
    host,
    host.tape.apply(ops.broadcast_to, [operand], { shape: places.shape }, host.site()),
    [-1],
  );
  return host.tape.apply(ops.gather, [whole], { positions: round.order, shape: [round.order.length] }, host.site());
}

function changeAt(host: NumpyHost, target: Tensor, ufunc: Ufunc, { positions }: Round, value: Operand | null): void {
  const buffer = new Tensor(target.storage, target.storage.whole(), target.storage.node);
  const shape = [positions.length];
  const before = host.tape.apply(ops.gather, [buffer], { positions, shape }, host.site());
  const after = value === null ? ufunc.compute(host, before) : ufunc.compute(host, before, value);
  host.tape.storeAt(target, positions, shape, after, host.site());
}

type Reduce = 'array' | 'axis' | 'dtype' | 'out' | 'keepdims' | 'initial' | 'where';

/** Through the reduction of the table where there is one, else one step per element of the axis. */
function reduce(call: Call<Reduce>, ufunc: Ufunc): Value {
  const { host } = call;
  const reduction = ufunc.reduce === undefined ? undefined : reductionNamed(ufunc.reduce);
  if (reduction) return reduction(call, call.operand('array'));
  const { axis, parts } = partsAlong(call);
  const folded = parts.reduce((total, part) => ufunc.compute(host, total, part));
  const kept = call.flag('keepdims') ? withAxis(host, folded, axis) : folded;
  return delivered(host, kept, call.value('out'));
}

function withAxis(host: NumpyHost, operand: Operand, axis: number): Operand {
  const shape = [...shapeOf(operand)];
  shape.splice(axis, 0, 1);
  return reshaped(host, operand, shape);
}

function accumulate(call: Call<'array' | 'axis' | 'dtype' | 'out'>, ufunc: Ufunc): Value {
  const { host } = call;
  const { axis, parts } = partsAlong(call);
  const totals: Operand[] = [];
  for (const part of parts) {
    const last = totals.at(-1);
    totals.push(last ? ufunc.compute(host, last, part) : part);
  }
  return delivered(host, stacked(host, totals, axis), call.value('out'));
}

function partsAlong(call: Call<'array' | 'axis'>): { axis: number; parts: Operand[] } {
  const array = tensorOf(call.operand('array'));
  const axis = normalizeAxis(call.intOr('axis', 0), array.ndim);
  const parts = Array.from({ length: array.shape[axis] ?? 0 }, (_, place) => partAt(call.host, array, axis, place));
  if (parts.length === 0) call.fail('ValueError', call.t('{0} needs at least one element', call.callee));
  return { axis, parts };
}

/** Every element of the first with every element of the second. */
function outer(call: Call<'A' | 'B' | 'kwargs'>, ufunc: Ufunc): Value {
  const { host } = call;
  const [a, b] = [call.operand('A'), call.operand('B')];
  const column = reshaped(host, a, [...shapeOf(a), ...shapeOf(b).map(() => 1)]);
  return ufunc.compute(host, column, b);
}
