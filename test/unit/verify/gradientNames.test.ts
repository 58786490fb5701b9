import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUpstreamName, lastComponent, lossScore, readGradientName } from '../../../src/core/verify/gradientNames.ts';

test('the last component of a path is what values are known by', () => {
  const components: [string, string][] = [
    ['dx', 'dx'],
    ['self.dW', 'dW'],
    ["grads['W1']", 'W1'],
    ["self.params['b2']", 'b2'],
    ['w[0]', 'w[0]'],
    ['self.layers[1][2]', 'layers[1][2]'],
  ];
  for (const [path, component] of components) assert.equal(lastComponent(path), component, path);
});

test('a name says which value it is the gradient of', () => {
  const names: [string, string][] = [
    ['dx', 'x'],
    ['dW1', 'W1'],
    ['d_hidden', 'hidden'],
    ['Dscores', 'scores'],
    ['dLdX', 'X'],
    ['dJ_dtheta', 'theta'],
    ['dloss_dw', 'w'],
    ['d_L_d_w', 'w'],
    ['grad_x', 'x'],
    ['gradX', 'x'],
    ['grad_wrt_w', 'w'],
    ['nabla_w', 'w'],
    ['X_grad', 'X'],
    ['scores_bar', 'scores'],
    ['X.grad', 'X'],
    ['self.dW', 'W'],
    ["grads['W1']", 'W1'],
    ["self.grads['b']", 'b'],
    ["grads['dW1']", 'W1'],
    ['nabla_w[-1]', 'w[-1]'],
    ['deltaX', 'x'],
  ];
  for (const [path, value] of names) {
    assert.ok(
      readGradientName(path)?.of.includes(value),
      `${path} -> ${value}, got ${String(readGradientName(path)?.of)}`,
    );
  }
});

test('a spelling that speaks of nothing else is certain, a mere d in front is likely', () => {
  assert.equal(readGradientName('grad_x')?.strength, 'certain');
  assert.equal(readGradientName("grads['x']")?.strength, 'certain');
  assert.equal(readGradientName('dx')?.strength, 'likely');
  assert.equal(readGradientName('data')?.strength, 'likely');
});

test('a gradient whose name names no value', () => {
  for (const name of ['delta', 'grad', 'gradients', 'delta_2']) {
    assert.deepEqual(readGradientName(name), { of: [], strength: 'likely' }, name);
  }
});

test('ordinary names are no gradients', () => {
  for (const name of ['x', 'W1', 'loss', 'out', 'self.cache', "params['W1']", 'y_pred'])
    assert.equal(readGradientName(name)?.strength ?? null, null, name);
});

test('names of what comes in from above', () => {
  for (const name of ['dout', 'd_out', 'upstream', 'grad_output', 'delta', 'dvalues', 'self.dout', 'top_diff'])
    assert.ok(isUpstreamName(name), name);
  for (const name of ['dx', 'dW', 'out', 'douter', 'grads']) assert.ok(!isUpstreamName(name), name);
});

test('a loss by its name is likelier than an output, an output likelier than anything', () => {
  assert.ok(lossScore('loss') > lossScore('data_loss'));
  assert.ok(lossScore('self.data_loss') > lossScore('out'));
  assert.ok(lossScore('out') > lossScore('hidden'));
  assert.equal(lossScore('hidden'), 0);
});
