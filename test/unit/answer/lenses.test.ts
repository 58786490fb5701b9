import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { analyze } from '../../../src/core/analyze.ts';

function lensLines(text: string): string[] {
  return analyze(text)
    .lenses()
    .map(({ span }) => text.slice(span.start, text.indexOf('\n', span.start)));
}

function example(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../../examples', name), 'utf8');
}

test('a lens stands above the first line of a forward pass', () => {
  assert.deepEqual(lensLines(example('01_first_circuit.py')), ['q = x + y']);
  assert.deepEqual(lensLines(example('05_matrix_product.py')), ['D = W.dot(X)']);
});

test('functions that compute have one of their own', () => {
  const [first, second] = lensLines(example('06_two_layer_net.py'));
  assert.equal(first, 'hidden = X.dot(W1) + b1');
  assert.match(second ?? '', /^eval_loss/);
});

test('a script without gradients has none', () => {
  assert.deepEqual(lensLines('a = 1\nb = a + 2\nprint(b)\n'), []);
});
