import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPlaceholder } from '../../../src/core/verify/claims.ts';
import { claimIn, claimsIn } from './passes.ts';

const pass = `import numpy as np
x = np.array([1.0, 2.0])
w = np.array([3.0, -1.0])
y = x * w
loss = np.sum(y ** 2)
dy = 2 * y
dw = dy * x
`;

test('gradients are told from values by their names', () => {
  const { claims, values } = claimsIn(pass);
  assert.deepEqual(
    claims.map((claim) => claim.path),
    ['dy', 'dw'],
  );
  assert.deepEqual(
    values.map((value) => value.name),
    ['x', 'w', 'y', 'loss'],
  );
});

test('a gradient belongs to the value of its name', () => {
  const { targets, written } = claimIn(claimsIn(pass), 'dw');
  assert.deepEqual(
    targets.map((target) => target.name),
    ['w'],
  );
  assert.deepEqual([...(written?.data ?? [])], [6, -8]);
});

test('a name with a d in front whose value is nowhere is no gradient', () => {
  const { claims, values } = claimsIn('x = 2.0\ndata = x * 3\ndepth = 4\n');
  assert.deepEqual(claims, []);
  assert.equal(values.length, 3);
});

test('every assignment is a version, the last one counts', () => {
  const claim = claimIn(claimsIn(`${pass}dw += w\ndw[0] = 0\n`), 'dw');
  assert.equal(claim.versions.length, 3);
  assert.deepEqual([...(claim.written?.data ?? [])], [0, -9]);
});

test('a value assigned after its gradient is not what the gradient belongs to', () => {
  const claims = claimsIn(`${pass}w = w - 0.1 * dw\n`);
  assert.equal(claimIn(claims, 'dw').targets.length, 1);
});

test('the entries of a dict of parameters are values, those of a dict of gradients are gradients', () => {
  const claims = claimsIn(`import numpy as np
params = {'W': np.ones((2, 3)), 'b': np.zeros(3)}
grads = {}
grads['W'] = np.full((2, 3), 0.5)
`);
  assert.deepEqual(
    claimIn(claims, "grads['W']").targets.map((target) => target.name),
    ["params['W']"],
  );
});

test('a list of equal shapes is one value with a part for each element', () => {
  const { values } = claimsIn('import numpy as np\nw = [np.ones(2), np.zeros(2)]\n');
  assert.deepEqual(
    values.map(({ name, shape, isList }) => [name, shape, isList]),
    [['w', [2, 2], true]],
  );
});

test('zeros that nothing was computed into are a placeholder, computed zeros are not', () => {
  const placeholder = claimsIn(`${pass}dx = np.zeros_like(x)\n`);
  assert.ok(isPlaceholder(claimIn(placeholder, 'dx')));
  const computed = claimsIn(`${pass}dx = dy * 0\n`);
  assert.ok(!isPlaceholder(claimIn(computed, 'dx')));
  const none = claimsIn(`${pass}dx = None\n`);
  assert.ok(isPlaceholder(claimIn(none, 'dx')));
});
