"""Reductions, scans and sorting: axes, keepdims, NaN, empty arrays."""

import numpy as np

from samples import SPECIAL, bools, floats, inf, ints, nan

REDUCTIONS = "sum prod mean max min any all count_nonzero".split()


def cases():
    for fn in REDUCTIONS:
        for a in (floats(2, 3), ints(2, 3), bools(2, 3)):
            for axis in (None, 0, 1, -1, [0, 1]):
                yield fn, a, axis, False
        for axis in (0, 1, 2, -3, [0, 2], [2, 0], [1], None, []):
            for keepdims in (False, True):
                yield fn, floats(2, 3, 4) / 2, axis, keepdims
        yield fn, floats(2, 3), 2, False
        yield fn, floats(2, 3), [0, 0], False
        yield fn, floats(), None, False
        for axis in (None, 0, 1):
            yield fn, floats(0, 3), axis, False
        yield fn, np.array([[1.0, nan, 2.0], [3.0, 4.0, 5.0]]), 1, False
        yield fn, np.array([inf, -inf, 1.0]), None, False
    for fn in ("argmax", "argmin"):
        for a in (floats(2, 3), ints(3, 4), bools(2, 4), np.array([[1.0, nan, nan], [3.0, 3.0, 1.0]])):
            for axis in (None, 0, 1, -1):
                for keepdims in (False, True):
                    yield fn, a, axis, keepdims
        yield fn, floats(0), None, False
        yield fn, floats(0, 3), 0, False
        yield fn, floats(0, 3), 1, False
        yield fn, floats(2), 1, False
    for fn in ("var", "std"):
        for axis in (None, 0, 1, [0, 1]):
            for ddof in (0, 1):
                yield fn, floats(3, 4), axis, False, ddof
        yield fn, ints(3, 4), 0, True, 0
        yield fn, bools(6), None, False, 0
        yield fn, floats(1, 3), 0, False, 1
        yield fn, floats(0), None, False, 0
    yield from long_sums()
    yield from scans()
    yield from sorting()


def long_sums():
    """Lengths around the steps of pairwise summation, where the order of additions shows in the last bits."""
    for size in (7, 8, 9, 127, 128, 129, 200, 1000):
        yield "sum", 1.0 / (np.arange(size) + 1.0), None, False
    yield "sum", 1.0 / (np.arange(260).reshape(130, 2) + 1.0), 0, False
    yield "sum", 1.0 / (np.arange(260).reshape(2, 130) + 1.0), 1, True
    yield "mean", 1.0 / (np.arange(260).reshape(2, 130) + 1.0), None, False


def scans():
    for fn in ("cumsum", "cumprod"):
        for a in (floats(2, 3, 2), ints(2, 3, 2), bools(2, 3, 2)):
            for axis in (None, 0, 1, -1):
                yield fn, a, axis
        yield fn, floats(2), 1
        yield fn, floats(0, 2), 0


def sorting():
    for a in (floats(3, 4), ints(3, 4), bools(2, 3), SPECIAL[[7, 9, 2, 3, 8, 5]]):
        for axis in (-1, 0, None):
            yield "sort", a, axis
            yield "argsort", a, axis
    yield "sort", floats(2, 3), 2
    yield "sort", floats(0), -1
    for a in (ints(3, 4), floats(3), np.array([1.0, nan, 1.0, nan]), bools(4), floats(0)):
        yield "unique", a
    yield "bincount", np.array([0, 1, 1, 3]), None, 0
    yield "bincount", np.array([0, 1, 1, 3]), np.array([0.5, 1.0, 2.0, -1.0]), 0
    yield "bincount", np.array([0, 2]), None, 6
    yield "bincount", np.array([0, -2]), None, 0
    yield "bincount", np.array([0, 2]), np.array([1.0]), 0
    yield "bincount", np.array([[0, 2]]), None, 0
    ordered = np.array([1.0, 2.0, 2.0, 5.0, nan])
    for side in ("left", "right"):
        yield "searchsorted", ordered, np.array([[0.0, 1.0, 2.0], [3.0, 9.0, nan]]), side
        yield "searchsorted", ordered[:4], np.array(2.0), side
