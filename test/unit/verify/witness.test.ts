import assert from 'node:assert/strict';
import { test } from 'node:test';
import { witnessOf } from '../../../src/core/verify/witness.ts';

const inputs = [{ name: 'x', text: '(2, 2)', source: 'code' as const }];

test('a witness shows the entry that is farthest off, and the inputs', () => {
  const written = { shape: [2, 2], data: Float64Array.of(1, 2, 3, 9) };
  const truth = { shape: [2, 2], data: Float64Array.of(1, 2.5, 3, 4) };
  assert.deepEqual(witnessOf(written, truth, inputs), {
    inputs: { x: '(2, 2)' },
    index: '[1, 1]',
    written: 9,
    truth: 4,
  });
});

test('where the counts differ the shapes are the witness', () => {
  const written = { shape: [3], data: Float64Array.of(1, 2, 3) };
  const truth = { shape: [2, 1], data: Float64Array.of(1, 2) };
  const witness = witnessOf(written, truth, inputs);
  assert.deepEqual([witness.index, witness.written, witness.truth], ['', '(3,)', '(2, 1)']);
});
