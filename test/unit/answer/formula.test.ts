import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { derivative, evaluate } from 'mathjs';
import { analyzeFormula } from '../../../src/core/answer/formula.ts';
import type { Drawn } from '../../../src/core/answer/circuit.ts';
import type { Gate, Payload } from '../../../src/core/circuit/circuit.ts';

type Numbers = Readonly<Record<string, number>>;

function draw(text: string, at: Numbers = {}): Drawn {
  const overrides = Object.fromEntries(Object.entries(at).map(([name, value]) => [name, String(value)]));
  return analyzeFormula(text, { start: 0, end: text.length }).draw({ selection: null, at: null, overrides });
}

function number(payload: Payload | null | undefined): number {
  return payload?.kind === 'scalar' ? payload.value : NaN;
}

function gatesOf({ answer }: Drawn): readonly Gate[] {
  return answer.circuit?.gates ?? [];
}

function output(drawn: Drawn): number {
  const id = drawn.answer.circuit?.output;
  return number(gatesOf(drawn).find((gate) => gate.id === id)?.value);
}

/** The gradient of an input; 0 where nothing flows back to it. */
function gradient(drawn: Drawn, name: string): number {
  const input = gatesOf(drawn).find((gate) => gate.op === 'input' && gate.name === name);
  return input?.gradient ? number(input.gradient) : 0;
}

function close(actual: number, expected: number, what: string, tolerance = 1e-9): void {
  const error = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
  assert.ok(error <= tolerance, `${what}: ${String(actual)} is not ${String(expected)}`);
}

const neuron = '1/(1+e^-(w0*x0+w1*x1+w2))';
const neuronAt = { w0: 2, x0: -1, w1: -3, x1: -2, w2: -3 };

describe('the neuron', () => {
  for (const text of [neuron, 'σ(w0 x0 + w1 x1 + w2)'])
    test(text, () => {
      const drawn = draw(text, neuronAt);
      close(output(drawn), 0.7311, 'output', 1e-4);
      const found = Object.keys(neuronAt).map((name) => Number(gradient(drawn, name).toFixed(4)));
      assert.deepEqual(found, [-0.1966, 0.3932, -0.3932, -0.5898, 0.1966]);
      const labels = gatesOf(drawn).flatMap((gate) => (gate.op === 'input' ? [] : gate.label));
      assert.deepEqual(labels, ['×', '×', '+', '+', '×-1', 'exp', '+1', '1/x']);
      assert.deepEqual(
        drawn.answer.circuit?.groups.map(({ op }) => op),
        ['sigmoid'],
      );
      assert.deepEqual(drawn.answer.problems, []);
    });
});

describe('the lecture examples', () => {
  test('(x+y)*z', () => {
    const drawn = draw('(x+y)*z', { x: -2, y: 5, z: -4 });
    assert.equal(output(drawn), -12);
    assert.deepEqual(
      ['x', 'y', 'z'].map((name) => gradient(drawn, name)),
      [-4, -4, 3],
    );
  });

  test('2·(x·y + max(z, w))', () => {
    const drawn = draw('2·(x·y + max(z, w))', { x: 3, y: -4, z: 2, w: -1 });
    assert.equal(output(drawn), -20);
    assert.deepEqual(
      ['x', 'y', 'z', 'w'].map((name) => gradient(drawn, name)),
      [-8, 6, 2, 0],
    );
  });

  test('(x + σ(y)) / (σ(x) + (x + y)²)', () => {
    const drawn = draw('(x + σ(y)) / (σ(x) + (x + y)²)', { x: 3, y: -4 });
    close(output(drawn), 1.5456448841066441, 'output');
    close(gradient(drawn, 'x'), 2.0595697955721652, 'x');
    close(gradient(drawn, 'y'), 1.5922327514838093, 'y');
  });
});

describe('values', () => {
  test('variables without one are given one, which the user can change', () => {
    const before = draw('max(x, y)');
    assert.deepEqual(
      before.answer.inputs.map(({ name, source }) => [name, source]),
      [
        ['x', 'sampled'],
        ['y', 'sampled'],
      ],
    );
    const after = draw('max(x, y)', { y: 7 });
    assert.equal(output(after), 7);
    assert.deepEqual(
      after.answer.inputs.map(({ source }) => source),
      ['sampled', 'user'],
    );
  });

  test('names of Python functions are variables', () => {
    assert.equal(output(draw('sum * id + max', { sum: 2, id: 3, max: 1 })), 7);
  });

  test('many variables', () => {
    const names = Array.from({ length: 40 }, (_, i) => `x${String(i)}`);
    assert.equal(draw(names.join(' + ')).answer.inputs.length, 40);
  });

  test('division by zero and roots of negative numbers show on the wire', () => {
    assert.equal(output(draw('1/(x - 2)', { x: 2 })), Infinity);
    assert.ok(Number.isNaN(output(draw('x^0.5', { x: -1 }))));
    assert.ok(Number.isNaN(output(draw('log(x)', { x: -1 }))));
  });

  test('given values below the formula', () => {
    const drawn = draw('f = (x + y) z\nx = -2; y = 5\nz = -4');
    assert.equal(output(drawn), -12);
    assert.equal(drawn.answer.circuit?.title, 'f');
  });
});

test('a formula within a larger text keeps its places', () => {
  const text = 'def g():\n    # loss: f = (x + y) z\n    pass\n';
  const start = text.indexOf('# loss');
  const drawn = analyzeFormula(text, { start, end: text.indexOf('\n    pass') }).draw({
    selection: null,
    at: null,
    overrides: {},
  });
  const places = gatesOf(drawn).flatMap(({ op, span }) =>
    op !== 'input' && span ? text.slice(span.start, span.end) : [],
  );
  assert.deepEqual(places, ['x + y', '(x + y) z']);
});

test('what is not a formula is a problem with its place', () => {
  const drawn = draw('Nothing to see here');
  assert.equal(drawn.answer.circuit, null);
  assert.equal(drawn.answer.problems.length, 1);
  assert.deepEqual(drawn.answer.problems[0]?.span, { start: 0, end: 10 });
});

describe('against the derivatives of mathjs', () => {
  const at = { x: 0.7, y: -1.3, z: 2.1 };
  for (const text of [
    neuron.replace(/w0/g, 'x').replace('x0', 'y').replace('w1', 'z').replace('x1', 'x').replace('w2', 'y'),
    'x^3 y - 2x/z + z^-2',
    'exp(-x^2/2) * sin(y z) + cos(x)^2',
    'tanh(x y) / (1 + z^2)',
    'log(z)^2 + sqrt(z + x) - tan(y)',
    'z^x + 2^y',
    '-x^2 + -(y - z)^3 / 4',
    'abs(x y) + pow(z, 1.5)',
    'sinh(x) cosh(y) atan(z)',
  ])
    test(text, () => {
      const drawn = draw(text, at);
      close(output(drawn), Number(evaluate(text, at)), 'output');
      for (const name of Object.keys(at)) {
        close(gradient(drawn, name), Number(derivative(text, name).evaluate(at)), name);
      }
    });
});

const leaf = fc.constantFrom('x', 'y', 'z', '2', '0.5');
const formula = fc.letrec<{ expr: string }>((tie) => ({
  expr: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc
      .tuple(tie('expr'), fc.constantFrom('+', '-', '*', '·', ' '), tie('expr'))
      .map(([a, op, b]) => `(${a})${op}(${b})`),
    fc.tuple(tie('expr'), tie('expr')).map(([a, b]) => `(${a}) / (2 + (${b})²)`),
    fc.tuple(fc.constantFrom('sin', 'tanh', 'σ', 'cos', 'arctan', '-'), tie('expr')).map(([f, a]) => `${f}(${a})`),
    tie('expr').map((a) => `e^-((${a})^2)`),
    fc.tuple(tie('expr'), tie('expr')).map(([a, b]) => `max(${a}, tanh(${b}))`),
    tie('expr').map((a) => `log(1.5 + |${a}|)`),
  ),
})).expr;

test('autodiff of random formulas equals central differences', () => {
  const at = { x: 0.37, y: -0.81, z: 1.23 };
  const step = 1e-5;
  let compared = 0;
  const property = fc.property(formula, (expr) => {
    const text = `x*y + z + ${expr}`;
    const drawn = draw(text, at);
    assert.deepEqual(drawn.answer.problems, [], text);
    if (!(Math.abs(output(drawn)) < 1e4)) return;
    for (const [name, value] of Object.entries(at)) {
      const slope = (h: number): number =>
        (output(draw(text, { ...at, [name]: value + h })) - output(draw(text, { ...at, [name]: value - h }))) / (2 * h);
      const [coarse, fine] = [slope(step), slope(step / 4)];
      // At a kink of max or |x| the differences do not settle.
      if (Math.abs(coarse - fine) > 1e-5 * Math.max(1, Math.abs(fine))) continue;
      close(gradient(drawn, name), fine, `d/d${name} of ${text}`, 1e-4);
      compared++;
    }
  });
  fc.assert(property, { numRuns: 60, seed: 7 });
  assert.ok(compared > 100);
});

test('every formula of the example file is drawn', () => {
  const text = readFileSync(new URL('../../../examples/08_expressions.md', import.meta.url), 'utf8');
  const places = [...text.matchAll(/(?:^ {4}.+\n)+|^.*\$.*$/gm)];
  assert.equal(places.length, 3);
  for (const { 0: part, index } of places) {
    const { circuit, problems } = analyzeFormula(text, { start: index, end: index + part.length }).draw({
      selection: null,
      at: null,
      overrides: {},
    }).answer;
    assert.deepEqual(problems, []);
    assert.ok(circuit && circuit.gates.length > 2, part);
  }
});

test('drawing junk never throws', () => {
  const piece = fc.constantFrom(
    'x',
    'y',
    'e^',
    'σ(',
    'max(x,',
    ')',
    '2',
    '+',
    '-',
    '/',
    '^',
    '|',
    '= ',
    '\n',
    'log ',
    '0',
  );
  const property = fc.property(fc.array(piece, { maxLength: 20 }), (parts) => {
    const { circuit, problems } = draw(parts.join('')).answer;
    assert.ok(circuit !== null || problems.length > 0);
  });
  fc.assert(property, { numRuns: 500 });
});
