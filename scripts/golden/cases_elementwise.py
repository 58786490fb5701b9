"""Elementwise operations: values, dtypes, special numbers, broadcasting; creation and conversion."""

import numpy as np

from samples import SPECIAL, bools, floats, inf, ints, nan

ARITHMETIC = "add subtract multiply divide floor_divide mod maximum minimum".split()
COMPARE = "equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor".split()


def cases():
    for fn in ARITHMETIC + COMPARE:
        for a in (floats(2, 3), ints(2, 3), bools(2, 3)):
            for b in (floats(2, 3)[::-1].copy(), ints(2, 3)[::-1].copy(), bools(2, 3)[::-1].copy()):
                yield fn, a, b
        yield fn, np.repeat(SPECIAL, len(SPECIAL)), np.tile(SPECIAL, len(SPECIAL))
        for left, right in [((3,), (2, 3)), ((2, 1), (3,)), ((2, 1, 3), (4, 1)), ((), (2, 2)), ((0, 3), (3,)), ((1,), (0,))]:
            yield fn, floats(*left), floats(*right) + 1
        yield fn, floats(2, 3), floats(2)
    yield from special_arithmetic()
    yield from unary()
    yield from creation()
    yield from selection()


def special_arithmetic():
    numbers = np.array([-7, -1, 0, 1, 7])
    for fn in ("floor_divide", "mod"):
        yield fn, np.repeat(numbers, 5), np.tile(numbers, 5)
        yield fn, np.array([7.5, -7.5, 7.5, -7.5, 1e20, 0.3]), np.array([2.0, 2.0, -2.0, -2.0, 3.0, 0.1])
    positive = np.array([0.0, 0.25, 1.0, 2.0, 9.0, inf, nan])
    exponents = np.array([-1.0, 0.0, 0.5, 1.0, 2.0, 3.0, inf, nan])
    yield "power", np.repeat(positive, 8), np.tile(exponents, 7)
    yield "power", SPECIAL, np.array(2.0)
    yield "power", SPECIAL, np.array(-1)
    yield "power", ints(2, 3), np.array(3)
    yield "power", ints(2, 3), np.array(-1)
    yield "power", bools(4), bools(4)
    yield "power", np.array(-1.0), np.array([inf, -inf, 0.5, 2.0])


def unary():
    for fn in ("negative", "absolute", "sign", "logical_not", "isnan", "isfinite", "isinf"):
        for a in (SPECIAL, ints(2, 3), bools(3), floats(), floats(0, 2)):
            yield fn, a
    for dtype in ("float64", "int64", "bool"):
        for a in (np.array([0.0, 0.9, -0.9, 1.5, -2.5, 1e9]), ints(2, 2), bools(2, 2)):
            yield "astype", a, dtype
    for a in (floats(2, 3), ints(2, 1, 2), bools(3), floats(), floats(0, 3), floats(2, 0)):
        yield "tolist", a
    for a in (floats(1, 1), ints(), floats(2), bools(1)):
        yield "item", a


def creation():
    for decimals in (0, 1, 3, -1):
        yield "round", np.array([0.5, 1.5, 2.5, -0.5, -1.5, 0.25, 0.75, 1.005, 123.456, -17.5, inf, nan, -0.0, 4503599627370497.5]), decimals
    yield "round", ints(4), 0
    for nested in ([], [[]], [1.5, 2.5], [[1.5, 2], [3, 4]], [True, False], [[True], [False]], [0.5, True]):
        yield "from_nested", nested
    for nested in ([[1.5, 2.5], [3.5]], [[1.5], 2.5], [1.5, [2.5]], [[[1.5]], [[1.5, 2.5]]]):
        yield "from_nested", nested
    for shape in ([2, 3], [0], [], [2, 0, 3], [-1]):
        yield "zeros", shape
        yield "ones", shape
        yield "full", shape, 2.5
    yield "zeros", [1000000, 1000000]
    for args in ((0, 5, 1), (2, 11, 3), (5, 0, -2), (0, 1, 0.1), (1.5, 4, 0.5), (0, -1, 1), (3, 3, 1), (0, 1, 0), (10, 1, -2.5)):
        yield "arange", *args
    for args in ((0, 1, 5), (0, 1, 1), (0, 1, 0), (2, -2, 7), (0, 1, 10, False), (3, 3, 4), (-1, 1, 50), (0, 1, -1)):
        yield "linspace", *args
    for args in ((3,), (2, 3), (3, 2, 1), (3, 3, -1), (2, 2, 5), (0,)):
        yield "eye", *args


def selection():
    a = floats(3, 4)
    yield "clip", a, -1.0, 1.0
    yield "clip", a, None, 0.5
    yield "clip", a, floats(4), None
    yield "clip", SPECIAL, 0.0, 1.0
    yield "clip", ints(5), np.array(-2), np.array(2)
    yield "clip", a, 2.0, -2.0
    yield "where", bools(2, 3), floats(2, 3), ints(3)
    yield "where", ints(2, 1), floats(3), np.array(0.0)
    yield "where", SPECIAL, ints(10), bools(10)
    yield "where", bools(2), floats(3), floats(3)
    for equal_nan in (False, True):
        yield "isclose", np.repeat(SPECIAL, 10), np.tile(SPECIAL, 10), 1e-5, 1e-8, equal_nan
    yield "isclose", np.array([1.0, 1.0, 1.0]), np.array([1.000001, 1.0001, 1.1])
    yield "allclose", floats(3), floats(3) + 1e-10
    yield "allclose", floats(3), floats(3) + 1e-3
    yield "allclose", floats(2, 3), floats(3)
    for shapes in ([[2, 3], [3]], [[4, 1], [1, 5], [5]], [[], [2]], [[0, 1], [3]], [[2], [3]], [[2, 3], [3, 2]], [[1], [0]]):
        yield "broadcast_shapes", *shapes
    for target in ([2, 3], [4, 2, 3], [2, 2], [3], [0, 2, 3]):
        yield "broadcast_to", floats(2, 3), target
        yield "broadcast_to", floats(1, 3), target
        yield "broadcast_to", floats(), target
