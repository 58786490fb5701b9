import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseModule } from '../../../src/core/syntax/index.ts';
import { pathsOf, scriptUnit, trainingLoops } from '../../../src/core/verify/script.ts';

function isScript(code: string): boolean {
  return scriptUnit(parseModule(code)) !== null;
}

function loops(code: string): number {
  return trainingLoops(parseModule(code)).size;
}

test('statements that compute the gradient of a value of theirs are a backward pass', () => {
  assert.ok(isScript('x = 2\nf = x * x\ndx = 2 * x\n'));
  assert.ok(isScript('for t in range(3):\n    w = 1\n    grad_w = 2\n'));
});

test('names that are no gradients of anything here are none', () => {
  assert.ok(!isScript('data = 1\ndepth = 2\n'));
  assert.ok(!isScript('x = 1\ny = x + 1\n'));
});

test('gradients that a function computed are judged in the function', () => {
  assert.ok(!isScript('x = 1\ndx, dw = affine_backward(dout, cache)\n'));
  assert.ok(!isScript('x = 1\nloss, dx = model.loss(x)\n'));
  assert.ok(isScript('x = 1\ndx = float(2 * x)\n'));
});

test('statements inside functions and classes are not the script', () => {
  assert.ok(!isScript('def f(x):\n    dx = 2 * x\n    return dx\n'));
});

test('a loop that updates a parameter by its gradient is a training loop', () => {
  assert.equal(loops('for i in range(9):\n    dw = 2 * w\n    w -= 0.1 * dw\n'), 1);
  assert.equal(loops('while True:\n    w = w - rate * grad_w\n'), 1);
  assert.equal(loops("for i in range(9):\n    params['W'] += -rate * grads['W']\n"), 1);
  assert.equal(loops('for i in range(9):\n    if i > 2:\n        w += step * dw\n'), 1);
});

test('a loop over time that adds gradients up is none', () => {
  assert.equal(loops('for t in reversed(range(T)):\n    dw += x[t] * da\n    dx = da * w\n'), 0);
  assert.equal(loops('for t in range(T):\n    total = total + t\n'), 0);
});

test('the paths that a statement assigns', () => {
  const paths = (code: string): string[] => parseModule(code).body.flatMap(pathsOf);
  assert.deepEqual(paths('a, (b, self.c) = f()\n'), ['a', 'b', 'self.c']);
  assert.deepEqual(paths("grads['W'] += 1\n"), ["grads['W']"]);
  assert.deepEqual(paths('a = b = 1\n'), ['a', 'b']);
  assert.deepEqual(paths('x: int = 1\n'), ['x']);
  assert.deepEqual(paths('print(x)\n'), []);
});
