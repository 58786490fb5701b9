import { type Axis } from '../ndarray/axes.ts';
import * as diagonals from '../ndarray/diagonal.ts';
import { remove } from '../ndarray/insert.ts';
import { NDArray, type Shape } from '../ndarray/ndarray.ts';
import { pad as ndPad, pairPerAxis, type PadMode, type Pairs } from '../ndarray/pad.ts';
import * as nd from '../ndarray/rearrange.ts';
import { sliceAxis } from '../ndarray/split.ts';
import { take as ndTake } from '../ndarray/take.ts';
import { toFlat } from '../ndarray/strided.ts';
import type { Op } from './op.ts';
import { putBack, rearranging } from './rearranging.ts';
import { integers, sampleArray } from './samples.ts';
import { arrayOf, placesOf, plain, total, zerosOf } from './support.ts';

export interface Tiling {
  readonly reps: number | readonly number[];
}

export const tile = rearranging<Tiling>({
  name: 'tile',
  symbol: 'tile',
  numpy: ['tile'],
  latex: '\\mathrm{tile}(x)',
  shape: (shape, { reps }) => {
    const times = typeof reps === 'number' ? [reps] : reps;
    const ndim = Math.max(shape.length, times.length);
    const at = (values: readonly number[], axis: number): number => values[axis - ndim + values.length] ?? 1;
    return Array.from({ length: ndim }, (_, axis) => at(shape, axis) * at(times, axis));
  },
  arrange: (a, { reps }) => nd.tile(a, reps),
  flow: 'adds up the upstream gradient of all copies of each element',
  samples: [
    { inputs: [sampleArray([3])], attrs: { reps: 2 } },
    { inputs: [sampleArray([2, 3])], attrs: { reps: [2, 1, 3] } },
    { inputs: [0.5], attrs: { reps: [2, 2] } },
  ],
});

export interface Repetition {
  readonly repeats: number | readonly number[];
  readonly axis: number | null;
}

export const repeat = rearranging<Repetition>({
  name: 'repeat',
  symbol: 'repeat',
  numpy: ['repeat'],
  latex: '\\mathrm{repeat}(x)',
  shape: (shape, { repeats, axis }) => {
    const from = axis === null ? [shape.reduce((size, length) => size * length, 1)] : [...shape];
    const along = axis === null ? 0 : axis < 0 ? axis + from.length : axis;
    const length = from[along] ?? 1;
    const counts = typeof repeats === 'number' ? [repeats] : repeats;
    from[along] = counts.length === 1 ? length * (counts[0] ?? 1) : counts.reduce((sum, count) => sum + count, 0);
    return from;
  },
  arrange: (a, { repeats, axis }) => nd.repeat(a, repeats, axis),
  flow: 'adds up the upstream gradient of all repetitions of each element',
  samples: [
    { inputs: [sampleArray([2, 3])], attrs: { repeats: 2, axis: null } },
    { inputs: [sampleArray([2, 3])], attrs: { repeats: 3, axis: -1 } },
    { inputs: [sampleArray([2, 3])], attrs: { repeats: [1, 3], axis: 0 } },
  ],
});

export interface Roll {
  readonly shift: number | readonly number[];
  readonly axis: Axis;
}

export const roll = rearranging<Roll>({
  name: 'roll',
  symbol: 'roll',
  numpy: ['roll'],
  latex: '\\mathrm{roll}(x)',
  arrange: (a, { shift, axis }) => nd.roll(a, shift, axis),
  back: (g, { shift, axis }) => nd.roll(g, typeof shift === 'number' ? -shift : shift.map((one) => -one), axis),
  flow: 'rolls the upstream gradient back',
  samples: [
    { inputs: [sampleArray([2, 3])], attrs: { shift: 2, axis: null } },
    { inputs: [sampleArray([4, 3])], attrs: { shift: [1, -1], axis: [0, 1] } },
  ],
});

export interface Diagonal {
  readonly k: number;
  readonly axis1: number;
  readonly axis2: number;
}

export const diagonal = rearranging<Diagonal>({
  name: 'diagonal',
  symbol: 'diagonal',
  numpy: ['diagonal'],
  latex: '\\operatorname{diag}(x)',
  arrange: (a, { k, axis1, axis2 }) => diagonals.diagonal(a, k, axis1, axis2),
  flow: 'puts the upstream gradient back on the diagonal; the rest receives zero',
  samples: [
    { inputs: [sampleArray([3, 4])], attrs: { k: 1, axis1: 0, axis2: 1 } },
    { inputs: [sampleArray([2, 3, 3])], attrs: { k: 0, axis1: 1, axis2: 2 } },
  ],
});

/** Which diagonal, counted upwards from the main one. */
export interface Offset {
  readonly k: number;
}

export const diag = rearranging<Offset>({
  name: 'diag',
  symbol: 'diag',
  numpy: ['diag'],
  latex: '\\operatorname{diag}(x)',
  arrange: (a, { k }) => diagonals.diag(a, k),
  derivativeFor: ({ k }, [shape = []]) => [shape.length === 1 ? `np.diag(g, ${String(k)})` : ''],
  flow: 'puts the upstream gradient back on the diagonal, or takes it from there',
  samples: [
    { inputs: [sampleArray([3])], attrs: { k: 1 } },
    { inputs: [sampleArray([3, 4])], attrs: { k: -1 } },
  ],
});

export const tril = rearranging<Offset>({
  name: 'tril',
  symbol: 'tril',
  numpy: ['tril'],
  latex: '\\operatorname{tril}(x)',
  arrange: (a, { k }) => diagonals.tril(a, k),
  derivative: 'np.tril(g)',
  derivativeFor: ({ k }) => [`np.tril(g, ${String(k)})`],
  flow: 'passes the upstream gradient through on and below the diagonal',
  samples: [{ inputs: [sampleArray([3, 4])], attrs: { k: 1 } }],
});

export const triu = rearranging<Offset>({
  name: 'triu',
  symbol: 'triu',
  numpy: ['triu'],
  latex: '\\operatorname{triu}(x)',
  arrange: (a, { k }) => diagonals.triu(a, k),
  derivative: 'np.triu(g)',
  derivativeFor: ({ k }) => [`np.triu(g, ${String(k)})`],
  flow: 'passes the upstream gradient through on and above the diagonal',
  samples: [{ inputs: [sampleArray([3, 4])], attrs: { k: 0 } }],
});

/** The indices to take along an axis; they take its place in the shape. */
export interface Taking {
  readonly indices: NDArray;
  readonly axis: number | null;
}

export const take = rearranging<Taking>({
  name: 'take',
  symbol: 'take',
  numpy: ['take'],
  latex: 'x_{[i]}',
  arrange: (a, { indices, axis }) => ndTake(a, indices, axis),
  flow: 'routes the upstream gradient back to what was taken, adding up where it was taken twice',
  samples: [
    { inputs: [sampleArray([2, 3])], attrs: { indices: integers([0, 2, 2, 1], [2, 2]), axis: 1 } },
    { inputs: [sampleArray([2, 3])], attrs: { indices: integers([5, 0]), axis: null } },
  ],
});

export interface Removal {
  readonly at: number | readonly number[];
  readonly axis: number | null;
}

export const deleteGate = rearranging<Removal>({
  name: 'delete',
  symbol: 'delete',
  numpy: ['delete'],
  latex: '\\mathrm{delete}(x)',
  arrange: (a, { at, axis }) => remove(a, at, axis),
  flow: 'routes the upstream gradient back to what was kept; what was deleted receives zero',
  samples: [
    { inputs: [sampleArray([3, 4])], attrs: { at: [1, -1], axis: 1 } },
    { inputs: [sampleArray([5])], attrs: { at: 0, axis: null } },
  ],
});

export interface Padding {
  readonly widths: Pairs;
  readonly mode: PadMode;
  readonly values: Pairs;
}

function paddedShape(shape: Shape, { widths }: Padding): Shape {
  const pairs = pairPerAxis(widths, shape.length);
  return shape.map((length, axis) => length + (pairs[axis]?.[0] ?? 0) + (pairs[axis]?.[1] ?? 0));
}

/** What the adjoint of padding leaves: the inside for constants, else every copy added to its original. */
function unpadded(g: NDArray, attrs: Padding, shape: Shape): NDArray {
  if (attrs.mode === 'mean') return adjointByUnits(g, attrs, shape);
  if (attrs.mode !== 'constant') return putBack(g, ndPad(placesOf(shape, 1), attrs.widths, attrs.mode), shape);
  return pairPerAxis(attrs.widths, shape.length).reduce(
    (inner, [before], axis) => sliceAxis(inner, axis, before, before + (shape[axis] ?? 0)),
    g,
  );
}

/** Padding by means is linear, but no rearrangement: its adjoint, one unit vector after another. */
function adjointByUnits(g: NDArray, { widths, mode }: Padding, shape: Shape): NDArray {
  const out = zerosOf(shape);
  const unit = zerosOf(shape);
  for (let i = 0; i < out.data.length; i++) {
    unit.data[i] = 1;
    const padded = toFlat(ndPad(unit, widths, mode));
    const upstream = toFlat(g);
    out.data[i] = total(
      new NDArray(
        padded.map((x, k) => x * (upstream[k] ?? 0)),
        [padded.length],
        'float64',
      ),
    );
    unit.data[i] = 0;
  }
  return out;
}

export const pad: Op<Padding> = {
  name: 'pad',
  symbol: 'pad',
  numpy: ['pad'],
  params: ['x'],
  latex: '\\mathrm{pad}(x)',
  shape: ([shape = []], attrs) => paddedShape(shape, attrs),
  forward: ([x = NaN], { widths, mode, values }) => plain(ndPad(arrayOf(x), widths, mode, values)),
  vjp: [(g, { inputs: [x = NaN], attrs }) => plain(unpadded(arrayOf(g), attrs, arrayOf(x).shape))],
  derivative: [''],
  derivativeFor: ({ widths, mode }, [shape = []]) => {
    const cuts = pairPerAxis(widths, shape.length).map(([before, after], axis) => {
      const end = before + (shape[axis] ?? 0);
      return before === 0 && after === 0 ? ':' : `${String(before)}:${String(end)}`;
    });
    return [mode === 'constant' ? `g[${cuts.join(', ')}]` : ''];
  },
  elementwise: false,
  flow: 'cuts the padding off the upstream gradient; copies at the border add to their originals',
  samples: [
    {
      inputs: [sampleArray([2, 3])],
      attrs: {
        widths: [
          [1, 2],
          [0, 1],
        ],
        mode: 'constant',
        values: 0.5,
      },
    },
    { inputs: [sampleArray([3])], attrs: { widths: 2, mode: 'edge', values: 0 } },
    { inputs: [sampleArray([3, 3])], attrs: { widths: [1, 2], mode: 'reflect', values: 0 } },
    { inputs: [sampleArray([3])], attrs: { widths: 1, mode: 'mean', values: 0 } },
  ],
  readsShapesOnly: true,
};
