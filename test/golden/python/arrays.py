# case: creation and printing
import numpy as np
a = np.array([[1, 2, 3], [4, 5, 6]])
b = np.array([1.5, 2, 3])
print(a, b, a.shape, a.dtype, b.dtype, a.ndim, a.size, len(a))
print(repr(a), repr(b), [a], np.zeros((2, 2)), np.array([True, False]), np.array(3.5), np.float64(2))
# case: operators
import numpy as np
a = np.array([1, 2, 3]); b = np.array([4.0, 5.0, 6.0])
print(a + b, a - 1, 2 * a, a / 2, a // 2, a % 2, a ** 2, -a, b ** 0.5, 1 / b, 2 ** a, a @ a, a == 2, a < b, ~(a > 1), (a > 1) & (a < 3), (a > 2) | (a < 2), a != a)
print(a + [1, 1, 1], (1, 2, 3) * b, a * True, abs(-a), a.sum(), sum(a), max(a), min(b), round(2.567, 1))
# case: shapes do not fit
import numpy as np
np.ones((2, 3)) + np.ones((3, 2))
# case: matrix product does not fit
import numpy as np
np.ones((2, 3)) @ np.ones((2, 3))
# case: basic indexing
import numpy as np
a = np.arange(24).reshape(2, 3, 4)
print(a[0, 1, 2], a[0], a[:, 1], a[..., 0], a[1, ::2, 1:3], a[-1, -1, -1], a[0][1], a[:, None, 0].shape, a[:, :, ::-1][0, 0])
print(a[0, 1].tolist(), a[1:, 0, 0], a[:, -1, [0, 2]])
# case: index out of bounds
import numpy as np
np.zeros(3)[5]
# case: too many indices
import numpy as np
np.zeros(3)[0, 0]
# case: fancy indexing and masks
import numpy as np
a = np.arange(12.).reshape(3, 4)
y = np.array([0, 2, 1])
print(a[np.arange(3), y], a[range(3), y], a[list(range(3)), y], a[[0, 2]], a[a > 5], a[y == 0], a[:, y], a[[True, False, True]], a[np.array([[0, 1], [2, 0]])].shape)
# case: stores
import numpy as np
a = np.zeros((3, 3))
a[0, 0] = 1; a[1] = 2; a[:, 2] = [7, 8, 9]; a[a == 0] = -1
print(a)
a[np.arange(3), [0, 1, 2]] += 10
a[0] *= 2; a[:, 1:] -= 1
print(a)
a[[0, 0]] += 1
print(a[0])
v = a[1]; v[0] = 100; print(a[1, 0])
a[...] = 0; print(a.sum())
# case: augmented assignment is in place
import numpy as np
a = np.ones(3); b = a
b += 1
print(a)
b = b + 1
print(a, b)
def f(x): x *= 3
f(a); print(a)
x = 5; y = x; y += 1; print(x, y)
# case: in place cast error
import numpy as np
a = np.arange(3)
a += 0.5
# case: in place shape error
import numpy as np
a = np.ones(3)
a += np.ones((2, 3))
# case: truth of arrays
import numpy as np
print(bool(np.array([1])), bool(np.array([0.0])))
if np.array([1, 2]): pass
# case: iteration
import numpy as np
for row in np.arange(4).reshape(2, 2): print(row)
for x in np.array([1.5, 2.5]): print(x)
print([r.sum() for r in np.ones((2, 3))], list(np.arange(3)), list(zip(np.arange(2), 'ab')), list(enumerate(np.array([5., 6.]))))
a, b = np.array([1, 2]); print(a, b)
# case: int and float sizes
import numpy as np
n = np.ones((4, 3)).shape[0]
print(n // 2, n / 2, np.zeros(n // 2), range(n), np.array([1, 2])[n // 4])
# case: views and copies
import numpy as np
a = np.arange(6)
v = a[2:4]; c = a[[2, 3]]; d = a.copy()
v[0] = 99; c[1] = -1
print(a, v, c, d)
t = a.reshape(2, 3).T; t[0, 0] = 50; print(a)
# case: numbers from arrays
import numpy as np
a = np.array([1.0, 2.0])
s = a.sum()
print(s, s + 1, s / 3, int(s), float(s), '%.2f' % s, f'{s:.3f}', a.mean(), a[0] + 1, a.argmax())
# case: in and comparisons
import numpy as np
a = np.array([1, 2, 3])
print(2 in a, 9 in a, (a == [1, 2, 3]).all(), np.array_equal(a, a), a is a, a.tolist() == [1, 2, 3])
# case: scalar divided by zero in arrays
import numpy as np
print(np.array([1.0, 0.0]) / 0, np.float64(1) * np.array([2]))
# case: lists of arrays
import numpy as np
layers = [np.ones((2, 3)), np.ones((3, 1))]
x = np.ones((4, 2))
for w in layers: x = x.dot(w)
print(x, len(layers), [w.shape for w in layers], sum(w.size for w in layers))
# case: numerical gradient
import numpy as np
def f(x): return np.sum(x ** 2)
def grad(f, x, h=1e-5):
    g = np.zeros_like(x)
    it = np.nditer(x, flags=['multi_index'], op_flags=['readwrite'])
    while not it.finished:
        ix = it.multi_index
        old = x[ix]
        x[ix] = old + h; p = f(x)
        x[ix] = old - h; m = f(x)
        x[ix] = old
        g[ix] = (p - m) / (2 * h)
        it.iternext()
    return g
x = np.array([[1.0, 2.0], [3.0, 4.0]])
print(np.round(grad(f, x), 4))
# case: softmax loss
import numpy as np
def softmax_loss(x, y):
    shifted = x - np.max(x, axis=1, keepdims=True)
    Z = np.sum(np.exp(shifted), axis=1, keepdims=True)
    log_probs = shifted - np.log(Z)
    probs = np.exp(log_probs)
    N = x.shape[0]
    loss = -np.sum(log_probs[np.arange(N), y]) / N
    dx = probs.copy()
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx
x = np.arange(6.).reshape(2, 3); y = np.array([0, 2])
loss, dx = softmax_loss(x, y)
print('%.6f' % loss, np.round(dx, 4))
# case: layer class
import numpy as np
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.x = None
        self.grads = {}
    def forward(self, x):
        self.x = x
        return np.dot(x, self.W) + self.b
    def backward(self, dout):
        self.grads['W'] = self.x.T.dot(dout)
        self.grads['b'] = dout.sum(axis=0)
        return dout @ self.W.T
l = Affine(np.array([[1., 2.], [3., 4.], [5., 6.]]), np.zeros(2))
out = l.forward(np.ones((2, 3)))
print(out, l.backward(out), l.grads['W'], l.grads['b'])
# case: newaxis and ellipsis names
import numpy as np
a = np.arange(3)
print(a[:, np.newaxis] * a[np.newaxis, :], a[None].shape, a[..., None].shape)
# case: boolean of comparison chain
import numpy as np
x = np.array([1., 2.])
print(np.all(x > 0) and np.any(x > 1), not np.all(x > 1))
