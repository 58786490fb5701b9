"""Numerical gradient checks of bench/layers.py as courses write them: central differences, element by element.

Reads from standard input, as JSON, which passes are to be checked, and with which inputs. Prints the seconds that the checks
took, how many gradients were checked, and the largest relative error, as JSON.
"""
import importlib.util
import json
import sys
import time

import numpy as np

H = 1e-5


def load(path):
    spec = importlib.util.spec_from_file_location("layers", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def value_of(given):
    if not isinstance(given, dict):
        return given
    if "dict" in given:
        return {key: value_of(entry) for key, entry in given["dict"].items()}
    return np.array(given["data"], dtype=given["dtype"]).reshape(given["shape"])


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


def is_float(value):
    return isinstance(value, np.ndarray) and value.dtype == np.float64


class Checker:
    def __init__(self):
        self.count = 0
        self.worst = 0.0

    def compare(self, written, true):
        scale = max(1e-8, np.max(np.abs(written)), np.max(np.abs(true)))
        self.count += 1
        self.worst = max(self.worst, float(np.max(np.abs(written - true)) / scale))

    def pair(self, forward, backward, inputs):
        """`*outputs, cache = forward(...)` and `gradients = backward(*upstream, cache)`."""
        *outputs, cache = forward(**inputs)
        upstream = [np.random.randn(*out.shape) for out in outputs]
        written = backward(*upstream, cache)
        written = written if isinstance(written, tuple) else (written,)
        if len(outputs) == 1:
            f, seed = (lambda: forward(**inputs)[0]), upstream[0]
        else:
            f, seed = (lambda: np.stack(forward(**inputs)[:-1])), np.stack(upstream)
        for x, gradient in zip(filter(is_float, inputs.values()), written):
            self.compare(gradient, numerical_gradient(f, x, seed))

    def loss(self, f, inputs):
        """`loss, dx = f(x, ...)`."""
        _, written = f(**inputs)
        x = next(filter(is_float, inputs.values()))
        self.compare(written, numerical_gradient(lambda: f(**inputs)[0], x, 1.0))

    def model(self, net, inputs):
        """`loss, grads = net.loss(X, y)` with parameters in `net.params`."""
        _, grads = net.loss(**inputs)
        for name, gradient in grads.items():
            self.compare(gradient, numerical_gradient(lambda: net.loss(**inputs)[0], net.params[name], 1.0))

    def layer(self, layer, inputs):
        """An object with `forward` and `backward`, which leaves the gradients of parameters in attributes."""
        dout = np.random.randn(*layer.forward(**inputs).shape)
        f = lambda: layer.forward(**inputs)
        (x,) = inputs.values()
        written = [(layer.backward(dout), x)]
        written += [(gradient, getattr(layer, name[1:])) for name, gradient in vars(layer).items() if name[0] == "d"]
        for gradient, value in written:
            self.compare(gradient, numerical_gradient(f, value, dout))


def forward_name(name, run):
    """The function of a pair that is not the backward one."""
    return next(other for other in run if other != name)


def check_run(check, m, name, kind, run):
    run = {function: {key: value_of(given) for key, given in inputs.items()} for function, inputs in run.items()}
    for inputs in run.values():
        inputs.pop("self", None)
        if "dropout_param" in inputs:
            inputs["dropout_param"]["seed"] = 123  # the same mask in every evaluation
    if kind == "pair":
        forward = forward_name(name, run)
        check.pair(getattr(m, forward), getattr(m, name), run[forward])
    elif kind == "loss":
        check.loss(getattr(m, name), run[name])
    else:
        cls, method = name.split(".")
        np.random.seed(1)
        made = getattr(m, cls)(**run.get("__init__", {}))
        if kind == "model":
            check.model(made, run[method])
        else:
            check.layer(made, run["forward"])


def check_all(m, passes):
    check = Checker()
    for each in passes:
        for run in each["runs"]:
            check_run(check, m, each["name"], each["kind"], run)
    return check


np.random.seed(1)
module = load(sys.argv[1])
passes = json.load(sys.stdin)
start = time.process_time()
result = check_all(module, passes)
seconds = time.process_time() - start
print(json.dumps({"seconds": seconds, "count": result.count, "worst": result.worst, "numpy": np.__version__}))
