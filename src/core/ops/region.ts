import { convert } from '../ndarray/create.ts';
import { gatherValues } from '../ndarray/indexing.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { addFlat, contiguous, flat, toFlat, writeFlat } from '../ndarray/strided.ts';
import { broadcastTo } from '../ndarray/broadcast.ts';
import type { Data, GateContext, Op, Vjp } from './op.ts';
import { sampleArray } from './samples.ts';
import { arrayOf, isScalar, numberOf, plain, scalar, unbroadcastTo, zerosOf } from './support.ts';
import { look, overlapsItself, windowPositions, type Positions, type Window } from './window.ts';

/**
 * The gates that read and write regions. Attributes count positions in the C order of the first input, whatever its
 * strides. The gradient of a read is nothing but the upstream gradient put back in its place; a write takes its region out of
 * the base's gradient and hands it to the value.
 */

function pick(a: Data, { positions, shape }: Positions): Data {
  const array = arrayOf(a);
  const values = gatherValues(flat(array), positions);
  return shape.length === 0 ? scalar(values[0] ?? NaN, array.dtype) : new NDArray(values, shape, array.dtype);
}

function scatterAdd(into: Float64Array, positions: Int32Array, g: Data): void {
  if (typeof g === 'number') {
    for (const position of positions) into[position] = (into[position] ?? 0) + g;
    return;
  }
  const values = flat(g);
  for (let i = 0; i < positions.length; i++) {
    const position = positions[i] ?? 0;
    into[position] = (into[position] ?? 0) + (values[i] ?? 0);
  }
}

/** Makes a fresh gradient for the first input by its gate's `accumulate`. */
function accumulated<A>(accumulate: (g: Data, gate: GateContext<A>, into: Float64Array) => void): Vjp<A> {
  return (g, gate) => {
    const base = arrayOf(gate.inputs[0] ?? NaN);
    const out = zerosOf(base.shape);
    accumulate(g, gate, out.data);
    return plain(out);
  };
}

function addWindow(g: Data, { attrs }: GateContext<Window>, into: Float64Array): void {
  if (attrs.shape.length === 0) into[attrs.offset] = (into[attrs.offset] ?? 0) + numberOf(g);
  else if (typeof g === 'number') scatterAdd(into, windowPositions(attrs), g);
  else addFlat(look(into, attrs), flat(g));
}

export const getitem: Op<Window> = {
  name: 'getitem',
  symbol: '[ ]',
  numpy: [],
  params: ['a'],
  latex: 'a_{[\\cdot]}',
  shape: (_, { shape }) => shape,
  forward: ([a = NaN], window) => {
    const array = contiguous(arrayOf(a));
    if (window.shape.length === 0) return scalar(array.data[window.offset] ?? NaN, array.dtype);
    return new NDArray(toFlat(look(array.data, window)), window.shape, array.dtype);
  },
  vjp: [accumulated(addWindow)],
  derivative: [''],
  elementwise: false,
  flow: 'routes the upstream gradient back to the elements it read; all others receive zero',
  samples: [
    { inputs: [sampleArray([3, 4])], attrs: { shape: [2, 2], strides: [4, -2], offset: 3 } },
    { inputs: [sampleArray([3, 4])], attrs: { shape: [], strides: [], offset: 5 } },
    { inputs: [sampleArray([5])], attrs: { shape: [3, 3], strides: [1, 1], offset: 0 } },
  ],
  readsShapesOnly: true,
  accumulate: addWindow,
};

function addPositions(g: Data, { attrs }: GateContext<Positions>, into: Float64Array): void {
  scatterAdd(into, attrs.positions, g);
}

export const gather: Op<Positions> = {
  name: 'gather',
  symbol: '[i]',
  numpy: [],
  params: ['a'],
  latex: 'a_{[i]}',
  shape: (_, { shape }) => shape,
  forward: ([a = NaN], attrs) => pick(a, attrs),
  vjp: [accumulated(addPositions)],
  derivative: [''],
  elementwise: false,
  flow: 'routes the upstream gradient back to the elements it picked, adding up where one was picked twice',
  samples: [
    { inputs: [sampleArray([3, 4])], attrs: { positions: Int32Array.of(0, 5, 5, 11), shape: [2, 2] } },
    { inputs: [sampleArray([6])], attrs: { positions: Int32Array.of(1), shape: [] } },
    { inputs: [sampleArray([6])], attrs: { positions: new Int32Array(0), shape: [0] } },
  ],
  readsShapesOnly: true,
  accumulate: addPositions,
};

/** Writes `value`, broadcast to `shape`, to these positions of a buffer; the last of duplicates wins. */
export function writeAt(into: NDArray, { positions, shape }: Positions, value: Data): void {
  const { data, dtype } = into;
  if (isScalar(value)) {
    const converted = convert(numberOf(value), dtype);
    for (const position of positions) data[position] = converted;
    return;
  }
  const values = flat(broadcastTo(dropLeadingOnes(arrayOf(value), shape.length), shape));
  for (let i = 0; i < positions.length; i++) data[positions[i] ?? 0] = convert(values[i] ?? 0, dtype);
}

/** An assignment accepts a value with more axes than the target when the additional ones have length 1. */
function dropLeadingOnes(value: NDArray, ndim: number): NDArray {
  let extra = 0;
  while (value.ndim - extra > ndim && value.shape[extra] === 1) extra++;
  return extra === 0
    ? value
    : new NDArray(value.data, value.shape.slice(extra), value.dtype, value.strides.slice(extra), value.offset);
}

/** The gradient on a written value: what reaches its positions, summed back to its shape. */
function valueGradient(g: Data, attrs: Positions, value: Data): Data {
  const there = pick(g, attrs);
  if (isScalar(value)) return unbroadcastTo(there, value);
  const array = arrayOf(value);
  const trimmed = dropLeadingOnes(array, attrs.shape.length);
  const summed = arrayOf(unbroadcastTo(there, trimmed));
  return new NDArray(flat(summed), array.shape, 'float64');
}

/** Of each position only the last writer remains visible; the others receive nothing. */
function lastWriters(positions: Int32Array): Uint8Array | null {
  if (positions.length < 2) return null;
  const last = new Map<number, number>();
  positions.forEach((position, i) => last.set(position, i));
  if (last.size === positions.length) return null;
  const visible = new Uint8Array(positions.length);
  for (const i of last.values()) visible[i] = 1;
  return visible;
}

function storedGradient(g: Data, attrs: Positions, value: Data): Data {
  const visible = lastWriters(attrs.positions);
  if (!visible) return valueGradient(g, attrs, value);
  const there = arrayOf(pick(g, attrs));
  const masked = there.data.map((x, i) => (visible[i] ? x : 0));
  const all = Int32Array.from({ length: masked.length }, (_, i) => i);
  return valueGradient(new NDArray(masked, [masked.length], 'float64'), { positions: all, shape: attrs.shape }, value);
}

function clear(g: NDArray, positions: Int32Array): void {
  for (const position of positions) g.data[position] = 0;
}

function cleared(g: Data, positions: Int32Array): Data {
  if (typeof g === 'number') return positions.length > 0 ? 0 : g;
  const out = new NDArray(toFlat(g), g.shape, 'float64');
  clear(out, positions);
  return out;
}

function positionsOf(window: Window): Positions {
  return { positions: windowPositions(window), shape: window.shape };
}

/** Writes `value` through a window of a C-ordered array. */
export function writeWindow(into: NDArray, window: Window, value: Data): void {
  const { data, dtype } = into;
  const { shape } = window;
  if (shape.length === 0) data[window.offset] = convert(numberOf(value), dtype);
  else if (dtype !== 'float64' || isScalar(value)) writeAt(into, positionsOf(window), value);
  else writeFlat(look(data, window), flat(broadcastTo(dropLeadingOnes(arrayOf(value), shape.length), shape)));
}

function withWrite(base: Data, write: (into: NDArray) => void): Data {
  const array = arrayOf(base);
  const out = new NDArray(toFlat(array), array.shape, array.dtype);
  write(out);
  return plain(out);
}

export const store: Op<Window> = {
  name: 'store',
  symbol: '[ ]=',
  numpy: [],
  params: ['base', 'value'],
  latex: '\\mathrm{base}_{[\\cdot]} \\leftarrow \\mathrm{value}',
  shape: ([base = []]) => base,
  forward: ([base = NaN, value = NaN], window) =>
    withWrite(base, (into) => {
      writeWindow(into, window, value);
    }),
  vjp: [
    (g, { attrs }) => cleared(g, windowPositions(attrs)),
    (g, { attrs, inputs: [, value = NaN] }) => {
      if (attrs.shape.length === 0)
        return valueGradient(g, { positions: Int32Array.of(attrs.offset), shape: [] }, value);
      const at = positionsOf(attrs);
      return overlapsItself(attrs) ? storedGradient(g, at, value) : valueGradient(g, at, value);
    },
  ],
  derivative: ['', ''],
  elementwise: false,
  flow: 'gives the written value the gradient of the elements it overwrote; what was there before receives none',
  samples: [
    { inputs: [sampleArray([3, 4]), sampleArray([2, 2])], attrs: { shape: [2, 2], strides: [4, 2], offset: 1 } },
    { inputs: [sampleArray([3, 4]), sampleArray([3, 1])], attrs: { shape: [3, 2], strides: [4, 1], offset: 1 } },
    { inputs: [sampleArray([3, 4]), 0.7], attrs: { shape: [], strides: [], offset: 6 } },
    { inputs: [sampleArray([5]), sampleArray([3, 3])], attrs: { shape: [3, 3], strides: [1, 1], offset: 0 } },
    { inputs: [sampleArray([4]), sampleArray([1, 2])], attrs: { shape: [2], strides: [1], offset: 2 } },
  ],
  readsShapesOnly: true,
  passOn: (g, window) => {
    if (window.shape.length === 0) g.data[window.offset] = 0;
    else clear(g, windowPositions(window));
  },
};

export const storeAt: Op<Positions> = {
  name: 'store_at',
  symbol: '[i]=',
  numpy: [],
  params: ['base', 'value'],
  latex: '\\mathrm{base}_{[i]} \\leftarrow \\mathrm{value}',
  shape: ([base = []]) => base,
  forward: ([base = NaN, value = NaN], attrs) =>
    withWrite(base, (into) => {
      writeAt(into, attrs, value);
    }),
  vjp: [
    (g, { attrs }) => cleared(g, attrs.positions),
    (g, { attrs, inputs: [, value = NaN] }) => storedGradient(g, attrs, value),
  ],
  derivative: ['', ''],
  elementwise: false,
  flow: 'gives the written value the gradient of the elements it overwrote; what was there before receives none',
  samples: [
    { inputs: [sampleArray([3, 4]), sampleArray([3])], attrs: { positions: Int32Array.of(2, 7, 8), shape: [3] } },
    { inputs: [sampleArray([6]), sampleArray([2, 2])], attrs: { positions: Int32Array.of(1, 4, 1, 0), shape: [2, 2] } },
    { inputs: [sampleArray([6]), 0.3], attrs: { positions: Int32Array.of(1, 4), shape: [2] } },
  ],
  readsShapesOnly: true,
  passOn: (g, { positions }) => {
    clear(g, positions);
  },
};

/** Adds `value`, broadcast to the positions' shape, in place; duplicates accumulate. */
export function increaseAt(into: NDArray, { positions, shape }: Positions, value: Data): void {
  scatterAdd(into.data, positions, isScalar(value) ? numberOf(value) : broadcastTo(arrayOf(value), shape));
}

export const addAt: Op<Positions> = {
  name: 'add_at',
  symbol: '[i]+=',
  numpy: ['add.at'],
  params: ['base', 'value'],
  latex: '\\mathrm{base}_{[i]} \\mathrel{+}= \\mathrm{value}',
  shape: ([base = []]) => base,
  forward: ([base = NaN, value = NaN], attrs) =>
    withWrite(base, (into) => {
      increaseAt(into, attrs, value);
    }),
  vjp: [(g) => g, (g, { attrs, inputs: [, value = NaN] }) => valueGradient(g, attrs, value)],
  derivative: ['g', ''],
  elementwise: false,
  flow: 'passes the upstream gradient to the base, and to each added value that of the element it was added to',
  samples: [
    { inputs: [sampleArray([3, 4]), sampleArray([4])], attrs: { positions: Int32Array.of(2, 7, 2, 0), shape: [4] } },
    { inputs: [sampleArray([6]), 0.3], attrs: { positions: Int32Array.of(1, 1), shape: [2] } },
  ],
  readsShapesOnly: true,
  passOn: () => undefined,
};
