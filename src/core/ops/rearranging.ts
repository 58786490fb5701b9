import type { NDArray, Shape } from '../ndarray/ndarray.ts';
import { flat } from '../ndarray/strided.ts';
import type { Data, Op } from './op.ts';
import { arrayOf, placesOf, plain, zerosOf } from './support.ts';
import { templateOf } from './window.ts';

export interface RearrangingSpec<A>
  extends
    Pick<Op<A>, 'name' | 'symbol' | 'numpy' | 'latex' | 'samples'>,
    Partial<Pick<Op<A>, 'flow' | 'derivativeFor' | 'kink'>> {
  /** Moves elements about, repeats them, leaves some out, puts zeros in between; a view or a copy. */
  readonly arrange: (a: NDArray, attrs: A) => NDArray;
  /** The shape rule, where the result may be so much larger than the input that it must be known beforehand. */
  readonly shape?: (shape: Shape, attrs: A) => Shape;
  /** The way back for the upstream gradient, where it is simpler than following every element. */
  readonly back?: (g: NDArray, attrs: A, shape: Shape) => NDArray;
  readonly derivative?: string;
}

/** A gate whose every output element is one of its input's elements, or a constant. */
export function rearranging<A>(spec: RearrangingSpec<A>): Op<A> {
  const { arrange, shape, back, derivative, ...common } = spec;
  return {
    flow: 'moves the upstream gradient back to where each element came from',
    ...common,
    params: ['x'],
    shape: ([from = []], attrs) => (shape ? shape(from, attrs) : arrange(templateOf(from), attrs).shape),
    forward: ([x = NaN], attrs) => plain(arrange(arrayOf(x), attrs)),
    vjp: [
      (g, { inputs: [x = NaN], attrs }) => {
        const from = arrayOf(x).shape;
        if (back) return plain(back(arrayOf(g), attrs, from));
        return plain(putBack(arrayOf(g), arrange(placesOf(from, 1), attrs), from));
      },
    ],
    derivative: [derivative ?? ''],
    elementwise: false,
    readsShapesOnly: true,
  };
}

/** Adds each element of `g` to the place where the arranged `places`, counted from 1, say that it came from; 0 is nowhere. */
export function putBack(g: NDArray, places: NDArray, shape: Shape): NDArray {
  const out = zerosOf(shape);
  const values = flat(g);
  const from = flat(places);
  for (let i = 0; i < values.length; i++) {
    const place = (from[i] ?? 0) - 1;
    if (place >= 0) out.data[place] = (out.data[place] ?? 0) + (values[i] ?? 0);
  }
  return out;
}

/** Attributes of gates along one axis; `null` means the flattened array. */
export interface Along {
  readonly axis: number | null;
}

/** Python's text for a tuple of lengths or axes. */
export function tuple(values: readonly number[]): string {
  return values.length === 1 ? `(${String(values[0])},)` : `(${values.join(', ')})`;
}

/** Python's text for a number, a tuple, or None. */
export function pythonAxis(axis: number | readonly number[] | null): string {
  if (axis === null) return 'None';
  return typeof axis === 'number' ? String(axis) : tuple(axis);
}

/** A value that is only there to be of the right shape. */
export function shapeOfData(value: Data): Shape {
  return typeof value === 'number' ? [] : value.shape;
}
