import { resolveIndex } from '../../ndarray/indexing.ts';
import { NDArray } from '../../ndarray/ndarray.ts';
import { flatPositions } from '../../ndarray/strided.ts';
import { ops } from '../../ops/table.ts';
import { templateOf } from '../../ops/window.ts';
import type { Operand } from '../../tape/tape.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { Builtin, PyIterator, type Value } from '../values.ts';
import { asOperand } from './arrays.ts';
import { Call } from './call.ts';
import { float, int, intTuple } from './convert.ts';
import type { Definition } from './define.ts';
import { dtypeOf } from './dtypes.ts';
import { functionNamed } from './functions.ts';
import { transposed } from './gates.ts';
import { indexItems } from './indices.ts';
import { elementReader } from './iterating.ts';
import { METHODS } from './methods.ts';
import { nativeObject } from './native.ts';
import { swapped } from './shaping.ts';
import { ITEM_BYTES } from './strideTricks.ts';
import { gate } from './apply.ts';
import { shapeOf } from './operands.ts';

/** Functions of `np` whose first argument an array's method fills; the others follow in the same order. */
export const LIKE_FUNCTIONS = new Set(
  (
    'sum prod mean var std max min argmax argmin all any cumsum cumprod ptp trace round clip dot ravel repeat squeeze ' +
    'swapaxes diagonal take nonzero argsort argpartition searchsorted put choose conj conjugate'
  ).split(' '),
);

/** An attribute or method of an array or a NumPy number; undefined for what it does not have. */
export function arrayAttribute(host: NumpyHost, self: Operand, name: string): Value | undefined {
  const property = PROPERTIES.get(name);
  if (property) return property(host, self);
  const definition = Object.hasOwn(METHODS, name)
    ? METHODS[name]
    : LIKE_FUNCTIONS.has(name)
      ? functionNamed(name)
      : undefined;
  return definition && method(host, self, name, definition);
}

function method(host: NumpyHost, self: Operand, name: string, { signature, run }: Definition): Builtin {
  return new Builtin(`ndarray.${name}`, ({ positional, keywords }, at) =>
    run(new Call(host, `ndarray.${name}`, signature, { positional: [self, ...positional], keywords }, at)),
  );
}

type Property = (host: NumpyHost, self: Operand) => Value;

export const PROPERTIES: ReadonlyMap<string, Property> = new Map<string, Property>([
  ['shape', (_, self) => intTuple(shapeOf(self))],
  ['ndim', (_, self) => int(shapeOf(self).length)],
  ['size', (_, self) => int(self instanceof Num ? 1 : self.size)],
  ['dtype', (_, self) => dtypeOf(self)],
  ['T', (host, self) => transposed(host, self, null)],
  ['mT', (host, self) => swapped(host, self, -1, -2)],
  ['strides', (_, self) => intTuple(self instanceof Num ? [] : self.strides.map((stride) => stride * ITEM_BYTES))],
  ['itemsize', () => int(ITEM_BYTES)],
  ['nbytes', (_, self) => int((self instanceof Num ? 1 : self.size) * ITEM_BYTES)],
  ['real', (_, self) => self],
  ['imag', (_, self) => imaginaryPart(self)],
  ['base', (_, self) => baseOf(self)],
  ['flat', (host, self) => flatOf(host, self)],
  ['flags', (_, self) => flagsOf(self)],
]);

function imaginaryPart(self: Operand): Value {
  if (self instanceof Num) return self.isInt ? int(0) : float(0);
  return Tensor.of(new NDArray(new Float64Array(self.size), self.shape, self.dtype));
}

/** The array that a view looks into; None for one that has its buffer to itself. */
function baseOf(self: Operand): Value {
  if (self instanceof Num || self.isWhole) return null;
  return new Tensor(self.storage, self.storage.whole(), self.storage.node);
}

function flagsOf(self: Operand): Value {
  const isContiguous = self instanceof Num || self.array.isContiguous;
  const flags: Readonly<Record<string, boolean>> = {
    C_CONTIGUOUS: isContiguous,
    OWNDATA: self instanceof Num || self.isWhole,
    WRITEABLE: true,
  };
  const attributes = { c_contiguous: isContiguous, writeable: true };
  return nativeObject('flagsobj', attributes, {
    __getitem__: (name = null) => (typeof name === 'string' ? (flags[name] ?? false) : false),
    __setitem__: () => null,
  });
}

/** `x.flat`: the elements in C order, to read, to go over and to store into. */
function flatOf(host: NumpyHost, self: Operand): Value {
  if (self instanceof Num) return self;
  const places = (index: Value): { positions: Int32Array; shape: readonly number[]; isOne: boolean } => {
    const found = resolveIndex(templateOf([self.size]), indexItems(host, index));
    if (found.kind === 'gather') return { ...found, isOne: false };
    return { positions: flatPositions(found.window), shape: found.window.shape, isOne: found.window.ndim === 0 };
  };
  return nativeObject(
    'flatiter',
    {},
    {
      __len__: () => int(self.size),
      __iter__: () => elementIterator(host, self),
      __getitem__: (index = null) => {
        const { positions, shape, isOne } = places(index);
        if (isOne) return elementReader(host, self)(positions[0] ?? 0);
        return gate(host, ops.gather, [self], { positions, shape });
      },
      __setitem__: (index = null, value = null) => {
        const { positions, shape } = places(index);
        const buffer = flatPositions(self.array);
        const inBuffer = positions.map((position) => buffer[position] ?? 0);
        host.tape.storeAt(self, inBuffer, shape, asOperand(host, value), host.site());
        return null;
      },
    },
  );
}

function elementIterator(host: NumpyHost, self: Tensor): PyIterator {
  const read = elementReader(host, self);
  let position = 0;
  return new PyIterator(() => (position < self.size ? read(position++) : undefined));
}
