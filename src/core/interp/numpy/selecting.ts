import { unravelIndex, ravelMultiIndex, nonzero as ndNonzero } from '../../ndarray/take.ts';
import { normalizeAxis } from '../../ndarray/axes.ts';
import { broadcastTo } from '../../ndarray/broadcast.ts';
import { vector } from '../../ndarray/create.ts';
import { NDArray, sizeOf, type Shape } from '../../ndarray/ndarray.ts';
import { flat, flatPositions } from '../../ndarray/strided.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import type { Tensor } from '../../tape/tensor.ts';
import { Num } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { PyTuple, type Value } from '../values.ts';
import { arrayDataOf, asOperand } from './arrays.ts';
import type { Call } from './call.ts';
import { asShape } from './convert.ts';
import { define, type Definition, type Definitions } from './define.ts';
import { delivered, reshaped } from './gates.ts';
import { gate, plainGate, reserve } from './apply.ts';
import { elementReader } from './iterating.ts';
import { dataOf, operandOf, shapeOf, valueOf } from './operands.ts';

/** Indices of the elements that are not zero, one vector for each axis. */
export function nonzeroOf(operand: Operand): PyTuple {
  return new PyTuple(ndNonzero(dataOf(operand)).map(valueOf));
}

function taken(call: Call<'indices' | 'axis' | 'out'>, operand: Operand): Value {
  const indices = arrayDataOf(call.host, call.value('indices'));
  const attrs = { indices, axis: call.intOr('axis', null) };
  return delivered(call.host, gate(call.host, ops.take, [operand], attrs), call.value('out'));
}

const takeSignature = "indices, axis=None, out=None, mode='raise'" as const;

/** The position in C order of what each index names along one axis of an array. Raises IndexError. */
function positionsAlong(host: NumpyHost, shape: Shape, indices: NDArray, axis: number): Int32Array {
  const along = normalizeAxis(axis, shape.length);
  const full = broadcastTo(
    indices,
    indices.shape.map((length, i) => (i === along ? length : (shape[i] ?? 1))),
  );
  const inner = sizeOf(shape.slice(along + 1));
  const length = shape[along] ?? 0;
  const block = inner * (full.shape[along] ?? 0);
  return Int32Array.from(flat(full), (index, i) => {
    if (index < -length || index >= length) {
      host.fail(
        'IndexError',
        host.localize('index {0} is out of bounds for axis {1} with size {2}', index, along, length),
      );
    }
    return (Math.floor(i / block) * length + (index < 0 ? index + length : index)) * inner + (i % inner);
  });
}

/** The shape of what indices along an axis select. */
function shapeAlong(shape: Shape, indices: NDArray, axis: number): number[] {
  const along = normalizeAxis(axis, shape.length);
  return shape.map((length, i) => (i === along ? (indices.shape[i] ?? 1) : length));
}

const takeAlongAxis = define('arr, indices, axis=-1', (call) => {
  const { host } = call;
  const source = call.has('axis') ? call.operand('arr') : reshaped(host, call.operand('arr'), [-1]);
  const indices = call.array('indices');
  const axis = call.intOr('axis', 0);
  const positions = positionsAlong(host, shapeOf(source), indices, axis);
  return gate(host, ops.gather, [source], { positions, shape: shapeAlong(shapeOf(source), indices, axis) });
});

/** The positions in a target's buffer for positions in its own C order. */
function inBuffer(target: Tensor, positions: Int32Array): Int32Array {
  const places = flatPositions(target.array);
  return positions.map((position) => places[position] ?? 0);
}

const putAlongAxis = define('arr, indices, values, axis', (call) => {
  const { host } = call;
  const target = call.tensor('arr');
  const indices = call.array('indices');
  const axis = call.int('axis');
  const positions = inBuffer(target, positionsAlong(host, target.shape, indices, axis));
  host.tape.storeAt(target, positions, shapeAlong(target.shape, indices, axis), call.operand('values'), host.site());
  return null;
});

const put = define("a, ind, v, mode='raise'", (call) => {
  const { host } = call;
  const target = call.tensor('a');
  const indices = call.array('ind');
  const count = indices.size;
  const places = Int32Array.from(flat(indices), (index) => (index < 0 ? index + target.size : index));
  const value = recycled(host, call.operand('v'), count);
  host.tape.storeAt(target, inBuffer(target, places), [count], value, host.site());
  return null;
});

/** A vector of `count` values that begins anew where it ends. */
function recycled(host: NumpyHost, operand: Operand, count: number): Operand {
  const size = sizeOf(shapeOf(operand));
  if (operand instanceof Num || size === 0) return operand;
  host.allocate(count);
  const positions = Int32Array.from({ length: count }, (_, i) => i % size);
  return gate(host, ops.gather, [operand], { positions, shape: [count] });
}

/** Which of the flattened elements a mask names. */
function truePlaces(mask: NDArray): number[] {
  const places: number[] = [];
  flat(mask).forEach((value, i) => {
    if (value !== 0) places.push(i);
  });
  return places;
}

/** `place` takes the values one after another, `putmask` those at the same positions. */
function maskStore(sameplace: boolean, valuesName: 'vals' | 'values'): Definition {
  return define(`arr, mask, ${valuesName}`, (call) => {
    const { host } = call;
    const target = call.tensor('arr');
    const places = truePlaces(call.array('mask'));
    const values = (call as Call<string>).operand(valuesName);
    const size = Math.max(1, sizeOf(shapeOf(values)));
    const positions = Int32Array.from(places, (place, i) => (sameplace ? place : i) % size);
    const shape = [places.length];
    const stored = values instanceof Num ? values : gate(host, ops.gather, [values], { positions, shape });
    host.tape.storeAt(target, inBuffer(target, Int32Array.from(places)), shape, stored, host.site());
    return null;
  });
}

const copyto = define("dst, src, casting='same_kind', where=True", (call) => {
  const { host } = call;
  const target = call.tensor('dst');
  const source = call.operand('src');
  const mask = call.value('where');
  const value = mask === true ? source : plainGate(host, ops.where, asOperand(host, mask), source, target);
  host.tape.store(target, target.array, value, host.site());
  return null;
});

const compress = define('condition, a, axis=None, out=None', (call) => {
  const indices = vector(truePlaces(call.array('condition')), 'int64');
  return gate(call.host, ops.take, [call.operand('a')], { indices, axis: call.intOr('axis', null) });
});

const extract = define('condition, arr', (call) =>
  gate(call.host, ops.take, [call.operand('arr')], {
    indices: vector(truePlaces(call.array('condition')), 'int64'),
    axis: null,
  }),
);

const flatnonzero = define('a', (call) => valueOf(vector(truePlaces(call.array('a')), 'int64')));

/** One row of coordinates for each element that is not zero. */
const argwhere = define('a', (call) => {
  const coordinates = ndNonzero(call.array('a'));
  const rows = coordinates[0]?.size ?? 0;
  const data = new Float64Array(rows * coordinates.length);
  coordinates.forEach((axis, k) => {
    axis.data.forEach((value, i) => {
      data[i * coordinates.length + k] = value;
    });
  });
  return valueOf(new NDArray(data, [rows, coordinates.length], 'int64'));
});

const unravel = define(
  "indices, shape, order='C'",
  (call) => new PyTuple(unravelIndex(call.array('indices'), asShape(call.host, call.value('shape'))).map(valueOf)),
);

const ravelMulti = define("multi_index, dims, mode='raise', order='C'", (call) => {
  const coordinates = call.items('multi_index').map((item) => arrayDataOf(call.host, item));
  return valueOf(ravelMultiIndex(coordinates, asShape(call.host, call.value('dims'))));
});

/** The indices of the entries on and above (or below) a diagonal of a matrix. */
function triangleIndices(
  keeps: (i: number, j: number, k: number) => boolean,
): (rows: number, columns: number, k: number) => PyTuple {
  return (rows, columns, k) => {
    const [is, js]: [number[], number[]] = [[], []];
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        if (!keeps(i, j, k)) continue;
        is.push(i);
        js.push(j);
      }
    }
    return new PyTuple([valueOf(vector(is, 'int64')), valueOf(vector(js, 'int64'))]);
  };
}

const upper = triangleIndices((i, j, k) => j - i >= k);
const lower = triangleIndices((i, j, k) => j - i <= k);

function byLength(indices: typeof upper): Definition {
  return define('n, k=0, m=None', (call) => {
    const rows = call.int('n');
    const columns = call.intOr('m', rows);
    reserve(call.host, rows, columns);
    return indices(rows, columns, call.int('k'));
  });
}

function byArray(indices: typeof upper): Definition {
  return define('arr, k=0', (call) => {
    const [rows = 0, columns = 0] = shapeOf(call.operand('arr'));
    return indices(rows, columns, call.int('k'));
  });
}

const diagIndices = define('n, ndim=2', (call) => {
  reserve(call.host, call.int('n'), Math.max(1, call.int('ndim')));
  const range = vector(
    Float64Array.from({ length: call.int('n') }, (_, i) => i),
    'int64',
  );
  return new PyTuple(Array.from({ length: call.int('ndim') }, () => operandOf(range)));
});

/** What picks elements and puts values into picked places. */
export const SELECTING_FUNCTIONS: Definitions = {
  take: define(`a, ${takeSignature}`, (call) => taken(call, call.operand('a'))),
  take_along_axis: takeAlongAxis,
  put_along_axis: putAlongAxis,
  put,
  place: maskStore(false, 'vals'),
  putmask: maskStore(true, 'values'),
  copyto,
  compress,
  extract,
  asscalar: define('a', (call) => elementReader(call.host, call.tensor('a'))(0)),
  nonzero: define('a', (call) => nonzeroOf(call.operand('a'))),
  flatnonzero,
  argwhere,
  unravel_index: unravel,
  ravel_multi_index: ravelMulti,
  triu_indices: byLength(upper),
  tril_indices: byLength(lower),
  triu_indices_from: byArray(upper),
  tril_indices_from: byArray(lower),
  diag_indices: diagIndices,
};
