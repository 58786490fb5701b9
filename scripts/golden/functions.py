"""What each function name of the cases means in NumPy. The twin in test/unit/ndarray/functions.ts takes the same arguments."""

import numpy as np
from numpy.lib import stride_tricks


def plain(name):
    return getattr(np, name)


UFUNCS = """add subtract multiply divide floor_divide mod power maximum minimum equal not_equal less less_equal greater
greater_equal logical_and logical_or logical_xor negative absolute sign logical_not isnan isfinite isinf""".split()

SAME_ARGUMENTS = """zeros ones full linspace eye clip where broadcast_to reshape ravel squeeze expand_dims transpose swapaxes
moveaxis rollaxis concatenate stack vstack hstack column_stack append split array_split tile repeat roll flip rot90 diag diagonal
tril triu trace take nonzero unravel_index ravel_multi_index searchsorted insert delete matmul dot outer tensordot
einsum atleast_1d atleast_2d isclose allclose""".split()


def reduction(name):
    return lambda a, axis, keepdims: np.asarray(plain(name)(a, axis=axis_of(axis), keepdims=keepdims))


def axis_of(axis):
    return tuple(axis) if isinstance(axis, list) else axis


def index_of(items):
    return tuple(None if item == "newaxis" else item for item in items)


def random_calls(kind, seed, calls):
    source = np.random.RandomState(seed) if kind == "legacy" else np.random.default_rng(seed)
    return [np.asarray(getattr(source, method)(*args)) for method, *args in calls]


def shuffled(kind, seed, a):
    source = np.random.RandomState(seed) if kind == "legacy" else np.random.default_rng(seed)
    source.shuffle(a)
    return [a, np.asarray(source.uniform())]


def generator_choice(kind, seed, population, size, replace, p):
    source = np.random.RandomState(seed) if kind == "legacy" else np.random.default_rng(seed)
    return source.choice(population, size, replace=replace, p=p)


def summary(kind, seed, method, args, size):
    """A long stream, thinned out: enough to meet every rare branch."""
    source = np.random.RandomState(seed) if kind == "legacy" else np.random.default_rng(seed)
    return getattr(source, method)(*args, size)[:: size // 50]


def as_strided(a, shape, strides):
    return stride_tricks.as_strided(np.ascontiguousarray(a), shape, [s * a.itemsize for s in strides])


def chain(shape, steps):
    """A chain of views of a counted array: the result, and whether it still shares the memory."""
    base = np.arange(float(np.prod(shape))).reshape(shape)
    result = base
    for name, *args in steps:
        result = FUNCTIONS[name](result, *args)
    return [result, bool(np.shares_memory(base, result))]


def unique(a):
    return list(np.unique(a, return_index=True, return_inverse=True, return_counts=True))


FUNCTIONS = {
    **{name: plain(name) for name in UFUNCS + SAME_ARGUMENTS},
    **{name: reduction(name) for name in "sum prod mean max min any all count_nonzero argmax argmin".split()},
    "var": lambda a, axis, keepdims, ddof: np.var(a, axis=axis_of(axis), keepdims=keepdims, ddof=ddof),
    "std": lambda a, axis, keepdims, ddof: np.std(a, axis=axis_of(axis), keepdims=keepdims, ddof=ddof),
    "cumsum": np.cumsum,
    "cumprod": np.cumprod,
    "from_nested": lambda nested: np.array(nested),
    "arange": np.arange,
    "astype": lambda a, dtype: a.astype(dtype),
    "tolist": lambda a: a.tolist(),
    "item": lambda a: np.asarray(a.item()),
    "broadcast_shapes": lambda *shapes: list(np.broadcast_shapes(*map(tuple, shapes))),
    "chain": chain,
    "round": np.round,
    "flatten": lambda a: a.flatten(),
    "pad_constant": lambda a, widths, values: np.pad(a, widths, constant_values=values),
    "pad": lambda a, widths, mode: np.pad(a, widths, mode=mode),
    "meshgrid": lambda arrays, indexing: list(np.meshgrid(*arrays, indexing=indexing)),
    "as_strided": as_strided,
    "sliding_window_view": lambda a, window, axis: stride_tricks.sliding_window_view(
        a, window if isinstance(window, int) else tuple(window), axis_of(axis)
    ),
    "getitem": lambda a, items: a[index_of(items)],
    "sort": lambda a, axis: np.sort(a, axis=axis),
    "argsort": lambda a, axis: np.argsort(a, axis=axis, kind="stable"),
    "unique": unique,
    "bincount": lambda a, weights, minlength: np.bincount(a, weights, minlength),
    "inv": np.linalg.inv,
    "solve": np.linalg.solve,
    "det": np.linalg.det,
    "norm": lambda a, order, axis, keepdims: np.linalg.norm(
        a, {"inf": np.inf, "-inf": -np.inf}.get(order, order) if isinstance(order, str) else order, axis_of(axis), keepdims
    ),
    "random": random_calls,
    "shuffle": shuffled,
    "choice": generator_choice,
    "random_stream": summary,
    "str": str,
    "repr": repr,
    "float": lambda x: repr(float(x)),
}
