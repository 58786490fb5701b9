# take, take_along_axis, put_along_axis, put
a = np.array([[4, 3, 5], [1, 2, 1]])
b = np.zeros((2, 3))
np.put_along_axis(b, np.array([[0], [2]]), 7, axis=1)
c = np.zeros(3)
np.put(c, [0, 2], [1.0, 2.0])
print(np.take(a, [0, 2], axis=1).tolist(), np.take([4, 3], 1), np.take(a, [0, -1]).tolist(), np.take_along_axis(a, np.array([[1], [0]]), axis=1).tolist(), b.tolist(), c.tolist(), a.take([1], axis=0).tolist())

# sort, argsort: axis, stable
a = np.array([[3, 1, 2], [9, 7, 8]])
print(np.sort(a).tolist(), np.sort(a, axis=0).tolist(), np.sort(a, axis=None).tolist(), np.argsort(a).tolist(), np.argsort([2.5, 0.5, 1.5]).tolist(), np.argsort(a, axis=0).tolist(), np.argsort(-np.array([1, 3, 2])).tolist(), np.argsort([1, 1, 0], kind='stable').tolist(), np.sort([3.0, np.nan, 1.0]).tolist(), a.argsort(axis=1).tolist(), np.lexsort(([1, 0, 2], [0, 0, 0])).tolist())

# argpartition, partition
a = np.array([5, 1, 4, 2])
print(np.partition(a, 1)[1], sorted(a[np.argpartition(a, 2)[:2]].tolist()), sorted(np.argpartition(-a, 1)[:2].tolist()))

# unique
u, i, n = np.unique([3, 1, 3, 2], return_inverse=True, return_counts=True)
u2, first = np.unique([3, 1, 3], return_index=True)
print(u.tolist(), i.tolist(), n.tolist(), first.tolist(), np.unique([[1, 2], [2, 1]]).tolist(), np.unique(np.array([1.5, 1.5])).tolist(), np.unique([[1, 2], [1, 2]], axis=0).tolist())

# nonzero, flatnonzero, argwhere
a = np.array([[0, 1], [2, 0]])
print([i.tolist() for i in np.nonzero(a)], np.flatnonzero(a).tolist(), np.argwhere(a > 0).tolist(), [i.tolist() for i in (a > 1).nonzero()])

# searchsorted
print(int(np.searchsorted([1, 2, 3], 2)), int(np.searchsorted([1, 2, 3], 2, side='right')), np.searchsorted([1.0, 2.0], [0.5, 1.5, 9.0]).tolist())

# isin, in1d, set operations
print(np.isin([1, 2, 3], [2, 3]).tolist(), np.intersect1d([1, 2, 3], [2, 4, 3]).tolist(), np.union1d([1, 2], [2, 3]).tolist(), np.setdiff1d([1, 2, 3], [2]).tolist())

# compress, extract, place, putmask, copyto, fill_diagonal
a = np.arange(4.0)
np.place(a, a > 2, [9.0])
np.putmask(a, a < 1, -1.0)
b = np.zeros((2, 2))
np.copyto(b, [1.0, 2.0])
np.fill_diagonal(b, 5)
print(np.compress([True, False, True], [1, 2, 3]).tolist(), np.extract([False, True], [4, 5]).tolist(), a.tolist(), b.tolist())

# allclose, isclose, array_equal, array_equiv
print(np.allclose([1.0, 2.0], [1.0, 2.0 + 1e-9]), np.allclose(1.0, 1.1), np.isclose([1.0, 2.0], [1.0, 2.1]).tolist(), np.array_equal([1, 2], [1, 2]), np.array_equal([1], [1, 2]), np.allclose([1.0], [1.001], atol=0.01), np.allclose(1.0, 1.05, rtol=0.1), np.array_equiv([1, 2], [[1, 2]]), np.allclose([np.nan], [np.nan], equal_nan=True), bool(np.isclose(0.1 + 0.2, 0.3)))

# apply_along_axis, apply_over_axes
a = np.array([[1.0, 2.0], [3.0, 5.0]])
print(np.apply_along_axis(lambda r: r / r.sum(), 1, a).tolist(), np.apply_along_axis(np.max, 0, a).tolist(), np.apply_along_axis(lambda r: r[0] + r[1], axis=1, arr=a).tolist(), np.apply_along_axis(lambda r, k: r * k, 0, a, 2).tolist(), np.apply_along_axis(np.bincount, 1, np.array([[0, 1], [1, 1]]), minlength=3).tolist())

# nditer: multi_index
x = np.arange(4.0).reshape(2, 2)
it = np.nditer(x, flags=['multi_index'], op_flags=['readwrite'])
seen = []
while not it.finished:
    ix = it.multi_index
    seen.append((ix, float(x[ix])))
    x[ix] += 1
    it.iternext()
print(seen, x.tolist())

# nditer: for loop, readwrite
x = np.arange(3.0)
for v in np.nditer(x, op_flags=['readwrite']):
    v[...] = 2 * v
print(x.tolist(), [float(v) for v in np.nditer(np.array([[1, 2], [3, 4]]).T.copy())])

# nditer: with, index, value
x = np.arange(3) * 10
with np.nditer(x, flags=['c_index']) as it:
    for v in it:
        print(it.index, int(v))

# nditer: stores through it[0]
x = np.arange(2.0)
it = np.nditer(x, flags=['multi_index'], op_flags=['readwrite'])
while not it.finished:
    it[0] = it[0] * 3 + 1
    it.iternext()
print(x.tolist())

# ndindex, ndenumerate
print(list(np.ndindex(2, 2)), list(np.ndindex((1, 2))), [(i, int(v)) for i, v in np.ndenumerate(np.array([[1, 2], [3, 4]]))])

# numeric gradient
def f(x):
    return np.sum(x ** 2)
x = np.array([[1.0, 2.0], [3.0, 4.0]])
grad = np.zeros_like(x)
h = 1e-4
it = np.nditer(x, flags=['multi_index'])
while not it.finished:
    ix = it.multi_index
    old = x[ix]
    x[ix] = old + h
    up = f(x)
    x[ix] = old - h
    down = f(x)
    x[ix] = old
    grad[ix] = (up - down) / (2 * h)
    it.iternext()
print(np.round(grad, 6).tolist())

# issubdtype, dtype
a = np.arange(3)
print(np.issubdtype(a.dtype, np.integer), np.issubdtype(np.float32, np.floating), np.issubdtype(float, np.integer), np.issubdtype(a.dtype, int), np.dtype('float32').name if False else 'float32', a.dtype == np.int64, a.dtype == 'int64', a.dtype.kind, np.dtype(float).itemsize)

# finfo, iinfo
print(np.finfo(float).eps, np.finfo(np.float64).max, np.finfo(np.float32).eps, np.iinfo(np.int32).max, np.finfo('float64').tiny, np.iinfo(np.uint8).min, np.finfo(np.float64).min)

# calling dtypes
print(np.float32(3), np.int64(2.7), np.float64(1) / 4, np.bool_(1), np.int32(-1.5), np.float64([1, 2]).tolist(), np.int8(5), np.uint8(7))

# isscalar, iscomplexobj, isrealobj, result_type, can_cast
print(np.isscalar(3.0), np.isscalar([1]), np.iscomplexobj([1.0]), np.isrealobj(np.ones(2)), np.result_type(np.int64, np.float64), np.can_cast(np.int32, np.float64), np.promote_types('int64', 'float64'))

# shares_memory, may_share_memory
a = np.arange(4)
print(np.shares_memory(a, a[1:]), np.may_share_memory(a, a.copy()), a.base is None)

# isinstance
a = np.arange(3)
print(isinstance(a, np.ndarray), isinstance(a[0], np.integer), isinstance(np.float64(1), float), isinstance([], np.ndarray), isinstance(np.sum([1.5]), np.floating), type(a) == np.ndarray)

# testing
np.testing.assert_allclose([1.0, 2.0], [1.0, 2.0 + 1e-9], rtol=1e-5)
np.testing.assert_array_almost_equal([1.0], [1.0 + 1e-8])
np.testing.assert_array_equal([1, 2], [1, 2])
np.testing.assert_almost_equal(1.0, 1.0 + 1e-9)
np.testing.assert_equal(3, 3)
print('ok')

# testing: failure
np.testing.assert_allclose([1.0], [2.0])

# assert_array_equal: failure
np.testing.assert_array_equal([1, 2], [1, 3])

# assert_array_less, assert_array_almost_equal with decimal, assert_raises
np.testing.assert_array_less([1, 2], 3)
np.testing.assert_array_almost_equal([1.0], [1.04], decimal=1)
np.testing.assert_approx_equal(1.0, 1.0 + 1e-9)
np.testing.assert_(True)
print('ok')

# array2string, array_str, array_repr
print(np.array2string(np.array([1, 2])), np.array_str(np.array([1.0, 2.5])), repr(np.array([1, 2])))

# index of a maximum in rows
scores = np.array([[1.0, 3.0], [5.0, 2.0]])
print(scores[np.arange(2), scores.argmax(axis=1)].tolist(), scores[range(2), [0, 1]].tolist())

# errors: unexpected keyword
np.sum([1.0], axes=0)

# errors: missing argument
np.dot([1.0])
