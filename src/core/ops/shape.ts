import { normalizeAxes, normalizeAxis, type Axis } from '../ndarray/axes.ts';
import { broadcastTo as ndBroadcastTo, unbroadcast } from '../ndarray/broadcast.ts';
import type { Shape } from '../ndarray/ndarray.ts';
import * as nd from '../ndarray/reshape.ts';
import { flip as ndFlip, rot90 as ndRot90 } from '../ndarray/rearrange.ts';
import { asStrided as ndAsStrided, slidingWindowView as ndWindows } from '../ndarray/windows.ts';
import { pythonAxis, rearranging, tuple } from './rearranging.ts';
import { sampleArray } from './samples.ts';

/** The axes in their new order; `null` reverses them. */
export interface Transposition {
  readonly axes: readonly number[] | null;
}

export const transpose = rearranging<Transposition>({
  name: 'transpose',
  symbol: 'T',
  numpy: ['transpose'],
  latex: 'x^{\\mathsf T}',
  arrange: (a, { axes }) => nd.transpose(a, axes),
  back: (g, { axes }) => nd.transpose(g, axes && inverse(axes)),
  derivative: 'g.T',
  derivativeFor: ({ axes }) => [axes ? `np.transpose(g, ${tuple(inverse(axes))})` : 'g.T'],
  flow: 'transposes the upstream gradient back',
  samples: [
    { inputs: [sampleArray([2, 3])], attrs: { axes: null } },
    { inputs: [sampleArray([2, 3, 4])], attrs: { axes: [1, 2, 0] } },
    { inputs: [sampleArray([2, 3, 4])], attrs: { axes: [-1, 0, 1] } },
  ],
});

/** The permutation that undoes `axes`. */
function inverse(axes: readonly number[]): number[] {
  const order = normalizeAxes(axes, axes.length);
  return order.map((_, axis) => order.indexOf(axis));
}

/** The new shape; one length may be -1. */
export interface Reshaping {
  readonly shape: Shape;
}

const RESHAPED_BACK = {
  derivative: 'g.reshape(x.shape)',
  flow: 'reshapes the upstream gradient back to the shape of its input',
};

export const reshape = rearranging<Reshaping>({
  ...RESHAPED_BACK,
  name: 'reshape',
  symbol: 'reshape',
  numpy: ['reshape'],
  latex: '\\mathrm{reshape}(x)',
  shape: (from, { shape }) => nd.resolveReshape(from, shape),
  arrange: (a, { shape }) => nd.reshape(a, shape),
  back: (g, _, shape) => nd.reshape(g, shape),
  samples: [
    { inputs: [sampleArray([2, 6])], attrs: { shape: [3, -1] } },
    { inputs: [sampleArray([2, 3])], attrs: { shape: [6] } },
    { inputs: [sampleArray([1, 1])], attrs: { shape: [] } },
    { inputs: [0.4], attrs: { shape: [1, 1] } },
  ],
});

/** Which axes of length 1 go (`null`: all of them). */
export interface Squeezing {
  readonly axis: number | readonly number[] | null;
}

export const squeeze = rearranging<Squeezing>({
  ...RESHAPED_BACK,
  name: 'squeeze',
  symbol: 'squeeze',
  numpy: ['squeeze'],
  latex: '\\mathrm{squeeze}(x)',
  arrange: (a, { axis }) => nd.squeeze(a, axis),
  back: (g, _, shape) => nd.reshape(g, shape),
  samples: [
    { inputs: [sampleArray([1, 3, 1])], attrs: { axis: null } },
    { inputs: [sampleArray([1, 3, 1])], attrs: { axis: -1 } },
  ],
});

/** Where new axes of length 1 stand in the result. */
export interface Expansion {
  readonly axis: number | readonly number[];
}

export const expandDims = rearranging<Expansion>({
  ...RESHAPED_BACK,
  name: 'expand_dims',
  symbol: 'expand_dims',
  numpy: ['expand_dims'],
  latex: '\\mathrm{expand}(x)',
  arrange: (a, { axis }) => nd.expandDims(a, axis),
  back: (g, _, shape) => nd.reshape(g, shape),
  samples: [
    { inputs: [sampleArray([2, 3])], attrs: { axis: 1 } },
    { inputs: [sampleArray([3])], attrs: { axis: [0, -1] } },
  ],
});

export interface Swap {
  readonly axis1: number;
  readonly axis2: number;
}

export const swapaxes = rearranging<Swap>({
  name: 'swapaxes',
  symbol: 'swapaxes',
  numpy: ['swapaxes'],
  latex: '\\mathrm{swapaxes}(x)',
  arrange: (a, { axis1, axis2 }) => nd.swapaxes(a, axis1, axis2),
  back: (g, { axis1, axis2 }) => nd.swapaxes(g, axis1, axis2),
  derivativeFor: ({ axis1, axis2 }) => [`np.swapaxes(g, ${String(axis1)}, ${String(axis2)})`],
  flow: 'swaps the axes of the upstream gradient back',
  samples: [{ inputs: [sampleArray([2, 3, 4])], attrs: { axis1: 0, axis2: -1 } }],
});

export interface Move {
  readonly source: number | readonly number[];
  readonly destination: number | readonly number[];
}

export const moveaxis = rearranging<Move>({
  name: 'moveaxis',
  symbol: 'moveaxis',
  numpy: ['moveaxis'],
  latex: '\\mathrm{moveaxis}(x)',
  arrange: (a, { source, destination }) => nd.moveaxis(a, source, destination),
  back: (g, { source, destination }) => nd.moveaxis(g, destination, source),
  derivativeFor: ({ source, destination }) => [`np.moveaxis(g, ${pythonAxis(destination)}, ${pythonAxis(source)})`],
  flow: 'moves the axes of the upstream gradient back',
  samples: [
    { inputs: [sampleArray([2, 3, 4])], attrs: { source: 0, destination: -1 } },
    { inputs: [sampleArray([2, 3, 4])], attrs: { source: [0, 1], destination: [2, 0] } },
  ],
});

export const broadcastTo = rearranging<Reshaping>({
  name: 'broadcast_to',
  symbol: 'broadcast',
  numpy: ['broadcast_to'],
  latex: '\\mathrm{broadcast}(x)',
  shape: (_, { shape }) => shape,
  arrange: (a, { shape }) => ndBroadcastTo(a, shape),
  back: (g, _, shape) => unbroadcast(g, shape),
  derivativeFor: ({ shape }, [from = []]) => [summedBack(shape, from)],
  flow: 'sums the upstream gradient over the axes along which its input was stretched',
  samples: [
    { inputs: [sampleArray([3, 1])], attrs: { shape: [2, 3, 4] } },
    { inputs: [sampleArray([4])], attrs: { shape: [3, 4] } },
    { inputs: [0.3], attrs: { shape: [2, 2] } },
  ],
});

/** NumPy text that sums `g` of shape `to` back to the shape `from` that was broadcast to it. */
export function summedBack(to: Shape, from: Shape, g = 'g'): string {
  const lead = to.length - from.length;
  const stretched = to.map((_, axis) => axis).filter((axis) => axis >= lead && from[axis - lead] !== to[axis]);
  const dropped = lead > 0 ? `np.sum(${g}, axis=${pythonAxis(Array.from({ length: lead }, (_, i) => i))})` : g;
  if (stretched.length === 0) return dropped;
  return `np.sum(${dropped}, axis=${pythonAxis(stretched.map((axis) => axis - lead))}, keepdims=True)`;
}

export interface Flip {
  readonly axis: Axis;
}

export const flip = rearranging<Flip>({
  name: 'flip',
  symbol: 'flip',
  numpy: ['flip'],
  latex: '\\mathrm{flip}(x)',
  arrange: (a, { axis }) => ndFlip(a, axis),
  back: (g, { axis }) => ndFlip(g, axis),
  derivativeFor: ({ axis }) => [`np.flip(g, ${pythonAxis(axis)})`],
  flow: 'flips the upstream gradient back',
  samples: [
    { inputs: [sampleArray([2, 3])], attrs: { axis: null } },
    { inputs: [sampleArray([2, 3])], attrs: { axis: 1 } },
  ],
});

export interface Rotation {
  readonly k: number;
  readonly axes: readonly number[];
}

export const rot90 = rearranging<Rotation>({
  name: 'rot90',
  symbol: 'rot90',
  numpy: ['rot90'],
  latex: '\\mathrm{rot90}(x)',
  arrange: (a, { k, axes }) => ndRot90(a, k, axes),
  back: (g, { k, axes }) => ndRot90(g, -k, axes),
  derivativeFor: ({ k, axes }) => [`np.rot90(g, ${String(-k)}, ${tuple(axes)})`],
  flow: 'turns the upstream gradient back',
  samples: [
    { inputs: [sampleArray([2, 3])], attrs: { k: 1, axes: [0, 1] } },
    { inputs: [sampleArray([2, 3, 2])], attrs: { k: 2, axes: [1, 2] } },
  ],
});

/** A window with strides in elements of the C-ordered input. */
export interface StridedWindow {
  readonly shape: Shape;
  readonly strides: readonly number[];
}

export const asStrided = rearranging<StridedWindow>({
  name: 'as_strided',
  symbol: 'as_strided',
  numpy: ['lib.stride_tricks.as_strided'],
  latex: '\\mathrm{windows}(x)',
  shape: (_, { shape }) => shape,
  arrange: (a, { shape, strides }) => ndAsStrided(a, shape, strides),
  flow: 'adds the upstream gradient back into each element, as often as a window shows it',
  samples: [{ inputs: [sampleArray([6])], attrs: { shape: [4, 3], strides: [1, 1] } }],
});

export interface Sliding {
  readonly window: number | readonly number[];
  readonly axis: Axis;
}

export const slidingWindowView = rearranging<Sliding>({
  name: 'sliding_window_view',
  symbol: 'windows',
  numpy: ['lib.stride_tricks.sliding_window_view'],
  latex: '\\mathrm{windows}(x)',
  arrange: (a, { window, axis }) => ndWindows(a, window, axis),
  flow: 'adds the upstream gradient back into each element, as often as a window shows it',
  samples: [
    { inputs: [sampleArray([4, 5])], attrs: { window: [2, 3], axis: null } },
    { inputs: [sampleArray([4, 5])], attrs: { window: 2, axis: 1 } },
  ],
});

export interface Rolling {
  readonly axis: number;
  readonly start: number;
}

export const rollaxis = rearranging<Rolling>({
  name: 'rollaxis',
  symbol: 'rollaxis',
  numpy: ['rollaxis'],
  latex: '\\mathrm{rollaxis}(x)',
  arrange: (a, { axis, start }) => nd.rollaxis(a, axis, start),
  back: (g, { axis, start }) => {
    const from = normalizeAxis(axis, g.ndim);
    const before = start < 0 ? start + g.ndim : start;
    return nd.moveaxis(g, before > from ? before - 1 : before, from);
  },
  flow: 'rolls the axis of the upstream gradient back',
  samples: [
    { inputs: [sampleArray([2, 3, 4])], attrs: { axis: 2, start: 0 } },
    { inputs: [sampleArray([2, 3, 4])], attrs: { axis: 0, start: 3 } },
  ],
});
