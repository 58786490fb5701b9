"""Indexing: every form between the brackets, and the errors."""

import numpy as np

from samples import bools, floats, ints

S = slice


def cases():
    yield from basic()
    yield from advanced()
    yield from errors()
    yield from lookups()


def basic():
    a = floats(3, 4, 5)
    for items in (
        [1], [-1], [1, 2], [0, -1, 3], [], [...], [0, ...], [..., 0], [1, ..., 2], ["newaxis"], [S(None), "newaxis"],
        ["newaxis", ..., "newaxis"], [S(1, 3)], [S(None, None, 2)], [S(None, None, -1)], [S(None), S(-3, -1)],
        [S(5, 1, -2), S(None), S(10, None, -3)], [S(2, 2)], [S(3, 1)], [S(-100, 100)], [0, S(1, None)], [S(None), 1, S(None, -1)],
        [S(None, None, -1), S(None, None, -1), S(None, None, -2)], [..., S(0, 0)], [0, "newaxis", 1], [S(0, 3, 1), ..., 2],
    ):  # fmt: skip
        yield "getitem", a, items
    yield "getitem", floats(), []
    yield "getitem", floats(), [...]
    yield "getitem", floats(), ["newaxis"]
    yield "getitem", floats(3), [S(-1, None, -1)]
    yield "getitem", floats(3), [S(None, -10, -1)]


def advanced():
    a = floats(3, 4, 5)
    i, j = np.array([0, 2]), np.array([1, -1])
    column = np.array([[0], [2]])
    mask = bools(3, 4)
    row = np.array([True, False, True])
    empty = np.array([], dtype=int)
    for items in (
        [i], [i, j], [i, S(None), j], [S(None), i, j], [S(None), i], [..., i], [column, j], [S(None), column, j], [column, S(None), j],
        [i, 0], [0, i], [0, S(None), i], [S(None), 0, i], [i, S(None), 0], [i, ..., 0], [..., i, 0], [0, ..., i], [i, j, i],
        [i, "newaxis", j], ["newaxis", i, j], [S(None), i, "newaxis", j], [i, S(1, 3)], [i, S(None, None, -1), S(None, None, 2)],
        [mask], [mask, 0], [mask, S(1, 3)], [row], [row, i], [row, S(None), i], [S(None), np.array([True, False, True, True])],
        [S(None), S(None), np.array([True, False, True, True, False])], [mask, i[0]], [row, 1], [row, 1, S(None)], [~row & False],
        [column], [S(None), column], [empty], [empty, empty], [S(None), empty], [np.array(1)], [np.array([1])], [column, column.T],
        [S(None), i, ..., j], [i, ..., j], [..., i, j], [S(None), ..., i, j], [np.array(1), i], [S(None), np.array(-1), i], [a > 0],
        [bools(3, 4, 5)], [np.array([[0, 1], [1, 0]]), 1, S(None)], ["newaxis", mask], [mask, "newaxis"], [S(0, 0), i],
    ):  # fmt: skip
        yield "getitem", a, items
    scores = floats(4, 3)
    yield "getitem", scores, [np.arange(4), np.array([2, 0, 1, 1])]
    yield "getitem", scores, [np.arange(4)[:, None], np.array([2, 0])]
    yield "getitem", scores, [scores < 0]
    yield "getitem", ints(5), [ints(5) > 0]
    yield "getitem", floats(5), [np.array([[0, 1], [-1, -2]])]
    yield "getitem", floats(), [np.array(True)]
    yield "getitem", floats(2, 2), [np.array(False)]
    yield "getitem", floats(2, 2), [S(None), np.array(True)]
    yield "getitem", floats(2, 3, 4, 5), [0, S(None), i[:1], S(None)]
    yield "getitem", floats(2, 3, 4, 5), [S(None), i[:1], S(None), i]


def errors():
    a = floats(3, 4)
    for items in (
        [3], [-4], [0, 4], [0, 0, 0], [..., ...], [S(None, None, 0)], [np.array([0, 3])], [S(None), np.array([0, 4])],
        [np.array([0, 1]), np.array([0, 1, 2])], [np.array([True, False])], [bools(3, 3)], [bools(2, 4)], [np.array([0.5, 1.0])],
        [bools(3, 4), 0], [0, 0, ..., 0],
    ):  # fmt: skip
        yield "getitem", a, items
    yield "getitem", floats(), [0]
    yield "getitem", floats(0), [0]


def lookups():
    a = floats(3, 4)
    for axis in (None, 0, 1, -1, 2):
        yield "take", a, np.array([[0, 2], [-1, 1]]), axis
        yield "take", a, np.array(1), axis
        yield "take", a, np.array([0, 4]), axis
    yield "take", ints(5), np.array([], dtype=int), 0
    for b in (bools(3, 4), ints(6), floats(2, 2), np.array(3.0), np.array(0.0)):
        yield "nonzero", b
    yield "unravel_index", np.array([0, 5, 11]), [3, 4]
    yield "unravel_index", np.array([[7], [1]]), [2, 2, 3]
    yield "unravel_index", np.array(5), [3, 4]
    yield "unravel_index", np.array(12), [3, 4]
    yield "unravel_index", np.array(-1), [3, 4]
    yield "ravel_multi_index", (np.array([0, 2]), np.array([3, 1])), [3, 4]
    yield "ravel_multi_index", (np.array(1), np.array([3, 1])), [3, 4]
    yield "ravel_multi_index", (np.array([0]), np.array([4])), [3, 4]
    yield "ravel_multi_index", (np.array([0]),), [3, 4]
