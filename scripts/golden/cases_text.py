"""How arrays and numbers print."""

import numpy as np

from samples import SPECIAL, bools, floats, inf, ints, nan


def cases():
    arrays = [
        floats(3), floats(2, 3), floats(2, 2, 2), ints(3), ints(2, 3) * 100, bools(3), bools(2, 2), floats(), ints(), bools(), np.array(1 / 3), SPECIAL,
        np.array([1.0, 2.0, 3.0]), np.array([0.1, 0.25, 1 / 3]), np.array([1e-5, 1.0]), np.array([1e10, 1.0]), np.array([1e8]), np.array([99999999.0]),
        np.array([0.0001, 0.1]), np.array([0.00001234]), np.array([123456.789, 0.5]), np.array([1e-300, 1e300]), np.array([nan, 1e10]), np.array([nan, inf]),
        np.array([-inf, 2.5]), np.array([1.5, nan, -2.25]), np.zeros(3), np.zeros((2, 0)), np.zeros(0), np.arange(0), np.zeros(0, bool), np.array([0.001953125, 1.0]),
        np.array([0.123456785, 0.005859375]), np.array([1e16, 2.0]), np.array([-0.0, 0.0]), np.array([1e-7, 1e-8]), np.arange(40), np.arange(40) / 7,
        np.arange(30.0).reshape(1, 30), np.arange(1001), np.arange(2000.0).reshape(40, 50) / 3, np.arange(1200).reshape(2, 3, 200),
        np.arange(1100).reshape(550, 2), bools(4, 20), np.full((3, 3), 1e-10), np.array([12345678.9, 1.0]), np.array([2.0**53, 2.0**60]), np.array([-1.5e-12, 3.0]),
        np.array([[1.0, -2.5], [1e3, 0.125]]), np.array([1000.5, 1.0]), np.array([1001.5, 1.0]), 1.0 / (np.arange(12.0) + 1), np.array([99999.999999999, 1.0]),
        np.array([0.5]), np.array([5e-324]), np.array([1.7976931348623157e308]),
    ]  # fmt: skip
    for a in arrays:
        yield "str", a
        yield "repr", a
    for x in (0.0, -0.0, 1.0, 0.1, 1 / 3, 1e15, 1e16, 1.5e16, 1e-4, 1e-5, 123456789.123, nan, inf, -inf, 1e22, 1e100, 5e-324, -2.5e-7, 2.0**53, 0.0001234):
        yield "float", x
