"""Everything that moves elements about."""

import numpy as np

from samples import bools, floats, ints


def cases():
    yield from reshaping()
    yield from axes()
    yield from joining()
    yield from rearranging()
    yield from padding()
    yield from diagonals()
    yield from windows()


def reshaping():
    for shape in ([6, 4], [-1], [2, -1, 2], [24, 1, 1], [3, 8], [5, 5], [-1, -1], [-1, 7], [4, 3, 2], [1, 2, 3, 4]):
        yield "reshape", floats(2, 3, 4), shape
    for a, shape in ((floats(0, 3), [3, 0]), (floats(0, 3), [-1, 3]), (floats(0, 3), [0, -1]), (floats(), [1, 1]), (floats(1), [])):
        yield "reshape", a, shape
    for fn in ("ravel", "flatten", "atleast_1d", "atleast_2d", "squeeze"):
        for a in (floats(2, 3), floats(), floats(4), floats(1, 3, 1), floats(0, 2)):
            yield fn, a
    for axis in (0, 2, -1, 1, 5):
        yield "squeeze", floats(1, 3, 1), axis
    for axis in (0, 1, 2, -1, -3, 3, -4):
        yield "expand_dims", floats(2, 3), axis
    yield "expand_dims", floats(2, 3), (0, 2)
    yield "expand_dims", floats(2, 3), (-1, -2)
    yield "expand_dims", floats(2, 3), (0, 0)


def axes():
    a = floats(2, 3, 4)
    yield "transpose", a
    for order in ([0, 1, 2], [2, 0, 1], [1, -1, 0], [0, 1], [0, 0, 1], [0, 1, 3]):
        yield "transpose", a, order
    yield "transpose", floats(3)
    for i, j in ((0, 1), (0, -1), (1, 1), (0, 3)):
        yield "swapaxes", a, i, j
    for source, destination in ((0, -1), (-1, 0), ([0, 1], [-1, 0]), ([2, 0], [0, 1]), ([0, 1], [0]), (0, 3), ([0, 0], [1, 2])):
        yield "moveaxis", a, source, destination
    for axis, start in ((0, 3), (2, 0), (1, 0), (0, 1), (2, -1), (1, 4), (3, 0)):
        yield "rollaxis", a, axis, start


def joining():
    a, b = floats(2, 3), ints(2, 3)
    for axis in (0, 1, -1, None, 2):
        yield "concatenate", [a, b, a], axis
        yield "stack", [a, b], axis if axis is not None else -2
    yield "concatenate", [a, floats(2, 2)], 1
    yield "concatenate", [a, floats(2, 2)], 0
    yield "concatenate", [a, floats(3)], 0
    yield "concatenate", [floats(), floats()], 0
    yield "concatenate", [], 0
    yield "concatenate", [bools(2), bools(3)], 0
    yield "stack", [a, floats(3, 2)], 0
    yield "stack", [], 0
    yield "stack", [floats(), floats()], 0
    for fn in ("vstack", "hstack", "column_stack"):
        yield fn, [floats(3), ints(3)]
        yield fn, [a, b]
        yield fn, [floats(2, 1), floats(2, 2)]
        yield fn, [floats(1, 2), floats(3, 2)]
        yield fn, [floats(), floats()]
    yield "append", a, b
    yield "append", a, floats(1, 3), 0
    yield "append", a, floats(3), 0
    for at in (3, 2, 4, [1, 2], [2], [0, 5, 3], 0):
        for axis in (0, 1):
            yield "split", floats(6, 4), at, axis
            yield "array_split", floats(5, 4), at, axis
    for at in (1, -1, 0, 6, 7, -7):
        yield "insert", floats(2, 3), at, np.array(9.5)
    yield "insert", floats(2, 3), 1, floats(2), 1
    yield "insert", floats(2, 3), 1, floats(3), 0
    yield "insert", floats(2, 3), -1, np.array(9.5), 1
    yield "insert", ints(4), [1, 3], np.array([2.7, 3.7])
    yield "insert", ints(4), [3, 1, 1], np.array([70, 80, 90])
    yield "insert", floats(2, 3), [0, 2], np.array(5.5), 1
    yield "insert", floats(2, 3), [0, 2], floats(2, 2), 1
    yield "insert", floats(2, 3), [1], floats(2, 1), 1
    yield "insert", floats(2, 3), [1], floats(2, 4), 1
    yield "insert", floats(2, 3), 1, floats(4), 1
    for at in (1, -1, [0, 2], [0, 0], 6, [-7]):
        yield "delete", floats(2, 3), at
    yield "delete", floats(2, 3), 1, 1
    yield "delete", floats(2, 3), [0, -1], 1
    yield "delete", floats(2, 3), 3, 1


def rearranging():
    a = floats(2, 3)
    for reps in (2, [2, 1], [1, 2], [2, 2, 2], 0, [0, 1], []):
        yield "tile", a, reps
    yield "tile", floats(3), [2, 2]
    yield "tile", floats(), 3
    for repeats, axis in ((2, None), (2, 0), (2, 1), ([1, 2], 0), ([0, 1, 2], 1), ([1, 2], 1), (0, 0), ([2], 1), (-1, 0), (2, 2)):
        yield "repeat", a, repeats, axis
    for shift, axis in ((1, None), (-1, 0), (2, 1), (7, 1), ([1, 1], [0, 1]), (1, [0, 1]), ([1, 2], 1), (1, 2), (0, 0)):
        yield "roll", a, shift, tuple(axis) if isinstance(axis, list) else axis
    yield "roll", floats(0), 1, None
    for axis in (None, 0, 1, -1, [0, 1], 2):
        yield "flip", a, tuple(axis) if isinstance(axis, list) else axis
    for k in (-1, 0, 1, 2, 3, 4, 5):
        yield "rot90", a, k
    yield "rot90", floats(2, 3, 4), 1, [1, 2]
    yield "rot90", floats(2, 3, 4), 2, [2, 0]
    yield "rot90", floats(2, 3, 4), 1, [1, 1]
    yield "rot90", floats(2), 1
    for indexing in ("xy", "ij"):
        yield "meshgrid", [floats(2), ints(3)], indexing
        yield "meshgrid", [floats(2), ints(3), floats(2)], indexing
        yield "meshgrid", [floats(2)], indexing


def padding():
    a = floats(2, 3)
    for widths in (0, 1, [1, 2], [[1, 2], [0, 1]], [[1], [2]], [[2, 1]], -1, [[1, 2], [3, 4], [5, 6]]):
        yield "pad_constant", a, widths, 0
        yield "pad_constant", a, widths, 1.5
        for mode in ("edge", "reflect", "symmetric", "wrap", "mean"):
            yield "pad", a, widths, mode
    yield "pad_constant", a, 1, [[1.5, 2.5], [3.5, 4.5]]
    yield "pad_constant", ints(2, 2), 1, 2.9
    yield "pad_constant", floats(2, 3, 4, 2), [[0, 0], [0, 0], [1, 1], [1, 1]], 0
    yield "pad_constant", floats(0), 2, 1.0
    for mode in ("edge", "reflect", "symmetric", "wrap", "mean"):
        yield "pad", ints(4), [2, 3], mode
        # Before 1.25 NumPy wrapped wrongly where the pad is longer than the axis.
        if mode != "wrap":
            yield "pad", floats(3), [4, 2], mode
            yield "pad", floats(1), 2, mode
        yield "pad", floats(0), 2, mode


def diagonals():
    a = floats(3, 4)
    for k in (0, 1, -1, 3, 5, -4):
        for fn in ("diag", "diagonal", "tril", "triu", "trace"):
            yield fn, a, k
        yield "diag", floats(2), k
    for fn in ("tril", "triu"):
        yield fn, floats(2, 3, 3), 1
        yield fn, floats(3), 0
    yield "diagonal", floats(2, 3, 4), 0, 2, 0
    yield "diagonal", floats(2, 3, 4), 1, 1, 2
    yield "diagonal", floats(3), 0
    yield "diagonal", a, 0, 0, 0
    yield "diag", floats(2, 2, 2)
    yield "trace", ints(3, 3), 0
    yield "trace", floats(2, 3, 3), 0, 1, 2


def windows():
    a = floats(4, 5)
    yield "as_strided", a, [3, 4, 2, 2], [5, 1, 5, 1]
    yield "as_strided", a, [2, 5], [10, 1]
    yield "as_strided", floats(6), [5, 2], [1, 1]
    yield "as_strided", floats(3), [4, 3], [0, 1]
    for window, axis in ((2, 0), (3, 1), ([2, 2], None), ([2, 3], [0, 1]), ([2, 2], [1, 1]), (2, None), (5, 0), (6, 1), (-1, 0)):
        yield "sliding_window_view", a, window, axis
    yield "sliding_window_view", floats(5), 3, None
