"""Random streams. The methods of both generators that Distributions has, under NumPy's names."""

import numpy as np


def cases():
    legacy = [
        ("random_sample", (3,)), ("standard_normal", (3,)), ("standard_normal", (2, 2)), ("random_sample", ()), ("randint", 0, 10, (5,)),
        ("randint", -5, 300, (2, 3)), ("randint", 0, 1, (3,)), ("randint", 0, 2**32, (3,)), ("randint", 0, 2**40, (3,)), ("uniform", -1, 1, (4,)),
        ("normal", 2.0, 0.5, (3,)), ("permutation", 10), ("binomial", 1, 0.5, (6,)), ("binomial", 10, 0.3, (5,)), ("binomial", 10, 0.9, (5,)),
        ("binomial", 1000, 0.4, (6,)), ("binomial", 1000, 0.7, (6,)), ("binomial", 5, 0.0, (3,)), ("binomial", 5, 1.0, (3,)),
        ("standard_normal", (1,)), ("random_sample", (2,)),
    ]  # fmt: skip
    for seed in (0, 1, 42, 231, 2**32 - 1, [1, 2, 3], list(range(700))):
        yield "random", "legacy", seed, [list(call) for call in legacy]
    modern = [
        ("random", (3,)), ("standard_normal", (3,)), ("integers", 0, 10, (5,)), ("integers", -5, 300, (2, 3)), ("random", (2,)), ("integers", 0, 1, (3,)),
        ("integers", 0, 2**32, (3,)), ("integers", 0, 2**40, (3,)), ("uniform", -1, 1, (4,)), ("normal", 2.0, 0.5, (3,)), ("permutation", 10),
        ("binomial", 10, 0.3, (5,)), ("binomial", 1000, 0.4, (6,)), ("standard_normal", (2, 2)), ("random", ()),
    ]  # fmt: skip
    for seed in (0, 1, 42, 2**40 + 5, [1, 2, 3], list(range(9))):
        yield "random", "generator", seed, [list(call) for call in modern]
    yield "random", "legacy", 5, [["normal", np.array([0.0, 10.0]), np.array([[1.0], [2.0]])], ["uniform", np.array([0.0, 1.0]), 2.0]]
    yield "random", "legacy", 5, [["binomial", np.array([1, 10]), np.array([[0.5], [0.25]])]]
    yield "random", "legacy", 5, [["permutation", np.arange(12.0).reshape(4, 3)], ["permutation", np.arange(5.0)]]
    yield "random", "generator", 5, [["permutation", np.arange(12.0).reshape(4, 3)], ["permutation", np.arange(5.0)]]
    for kind in ("legacy", "generator"):
        for a in (np.arange(9.0), np.arange(12.0).reshape(4, 3), np.arange(24.0).reshape(6, 2, 2), np.arange(1.0), np.zeros(0)):
            yield "shuffle", kind, 8, a
    yield from errors()
    yield from choices()
    yield from streams()


def errors():
    for kind, draw in (("legacy", "randint"), ("generator", "integers")):
        yield "random", kind, 0, [[draw, 3, 3, (2,)]]
        yield "random", kind, -1, []
        yield "random", kind, 0, [["normal", 0.0, -1.0, (2,)]]
        yield "random", kind, 0, [["binomial", 3, 1.5, (2,)]]
        yield "random", kind, 0, [["binomial", -3, 0.5, (2,)]]
    yield "random", "legacy", 2**32, []
    yield "random", "legacy", 0, [["random_sample", (-1,)]]


def choices():
    p = [0.1, 0.2, 0.3, 0.4]
    for kind in ("legacy", "generator"):
        for seed in (0, 3):
            yield "choice", kind, seed, 10, (4,), True, None
            yield "choice", kind, seed, 10, (4,), False, None
            yield "choice", kind, seed, 10, (10,), False, None
            yield "choice", kind, seed, 100, (60,), False, None
            yield "choice", kind, seed, 4, (2, 3), True, p
            yield "choice", kind, seed, 4, (3,), False, p
            yield "choice", kind, seed, 4, (4,), False, p
            yield "choice", kind, seed, 4, (), True, p
        yield "choice", kind, 0, 4, (5,), False, None
        yield "choice", kind, 0, 4, (2,), True, [0.5, 0.5]
        yield "choice", kind, 0, 2, (2,), True, [0.5, 0.6]
        yield "choice", kind, 0, 2, (2,), True, [1.5, -0.5]
        yield "choice", kind, 0, 2, (2,), False, [1.0, 0.0]
        yield "choice", kind, 0, 0, (2,), True, None
    yield "choice", "generator", 7, 20000, (500,), False, None


def streams():
    for kind, normal in (("legacy", "standard_normal"), ("generator", "standard_normal")):
        yield "random_stream", kind, 12, normal, [], 20000
        yield "random_stream", kind, 12, "binomial", [500, 0.3], 2000
        yield "random_stream", kind, 12, "binomial", [100000, 0.45], 500
