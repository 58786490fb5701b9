import { broadcastShapes, broadcastTo } from '../../ndarray/broadcast.ts';
import { NDArray, sizeOf, type Shape } from '../../ndarray/ndarray.ts';
import { flatPositions } from '../../ndarray/strided.ts';
import { ops } from '../../ops/table.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { Builtin, PyIterator, PyList, PyTuple, type Instance, type Value } from '../values.ts';
import { asOperand } from './arrays.ts';
import type { Call } from './call.ts';
import { asShape, int, intTuple } from './convert.ts';
import { define, type Definitions } from './define.ts';
import { elementAt } from './indices.ts';
import { nativeObject } from './native.ts';
import { shapeOf, tensorOf } from './operands.ts';

/** The indices of a position in C order. */
function indexOf(position: number, shape: Shape): number[] {
  const index = new Array<number>(shape.length).fill(0);
  let rest = position;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] ?? 1;
    index[axis] = rest % length;
    rest = Math.floor(rest / length);
  }
  return index;
}

/** An iterator of Python over what a function makes of each position. */
function eachPosition(host: NumpyHost, shape: Shape, make: (position: number) => Value): PyIterator {
  const count = sizeOf(shape);
  let position = 0;
  return new PyIterator(() => {
    host.work(1);
    return position < count ? make(position++) : undefined;
  });
}

const ndindex = define('*shape', (call) => {
  const [first = null] = call.rest;
  const shape = asShape(call.host, call.rest.length === 1 ? first : new PyTuple(call.rest));
  return eachPosition(call.host, shape, (position) => intTuple(indexOf(position, shape)));
});

const ndenumerate = define('arr', (call) => {
  const tensor = tensorOf(call.operand('arr'));
  const element = elementReader(call.host, tensor);
  return eachPosition(
    call.host,
    tensor.shape,
    (position) => new PyTuple([intTuple(indexOf(position, tensor.shape)), element(position)]),
  );
});

/** Reads elements by their position in C order: through the tape where it matters, else from the numbers as they are then. */
export function elementReader(host: NumpyHost, source: Tensor): (position: number) => Value {
  const places = flatPositions(source.array);
  return (position) => {
    if (source.tracked && source.dtype !== 'bool') return elementAt(host, source, position);
    const value = source.storage.data[places[position] ?? 0] ?? NaN;
    return source.dtype === 'bool' ? value !== 0 : new Num(value, source.dtype === 'int64');
  };
}

/** An element of an array as an array of no axes that looks into the same buffer, so that `x[...] = v` changes it. */
function elementView(host: NumpyHost, source: Tensor, position: number): Tensor {
  const place = flatPositions(source.array)[position] ?? 0;
  const window = new NDArray(source.storage.data, [], source.dtype, [], place);
  return host.tape.view(ops.getitem, source, window, { shape: [], strides: [], offset: position }, host.site());
}

/** The state of one `np.nditer`: where it is, and the object whose attributes tell so. */
interface Walk {
  readonly host: NumpyHost;
  readonly shape: Shape;
  /** What an element is, for each operand. */
  readonly element: (position: number) => Value;
  readonly object: Instance;
  position: number;
}

function moveTo(walk: Walk, position: number): void {
  walk.position = position;
  const { attributes } = walk.object;
  attributes.set('finished', position >= sizeOf(walk.shape));
  attributes.set('iterindex', int(position));
  attributes.set('index', int(position));
  if (position >= sizeOf(walk.shape)) return;
  attributes.set('multi_index', intTuple(indexOf(position, walk.shape)));
}

/** Goes to the next element; false when there is none. */
function advance(walk: Walk): boolean {
  walk.host.work(1);
  moveTo(walk, walk.position + 1);
  return walk.position < sizeOf(walk.shape);
}

/** Each step of a `for` loop shows one element; the attributes stay with it until the next step. */
function loopOver(walk: Walk): PyIterator {
  let started = false;
  return new PyIterator(() => {
    const more = started ? advance(walk) : walk.position < sizeOf(walk.shape);
    started = true;
    return more ? walk.element(walk.position) : undefined;
  });
}

function isWritable(host: NumpyHost, flags: Value): boolean {
  const words = (value: Value): string[] => {
    if (typeof value === 'string') return [value];
    return value === null ? [] : [...host.iterate(value)].flatMap(words);
  };
  return words(flags).some((word) => word === 'readwrite' || word === 'writeonly');
}

function elementsOf(host: NumpyHost, operand: Value, shape: Shape, writable: boolean): (position: number) => Value {
  const tensor = tensorOf(asOperand(host, operand));
  if (writable) return (position) => elementView(host, tensor, position);
  if (shape.length === tensor.ndim && sizeOf(shape) === tensor.size) return elementReader(host, tensor);
  const places = flatPositions(broadcastTo(new NDArray(tensor.array.data, tensor.shape, tensor.dtype), shape));
  return (position) => elementAt(host, tensor, places[position] ?? 0);
}

type IterationNames = 'op' | 'flags' | 'op_flags';

function nditer(call: Call<IterationNames>): Value {
  const { host } = call;
  const given = call.value('op');
  const operands = given instanceof PyTuple || given instanceof PyList ? given.items : null;
  const shapes = (operands ?? [given]).map((operand) => shapeOf(asOperand(host, operand)));
  const shape = broadcastShapes(...shapes);
  const writable = isWritable(host, call.value('op_flags'));
  const readers = (operands ?? [given]).map((operand) => elementsOf(host, operand, shape, writable));
  const [first] = readers;
  const element = (position: number): Value =>
    operands === null && first ? first(position) : new PyTuple(readers.map((read) => read(position)));
  return iteratorObject(host, shape, element);
}

function iteratorObject(host: NumpyHost, shape: Shape, element: (position: number) => Value): Instance {
  const current = (): Value => element(walk.position);
  const object = nativeObject(
    'nditer',
    { itersize: int(sizeOf(shape)), shape: intTuple(shape), ndim: int(shape.length) },
    {
      __iter__: () => loopOver(walk),
      __enter__: () => object,
      __exit__: () => null,
      __len__: () => int(sizeOf(shape)),
      __getitem__: (operand = null) => {
        const value = current();
        return value instanceof PyTuple && operand instanceof Num ? (value.items[operand.value] ?? null) : value;
      },
      __setitem__: (_, value = null) => {
        const target = current();
        if (!(target instanceof Tensor))
          host.fail('ValueError', host.localize("the iterator was not opened with op_flags=['readwrite']"));
        host.tape.store(target, target.array, asOperand(host, value), host.site());
        return null;
      },
    },
  );
  const walk: Walk = { host, shape, element, object, position: 0 };
  const method = (name: string, run: () => Value): void => {
    object.attributes.set(name, new Builtin(`nditer.${name}`, run));
  };
  method('iternext', () => advance(walk));
  method('close', () => null);
  method('reset', () => {
    moveTo(walk, 0);
    return null;
  });
  moveTo(walk, 0);
  return object;
}

/** Iterators over elements and indices. */
export const ITERATING_FUNCTIONS: Definitions = {
  ndindex,
  ndenumerate,
  nditer: define(
    "op, flags=None, op_flags=None, op_dtypes=None, order='K', casting='safe', op_axes=None, itershape=None, buffersize=0",
    nditer,
  ),
};
