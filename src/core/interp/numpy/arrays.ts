import { scalarArray } from '../../ndarray/create.ts';
import { ArrayError } from '../../ndarray/errors.ts';
import { formatShape } from '../../ndarray/formatShape.ts';
import { NDArray, sizeOf, type DType, type Shape } from '../../ndarray/ndarray.ts';
import { flat } from '../../ndarray/strided.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { PyIterator, PyList, PyRange, PyTuple, type Value } from '../values.ts';
import { gate } from './apply.ts';
import { requireKnown } from './convert.ts';
import { dataOf, isTracked, tensorOf } from './operands.ts';

function boolNum(value: boolean): Num {
  return new Num(Number(value), true);
}

/** A number or array; nested sequences become arrays. Raises ValueError for ragged ones. */
export function asOperand(host: NumpyHost, value: Value): Operand {
  if (value instanceof Num || value instanceof Tensor) return value;
  if (typeof value === 'boolean') return boolNum(value);
  return finished(host, blockOf(host, value));
}

/** As `asOperand`, but a boolean stays one, so that masks and booleans make masks. */
export function asExactOperand(host: NumpyHost, value: Value): Operand {
  return typeof value === 'boolean' ? Tensor.of(scalarArray(Number(value), 'bool')) : asOperand(host, value);
}

/** An array with storage: a number becomes a 0-d one. */
export function asTensor(host: NumpyHost, value: Value): Tensor {
  return tensorOf(asOperand(host, value));
}

/** The numbers of a value as an array, a Python boolean as a bool. */
export function arrayDataOf(host: NumpyHost, value: Value): NDArray {
  if (typeof value === 'boolean') return scalarArray(value ? 1 : 0, 'bool');
  return dataOf(asOperand(host, value));
}

type Leaf = Num | boolean | Tensor;

/** Equal leaves in a nest of lists: `outer` are the lengths of the lists, `inner` is the shape of each leaf. */
interface Block {
  readonly outer: readonly number[];
  readonly inner: Shape;
  readonly leaves: readonly Leaf[];
}

function blockOf(host: NumpyHost, value: Value): Block {
  if (value instanceof Num || typeof value === 'boolean') return { outer: [], inner: [], leaves: [value] };
  if (value instanceof Tensor) return { outer: [], inner: value.shape, leaves: [value] };
  return blockOfItems(
    host,
    itemsOf(host, value).map((item) => blockOf(host, item)),
  );
}

function itemsOf(host: NumpyHost, value: Value): readonly Value[] {
  if (value instanceof PyList || value instanceof PyTuple) return value.items;
  if (value instanceof PyRange) return [...host.iterate(value)];
  // In Python 2 `map`, `zip` and `dict.values` give lists.
  if (value instanceof PyIterator && host.dialect === 2) return [...host.iterate(value)];
  requireKnown(host, value);
  if (typeof value === 'string') return host.unsupported(host.localize('an array of text'));
  return host.unsupported(host.localize('an array of objects'));
}

function blockOfItems(host: NumpyHost, items: readonly Block[]): Block {
  const [first] = items;
  if (!first) return { outer: [0], inner: [], leaves: [] };
  const alike = items.every((item) => sameLengths(item.outer, first.outer) && sameLengths(item.inner, first.inner));
  if (alike) {
    return { outer: [items.length, ...first.outer], inner: first.inner, leaves: items.flatMap((item) => item.leaves) };
  }
  const shape = fullShape(first);
  const other = items.find((item) => !sameLengths(fullShape(item), shape));
  if (other) {
    const shapes = [shape, fullShape(other)];
    const message = host.localize(
      'the items of an array must have one shape, but here are {0} and {1}',
      ...shapes.map(formatShape),
    );
    throw new ArrayError('ValueError', message, { name: ops.array.name, shapes });
  }
  return { outer: [items.length], inner: shape, leaves: items.map((item) => tensorOf(finished(host, item))) };
}

function sameLengths(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

function fullShape({ outer, inner }: Block): number[] {
  return [...outer, ...inner];
}

function finished(host: NumpyHost, block: Block): Operand {
  const shape = fullShape(block);
  host.allocate(sizeOf(shape));
  if (block.leaves.some((leaf) => typeof leaf !== 'boolean' && isTracked(leaf))) {
    const inputs = block.leaves.map((leaf) => (typeof leaf === 'boolean' ? boolNum(leaf) : leaf));
    return gate(host, ops.array, inputs, { shape: block.outer });
  }
  const data = new Float64Array(sizeOf(shape));
  let position = 0;
  for (const leaf of block.leaves) {
    if (leaf instanceof Tensor) {
      data.set(flat(leaf.array), position);
      position += leaf.size;
    } else {
      data[position++] = leaf instanceof Num ? leaf.value : Number(leaf);
    }
  }
  return Tensor.of(new NDArray(data, shape, commonDType(block.leaves)));
}

function commonDType(leaves: readonly Leaf[]): DType {
  if (leaves.length === 0) return 'float64';
  const dtypes = leaves.map((leaf) => {
    if (typeof leaf === 'boolean') return 'bool';
    return leaf instanceof Tensor ? leaf.dtype : leaf.isInt ? 'int64' : 'float64';
  });
  if (dtypes.includes('float64')) return 'float64';
  return dtypes.includes('int64') ? 'int64' : 'bool';
}
