import { broadcastTo } from '../../ndarray/broadcast.ts';
import { NDArray, type Shape } from '../../ndarray/ndarray.ts';
import { toFlat } from '../../ndarray/strided.ts';
import { ops } from '../../ops/table.ts';
import { Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { PyTuple } from '../values.ts';
import { gate, reserve } from './apply.ts';
import { asOperand } from './arrays.ts';
import { casted } from './cast.ts';
import { define, type Definitions } from './define.ts';
import { dtypeNamed } from './dtypes.ts';
import { reshaped, transposed } from './gates.ts';
import { operandOf, shapeOf } from './operands.ts';

/** The powers of the entries of a vector, falling or rising from left to right. */
const vander = define('x, N=None, increasing=False', (call) => {
  const { host } = call;
  const x = call.operand('x');
  const length = shapeOf(x)[0] ?? 0;
  const columns = call.intOr('N', length);
  reserve(host, columns);
  const exponents = Float64Array.from({ length: columns }, (_, j) => (call.flag('increasing') ? j : columns - 1 - j));
  const powers = operandOf(new NDArray(exponents, [columns], 'int64'));
  return gate(host, ops.power, [reshaped(host, x, [length, 1]), powers], undefined);
});

/** Calls a function once with the coordinate arrays of a grid. */
const fromfunction = define('function, shape, *, dtype=None, like=None, **kwargs', (call) => {
  const { host } = call;
  const coordinates = gridOf(host, call.shape('shape')).map((axis) =>
    casted(host, axis, call.dtype('dtype') ?? dtypeNamed('float64')),
  );
  return host.call(call.value('function'), { positional: coordinates, keywords: call.keywords });
});

/** For each axis of a shape, the coordinate along it of every element. */
function gridOf(host: NumpyHost, shape: Shape): Tensor[] {
  return shape.map((length, axis) => {
    reserve(host, ...shape);
    const along = shape.map((_, i) => (i === axis ? length : 1));
    const range = new NDArray(
      Float64Array.from({ length }, (_, i) => i),
      along,
      'int64',
    );
    return Tensor.of(new NDArray(toFlat(broadcastTo(range, shape)), shape, 'int64'));
  });
}

const indices = define('dimensions, dtype=None, sparse=False', (call) => {
  const grid = gridOf(call.host, call.shape('dimensions'));
  return casted(call.host, gate(call.host, ops.stack, grid, { axis: 0 }), call.dtype('dtype'));
});

/** Coordinate arrays of a grid; the first two axes are swapped unless `indexing='ij'`. */
const meshgrid = define("*xi, copy=True, sparse=False, indexing='xy'", (call) => {
  const { host } = call;
  const axes = call.rest.map((item) => reshaped(host, asOperand(host, item), [-1]));
  const lengths = axes.map((axis) => shapeOf(axis)[0] ?? 0);
  const swap = call.text('indexing') === 'xy' && axes.length > 1;
  return new PyTuple(
    axes.map((axis, place) => {
      const column = reshaped(
        host,
        axis,
        lengths.map((_, i) => (i === place ? -1 : 1)),
      );
      const grid = call.flag('sparse') ? column : gate(host, ops.broadcast_to, [column], { shape: lengths });
      return swap ? transposed(host, grid, [1, 0, ...lengths.slice(2).map((_, i) => i + 2)]) : grid;
    }),
  );
});

/** Arrays of coordinates and of powers. */
export const GRID_FUNCTIONS: Definitions = { vander, fromfunction, indices, meshgrid };
