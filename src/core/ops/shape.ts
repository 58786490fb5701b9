import { transpose as ndTranspose, reshape as ndReshape, resolveReshape } from '../ndarray/reshape.ts';
import type { NDArray, Shape } from '../ndarray/ndarray.ts';
import { normalizeAxes } from '../ndarray/axes.ts';
import type { Op } from './op.ts';
import { sampleArray } from './samples.ts';
import { arrayOf, isScalar, numberOf, plain } from './support.ts';
import { templateOf } from './window.ts';

/** The axes in their new order; `null` reverses them. */
export interface Transposition {
  readonly axes: readonly number[] | null;
}

export const transpose: Op<Transposition> = {
  name: 'transpose',
  symbol: 'T',
  numpy: ['transpose'],
  params: ['x'],
  latex: 'x^{\\mathsf T}',
  shape: ([shape = []], { axes }) => ndTranspose(templateOf(shape), axes).shape,
  forward: ([x = NaN], { axes }) => plain(ndTranspose(arrayOf(x), axes)),
  vjp: [
    (g, { attrs }) => {
      if (isScalar(g)) return numberOf(g);
      const array = arrayOf(g);
      return ndTranspose(array, attrs.axes === null ? null : inverse(attrs.axes, array.ndim));
    },
  ],
  derivative: ['g.T'],
  elementwise: false,
  flow: 'transposes the upstream gradient back',
  samples: [
    { inputs: [sampleArray([2, 3])], attrs: { axes: null } },
    { inputs: [sampleArray([2, 3, 4])], attrs: { axes: [1, 2, 0] } },
    { inputs: [sampleArray([2, 3, 4])], attrs: { axes: [-1, 0, 1] } },
  ],
  readsShapesOnly: true,
};

/** The permutation that undoes `axes`. */
function inverse(axes: readonly number[], ndim: number): number[] {
  const order = normalizeAxes(axes, ndim);
  const back = new Array<number>(ndim).fill(0);
  order.forEach((from, to) => {
    back[from] = to;
  });
  return back;
}

/** The new shape; one length may be -1. */
export interface Reshaping {
  readonly shape: Shape;
}

/** The upstream gradient in the shape of the input, for gates that only change the shape. */
export function reshapedBack(g: NDArray, shape: Shape): NDArray {
  return ndReshape(g, shape);
}

export const reshape: Op<Reshaping> = {
  name: 'reshape',
  symbol: 'reshape',
  numpy: ['reshape', 'ravel'],
  params: ['x'],
  latex: '\\mathrm{reshape}(x)',
  shape: ([from = []], { shape }) => resolveReshape(from, shape),
  forward: ([x = NaN], { shape }) => plain(ndReshape(arrayOf(x), shape)),
  vjp: [(g, { inputs: [x = NaN] }) => plain(reshapedBack(arrayOf(g), arrayOf(x).shape))],
  derivative: ['g.reshape(x.shape)'],
  elementwise: false,
  flow: 'reshapes the upstream gradient back',
  samples: [
    { inputs: [sampleArray([2, 6])], attrs: { shape: [3, -1] } },
    { inputs: [sampleArray([2, 3])], attrs: { shape: [6] } },
    { inputs: [sampleArray([1, 1])], attrs: { shape: [] } },
  ],
  readsShapesOnly: true,
};
