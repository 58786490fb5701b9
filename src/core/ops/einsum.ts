import {
  einsum as ndEinsum,
  labelLengths,
  parseEinsum,
  tensordot as ndTensordot,
  type EinsumPlan,
} from '../ndarray/einsum.ts';
import { broadcastTo } from '../ndarray/broadcast.ts';
import { NDArray, type Shape } from '../ndarray/ndarray.ts';
import { flat, flatPositions } from '../ndarray/strided.ts';
import type { Op } from './op.ts';
import { sampleArray } from './samples.ts';
import { arrayOf, plain, zerosOf } from './support.ts';

const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ');

/** The shape of an einsum's result. */
function einsumShape(subscripts: string, shapes: readonly Shape[]): Shape {
  const plan = parseEinsum(
    subscripts,
    shapes.map((shape) => shape.length),
  );
  const lengths = labelLengths(
    plan,
    shapes.map((shape) => ({ shape })),
  );
  return plan.output.map((label) => lengths.get(label) ?? 1);
}

/**
 * The gradient of an einsum on one operand: the other operands and `g` contracted to the labels of that operand, spread over
 * the labels that it alone has, and put on the diagonal where it repeats one.
 */
export function einsumGradient(subscripts: string, operands: readonly NDArray[], g: NDArray, input: number): NDArray {
  const plan = parseEinsum(
    subscripts,
    operands.map((operand) => operand.ndim),
  );
  const lengths = labelLengths(plan, operands);
  const own = plan.inputs[input] ?? [];
  const others = operands.filter((_, k) => k !== input);
  const otherLabels = plan.inputs.filter((_, k) => k !== input);
  const known = new Set([...otherLabels.flat(), ...plan.output]);
  const labels = [...new Set(own)];
  const shared = labels.filter((label) => known.has(label));
  const text = `${[...otherLabels, plan.output].map(spellerOf(plan)).join(',')}->${spellerOf(plan)(shared)}`;
  const contracted = stretched(ndEinsum(text, ...others, g), shared, labels, lengths);
  const operand = operands[input];
  return operand ? scattered(contracted, operand.shape, own, labels, lengths) : contracted;
}

/** Spells labels in single letters, also those that stand for the axes of an ellipsis. */
function spellerOf({ inputs, output }: EinsumPlan): (labels: readonly string[]) => string {
  const all = [...new Set([...inputs.flat(), ...output])];
  return (labels) => labels.map((label) => LETTERS[all.indexOf(label)] ?? '').join('');
}

/** The contraction with an axis for every label of the operand; lengths that no other operand has are stretched from 1. */
function stretched(
  a: NDArray,
  present: readonly string[],
  labels: readonly string[],
  lengths: ReadonlyMap<string, number>,
): NDArray {
  const shape = labels.map((label) => (present.includes(label) ? (a.shape[present.indexOf(label)] ?? 1) : 1));
  const strides = labels.map((label) => (present.includes(label) ? (a.strides[present.indexOf(label)] ?? 0) : 0));
  const aligned = new NDArray(a.data, shape, 'float64', strides, a.offset);
  return broadcastTo(
    aligned,
    labels.map((label) => lengths.get(label) ?? 1),
  );
}

/** Adds a gradient with one axis per label into the shape of the operand, whose axes may repeat a label or be stretched from 1. */
function scattered(
  gradient: NDArray,
  shape: Shape,
  own: readonly string[],
  labels: readonly string[],
  lengths: ReadonlyMap<string, number>,
): NDArray {
  const out = zerosOf(shape);
  const strides = labels.map((label) =>
    own.reduce((step, one, axis) => (one === label && shape[axis] !== 1 ? step + (out.strides[axis] ?? 0) : step), 0),
  );
  const window = new NDArray(
    out.data,
    labels.map((label) => lengths.get(label) ?? 1),
    'float64',
    strides,
  );
  const values = flat(gradient);
  flatPositions(window).forEach((position, i) => {
    out.data[position] = (out.data[position] ?? 0) + (values[i] ?? 0);
  });
  return out;
}

export interface Subscripts {
  readonly subscripts: string;
}

/** NumPy text of the gradient on one operand, for the plain case: no ellipsis, no repeated label, none that it alone has, nothing stretched. */
function einsumText(subscripts: string, shapes: readonly Shape[], input: number): string {
  const plan = parseEinsum(
    subscripts,
    shapes.map((shape) => shape.length),
  );
  const own = plan.inputs[input] ?? [];
  const others = plan.inputs.filter((_, k) => k !== input);
  const known = new Set([...others.flat(), ...plan.output]);
  const lengths = labelLengths(
    plan,
    shapes.map((shape) => ({ shape })),
  );
  const isStretched = plan.inputs.some((labels, k) =>
    labels.some((label, axis) => shapes[k]?.[axis] !== lengths.get(label)),
  );
  const isWhole = !isStretched && own.every((label) => known.has(label));
  const isPlain = isWhole && !subscripts.includes('.') && new Set(own).size === own.length;
  if (!isPlain || shapes.length > 2) return '';
  const names = shapes.map((_, k) => ['a', 'b'][k] ?? '').filter((_, k) => k !== input);
  return `np.einsum('${[...others, plan.output].map((labels) => labels.join('')).join(',')}->${own.join('')}', ${[...names, 'g'].join(', ')})`;
}

export const einsum: Op<Subscripts> = {
  name: 'einsum',
  symbol: 'einsum',
  numpy: ['einsum'],
  params: ['a', '...'],
  latex: '\\mathrm{einsum}(a, \\ldots)',
  shape: (shapes, { subscripts }) => einsumShape(subscripts, shapes),
  forward: (inputs, { subscripts }) => plain(ndEinsum(subscripts, ...inputs.map(arrayOf))),
  vjp:
    (input) =>
    (g, { inputs, attrs }) =>
      plain(einsumGradient(attrs.subscripts, inputs.map(arrayOf), arrayOf(g), input)),
  derivative: [''],
  derivativeFor: ({ subscripts }, shapes) => shapes.map((_, input) => einsumText(subscripts, shapes, input)),
  elementwise: false,
  flow: 'gives each operand the upstream gradient contracted with the other operands',
  samples: [
    { inputs: [sampleArray([2, 3]), sampleArray([3, 4])], attrs: { subscripts: 'ij,jk->ik' } },
    { inputs: [sampleArray([2, 3])], attrs: { subscripts: 'ij->j' } },
    { inputs: [sampleArray([3, 3])], attrs: { subscripts: 'ii' } },
    { inputs: [sampleArray([2, 3]), sampleArray([2, 3])], attrs: { subscripts: 'ij,ij->i' } },
    { inputs: [sampleArray([2, 2, 3]), sampleArray([3, 2])], attrs: { subscripts: '...j,jk->...k' } },
    { inputs: [sampleArray([2, 3]), sampleArray([3, 4]), sampleArray([4])], attrs: { subscripts: 'ij,jk,k->i' } },
    { inputs: [sampleArray([2, 1]), sampleArray([2, 3])], attrs: { subscripts: 'ij,ij->' } },
  ],
};

/** The number of contracted axes, or the axes of either operand. */
export interface Contraction {
  readonly axes: number | readonly [readonly number[], readonly number[]];
}

/** Einsum subscripts of a tensordot of arrays of these dimensions. */
function tensordotSubscripts({ axes }: Contraction, a: number, b: number): string {
  const count = typeof axes === 'number' ? axes : 0;
  const [first, second] = typeof axes === 'number' ? [range(a - count, count), range(0, count)] : axes;
  const left = LETTERS.slice(0, a);
  const right = LETTERS.slice(a, a + b);
  first.forEach((axis, i) => {
    const other = second[i] ?? 0;
    right[other < 0 ? other + b : other] = left[axis < 0 ? axis + a : axis] ?? '';
  });
  const kept = [...left.filter((label) => !right.includes(label)), ...right.filter((label) => !left.includes(label))];
  return `${left.join('')},${right.join('')}->${kept.join('')}`;
}

function range(start: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => start + i);
}

export const tensordot: Op<Contraction> = {
  name: 'tensordot',
  symbol: 'tensordot',
  numpy: ['tensordot'],
  params: ['a', 'b'],
  latex: 'a \\cdot b',
  shape: ([a = [], b = []], attrs) => einsumShape(tensordotSubscripts(attrs, a.length, b.length), [a, b]),
  forward: ([a = NaN, b = NaN], { axes }) => plain(ndTensordot(arrayOf(a), arrayOf(b), axes)),
  vjp: [0, 1].map((input) => (g, { inputs: [a = NaN, b = NaN], attrs }) => {
    const [x, y] = [arrayOf(a), arrayOf(b)];
    return plain(einsumGradient(tensordotSubscripts(attrs, x.ndim, y.ndim), [x, y], arrayOf(g), input));
  }),
  derivative: ['', ''],
  derivativeFor: (attrs, shapes) => {
    const subscripts = tensordotSubscripts(attrs, shapes[0]?.length ?? 0, shapes[1]?.length ?? 0);
    return [einsumText(subscripts, shapes, 0), einsumText(subscripts, shapes, 1)];
  },
  elementwise: false,
  flow: 'gives each operand the upstream gradient contracted with the other operand',
  samples: [
    { inputs: [sampleArray([2, 3, 4]), sampleArray([3, 4, 2])], attrs: { axes: 2 } },
    {
      inputs: [sampleArray([2, 3, 4]), sampleArray([4, 2])],
      attrs: {
        axes: [
          [0, -1],
          [1, 0],
        ],
      },
    },
    { inputs: [sampleArray([2]), sampleArray([3])], attrs: { axes: 0 } },
  ],
};
