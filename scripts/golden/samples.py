"""Small arrays that the cases share. Made by arithmetic, so that they are the same on every run."""

import numpy as np

nan, inf = float("nan"), float("inf")


def floats(*shape):
    """Distinct floats of both signs."""
    size = int(np.prod(shape))
    return (((np.arange(size) * 37 + 11) % 64) / 8.0 - 4.0 + np.arange(size) / 1024.0).reshape(shape)


def ints(*shape):
    size = int(np.prod(shape))
    return ((np.arange(size) * 7 + 3) % 11 - 5).reshape(shape)


def bools(*shape):
    size = int(np.prod(shape))
    return ((np.arange(size) * 5 + 1) % 3 == 0).reshape(shape)


SPECIAL = np.array([0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 7.0, inf, -inf, nan])
