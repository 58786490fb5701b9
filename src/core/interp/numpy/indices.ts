import { vector } from '../../ndarray/create.ts';
import { resolveIndex, type IndexItem } from '../../ndarray/indexing.ts';
import { flatPositions } from '../../ndarray/strided.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { EllipsisValue, PyList, PySlice, PyTuple, type Value } from '../values.ts';
import { arrayDataOf } from './arrays.ts';
import { asInt, isSequence, requireKnown, numberIn, typeName } from './convert.ts';

/** What stands between the brackets of `a[index]`, for `resolveIndex`. Raises IndexError for what cannot index an array. */
export function indexItems(host: NumpyHost, index: Value): IndexItem[] {
  if (index instanceof PyList && host.python2 && index.items.some(isIndexArray)) {
    // Before NumPy 1.23 a list of index arrays stood for a tuple of them.
    return index.items.map((item) => indexItem(host, item));
  }
  return index instanceof PyTuple ? index.items.map((item) => indexItem(host, item)) : [indexItem(host, index)];
}

function isIndexArray(item: Value): boolean {
  return item instanceof PySlice || item instanceof PyList || (item instanceof Tensor && item.ndim > 0);
}

function indexItem(host: NumpyHost, value: Value): IndexItem {
  if (value instanceof Num && value.isInt) return { kind: 'int', value: value.value };
  if (value === null) return { kind: 'newaxis' };
  if (value instanceof EllipsisValue) return { kind: 'ellipsis' };
  if (value instanceof PySlice) {
    const start = sliceBound(host, value.start);
    const stop = sliceBound(host, value.stop);
    return { kind: 'slice', start, stop, step: sliceBound(host, value.step) };
  }
  if (value instanceof Num || (value instanceof Tensor && value.ndim === 0 && value.dtype !== 'bool')) {
    return { kind: 'int', value: integerIndex(host, value) };
  }
  if (typeof value !== 'boolean' && !isSequence(value)) return notAnIndex(host, value);
  const array = arrayDataOf(host, value);
  if (array.size === 0 && !(value instanceof Tensor)) return { kind: 'array', array: vector([], 'int64') };
  if (array.dtype === 'float64') return notAnIndex(host, value);
  return { kind: 'array', array };
}

function sliceBound(host: NumpyHost, bound: Value): number | null {
  if (bound === null) return null;
  return bound instanceof Num && bound.isInt ? bound.value : asInt(host, bound, 'slice');
}

function integerIndex(host: NumpyHost, value: Num | Tensor): number {
  const number = numberIn(value);
  if (number && (number.isInt || (host.python2 && Number.isInteger(number.value)))) return number.value;
  return notAnIndex(host, value);
}

function notAnIndex(host: NumpyHost, value: Value): never {
  requireKnown(host, value);
  const message = host.localize(
    'only integers, slices, `...`, None and arrays of integers or booleans can index an array, not {0}',
    value instanceof Tensor ? host.localize('an array of {0}', value.dtype) : typeName(value),
  );
  return host.fail('IndexError', message);
}

/** Elements of a whole buffer, whatever window on it was indexed. */
export interface BufferPlaces {
  readonly positions: Int32Array;
  readonly shape: readonly number[];
}

/** The places in the buffer that `target[index]` names. Raises IndexError. */
export function bufferPlaces(host: NumpyHost, target: Tensor, index: Value): BufferPlaces {
  const selection = resolveIndex(target.array, indexItems(host, index));
  if (selection.kind === 'gather') return selection;
  return { positions: flatPositions(selection.window), shape: selection.window.shape };
}

/** The part of an array at one place of an axis, without that axis. */
export function partAt(host: NumpyHost, source: Tensor, axis: number, place: number): Operand {
  const before: IndexItem[] = Array.from({ length: axis }, () => ({
    kind: 'slice',
    start: null,
    stop: null,
    step: null,
  }));
  return host.tape.select(source, [...before, { kind: 'int', value: place }], host.site());
}

/** The element at a position in C order. */
export function elementAt(host: NumpyHost, source: Tensor, position: number): Operand {
  return host.tape.apply(ops.getitem, [source], { shape: [], strides: [], offset: position }, host.site());
}
