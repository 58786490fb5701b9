import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backward } from '../../../src/core/gradient/index.ts';
import { flatOfData } from '../../../src/core/verify/compare.ts';
import { weightedSum } from '../../../src/core/verify/objective.ts';
import { NDArray } from '../../../src/core/ndarray/ndarray.ts';
import { nodeOf, objectivesIn } from './passes.ts';

function likeliest(code: string): string {
  const [objective] = objectivesIn(code);
  if (!objective) return 'none';
  const given = [...objective.given].map((claim) => claim.path);
  return [objective.kind, ...objective.outputs.map((output) => output.name), ...given].join(' ');
}

const forward = `import numpy as np
x = np.array([[1.0, 2.0], [0.5, -1.0]])
w = np.array([[0.3], [0.7]])
y = x.dot(w)
`;

test('a scalar named loss is what gradients are taken of', () => {
  assert.equal(likeliest(`${forward}loss = np.sum(y ** 2)\ndy = 2 * y\ndw = x.T.dot(dy)\n`), 'loss loss');
});

test('a named loss comes before a later scalar of another name', () => {
  const code = `${forward}loss = np.sum(y ** 2)\nspread = np.max(y) * 2\ndy = 2 * y\ndw = x.T.dot(dy)\n`;
  assert.equal(likeliest(code), 'loss loss');
});

test('a scalar that leads to no gradient is no objective', () => {
  const code = `${forward}loss = np.sum(np.ones(3) ** 2)\ncost = np.sum(y ** 2)\ndw = x.T.dot(2 * y)\n`;
  assert.equal(likeliest(code), 'loss cost');
});

test('an upstream gradient from nowhere is given', () => {
  const code = `${forward}dy = np.random.randn(*y.shape)\ndw = x.T.dot(dy)\n`;
  assert.equal(likeliest(code), 'given y dy');
});

test('df = 1 is given with its loss', () => {
  assert.equal(likeliest('x = 3.0\nf = x * x\ndf = 1.0\ndx = 2 * x * df\n'), 'given f df');
});

test('with no loss in sight the first gradient is taken at its word', () => {
  const code = `${forward}p = 1 / (1 + np.exp(-y))\ndp = p - 1\ndw = x.T.dot(dp)\n`;
  assert.equal(likeliest(code), 'assumed p dp');
});

test('a text without gradients has no objective', () => {
  assert.equal(likeliest('import numpy as np\nx = np.ones(3)\ny = x * 2\n'), 'none');
});

test('the gradient of a weighted sum is the vector-Jacobian product', () => {
  const code = 'import numpy as np\nx = np.array([1.0, 2.0, 3.0])\ny = x ** 2\n';
  const y = nodeOf(code, 'y');
  const root = weightedSum(y, new NDArray(Float64Array.of(1, 10, 100), [3], 'float64'));
  assert.deepEqual(root.shape, []);
  const [x] = y.inputs;
  assert.ok(x);
  const adjoint = backward(root, 1).get(x);
  assert.ok(adjoint !== undefined);
  assert.deepEqual([...flatOfData(adjoint).data], [2, 40, 600]);
});
