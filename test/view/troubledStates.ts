import type { PanelState } from '../../src/protocol.ts';
import { CircuitBuilder } from './circuitBuilder.ts';
import { DISTRIBUTES, line, one, stateOf } from './states.ts';

/** Division by zero: where the infinity began, and the problem that says so. */
export function broken(): PanelState {
  const b = new CircuitBuilder('f = 1 / (x - y)');
  const [x, y] = [b.input('x', 3), b.input('y', 3)];
  const d = b.gate({
    op: 'subtract',
    label: '−',
    name: 'd',
    statement: 'd = x - y',
    value: 0,
    inputs: [x, y],
    factors: [one('1', 1), one('-1', -1)],
  });
  b.gate({
    op: 'reciprocal',
    label: '1/x',
    name: 'f',
    statement: 'f = 1 / d',
    value: Infinity,
    inputs: [d],
    factors: [one('-1 / d**2', -Infinity)],
    trouble: 'value',
  });
  return stateOf(b.build(), {
    problems: [
      {
        severity: 'warning',
        message: '`f` is infinite: `d` is 0 here.',
        hint: 'Change x or y so that they differ.',
        range: line(2),
      },
      { severity: 'information', message: '`plt.plot` is not understood and was skipped.', hint: '', range: line(6) },
    ],
  });
}

/** Nothing could be drawn. */
export function failed(): PanelState {
  return {
    title: 'two_layer_net',
    file: 'net.py',
    circuit: null,
    picture: null,
    statements: {},
    folded: [],
    inputs: [],
    problems: [
      {
        severity: 'error',
        message: '`scores = X.dot(W1` does not parse: a bracket is not closed.',
        hint: 'Close the bracket, then the circuit follows.',
        range: line(11),
      },
    ],
    verdicts: [],
    busy: false,
  };
}

export function empty(): PanelState {
  return { ...failed(), title: 'Backprop Circuit', file: 'untitled', problems: [] };
}

/** A chain of mixed gates, `count` in all, in lanes that meet now and then. */
export function large(count: number): PanelState {
  const b = new CircuitBuilder(`a generated circuit of ${String(count)} gates`);
  const lanes = Array.from({ length: 12 }, (_, index) => b.input(`x${String(index)}`, index - 5.5));
  const values = Array.from({ length: 12 }, (_, index) => index - 5.5);
  for (let index = 12; index < count - 1; index++) {
    const lane = (index * 7) % 12;
    const other = (lane + 1 + (index % 3)) % 12;
    const [a, c] = [values[lane] ?? 0, values[other] ?? 0];
    const kind = index % 4;
    if (kind === 0) {
      values[lane] = a + c;
      lanes[lane] = b.gate({
        op: 'add',
        label: '+',
        name: `s${String(index)}`,
        statement: `s${String(index)} = …`,
        value: a + c,
        inputs: [lanes[lane] ?? '', lanes[other] ?? ''],
        factors: [one('1', 1), one('1', 1)],
        flow: DISTRIBUTES,
      });
    } else {
      values[lane] = Math.tanh(a * 0.5);
      lanes[lane] = b.gate({
        op: 'tanh',
        label: 'tanh',
        value: Math.tanh(a * 0.5),
        inputs: [lanes[lane] ?? ''],
        factors: [one('1 - out²', 1 - Math.tanh(a * 0.5) ** 2)],
      });
    }
  }
  b.gate({
    op: 'sum',
    label: 'Σ',
    name: 'total',
    statement: 'total = sum(lanes)',
    value: values.reduce((a, c) => a + c, 0),
    inputs: lanes,
    factors: lanes.map(() => one('1', 1)),
  });
  b.leaveOut(1700);
  return stateOf(b.build(), { file: 'generated.py' });
}
