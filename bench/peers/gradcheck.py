"""Numerical gradient checks of bench/layers.py as courses write them: central differences, element by element.

Prints the seconds that the checks took, how many gradients were checked, and the largest relative error, as JSON.
"""
import importlib.util
import json
import os
import sys
import time

import numpy as np

H = 1e-5


def load(path):
    spec = importlib.util.spec_from_file_location("layers", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def numerical_gradient(f, x, upstream):
    """d(sum(upstream * f()))/dx, where f reads x, which is changed in place and restored."""
    gradient = np.zeros_like(x)
    entries = np.nditer(x, flags=["multi_index"])
    while not entries.finished:
        at = entries.multi_index
        before = x[at]
        x[at] = before + H
        above = f()
        x[at] = before - H
        below = f()
        x[at] = before
        gradient[at] = np.sum((above - below) * upstream) / (2 * H)
        entries.iternext()
    return gradient


class Checker:
    def __init__(self):
        self.count = 0
        self.worst = 0.0

    def compare(self, written, true):
        scale = max(1e-8, np.max(np.abs(written)), np.max(np.abs(true)))
        self.count += 1
        self.worst = max(self.worst, float(np.max(np.abs(written - true)) / scale))

    def layer(self, forward, backward, inputs, *options):
        """`out, cache = forward(...)` and `gradients = backward(dout, cache)`."""
        first = lambda: forward(*inputs, *options)[0]
        out, cache = forward(*inputs, *options)
        dout = np.random.randn(*out.shape)
        written = backward(dout, cache)
        written = written if isinstance(written, tuple) else (written,)
        for x, gradient in zip(inputs, written):
            self.compare(gradient, numerical_gradient(first, x, dout))

    def loss(self, f, x, *others):
        """`loss, dx = f(x, ...)`."""
        _, written = f(x, *others)
        self.compare(written, numerical_gradient(lambda: f(x, *others)[0], x, 1.0))

    def net(self, net, X, y):
        """`loss, grads = net.loss(X, y)` with parameters in `net.params`."""
        _, grads = net.loss(X, y)
        for name, gradient in grads.items():
            self.compare(gradient, numerical_gradient(lambda: net.loss(X, y)[0], net.params[name], 1.0))

    def object(self, layer, x):
        """An object with `forward` and `backward`."""
        out = layer.forward(x)
        dout = np.random.randn(*out.shape)
        dx = layer.backward(dout)
        self.compare(dx, numerical_gradient(lambda: layer.forward(x), x, dout))


def check_all(m):
    r = np.random.randn
    check = Checker()
    away = lambda x: x + 0.1 * np.sign(x)  # from kinks
    check.layer(m.affine_forward, m.affine_backward, (r(10, 2, 3), r(6, 5), r(5)))
    check.layer(m.relu_forward, m.relu_backward, (away(r(10, 10)),))
    check.layer(m.leaky_relu_forward, m.leaky_relu_backward, (away(r(10, 10)),))
    check.layer(m.sigmoid_forward, m.sigmoid_backward, (r(10, 10),))
    check.layer(m.tanh_forward, m.tanh_backward, (r(10, 10),))
    check.layer(m.softplus_forward, m.softplus_backward, (r(10, 10),))
    check.layer(m.affine_relu_forward, m.affine_relu_backward, (r(2, 12), r(12, 10), r(10)))
    bn = lambda: {"mode": "train"}
    for backward in (m.batchnorm_backward, m.batchnorm_backward_alt):
        check.layer(m.batchnorm_forward, backward, (5 * r(4, 5) + 12, r(5), r(5)), bn())
    check.layer(m.layernorm_forward, m.layernorm_backward, (5 * r(4, 5) + 12, r(5), r(5)), {})
    dropout = {"mode": "train", "p": 0.8, "seed": 123}
    check.layer(m.dropout_forward, m.dropout_backward, (r(10, 10) + 10,), dropout)
    conv = {"stride": 1, "pad": 1}
    check.layer(m.conv_forward_naive, m.conv_backward_naive, (r(4, 3, 5, 5), r(2, 3, 3, 3), r(2)), conv)
    pool = {"pool_height": 2, "pool_width": 2, "stride": 2}
    check.layer(m.max_pool_forward_naive, m.max_pool_backward_naive, (r(3, 2, 8, 8),), pool)
    check.layer(m.avg_pool_forward, m.avg_pool_backward, (r(3, 2, 8, 8),), {"size": 2})
    check.layer(m.spatial_batchnorm_forward, m.spatial_batchnorm_backward, (r(2, 3, 4, 5), r(3), r(3)), bn())
    check.loss(m.svm_loss, r(50, 10), np.random.randint(10, size=50))
    check.loss(m.softmax_loss, r(50, 10), np.random.randint(10, size=50))
    data = (r(10, 12), np.random.randint(5, size=10), 0.3)
    check.loss(m.svm_loss_naive, r(12, 5), *data)
    check.loss(m.softmax_loss_naive, r(12, 5), *data)
    check.loss(m.mse_loss, r(10, 5), r(10, 5))
    N, T, D, Hd = 2, 5, 3, 4
    check.layer(m.rnn_step_forward, m.rnn_step_backward, (r(N, D), r(N, Hd), r(D, Hd), r(Hd, Hd), r(Hd)))
    check.layer(m.rnn_forward, m.rnn_backward, (r(N, T, D), r(N, Hd), r(D, Hd), r(Hd, Hd), r(Hd)))
    step = (r(N, D), r(N, Hd), r(N, Hd), r(D, 4 * Hd), r(Hd, 4 * Hd), r(4 * Hd))
    check.layer(
        lambda *x: (lambda h, c, cache: (np.stack((h, c)), cache))(*m.lstm_step_forward(*x)),
        lambda d, cache: m.lstm_step_backward(d[0], d[1], cache),
        step,
    )
    check.layer(m.lstm_forward, m.lstm_backward, (r(N, T, D), r(N, Hd), r(D, 4 * Hd), r(Hd, 4 * Hd), r(4 * Hd)))
    words = np.random.randint(5, size=(3, 4))
    check.layer(
        lambda W: m.word_embedding_forward(words, W), lambda d, cache: m.word_embedding_backward(d, cache), (r(5, 6),)
    )
    check.layer(m.temporal_affine_forward, m.temporal_affine_backward, (r(2, 3, 4), r(4, 5), r(5)))
    X, y = r(5, 12), np.random.randint(5, size=5)
    check.net(m.TwoLayerNet(12, 7, 5, 0.5), X, y)
    check.net(m.ThreeLayerNet(12, 7, 5, 0.5), X, y)
    check.object(m.Dense(6, 5), r(4, 6))
    check.object(m.Gate(), r(4, 6))
    return check


np.random.seed(1)
module = load(sys.argv[1])
start = time.process_time()
result = check_all(module)
seconds = time.process_time() - start
print(json.dumps({"seconds": seconds, "count": result.count, "worst": result.worst, "numpy": np.__version__}))
