import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyze } from '../../../src/core/analyze.ts';

/** The verdicts of a pass's gradients, by their names. */
function verdicts(text: string, pass: string): Record<string, string> {
  const unit = analyze(`import numpy as np\n${text}`)
    .check()
    .units.find(({ name }) => name === pass);
  assert.ok(unit, `${pass} is found`);
  return Object.fromEntries(unit.gradients.map(({ name, verdict }) => [name, verdict]));
}

interface Style {
  readonly name: string;
  readonly pass: string;
  readonly gradient: string;
  readonly text: string;
  /** An edit that makes the gradient wrong. */
  readonly wrong: readonly [string, string];
  /** What is said then: nothing, where the loss is only implied or the inputs are guessed. */
  readonly then?: string;
}

const styles: readonly Style[] = [
  {
    name: 'a layer that keeps its output and its gradients in attributes',
    pass: 'Dense.backward',
    gradient: 'self.dinputs',
    text: `
class Dense:
    def __init__(self, n_inputs, n_neurons):
        self.weights = 0.1 * np.random.randn(n_inputs, n_neurons)
        self.biases = np.zeros((1, n_neurons))
    def forward(self, inputs):
        self.inputs = inputs
        self.output = np.tanh(inputs @ self.weights + self.biases)
    def backward(self, dvalues):
        dz = dvalues * (1 - self.output ** 2)
        self.dweights = self.inputs.T @ dz
        self.dbiases = dz.sum(axis=0, keepdims=True)
        self.dinputs = dz @ self.weights.T
`,
    wrong: ['self.dinputs = dz @', 'self.dinputs = dvalues @'],
  },
  {
    name: 'a loss as a layer, which is handed the prediction again',
    pass: 'SquaredLoss.backward',
    gradient: 'self.dinputs',
    text: `
class SquaredLoss:
    def forward(self, y_pred, y_true):
        return np.mean((y_true - y_pred) ** 2, axis=-1)
    def backward(self, dvalues, y_true):
        samples = len(dvalues)
        outputs = len(dvalues[0])
        self.dinputs = -2 * (y_true - dvalues) / outputs
        self.dinputs = self.dinputs / samples
`,
    wrong: ['-2 * (y_true', '2 * (y_true'],
  },
  {
    name: 'a layer that takes its step and hands its input error on',
    pass: 'Layer.backward_propagation',
    gradient: 'input_error',
    text: `
class Layer:
    def __init__(self, n_in, n_out):
        self.weights = np.random.rand(n_in, n_out) - 0.5
        self.bias = np.random.rand(1, n_out) - 0.5
    def forward_propagation(self, input_data):
        self.input = input_data
        self.output = np.dot(self.input, self.weights) + self.bias
        return self.output
    def backward_propagation(self, output_error, learning_rate):
        input_error = np.dot(output_error, self.weights.T)
        weights_error = np.dot(self.input.T, output_error)
        self.weights -= learning_rate * weights_error
        self.bias -= learning_rate * output_error
        return input_error
`,
    wrong: ['np.dot(output_error, self.weights.T)', 'np.dot(output_error * 2, self.weights.T)'],
    then: 'unknown',
  },
  {
    name: 'a network whose backward method is handed data, truth and prediction',
    pass: 'Net.backward',
    gradient: 'hidden_delta',
    text: `
class Net:
    def __init__(self, n_in, n_hidden, n_out):
        self.W1 = np.random.randn(n_in, n_hidden)
        self.W2 = np.random.randn(n_hidden, n_out)
    def sigmoid(self, x):
        return 1 / (1 + np.exp(-x))
    def forward(self, X):
        self.hidden = self.sigmoid(X @ self.W1)
        self.output = self.sigmoid(self.hidden @ self.W2)
        return self.output
    def backward(self, X, y, output, rate):
        output_delta = (output - y) * output * (1 - output)
        hidden_delta = output_delta @ self.W2.T * self.hidden * (1 - self.hidden)
        self.W2 -= self.hidden.T @ output_delta * rate
        self.W1 -= X.T @ hidden_delta * rate
`,
    wrong: ['* self.hidden * (1 - self.hidden)', '* (1 - self.hidden)'],
    then: 'unknown',
  },
  {
    name: 'a regression that has no loss, only steps against its gradients',
    pass: 'Regression.fit',
    gradient: 'db',
    text: `
class Regression:
    def fit(self, X, y):
        n, d = X.shape
        self.weights = np.zeros(d)
        self.bias = 0
        for _ in range(1000):
            y_hat = 1 / (1 + np.exp(-(X @ self.weights + self.bias)))
            dw = X.T @ (y_hat - y) / n
            db = np.sum(y_hat - y) / n
            self.weights -= 0.1 * dw
            self.bias -= 0.1 * db
`,
    wrong: ['db = np.sum(y_hat - y)', 'db = np.sum(y_hat + y)'],
    then: 'unknown',
  },
  {
    name: 'functions whose backward one is handed labels and what the forward one gave back',
    pass: 'backward_prop',
    gradient: 'dZ1',
    text: `
def one_hot(Y):
    rows = np.zeros((Y.size, Y.max() + 1))
    rows[np.arange(Y.size), Y] = 1
    return rows.T
def forward_prop(W1, b1, W2, b2, X):
    Z1 = W1.dot(X) + b1
    A1 = np.maximum(Z1, 0)
    Z2 = W2.dot(A1) + b2
    A2 = np.exp(Z2) / sum(np.exp(Z2))
    return Z1, A1, Z2, A2
def backward_prop(Z1, A1, Z2, A2, W1, W2, X, Y):
    dZ2 = A2 - one_hot(Y)
    dW2 = dZ2.dot(A1.T)
    db2 = np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = W2.T.dot(dZ2) * (Z1 > 0)
    dW1 = dZ1.dot(X.T)
    db1 = np.sum(dZ1, axis=1, keepdims=True)
    return dW1, db1, dW2, db2
`,
    wrong: ['W2.T.dot(dZ2) * (Z1 > 0)', 'W2.T.dot(dZ2) * (Z1 < 0)'],
  },
  {
    name: 'inputs that the text checks itself',
    pass: 'affine_backward',
    gradient: 'dw',
    text: `
def affine_forward(x, w, n_heads):
    if x.ndim != 2 or w.ndim != 2:
        raise ValueError('matrices, please')
    if x.shape[1] != w.shape[0]:
        raise ValueError('rows and columns differ')
    assert w.shape[1] % n_heads == 0
    return x @ w, (x, w)
def affine_backward(dout, cache):
    x, w = cache
    dw = x.T @ dout
    return dout @ w.T, dw
`,
    wrong: ['dw = x.T @ dout', 'dw = x.T @ np.abs(dout)'],
  },
  {
    name: 'gates side by side in one matrix, and a mask that is flattened',
    pass: 'gate_backward',
    gradient: 'dWh',
    text: `
def gate_forward(h, Wh, mask):
    N, H = h.shape
    a = h @ Wh
    g = np.tanh(a[:, 3*H:4*H]) * h + a[:, :H]
    return g.reshape(N * H) * mask.reshape(N * H), (h, Wh, a, mask)
def gate_backward(dout, cache):
    h, Wh, a, mask = cache
    N, H = h.shape
    t = np.tanh(a[:, 3*H:4*H])
    dg = (dout * mask.reshape(N * H)).reshape(N, H)
    da = np.zeros_like(a)
    da[:, :H] = dg
    da[:, 3*H:4*H] = dg * h * (1 - t ** 2)
    dWh = h.T @ da
    dh = da @ Wh.T + dg * t
    return dh, dWh
`,
    wrong: ['(1 - t ** 2)', '(1 - t)'],
    then: 'unknown',
  },
  {
    name: 'a loss with a flag for its gradient',
    pass: 'cross_entropy',
    gradient: 'return',
    text: `
def cross_entropy(y_true, y_pred, prime=False):
    if prime:
        return (1 - y_true) / (1 - y_pred) - y_true / y_pred
    return -np.sum(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))
`,
    wrong: ['(1 - y_pred) - y_true', '(1 - y_pred) + y_true'],
    then: 'unknown',
  },
  {
    name: 'a second derivative',
    pass: 'Softplus.grad2',
    gradient: 'return',
    text: `
class Softplus:
    def fn(self, x):
        return np.log(1 + np.exp(x))
    def grad(self, x):
        return np.exp(x) / (np.exp(x) + 1)
    def grad2(self, x):
        return np.exp(x) / (np.exp(x) + 1) ** 2
`,
    wrong: ['(np.exp(x) + 1) ** 2', '(np.exp(x) + 2) ** 2'],
  },
];

for (const { name, pass, gradient, text, wrong, then = 'refuted' } of styles) {
  test(`${name}: right is proven, wrong is ${then}`, () => {
    const right = verdicts(text, pass);
    assert.equal(right[gradient], 'proven', JSON.stringify(right));
    assert.ok(!Object.values(right).includes('refuted'), JSON.stringify(right));
    const edited = text.replace(...(wrong as [string, string]));
    assert.notEqual(edited, text);
    assert.equal(verdicts(edited, pass)[gradient] ?? 'unknown', then);
  });
}

test('a wrapper that is handed a wrapper ends', () => {
  const text = `
class Wrapper:
    def __init__(self, inner):
        self.inner = inner
        self.size = inner.size_of()
    def size_of(self):
        return self.inner.size_of()
    def forward(self, x):
        return x * self.size
    def backward(self, dout):
        return dout * self.size
`;
  assert.doesNotThrow(() => analyze(text).check());
});
