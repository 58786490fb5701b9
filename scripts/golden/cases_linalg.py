"""Products and small linear algebra."""

import numpy as np

from samples import bools, floats, ints, nan


def cases():
    yield from products()
    yield from einsums()
    yield from solving()


def products():
    shapes = [
        ((2, 3), (3, 4)), ((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((5, 2, 3), (3, 4)), ((5, 2, 3), (5, 3, 4)), ((2, 3), (5, 3, 4)),
        ((5, 1, 2, 3), (4, 3, 2)), ((5, 2, 3), (3,)), ((3,), (5, 3, 2)), ((2, 3), (2, 3)), ((3,), (2,)), ((5, 2, 3), (4, 3, 2)),
        ((), (3,)), ((2, 3), ()), ((0, 3), (3, 2)), ((2, 0), (0, 2)), ((1, 1), (1, 1)), ((5, 6), (6, 7)), ((7, 9), (9, 5)), ((2, 3, 4), (4, 2)),
        ((2, 3, 4), (5, 4, 2)), ((2, 3, 4), (4,)), ((), ()),
    ]  # fmt: skip
    for fn in ("matmul", "dot", "outer"):
        for left, right in shapes if fn != "outer" else shapes[:4] + shapes[13:17]:
            yield fn, floats(*left), floats(*right) + 0.5
        yield fn, ints(2, 3), ints(3, 2)
        yield fn, bools(2, 3), bools(3, 2)
        yield fn, ints(2, 3), floats(3, 2)
        yield fn, np.array([[nan, 0.0]]), np.array([[0.0], [np.inf]])
    for axes in (0, 1, 2, [[1, 2], [0, 1]], [[1], [0]], [[0], [0]], [[-1], [1]], [[0, 1], [0]]):
        yield "tensordot", floats(2, 3, 4), floats(3, 4, 2), axes
    yield "tensordot", floats(2, 3), floats(3, 4), 1


def einsums():
    a, b, c = floats(2, 3), floats(3, 4), floats(3, 3)
    batch, other = floats(5, 2, 3), floats(5, 3, 2)
    for args in (
        ("ij,jk->ik", a, b), ("ij,jk", a, b), ("ij->ji", a), ("ij->", a), ("ij->i", a), ("ij->j", a), ("ii", c), ("ii->i", c), ("ij,ij->i", a, a),
        ("ij,ij", a, a), ("i,j->ij", floats(2), floats(3)), ("i,i", floats(3), floats(3)), ("bij,bjk->bik", batch, other),
        ("bij,bjk->ik", batch, other), ("...ij,...jk->...ik", batch, other), ("...ij,jk->...ik", batch, b), ("...ij->...ji", batch),
        ("i...->...", batch), ("...", a), ("ij...", batch), ("ba", a), ("ij,jk,kl->il", a, b, floats(4, 2)), ("ij,kj->ik", a, floats(4, 3)),
        ("ij,i->ij", a, floats(2)), ("ij, j -> i", a, floats(3)), ("ij,jk->ki", a, b), ("i,ij,j", floats(2), a, floats(3)), ("ijk->kj", batch),
        ("ij,kl->", a, b), (",ij->ij", floats(), a), ("iij->j", floats(2, 2, 3)), ("ij,ij->ij", floats(2, 1), a), ("ik,ijk->j", a, floats(2, 4, 3)),
        ("ij,jk->ik", a, a), ("ij->ijj", a), ("ij->k", a), ("ijk", a), ("i", a), ("ij,jk", a), ("ij->ik->i", a), ("i1", a), ("ii->ii", c),
    ):  # fmt: skip
        yield "einsum", *args
    yield "einsum", "ij,jk->ik", ints(2, 3), ints(3, 2)


def solving():
    square = floats(4, 4) + 5 * np.eye(4)
    yield "inv", square
    yield "inv", np.array([[0.0, 2.0], [1.0, 0.0]])
    yield "inv", ints(3, 3)
    yield "inv", np.ones((2, 2))
    yield "inv", floats(2, 3)
    yield "solve", square, floats(4)
    yield "solve", square, floats(4, 2)
    yield "solve", square, floats(3)
    yield "solve", np.zeros((2, 2)), floats(2)
    for a in (square, np.ones((2, 2)), np.array([[0.0, 2.0], [1.0, 0.0]]), ints(3, 3), floats(0, 0), floats(2, 3)):
        yield "det", a
    for order in (None, 1, 2, 3, 0, 0.5, "inf", "-inf", -1):
        yield "norm", floats(5), order, None, False
        yield "norm", floats(3, 4), order, 1, True
        if order not in (2, 0, 3, 0.5):
            yield "norm", floats(3, 4), order, None, False
            yield "norm", floats(2, 3, 4), order, [0, 2], True
    yield "norm", floats(2, 3, 4), None, None, False
    yield "norm", floats(3, 4), 3, None, False
    yield "norm", ints(5), None, None, False
