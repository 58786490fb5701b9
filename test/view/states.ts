import type { Circuit, Payload } from '../../src/core/circuit/circuit.ts';
import type { Range } from '../../src/core/base/span.ts';
import type { PanelInput, PanelState } from '../../src/protocol.ts';
import { array, CircuitBuilder, type Factor } from './circuitBuilder.ts';
import { draftLayout } from './draftLayout.ts';

export const DISTRIBUTES = 'The add gate distributes the upstream gradient unchanged to every input.';
const SWITCHES = 'The multiply gate switches: each input receives the upstream gradient times the other input.';
const ROUTES = 'The max gate routes the whole gradient to the larger input; the others receive none.';

export function line(number: number): Range {
  return { start: { line: number, character: 0 }, end: { line: number, character: 10 } };
}

export function one(formula: string, value: number): Factor {
  return { formula, value };
}

export function stateOf(
  built: { circuit: Circuit; statements: Record<string, string> },
  more: Partial<PanelState> = {},
): PanelState {
  const { circuit, statements } = built;
  const inputs = circuit.gates.flatMap((gate): PanelInput[] => {
    if (gate.op !== 'input' || gate.value === null) return [];
    const small = gate.value.kind === 'scalar';
    const shapeText = gate.value.kind === 'scalar' ? null : `(${gate.value.shape.join(', ')})`;
    const text = gate.value.kind === 'scalar' ? String(gate.value.value) : null;
    return [{ name: gate.label, text: small ? text : null, shapeText, source: 'code', problem: null }];
  });
  return {
    title: circuit.title,
    file: 'first_steps.py',
    circuit,
    picture: draftLayout(circuit, more.folded ?? []),
    statements,
    folded: [],
    inputs,
    problems: [],
    verdicts: [],
    busy: false,
    ...more,
  };
}

/** f = (x + y) z at -2, 5, -4. */
export function sumTimes(x = -2, y = 5, z = -4): PanelState {
  const b = new CircuitBuilder('f = (x + y) * z');
  const [xi, yi, zi] = [b.input('x', x), b.input('y', y), b.input('z', z)];
  const q = b.gate({
    op: 'add',
    label: '+',
    name: 'q',
    statement: 'q = x + y',
    value: x + y,
    inputs: [xi, yi],
    factors: [one('1', 1), one('1', 1)],
    flow: DISTRIBUTES,
  });
  b.gate({
    op: 'multiply',
    label: '×',
    name: 'f',
    statement: 'f = q * z',
    value: (x + y) * z,
    inputs: [q, zi],
    factors: [one('z', z), one('q', x + y)],
    flow: SWITCHES,
  });
  return stateOf(b.build(), {
    verdicts: [
      { name: 'dfdz', of: 'z', verdict: 'proven', detail: 'off by at most 2e-16', range: line(8) },
      { name: 'dfdq', of: 'q', verdict: 'refuted', detail: 'is 4 where it must be -4', range: line(9) },
      { name: 'dfdx', of: 'x', verdict: 'unknown', detail: '`scale` has no value', range: line(10) },
    ],
  });
}

/** The two-dimensional neuron in single gates, with its sigmoid as a group. */
export function neuron(folded = false): PanelState {
  const b = new CircuitBuilder('sigmoid(w0*x0 + w1*x1 + w2)');
  const [w0, x0, w1, x1, w2] = [
    b.input('w[0]', 2),
    b.input('x[0]', -1),
    b.input('w[1]', -3),
    b.input('x[1]', -2),
    b.input('w[2]', -3),
  ];
  const p0 = b.gate({
    op: 'multiply',
    label: '×',
    value: -2,
    inputs: [w0, x0],
    factors: [one('x[0]', -1), one('w[0]', 2)],
    flow: SWITCHES,
  });
  const p1 = b.gate({
    op: 'multiply',
    label: '×',
    value: 6,
    inputs: [w1, x1],
    factors: [one('x[1]', -2), one('w[1]', -3)],
    flow: SWITCHES,
  });
  const s0 = b.gate({
    op: 'add',
    label: '+',
    value: 4,
    inputs: [p0, p1],
    factors: [one('1', 1), one('1', 1)],
    flow: DISTRIBUTES,
  });
  const dot = b.gate({
    op: 'add',
    label: '+',
    name: 'dot',
    statement: 'dot = w[0]*x[0] + w[1]*x[1] + w[2]',
    value: 1,
    inputs: [s0, w2],
    factors: [one('1', 1), one('1', 1)],
    flow: DISTRIBUTES,
  });
  const neg = b.gate({ op: 'multiply', label: '×-1', value: -1, inputs: [dot], factors: [one('-1', -1)] });
  const e = Math.exp(-1);
  const exp = b.gate({ op: 'exp', label: 'exp', value: e, inputs: [neg], factors: [one('exp(x)', e)] });
  const plus = b.gate({ op: 'add', label: '+1', value: 1 + e, inputs: [exp], factors: [one('1', 1)] });
  const f = 1 / (1 + e);
  const inv = b.gate({
    op: 'reciprocal',
    label: '1/x',
    name: 'f',
    statement: 'f = 1.0 / (1 + math.exp(-dot))',
    value: f,
    inputs: [plus],
    factors: [one('-1 / x**2', -(f ** 2))],
  });
  const group = b.group(
    'sigmoid',
    'σ sigmoid',
    [neg, exp, plus, inv],
    [dot],
    [one('(1 - f) · f', (1 - f) * f)],
    'The sigmoid gate multiplies the upstream gradient by (1 − f)·f.',
  );
  return stateOf(b.build(), { folded: folded ? [group] : [], file: 'neuron.py' });
}

/** 2 (x y + max(z, w)): the three patterns in the backward flow. */
export function patterns(): PanelState {
  const b = new CircuitBuilder('2 * (x*y + max(z, w))');
  const [x, y, z, w] = [b.input('x', 3), b.input('y', -4), b.input('z', 2), b.input('w', -1)];
  const xy = b.gate({
    op: 'multiply',
    label: '×',
    value: -12,
    inputs: [x, y],
    factors: [one('y', -4), one('x', 3)],
    flow: SWITCHES,
  });
  const m = b.gate({
    op: 'max',
    label: 'max',
    value: 2,
    inputs: [z, w],
    factors: [one('1', 1), one('0', 0)],
    flow: ROUTES,
  });
  const s = b.gate({
    op: 'add',
    label: '+',
    value: -10,
    inputs: [xy, m],
    factors: [one('1', 1), one('1', 1)],
    flow: DISTRIBUTES,
  });
  b.gate({
    op: 'multiply',
    label: '×2',
    name: 'out',
    statement: 'out = 2 * (x*y + max(z, w))',
    value: -20,
    inputs: [s],
    factors: [one('2', 2)],
  });
  const state = stateOf(b.build(), { file: 'notes.txt' });
  return {
    ...state,
    inputs: state.inputs.map((input, index) => ({ ...input, source: index % 2 === 0 ? 'sampled' : 'user' })),
  };
}

/** (x + σ(y)) / (σ(x) + (x + y)²): x and y fan out. */
export function staged(): PanelState {
  const b = new CircuitBuilder('(x + σ(y)) / (σ(x) + (x + y)²)');
  const [x, y] = [b.input('x', 3), b.input('y', -4)];
  const sigma = (v: number): number => 1 / (1 + Math.exp(-v));
  const sigmoid = (name: string, of: string, at: number): string => {
    const s = sigma(at);
    return b.gate({
      op: 'sigmoid',
      label: 'σ',
      name,
      statement: `${name} = 1.0 / (1 + math.exp(-${of === x ? 'x' : 'y'}))`,
      value: s,
      inputs: [of],
      factors: [one(`(1 - ${name}) · ${name}`, (1 - s) * s)],
      flow: 'The sigmoid gate multiplies by (1 − s)·s.',
    });
  };
  const sigy = sigmoid('sigy', y, -4);
  const num = b.gate({
    op: 'add',
    label: '+',
    name: 'num',
    statement: 'num = x + sigy',
    value: 3 + sigma(-4),
    inputs: [x, sigy],
    factors: [one('1', 1), one('1', 1)],
    flow: DISTRIBUTES,
  });
  const sigx = sigmoid('sigx', x, 3);
  const xpy = b.gate({
    op: 'add',
    label: '+',
    name: 'xpy',
    statement: 'xpy = x + y',
    value: -1,
    inputs: [x, y],
    factors: [one('1', 1), one('1', 1)],
    flow: DISTRIBUTES,
  });
  const xpysqr = b.gate({
    op: 'power',
    label: 'x²',
    name: 'xpysqr',
    statement: 'xpysqr = xpy**2',
    value: 1,
    inputs: [xpy],
    factors: [one('2 · xpy', -2)],
  });
  const den = b.gate({
    op: 'add',
    label: '+',
    name: 'den',
    statement: 'den = sigx + xpysqr',
    value: sigma(3) + 1,
    inputs: [sigx, xpysqr],
    factors: [one('1', 1), one('1', 1)],
    flow: DISTRIBUTES,
  });
  const invden = b.gate({
    op: 'reciprocal',
    label: '1/x',
    name: 'invden',
    statement: 'invden = 1.0 / den',
    value: 1 / (sigma(3) + 1),
    inputs: [den],
    factors: [one('-1 / den²', -1 / (sigma(3) + 1) ** 2)],
  });
  const f = (3 + sigma(-4)) / (sigma(3) + 1);
  b.gate({
    op: 'multiply',
    label: '×',
    name: 'f',
    statement: 'f = num * invden',
    value: f,
    inputs: [num, invden],
    factors: [one('invden', 1 / (sigma(3) + 1)), one('num', 3 + sigma(-4))],
    flow: SWITCHES,
  });
  return stateOf(b.build(), { file: 'staged.py' });
}

function waves(shape: readonly number[], phase: number, size = 1): Payload {
  const count = shape.reduce((a, c) => a * c, 1);
  return array(
    shape,
    Array.from({ length: count }, (_, i) => size * Math.sin(i * 1.7 + phase) * (1 + Math.cos(i * 0.37))),
  );
}

/** D = W.dot(X) with a given upstream gradient, then a small head: heat maps and grids. */
export function matrices(): PanelState {
  const b = new CircuitBuilder('D = W.dot(X)');
  const dD = waves([5, 3], 2, 0.8);
  const [dW, dX] = [waves([5, 10], 3), waves([10, 3], 4)];
  const W = b.input('W', waves([5, 10], 0), dW);
  const X = b.input('X', waves([10, 3], 1), dX);
  const D = b.gate({
    op: 'matmul',
    label: '@',
    name: 'D',
    statement: 'D = W.dot(X)',
    value: waves([5, 3], 5, 2),
    gradient: dD,
    inputs: [W, X],
    factors: [
      { formula: 'dD.dot(X.T)', downstream: dW },
      { formula: 'W.T.dot(dD)', downstream: dX },
    ],
    flow: 'A matrix product sends the upstream gradient back through the transpose of the other factor.',
  });
  const b2 = b.input('b', array([3], [0.5, -1, 2]), array([3], [0.1, 0.2, -0.3]));
  const scores = b.gate({
    op: 'add',
    label: '+',
    name: 'scores',
    statement: 'scores = D[:2] + b',
    value: array([2, 3], [1.5, -2.25, 3.125, 0.1, -0.01, 12]),
    gradient: array([2, 3], [0.1, 0.2, -0.3, 0.01, 0.5, -0.5]),
    inputs: [D, b2],
    factors: [{ formula: 'dscores' }, { formula: 'dscores.sum(axis=0)', downstream: array([3], [0.1, 0.2, -0.3]) }],
    flow: DISTRIBUTES,
  });
  b.gate({
    op: 'sum',
    label: 'Σ',
    name: 'loss',
    statement: 'loss = np.sum(scores)',
    value: 14.465,
    inputs: [scores],
    factors: [{ formula: '1', downstream: array([2, 3], [1, 1, 1, 1, 1, 1]) }],
  });
  return stateOf(b.build(), { file: 'matrices.ipynb' });
}

/** Long names, long numbers, a long title. */
export function longNames(): PanelState {
  const b = new CircuitBuilder(
    'regularised_cross_entropy_of_the_validation_minibatch(weights_of_the_second_layer, biases)',
  );
  const a = b.input('weights_of_the_second_layer', -0.000012345678);
  const c = b.input('temperature', 1234567.891);
  const p = b.gate({
    op: 'multiply',
    label: '×',
    name: 'unnormalised_log_probabilities',
    statement:
      'unnormalised_log_probabilities = weights_of_the_second_layer * temperature  # logits, before the softmax is applied',
    value: -15.24078,
    inputs: [a, c],
    factors: [one('temperature', 1234567.891), one('weights_of_the_second_layer', -0.000012345678)],
    flow: SWITCHES,
  });
  b.gate({
    op: 'sigmoid_cross_entropy_with_logits',
    label: 'sigmoid_cross_entropy',
    name: 'regularised_cross_entropy',
    statement: 'regularised_cross_entropy = loss(unnormalised_log_probabilities)',
    value: 15.2407801,
    inputs: [p],
    factors: [one('sigmoid(unnormalised_log_probabilities) - targets_of_the_minibatch', -0.99999976)],
  });
  return stateOf(b.build(), {
    file: 'a_rather_long_module_name_for_a_course_assignment.py',
    inputs: [
      { name: 'weights_of_the_second_layer', text: '-0.000012345678', shapeText: null, source: 'code', problem: null },
      {
        name: 'temperature',
        text: '1234567.891',
        shapeText: null,
        source: 'user',
        problem: '`temperature` must be a number here, because it divides the scores in line 12.',
      },
    ],
  });
}
