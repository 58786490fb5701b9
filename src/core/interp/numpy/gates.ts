import { ArrayError } from '../../ndarray/errors.ts';
import { formatShape } from '../../ndarray/formatShape.ts';
import type { NDArray, Shape } from '../../ndarray/ndarray.ts';
import { reshape as ndReshape, transpose as ndTranspose } from '../../ndarray/reshape.ts';
import type { Op } from '../../ops/op.ts';
import { ops } from '../../ops/table.ts';
import { templateOf, windowOf } from '../../ops/window.ts';
import type { Operand } from '../../tape/tape.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { PyList, PyTuple, type Value } from '../values.ts';
import { constant, gate, onBehalfOf } from './apply.ts';
import { typeName } from './convert.ts';
import { shapeOf, tensorOf } from './operands.ts';

/**
 * A view of an array by a gate whose forward only moves elements; `view` does the same to any array and looks into its buffer.
 * Where it must copy, or one number is left, the gate is applied to the values.
 */
export function viewBy<A>(
  host: NumpyHost,
  op: Op<A>,
  source: Operand,
  attrs: A,
  view: (a: NDArray) => NDArray,
): Operand {
  if (source instanceof Num) return gate(host, op, [source], attrs);
  const window = onBehalfOf(op, [source.shape], () => view(source.array));
  if (window.data !== source.storage.data || window.ndim === 0) return gate(host, op, [source], attrs);
  return host.tape.view(op, source, window, attrs, host.site());
}

/** A part of an array, as a slice of it would be: `view` makes a window on any array. */
export function viewed(host: NumpyHost, source: Operand, view: (a: NDArray) => NDArray): Operand {
  return viewBy(host, ops.getitem, tensorOf(source), windowOf(view(templateOf(shapeOf(source)))), view);
}

/** A view in another shape where strides can express it, else a copy; one length may be -1. Raises ValueError when the sizes do not match. */
export function reshaped(host: NumpyHost, source: Operand, shape: Shape): Operand {
  return viewBy(host, ops.reshape, source, { shape }, (a) => ndReshape(a, shape));
}

/** A view with the axes in this order, or reversed. Raises ValueError when it is not a permutation. */
export function transposed(host: NumpyHost, source: Operand, axes: readonly number[] | null): Operand {
  const shape = shapeOf(source);
  if (shape.length < 2 && axes === null) return source;
  if (axes && axes.length !== shape.length) {
    const message = host.localize(
      '{0} axes do not order the axes of an array of shape {1}',
      axes.length,
      formatShape(shape),
    );
    throw new ArrayError('ValueError', message, { name: ops.transpose.name, shapes: [shape] });
  }
  return viewBy(host, ops.transpose, source, { axes }, (a) => ndTranspose(a, axes));
}

/** Writes a result to the `out=` argument, where there is one, and returns what the call returns. */
export function delivered(host: NumpyHost, result: Value, out: Value): Value {
  const target = out instanceof PyTuple || out instanceof PyList ? (out.items[0] ?? null) : out;
  if (target === null) return result;
  const value = typeof result === 'boolean' ? constant(Number(result)) : result;
  if (!(target instanceof Tensor) || !(value instanceof Num || value instanceof Tensor)) {
    return host.fail('TypeError', host.localize("'out' must be an array, not '{0}'", typeName(target)));
  }
  const shape = shapeOf(value);
  if (
    shape.length > target.ndim ||
    shape.some((length, axis) => length !== target.shape[axis + target.ndim - shape.length])
  ) {
    const shapes = [target.shape, shape];
    const [to = '', from = ''] = shapes.map(formatShape);
    const message = host.localize('the result has shape {0} and does not fit into out of shape {1}', from, to);
    throw new ArrayError('ValueError', message, { name: ops.store.name, shapes });
  }
  host.tape.store(target, target.array, value, host.site());
  return target;
}
