import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseModule } from '../../../src/core/syntax/index.ts';
import { applyEdit, type EditKind } from '../../../src/core/verify/repair/edit.ts';
import type { Fault } from '../../../src/core/verify/fault.ts';
import { verifySource } from '../../../src/core/verify/verify.ts';

/** One mistake: a right line of a right text, the wrong line that stands for it, and the kind of the edit that mends it. */
interface Mistake {
  readonly text: string;
  readonly right: string;
  readonly wrong: string;
  readonly kind: EditKind;
}

const affine = `import numpy as np

def affine_forward(x, w, b):
    """
    - x: input data of shape (N, D)
    - w: weights of shape (D, M)
    - b: biases of shape (M,)
    """
    out = x.dot(w) + b
    cache = (x, w, b)
    return out, cache

def affine_backward(dout, cache):
    x, w, b = cache
    dx = dout.dot(w.T)
    dw = x.T.dot(dout)
    db = np.sum(dout, axis=0)
    return dx, dw, db
`;

const folded = `import numpy as np

def affine_forward(x, w, b):
    """
    - x: input data of shape (N, d_1, d_2)
    - w: weights of shape (D, M)
    - b: biases of shape (M,)
    """
    out = x.reshape(x.shape[0], -1).dot(w) + b
    cache = (x, w, b)
    return out, cache

def affine_backward(dout, cache):
    x, w, b = cache
    dx = dout.dot(w.T).reshape(x.shape)
    dw = x.reshape(x.shape[0], -1).T.dot(dout)
    db = np.sum(dout, axis=0)
    return dx, dw, db
`;

const scale = `import numpy as np

def scale_forward(x, w):
    """
    - x: input data of shape (N, D)
    - w: scales of shape (D,)
    """
    out = x * w
    cache = (x, w)
    return out, cache

def scale_backward(dout, cache):
    x, w = cache
    dx = dout * w
    dw = np.sum(x * dout, axis=0)
    return dx, dw
`;

const relu = `import numpy as np

def relu_forward(x):
    out = np.maximum(0, x)
    cache = x
    return out, cache

def relu_backward(dout, cache):
    x = cache
    dx = dout * (x > 0)
    return dx
`;

const sigmoid = `import numpy as np

class Sigmoid:
    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out

    def backward(self, dout):
        dx = dout * self.out * (1.0 - self.out)
        return dx
`;

const tanh = `import numpy as np

class Tanh:
    def forward(self, x):
        self.t = np.tanh(x)
        return self.t

    def backward(self, dout):
        dx = dout * (1 - self.t**2)
        return dx
`;

const loss = `import numpy as np

def linear_loss(W, X, y, reg):
    """
    - W: array of shape (D, C)
    - X: array of shape (N, D)
    - y: array of shape (N, C)
    """
    num_train = X.shape[0]
    difference = X.dot(W) - y
    loss = np.sum(difference * difference) / num_train
    loss += reg * np.sum(W * W)
    dW = 2 * X.T.dot(difference)
    dW /= num_train
    dW += 2 * reg * W
    return loss, dW
`;

const loop = `import numpy as np

def window_forward(x):
    """
    - x: signal of shape (N,)
    """
    out = np.zeros(x.shape[0] - 1)
    for i in range(x.shape[0] - 1):
        out[i] = x[i] * x[i + 1]
    cache = x
    return out, cache

def window_backward(dout, cache):
    x = cache
    dx = np.zeros_like(x)
    for i in range(x.shape[0] - 1):
        dx[i] += dout[i] * x[i + 1]
        dx[i + 1] += dout[i] * x[i]
    return dx
`;

const twoLayers = `import numpy as np

def forward(X, W1, W2):
    a1 = X.dot(W1)
    z1 = np.maximum(0, a1)
    a2 = z1.dot(W2)
    out = np.maximum(0, a2)
    cache = {'a1': a1, 'a2': a2, 'z1': z1, 'X': X, 'W1': W1, 'W2': W2}
    return out, cache

def backward(dout, cache):
    grads = {}
    da2 = dout * (cache['a2'] > 0)
    grads['W2'] = cache['z1'].T.dot(da2)
    dz1 = da2.dot(cache['W2'].T)
    da1 = dz1 * (cache['a1'] > 0)
    grads['W1'] = cache['X'].T.dot(da1)
    return grads
`;

const difference = `import numpy as np

def gap_forward(a, b):
    """
    - a: array of shape (N, D)
    - b: array of shape (N, D)
    """
    out = (a - b) / (a * b)
    cache = (a, b)
    return out, cache

def gap_backward(dout, cache):
    a, b = cache
    da = dout / (a * a)
    db = dout * -1 / (b * b)
    return da, db
`;

const mistakes: readonly Mistake[] = [
  { text: loop, right: 'dx[i] += dout[i] * x[i + 1]', wrong: 'dx[i] = dout[i] * x[i + 1]', kind: 'accumulate' },
  { text: affine, right: 'dw = x.T.dot(dout)', wrong: 'dw = x.dot(dout)', kind: 'transpose' },
  { text: affine, right: 'dx = dout.dot(w.T)', wrong: 'dx = w.T.dot(dout)', kind: 'swap' },
  { text: affine, right: 'dx = dout.dot(w.T)', wrong: 'dx = dout * w.T', kind: 'elementwise-or-product' },
  { text: affine, right: 'db = np.sum(dout, axis=0)', wrong: 'db = dout', kind: 'sum' },
  { text: affine, right: 'db = np.sum(dout, axis=0)', wrong: 'db = np.sum(dout, axis=1)', kind: 'axis' },
  { text: affine, right: 'db = np.sum(dout, axis=0)', wrong: 'db = -np.sum(dout, axis=0)', kind: 'sign' },
  { text: affine, right: 'db = np.sum(dout, axis=0)', wrong: 'db = np.sum(x, axis=0)', kind: 'name' },
  { text: folded, right: 'dx = dout.dot(w.T).reshape(x.shape)', wrong: 'dx = dout.dot(w.T)', kind: 'shape' },
  { text: relu, right: 'dx = dout * (x > 0)', wrong: 'dx = dout * (x < 0)', kind: 'mask' },
  { text: relu, right: 'dx = dout * (x > 0)', wrong: 'dx = 2 * dout * (x > 0)', kind: 'factor' },
  { text: relu, right: 'dx = dout * (x > 0)', wrong: 'dx = dout + (x > 0)', kind: 'operator' },
  {
    text: sigmoid,
    right: 'dx = dout * self.out * (1.0 - self.out)',
    wrong: 'dx = self.out * (1.0 - self.out)',
    kind: 'upstream',
  },
  {
    text: sigmoid,
    right: 'dx = dout * (1.0 - self.out) * self.out',
    wrong: 'dx = dout * (1.0 - self.out)',
    kind: 'local',
  },
  { text: scale, right: 'dw = np.sum(x * dout, axis=0)', wrong: 'dw = np.sum(x, axis=0)', kind: 'upstream' },
  { text: tanh, right: 'dx = dout * (1 - self.t**2)', wrong: 'dx = dout * (1 - self.t)', kind: 'local' },
  { text: tanh, right: 'dx = dout * (1 - self.t**2)', wrong: 'dx = dout * (1 - self.t**3)', kind: 'local' },
  { text: loss, right: 'dW = 2 * X.T.dot(difference)', wrong: 'dW = X.T.dot(difference)', kind: 'factor' },
  { text: loss, right: 'dW += 2 * reg * W', wrong: 'dW += reg * W', kind: 'factor' },
  { text: loss, right: 'dW /= num_train\n    dW += 2 * reg * W', wrong: 'dW /= num_train', kind: 'regularization' },
  { text: loop, right: 'dx[i] += dout[i] * x[i + 1]', wrong: 'dx[i] += dout[i] * x[i]', kind: 'index' },
  { text: loop, right: 'dx[i + 1] += dout[i] * x[i]', wrong: 'dx[i] += dout[i] * x[i]', kind: 'index' },
  {
    text: twoLayers,
    right: "da1 = dz1 * (cache['a1'] > 0)",
    wrong: "da1 = dz1 * (cache['z1'] < 0)",
    kind: 'mask',
  },
  {
    text: twoLayers,
    right: "grads['W2'] = cache['z1'].T.dot(da2)",
    wrong: "grads['W2'] = cache['a1'].T.dot(da2)",
    kind: 'index',
  },
  { text: difference, right: 'da = dout / (a * a)', wrong: 'da = (a * a) / dout', kind: 'order' },
];

const squeezed = (text: string): string => text.replace(/\s+/g, '');

function faultsIn(text: string): readonly Fault[] {
  return verifySource({ text, module: parseModule(text), options: {} }).flatMap((unit) => unit.faults);
}

function verdictsIn(text: string): string[] {
  const units = verifySource({ text, module: parseModule(text), options: {} });
  return units.flatMap((unit) => unit.gradients.map(({ verdict }) => verdict));
}

describe('repairs of single mistakes', () => {
  for (const { text, right, wrong, kind } of mistakes) {
    it(`${kind}: ${wrong}`, () => {
      const spoiled = text.includes(right) ? text.replace(right, wrong) : text.replace(/dx = dout \* self.*/, wrong);
      assert.notEqual(spoiled, text);
      const faults = faultsIn(spoiled);
      assert.equal(faults.length, 1);
      const [fault] = faults;
      const repaired = fault?.repairs.map(({ edit }) => ({ kind: edit.kind, text: applyEdit(spoiled, edit) })) ?? [];
      const [first] = repaired;
      assert.ok(first, 'no repair was proven');
      assert.equal(first.kind, kind);
      for (const one of repaired) {
        const verdicts = verdictsIn(one.text);
        assert.ok(verdicts.includes('proven') && !verdicts.includes('refuted'), one.text);
      }
      const line = spoiled.slice(fault?.statement.span.start, fault?.statement.span.end);
      assert.ok(wrong.startsWith(line), `blamed ${line}`);
      assert.equal(fault?.repairs[0]?.isWhole, true);
      assert.ok(repaired.length <= 3);
    });
  }
});

describe('repairs that would only be right by luck', () => {
  it('are not offered in scripts: other numbers take them apart', () => {
    // z is -4 as dq is: only one of them is the upstream gradient.
    const text =
      'x = -2.0; y = 5.0; z = -4.0\nq = x + y\nf = q * z\ndf = 1.0\ndq = z * df\ndz = q * df\ndx = 1.0\ndy = dq\n';
    const repairs = faultsIn(text).flatMap((fault) => fault.repairs);
    assert.deepEqual(
      repairs.map(({ edit }) => squeezed(edit.newText)),
      ['dq'],
    );
  });

  it('never change the forward pass', () => {
    const text = loss.replace('dW = 2 * X.T.dot(difference)', 'dW = 2 * X.T.dot(difference * difference)');
    const repairs = faultsIn(text).flatMap((fault) => fault.repairs);
    for (const { edit } of repairs) assert.ok(edit.span.start > text.indexOf('dW = 2'), edit.newText);
  });
});

describe('repairs of two mistakes', () => {
  it('mend each on its own', () => {
    const text = affine.replace('dx = dout.dot(w.T)', 'dx = -dout.dot(w.T)').replace('x.T.dot(dout)', 'x.dot(dout)');
    const faults = faultsIn(text);
    assert.equal(faults.length, 2);
    const edits = faults.flatMap(({ repairs }) => repairs.slice(0, 1).map(({ edit }) => edit));
    const mended = edits.sort((a, b) => b.span.start - a.span.start).reduce(applyEdit, text);
    const verdicts = verdictsIn(mended);
    assert.ok(verdicts.includes('proven') && !verdicts.includes('refuted'), mended);
  });
});
