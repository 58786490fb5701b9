import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseModule } from '../../../src/core/syntax/index.ts';
import { unitsOf } from '../../../src/core/verify/verify.ts';

/** The names of the backward passes that are found in a text. */
function found(text: string): string[] {
  return unitsOf({ text, module: parseModule(text), options: {} }).map(({ name }) => name);
}

test('what has the name of a gradient only by its first letter is none', () => {
  assert.deepEqual(
    found(`
class Attention:
    def forward(self, x, d_model, n_heads):
        self.d_k = d_model // n_heads
        self.derived_variables = {'x': x * 2}
        duration = x.sum()
        return x / self.d_k, duration
`),
    [],
  );
});

test('placeholders, copies and rescaled gradients are computed elsewhere', () => {
  assert.deepEqual(
    found(`
class Trainer:
    def _init_params(self):
        self.gradients = {'W': np.zeros_like(self.W)}

    def _step(self, X, y):
        loss, grads = self.model.loss(X, y)
        for p, w in self.model.params.items():
            dw = grads[p]
            self.model.params[p] = w - 0.1 * dw

    def clip(self, params):
        for param in params:
            grad_norm = np.linalg.norm(param.grad)
            param.grad = param.grad * (1.0 / grad_norm)

def descend(f, gradient_of, x):
    grad = gradient_of(x)
    return x - 0.1 * grad, f(x)
`),
    [],
  );
});

test('optimizers and methods that are to be overridden are no passes', () => {
  assert.deepEqual(
    found(`
class Adam:
    def __call__(self, w, dw):
        grad = dw + 0.1 * w
        return w - 0.1 * grad

class Activation:
    def __call__(self, x):
        return x
    def grad(self, x):
        """To be written."""
        raise NotImplementedError
    def backward(self, dout):
        ...
`),
    [],
  );
});

test('a gradient whose value is at hand is found, under whatever name', () => {
  assert.deepEqual(
    found(`
class Net:
    def loss(self, X, y):
        scores = X.dot(self.W)
        loss = ((scores - y) ** 2).sum()
        dscores = 2 * (scores - y)
        self.dW = X.T.dot(dscores)
        return loss
`),
    ['Net.loss'],
  );
});

test('a method that only asks the layers of a list computes nothing itself', () => {
  const net = `
class Net:
    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x
    def backward(self, dout):
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout
`;
  assert.deepEqual(found(net), []);
  assert.deepEqual(
    found(net.replace('            dout = layer', '            dout = dout * self.scale\n            dout = layer')),
    ['Net.backward'],
  );
});
