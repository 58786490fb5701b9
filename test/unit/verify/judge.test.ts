import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimsIn, comparisonOf, judgementOf } from './passes.ts';
import { judge } from '../../../src/core/verify/judge.ts';
import { objectivesOf } from '../../../src/core/verify/objective.ts';

const forward = `import numpy as np
X = np.array([[1.0, 2.0], [0.5, -1.0], [2.0, 0.3]])
w = np.array([[0.3, -0.2], [0.7, 0.4]])
v = np.array([[0.9], [-0.6]])
h = np.tanh(X.dot(w))
y = h.dot(v)
loss = np.sum(y ** 2)
`;

const pass = `${forward}dy = 2 * y
dv = h.T.dot(dy)
dh = dy.dot(v.T)
dz = dh * (1 - h ** 2)
dw = X.T.dot(dz)
`;

function mismatching(code: string): string[] {
  return judgementOf(code).mismatches.map(({ claim }) => claim.path);
}

test('a pass that is right has no mismatch, and each gradient is proven', () => {
  const judgement = judgementOf(pass);
  assert.ok(judgement.allRight);
  assert.equal(judgement.factor, 1);
  assert.deepEqual(judgement.mismatches, []);
  for (const path of ['dy', 'dv', 'dh', 'dw']) assert.ok(comparisonOf(judgement, path).right, path);
});

test('one fault gives one mismatch, though all that is computed from it is wrong too', () => {
  const wrong = pass.replace('dh = dy.dot(v.T)', 'dh = dy.dot(v.T) * 3');
  assert.deepEqual(mismatching(wrong), ['dh']);
  assert.ok(!comparisonOf(judgementOf(wrong), 'dw').right);
});

test('two faults on two paths give two mismatches', () => {
  const wrong = pass.replace('dh = dy.dot(v.T)', 'dh = -dy.dot(v.T)').replace('dv = h.T.dot(dy)', 'dv = h.T.dot(y)');
  assert.deepEqual(mismatching(wrong).sort(), ['dh', 'dv']);
});

test('what a mismatch should be is computed from the hand-written gradients above it', () => {
  const wrong = pass.replace('dy = 2 * y', 'dy = 3 * y').replace('dw = X.T.dot(dz)', 'dw = -X.T.dot(dz)');
  const judgement = judgementOf(wrong);
  const mismatch = judgement.mismatches.find(({ claim }) => claim.path === 'dw');
  assert.ok(mismatch);
  const written = mismatch.claim.written?.data ?? [];
  assert.deepEqual(
    [...mismatch.expected.data].map((value) => value.toFixed(9)),
    [...written].map((value) => (-value).toFixed(9)),
  );
});

test('a common factor that a batch explains is a convention', () => {
  const mean = pass.replace('np.sum(y ** 2)', 'np.mean(y ** 2)');
  const judgement = judgementOf(mean);
  assert.ok(judgement.allRight);
  assert.equal(Math.round(judgement.factor * 1e9) / 1e9, 3);
  assert.deepEqual(judgement.mismatches, []);
});

test('a common sign is none', () => {
  assert.deepEqual(mismatching(pass.replace('dy = 2 * y', 'dy = -2 * y')), ['dy']);
});

test('a factor that only some gradients have is none', () => {
  assert.deepEqual(mismatching(pass.replace('dw = X.T.dot(dz)', 'dw = 3 * X.T.dot(dz)')), ['dw']);
});

test('a transposed gradient mismatches even where it has the numbers', () => {
  const code = `import numpy as np
w = np.array([[1.0, 2.0, 3.0]])
b = np.ones(2)
loss = np.sum(w ** 2) + b.sum()
dw = (2 * w).T.repeat(1, axis=0)
db = np.ones(2)
`;
  const square = code.replace('[[1.0, 2.0, 3.0]]', '[[1.0, 2.0], [2.0, 1.5]]').replace('.T.repeat(1, axis=0)', '');
  assert.deepEqual(mismatching(square), []);
  const rectangle = code.replace('[[1.0, 2.0, 3.0]]', '[[1.0, 2.0, 3.0], [2.0, 1.5, 1.0]]');
  assert.deepEqual(mismatching(rectangle), ['dw']);
});

test('a bias as a row agrees with a gradient without that axis', () => {
  const code = `import numpy as np
x = np.array([[1.0, 2.0], [0.5, -1.0]])
b = np.zeros((1, 2))
loss = np.sum((x + b) ** 2)
db = np.sum(2 * (x + b), axis=0)
`;
  assert.ok(comparisonOf(judgementOf(code), 'db').right);
});

test('placeholders are not compared', () => {
  const code = pass.replace('dy = 2 * y', 'dX = None\ndb = np.zeros(3)\ndy = 2 * y');
  assert.ok(judgementOf(code).allRight);
});

test('each use of a value is listed with what flows back along it, in order', () => {
  const code = 'x = 3.0\na = x * 2\nb = x * 5\nf = a * b\nda = b\ndb = a\ndx = 2 * da\n';
  const [mismatch] = judgementOf(code).mismatches;
  assert.equal(mismatch?.claim.path, 'dx');
  assert.deepEqual(
    mismatch.uses.map((use) => use.contribution.data[0]),
    [30, 30],
  );
});

test('a gradient by another name belongs to the value with that very gradient', () => {
  const code = pass.replaceAll('dy', 'delta');
  const comparison = comparisonOf(judgementOf(code), 'delta');
  assert.ok(comparison.right);
  assert.equal(comparison.target?.name, 'y');
});

test('a lone first gradient explains nothing but itself: there is no judgement', () => {
  const claims = claimsIn('import numpy as np\nx = np.ones((2, 2))\nq = np.exp(x)\ndq = q - 2\n');
  assert.equal(judge(claims.claims, objectivesOf(claims)), null);
});
