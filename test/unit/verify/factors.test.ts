import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factorsOf, type Factors } from '../../../src/core/verify/factors.ts';
import { comparisonOf, judgementOf } from './passes.ts';

function factors(code: string, path: string): Factors | null {
  const judgement = judgementOf(code);
  const { target } = comparisonOf(judgement, path);
  assert.ok(target);
  const claims = judgement.comparisons.map(({ claim }) => claim);
  return factorsOf(target, judgement.objective.root, claims);
}

const pass = `import numpy as np
X = np.array([[1.0, 2.0], [0.5, -1.0], [2.0, 0.3]])
W = np.array([[0.3, -0.2, 0.1, 0.8], [0.7, 0.4, -0.9, 0.5]])
b = np.zeros(4)
s = X.dot(W) + b
loss = np.sum(s ** 2)
ds = 2 * s
dW = X.T.dot(ds)
db = ds.sum(axis=0)
dX = ds.dot(W.T)
`;

test('the gradient of one operand is made of the upstream gradient and the other operand', () => {
  assert.deepEqual(factors(pass, 'dW'), {
    upstream: { text: 'ds', shape: [3, 4] },
    other: { text: 'X', shape: [3, 2] },
  });
  assert.deepEqual(factors(pass, 'dX'), {
    upstream: { text: 'ds', shape: [3, 4] },
    other: { text: 'W', shape: [2, 4] },
  });
});

test('a value that goes into no product has no factors', () => {
  assert.equal(factors(pass, 'db'), null);
});

test('a value with two uses has none', () => {
  assert.equal(factors(pass.replace('np.sum(s ** 2)', 'np.sum(s ** 2) + np.sum(W)'), 'dW'), null);
});

test('without a gradient of the product there is nothing to name', () => {
  const unnamed = pass.replaceAll('ds', 'up');
  assert.equal(factors(unnamed, 'dW'), null);
});
