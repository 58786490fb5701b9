import type { Axis } from '../../ndarray/axes.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import { all as ndAll, any as ndAny, countNonzero } from '../../ndarray/reduce.ts';
import { argmax as ndArgmax, argmin as ndArgmin } from '../../ndarray/scan.ts';
import type { PlainOp } from '../../ops/builders.ts';
import type { Op } from '../../ops/op.ts';
import type { Reduction } from '../../ops/reduce.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import { Num } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { PyIterator, type Value } from '../values.ts';
import { arrayDataOf, asOperand } from './arrays.ts';
import type { Call } from './call.ts';
import { inDType } from './cast.ts';
import { define, type Definition, type Definitions } from './define.ts';
import { delivered } from './gates.ts';
import { constant, gate, plainGate } from './apply.ts';
import { dataOf, shapeOf, valueOf } from './operands.ts';

/** The arguments that all reductions share. */
type ReductionNames = 'axis' | 'dtype' | 'out' | 'keepdims' | 'initial' | 'where';

/** Reduces an operand as the other arguments of the call say. */
export type Reduce = (call: Call<ReductionNames>, operand: Operand) => Value;

const OPTIONS = 'axis=None, dtype=None, out=None, keepdims=False, initial=<no value>, where=True' as const;

/** A reduction by a gate. `identity` stands where the `where=` mask does not hold; `combine` brings in the initial value. */
function byGate(op: Op<Reduction>, combine: PlainOp, identity: number): Reduce {
  return (call, operand) => {
    const { host } = call;
    const kept = unmasked(host, inDType(host, operand, call.dtype('dtype')), call.value('where'), identity);
    const reduced = gate(host, op, [kept], { axis: call.axis('axis'), keepdims: call.flag('keepdims') });
    const initial = call.given('initial');
    const result = initial === undefined ? reduced : plainGate(host, combine, reduced, asOperand(host, initial));
    return delivered(host, result, call.value('out'));
  };
}

/** The operand with `filling` where the `where=` mask does not hold. */
function unmasked(host: NumpyHost, operand: Operand, where: Value, filling: number): Operand {
  if (where === true) return operand;
  return plainGate(host, ops.where, asOperand(host, where), operand, constant(filling));
}

const mean: Reduce = (call, operand) => {
  const { host } = call;
  const attrs = { axis: call.axis('axis'), keepdims: call.flag('keepdims') };
  const where = call.value('where');
  const exact = inDType(host, operand, call.dtype('dtype'));
  if (where === true) return delivered(host, gate(host, ops.mean, [exact], attrs), call.value('out'));
  const total = gate(host, ops.sum, [unmasked(host, exact, where, 0)], attrs);
  const count = gate(
    host,
    ops.sum,
    [plainGate(host, ops.multiply, asOperand(host, where), onesLike(host, exact))],
    attrs,
  );
  return delivered(host, plainGate(host, ops.divide, total, count), call.value('out'));
};

function onesLike(host: NumpyHost, operand: Operand): Operand {
  return plainGate(host, ops.equal, operand, operand);
}

/** `var` and `std`, with `ddof` (or NumPy 2's name for it). */
function spreadBy(op: typeof ops.var): (call: Call<ReductionNames | 'ddof' | 'correction'>, operand: Operand) => Value {
  return (call, operand) => {
    const ddof = call.has('correction') ? call.number('correction') : call.number('ddof');
    const exact = inDType(call.host, operand, call.dtype('dtype'));
    const attrs = { axis: call.axis('axis'), keepdims: call.flag('keepdims'), ddof };
    return delivered(call.host, gate(call.host, op, [exact], attrs), call.value('out'));
  };
}

function byTruth(reduce: (a: NDArray, axis: Axis, keepdims: boolean) => NDArray): Reduce {
  return (call, operand) => {
    const result = valueOf(reduce(dataOf(operand), call.axis('axis'), call.flag('keepdims')));
    return delivered(call.host, result, call.value('out'));
  };
}

const sum = byGate(ops.sum, ops.add, 0);
const prod = byGate(ops.prod, ops.multiply, 1);
const max = byGate(ops.max, ops.maximum, -Infinity);
const min = byGate(ops.min, ops.minimum, Infinity);
const all = byTruth(ndAll);
const any = byTruth(ndAny);

const REDUCTIONS: Readonly<Record<string, Reduce>> = { sum, prod, max, min, all, any };

/** The reduction of that name, for `np.add.reduce` and the like. */
export function reductionNamed(name: string): Reduce | undefined {
  return REDUCTIONS[name];
}

/** NumPy hands a generator to Python's `sum`. */
function addedUp(host: NumpyHost, items: PyIterator): Value {
  let total: Operand = constant(0);
  for (const item of host.iterate(items)) total = plainGate(host, ops.add, total, asOperand(host, item));
  return total;
}

function reduction(reduce: Reduce): Definition {
  return define(`a, ${OPTIONS}`, (call) => reduce(call, call.operand('a')));
}

/** `max` and `min` have no `dtype`, so that `out` is the third argument. */
function extreme(reduce: Reduce): Definition {
  const signature = 'a, axis=None, out=None, keepdims=False, initial=<no value>, where=True, *, dtype=None' as const;
  return define(signature, (call) => reduce(call, call.operand('a')));
}

function deviation(op: typeof ops.var): Definition {
  const reduce = spreadBy(op);
  const signature =
    'a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None, correction=None, initial=None' as const;
  return define(signature, (call) => reduce(call, call.operand('a')));
}

function logical(reduce: Reduce): Definition {
  const signature = 'a, axis=None, out=None, keepdims=False, *, where=True, dtype=None, initial=None' as const;
  return define(signature, (call) => reduce(call, call.operand('a')));
}

/** `argmax` and `argmin`: positions, through which no gradient flows. */
function position(find: (a: NDArray, axis: number | null, keepdims: boolean) => NDArray): Definition {
  return define('a, axis=None, out=None, *, keepdims=False', (call) => {
    const found = valueOf(find(call.array('a'), call.intOr('axis', null), call.flag('keepdims')));
    return delivered(call.host, found, call.value('out'));
  });
}

/** `cumsum` and `cumprod`. */
function running(op: Op<{ readonly axis: number | null }>): Definition {
  return define('a, axis=None, dtype=None, out=None', (call) => {
    const operand = inDType(call.host, call.operand('a'), call.dtype('dtype'));
    return delivered(call.host, gate(call.host, op, [operand], { axis: call.intOr('axis', null) }), call.value('out'));
  });
}

/** The mean, or the mean weighted by `weights` of the same shape or along the axis. */
const average = define('a, axis=None, weights=None, returned=False, *, keepdims=False', (call) => {
  const { host } = call;
  const a = call.operand('a');
  const attrs = { axis: call.axis('axis'), keepdims: call.flag('keepdims') };
  if (!call.has('weights')) return gate(host, ops.mean, [a], attrs);
  const weights = alongAxis(call.operand('weights'), shapeOf(a), attrs.axis, host);
  const total = gate(host, ops.sum, [plainGate(host, ops.multiply, a, weights)], attrs);
  return plainGate(host, ops.divide, total, gate(host, ops.sum, [weights], attrs));
});

/** A vector of weights shaped so that it broadcasts along the one axis it belongs to. */
function alongAxis(weights: Operand, shape: readonly number[], axis: Axis, host: NumpyHost): Operand {
  if (weights instanceof Num || shapeOf(weights).length !== 1 || typeof axis !== 'number') return weights;
  const place = axis < 0 ? axis + shape.length : axis;
  return gate(
    host,
    ops.broadcast_to,
    [
      reshapedTo(
        host,
        weights,
        shape.map((_, i) => (i === place ? -1 : 1)),
      ),
    ],
    { shape },
  );
}

function reshapedTo(host: NumpyHost, operand: Operand, shape: readonly number[]): Operand {
  return gate(host, ops.reshape, [operand], { shape });
}

/** Sums, extremes, means and positions. */
export const REDUCTION_FUNCTIONS: Definitions = {
  sum: define(`a, ${OPTIONS}`, (call) => {
    const a = call.value('a');
    return a instanceof PyIterator ? addedUp(call.host, a) : sum(call, call.operand('a'));
  }),
  prod: reduction(prod),
  product: reduction(prod),
  mean: define(`a, axis=None, dtype=None, out=None, keepdims=False, *, where=True, initial=None`, (call) =>
    mean(call, call.operand('a')),
  ),
  average,
  max: extreme(max),
  amax: extreme(max),
  min: extreme(min),
  amin: extreme(min),
  var: deviation(ops.var),
  std: deviation(ops.std),
  all: logical(all),
  alltrue: logical(all),
  any: logical(any),
  sometrue: logical(any),
  argmax: position(ndArgmax),
  argmin: position(ndArgmin),
  cumsum: running(ops.cumsum),
  cumprod: running(ops.cumprod),
  count_nonzero: define('a, axis=None, *, keepdims=False', (call) =>
    valueOf(countNonzero(arrayDataOf(call.host, call.value('a')), call.axis('axis'), call.flag('keepdims'))),
  ),
};
