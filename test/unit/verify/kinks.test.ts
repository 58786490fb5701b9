import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasKink } from '../../../src/core/verify/kinks.ts';
import { nodeOf } from './passes.ts';

function isKinked(expression: string, x: string): boolean {
  return hasKink(nodeOf(`import numpy as np\nx = np.array(${x})\nf = np.sum(${expression})\n`, 'f'));
}

test('a ReLU exactly at zero has no single derivative', () => {
  assert.ok(isKinked('np.maximum(x, 0) * [1, 2, 3]', '[1.0, 0.0, -1.0]'));
  assert.ok(!isKinked('np.maximum(x, 0) * [1, 2, 3]', '[1.0, 0.5, -1.0]'));
});

test('an absolute value at zero', () => {
  assert.ok(isKinked('np.abs(x) * [3, 1]', '[0.0, 2.0]'));
  assert.ok(!isKinked('np.abs(x) * [3, 1]', '[-1.0, 2.0]'));
});

test('two operands of a maximum that are equal', () => {
  assert.ok(isKinked('np.minimum(x, x[::-1]) * [1, 2, 3]', '[1.0, 5.0, 2.0]'));
  assert.ok(!isKinked('np.minimum(x, 2 * x) * [1, 2]', '[1.0, -5.0]'));
});

test('a maximum that two entries share', () => {
  assert.ok(isKinked('np.max(x) * 2', '[1.0, 3.0, 3.0]'));
  assert.ok(!isKinked('np.max(x) * 2', '[1.0, 1.0, 3.0]'));
});

test('smooth gates have no kinks', () => {
  assert.ok(!isKinked('np.tanh(x) * x ** 2', '[0.0, 0.0, 1.0]'));
});
