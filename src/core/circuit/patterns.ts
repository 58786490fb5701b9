import { map1 } from '../ndarray/elementwise.ts';
import type { Data } from '../ops/op.ts';
import type { AnyOp, Node } from '../tape/node.ts';
import { constantOf } from './label.ts';

/** The gates of a recognised function, output included, and the values that go into it. */
export interface Match {
  readonly gates: readonly Node[];
  readonly inputs: readonly Node[];
}

/** A known function that can be drawn as one gate. */
export interface Pattern {
  readonly op: string;
  readonly label: string;
  readonly match: (node: Node) => Match | null;
  /** Local gradient per input, over `s` (the output), `g` (upstream) and `a`, `b`… (the inputs). */
  readonly derivative: readonly string[];
  /** Its numbers, where the function is elementwise. */
  readonly local: ((output: Node, input: Node) => Data | null) | null;
  readonly flow: string;
}

type GateNode = Node & { readonly op: AnyOp };

function is(node: Node | null | undefined, ...names: readonly string[]): node is GateNode {
  return node?.op ? names.includes(node.op.name) : false;
}

function isConstant(node: Node | undefined, value: number): boolean {
  return constantOf(node) === value;
}

/** The operand of `-x`, `-1 * x`, `x * -1` or `0 - x`. */
function negated(node: Node | undefined): Node | null {
  if (is(node, 'negative')) return node.inputs[0] ?? null;
  if (is(node, 'multiply')) {
    const [a, b] = node.inputs;
    if (isConstant(a, -1)) return b ?? null;
    if (isConstant(b, -1)) return a ?? null;
  }
  if (is(node, 'subtract') && isConstant(node.inputs[0], 0)) return node.inputs[1] ?? null;
  return null;
}

/** The `x` of `1 + x` and `x + 1`. */
function onePlus(node: Node | undefined): Node | null {
  if (!is(node, 'add')) return null;
  const [a, b] = node.inputs;
  if (isConstant(a, 1)) return b ?? null;
  return isConstant(b, 1) ? (a ?? null) : null;
}

/** The `x` of `1 / x` and `x ** -1`. */
function oneOver(node: Node): Node | null {
  if (is(node, 'reciprocal')) return node.inputs[0] ?? null;
  if (is(node, 'divide') && isConstant(node.inputs[0], 1)) return node.inputs[1] ?? null;
  return is(node, 'power') && isConstant(node.inputs[1], -1) ? (node.inputs[0] ?? null) : null;
}

function sigmoid(node: Node): Match | null {
  const sum = oneOver(node);
  const exp = sum && onePlus(sum);
  if (!sum || !exp || !is(exp, 'exp')) return null;
  const [minus] = exp.inputs;
  const input = negated(minus);
  return minus && input ? { gates: [minus, exp, sum, node], inputs: [input] } : null;
}

/** `exp(x) / (1 + exp(x))`. */
function sigmoidOfExps(node: Node): Match | null {
  if (!is(node, 'divide')) return null;
  const [top, bottom] = node.inputs;
  const exp = onePlus(bottom);
  const [input] = top?.inputs ?? [];
  if (!is(top, 'exp') || !is(exp, 'exp') || !bottom || !input || exp.inputs[0] !== input) return null;
  return { gates: [...new Set([top, exp, bottom, node])], inputs: [input] };
}

/** `e / e.sum()` with `e = exp(x)` or `exp(x - max(x))`. */
function softmax(node: Node): Match | null {
  if (!is(node, 'divide')) return null;
  const [top, bottom] = node.inputs;
  if (!is(top, 'exp') || !is(bottom, 'sum')) return null;
  const below = bottom.inputs[0];
  const [shifted] = top.inputs;
  if (!is(below, 'exp') || !shifted || below.inputs[0] !== shifted) return null;
  const gates = [...new Set([top, below, bottom, node])];
  return withShift(gates, shifted);
}

function withShift(gates: readonly Node[], shifted: Node): Match {
  const [scores, peak] = shifted.inputs;
  const isShift = is(shifted, 'subtract') && is(peak, 'max') && scores !== undefined && peak.inputs[0] === scores;
  if (!isShift) return { gates, inputs: [shifted] };
  return { gates: [peak, shifted, ...gates], inputs: [scores] };
}

/** `x.dot(w) + b`, in either order. */
function affine(node: Node): Match | null {
  if (!is(node, 'add')) return null;
  const product = node.inputs.find((input) => is(input, 'dot', 'matmul'));
  const bias = node.inputs.find((input) => input !== product);
  const [a, b] = product?.inputs ?? [];
  if (!product || !bias || !a || !b || node.shape.length === 0 || product.shape.length < 1) return null;
  if (bias.op !== null && !is(bias, 'reshape', 'expand_dims')) return null;
  return { gates: [product, node], inputs: [a, b, bias] };
}

/** `reg * sum(w * w)` in its usual spellings. */
function penalty(node: Node): Match | null {
  if (!is(node, 'multiply')) return null;
  const total = node.inputs.find((input) => is(input, 'sum'));
  const factor = node.inputs.find((input) => input !== total);
  const [squares] = total?.inputs ?? [];
  if (!total || !factor || !squares || factor.shape.length > 0) return null;
  const weights = squaredOf(squares);
  if (!weights) return null;
  return {
    gates: [squares, total, node],
    inputs: [weights, ...(factor.op === null && factor.name !== null ? [factor] : [])],
  };
}

function squaredOf(node: Node): Node | null {
  const [a, b] = node.inputs;
  if (is(node, 'multiply') && a && a === b) return a;
  if (is(node, 'square')) return a ?? null;
  return is(node, 'power') && isConstant(b, 2) ? (a ?? null) : null;
}

/** `-mean(log(p[arange(N), y]))`, and with `sum`. */
function crossEntropy(node: Node): Match | null {
  const total = negated(node);
  const [log] = total?.inputs ?? [];
  const [picked] = log?.inputs ?? [];
  const [probabilities] = picked?.inputs ?? [];
  if (!total || !is(total, 'mean', 'sum') || !is(log, 'log') || !is(picked, 'gather') || !probabilities) return null;
  return { gates: [picked, log, total, node], inputs: [probabilities] };
}

function sigmoidSlope(output: Node): Data | null {
  const { value } = output;
  if (value === undefined) return null;
  return typeof value === 'number' ? (1 - value) * value : map1(value, (s) => (1 - s) * s, 'float64');
}

/** Every function that is recognised, the more particular ones first. */
export const patterns: readonly Pattern[] = [
  {
    op: 'sigmoid',
    label: 'σ',
    match: (node) => sigmoid(node) ?? sigmoidOfExps(node),
    derivative: ['(1 - s) * s'],
    local: sigmoidSlope,
    flow: 'scales the upstream gradient by (1 - s)·s of its own output: a quarter at most, and next to nothing where it is saturated',
  },
  {
    op: 'softmax',
    label: 'softmax',
    match: softmax,
    derivative: ['s * (g - np.sum(g * s, axis=-1, keepdims=True))'],
    local: null,
    flow: 'lets scores compete: raising the gradient of one probability lowers those of the others in its row',
  },
  {
    op: 'cross_entropy',
    label: 'cross-entropy',
    match: crossEntropy,
    derivative: ['-g / a'],
    local: null,
    flow: 'sends gradient to the probability of the right class of each row alone, the more the smaller it is',
  },
  {
    op: 'l2_penalty',
    label: 'L2',
    match: penalty,
    derivative: ['2 * b * a * g', 'np.sum(a * a) * g'],
    local: null,
    flow: 'pulls every weight towards zero in proportion to itself',
  },
  {
    op: 'affine',
    label: 'affine',
    match: affine,
    derivative: ['g.dot(b.T)', 'a.T.dot(g)', 'np.sum(g, axis=0)'],
    local: null,
    flow: 'multiplies the upstream gradient by the other factor, transposed; the bias receives its sum over the rows',
  },
];
