import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Circuit } from '../../../src/core/circuit/circuit.ts';
import { verifyCircuit } from '../../../src/core/circuit/invariants.ts';
import { circuitOf, examples } from './draw.ts';
import { arrayProgram, scalarProgram } from './randomProgram.ts';

for (const [file, text] of examples) {
  test(`the circuit of ${file} holds together`, () => {
    const circuit = circuitOf(text);
    assert.deepEqual(verifyCircuit(circuit), []);
    assert.deepEqual(verifyCircuit(structuredClone(circuit)), []);
  });
}

test('circuits of random programs hold together', () => {
  fc.assert(
    fc.property(fc.oneof(scalarProgram, arrayProgram), (text) => {
      assert.deepEqual(verifyCircuit(circuitOf(text)), []);
    }),
    { numRuns: 150, seed: 7 },
  );
});

test('a part of a text is a circuit of its own: what comes from before is an input', () => {
  const text = 'x = 2\ny = x * 3\nf = x + y\n';
  const circuit = circuitOf(text, { start: text.indexOf('f ='), end: text.length });
  assert.deepEqual(verifyCircuit(circuit), []);
  assert.deepEqual(
    circuit.gates.map(({ name, gradient }) => [name, gradient]),
    ['x', 'y', 'f'].map((name) => [name, { kind: 'scalar', value: 1 }]),
  );
});

test('a call that is made of several gates names only the last of them', () => {
  const text = 'import math\ndef s(x):\n    return 1 / (1 + math.exp(-x))\ny = 2.0\nf = s(y) * 3\n';
  const formulas = circuitOf(text).gates.flatMap((gate) => gate.local.map(({ formula }) => formula));
  assert.deepEqual(formulas, ['−1', 'exp(−x)', '1', '−1 / (1 + exp(−x))^2', '3']);
});

test('every kind of damage is seen', () => {
  const circuit = circuitOf('x = 2.0\ny = 3.0\nq = x * y\nf = q + x\n');
  const damage = (change: (gate: Circuit['gates'][number]) => object): string =>
    verifyCircuit({ ...circuit, gates: circuit.gates.map((gate) => ({ ...gate, ...change(gate) })) }).join('\n');
  assert.match(
    damage(({ id }) => (id === circuit.gates[1]?.id ? { gradient: { kind: 'scalar', value: 9 } } : {})),
    /not the sum/,
  );
  assert.match(
    damage(() => ({ id: 'g0' })),
    /two gates have one id/,
  );
  assert.match(
    damage(() => ({ shape: [2] })),
    /has shape \(\), not \(2\)/,
  );
  assert.match(
    damage(() => ({ local: [] })),
    /not one local gradient/,
  );
  assert.match(
    damage(() => ({ stage: 's9' })),
    /its stage disagree/,
  );
  assert.match(
    damage(({ name }) => (name === 'f' ? { inputs: [] } : {})),
    /does not lead to the output/,
  );
  assert.match(verifyCircuit({ ...circuit, output: 'g99' }).join(), /g99 is no gate/);
  assert.match(verifyCircuit({ ...circuit, wires: circuit.wires.slice(1) }).join(), /an input has no wire/);
});
