# array: nested lists, dtype by contents
print(np.array([[1, 2], [3, 4]]).tolist(), np.array([1, 2.5]).tolist(), np.array([True, False]).tolist())

# array: tuples, ranges and arrays as rows
r = np.arange(3)
print(np.array((1, 2)).tolist(), np.array([range(3), r]).tolist(), np.array([r, r * 2.0]).tolist())

# array: dtype
print(np.array([1.7, -1.7], dtype=int).tolist(), np.array([0, 2], dtype=bool).tolist(), np.array([1, 2], dtype='float32').tolist())

# array: copies
a = np.array([1, 2, 3])
b = np.array(a)
c = np.array(a, copy=False) if False else np.asarray(a)
b[0] = 9
c[1] = 7
print(a.tolist(), b.tolist())

# array: ndmin
print(np.array([1, 2], ndmin=2).shape, np.array(3.0).shape, np.array(3).ndim)

# array: ragged
np.array([[1, 2], [3]])

# array: empty
print(np.array([]).shape, np.array([]).dtype, np.array([[], []]).shape)

# array: scalar arrays of mixed kinds
print(np.array([1, True]).dtype, np.array([True, 2.0]).dtype, np.array([[1, 2.0], [3, 4]]).dtype)

# asarray, asanyarray, ascontiguousarray
print(np.asarray([1, 2]).tolist(), np.asarray([1, 2], dtype=np.float64).tolist(), np.asanyarray((3, 4)).tolist(), np.ascontiguousarray([[1, 2], [3, 4]]).T.tolist())

# asarray: no copy
a = np.zeros(2)
np.asarray(a)[0] = 5
np.asarray(a, dtype=int)[1] = 5
print(a.tolist())

# zeros: int, tuple, list, dtype
print(np.zeros(2).tolist(), np.zeros((2, 3)).tolist(), np.zeros([1, 2], dtype=int).tolist(), np.zeros(3, bool).tolist(), np.zeros(()).tolist())

# ones, full, empty
print(np.ones((2, 2)).tolist(), np.ones(2, dtype=np.int64).tolist(), np.full((2,), 7).tolist(), np.full((2, 2), 1.5).tolist(), np.full(2, 3, dtype=float).tolist(), np.empty((2, 3)).shape)

# full: broadcast fill value
print(np.full((2, 3), [1, 2, 3]).tolist())

# zeros_like, ones_like, full_like, empty_like
a = np.arange(6).reshape(2, 3)
print(np.zeros_like(a).tolist(), np.ones_like(a).tolist(), np.full_like(a, 2.9).tolist(), np.empty_like(a).shape)

# zeros_like: dtype, shape, list
print(np.zeros_like([1, 2], dtype=float).tolist(), np.ones_like(np.eye(2), shape=(3,)).tolist(), np.zeros_like(3.0).tolist(), np.full_like([1.0, 2.0], np.inf).tolist())

# arange: one, two, three arguments
print(np.arange(4).tolist(), np.arange(2, 5).tolist(), np.arange(5, 0, -2).tolist(), np.arange(0, 1, 0.25).tolist(), np.arange(3.0).tolist())

# arange: keywords, dtype
print(np.arange(start=1, stop=4, step=2).tolist(), np.arange(3, dtype=float).tolist(), np.arange(1, 3, dtype=np.float32).tolist(), np.arange(0).tolist())

# arange: zero step
np.arange(1, 2, 0)

# linspace
print(np.linspace(0, 1, 5).tolist(), np.linspace(0, 1, 4, endpoint=False).tolist(), np.linspace(2.0, 3.0, num=3).tolist(), np.linspace(-0.1, 0.2, num=5).reshape(1, 5).tolist())

# linspace: retstep, default count, dtype
x, step = np.linspace(0, 10, 3, retstep=True)
print(x.tolist(), step, len(np.linspace(0, 1)), np.linspace(0, 5, 3, dtype=int).tolist())

# logspace, geomspace
print(np.logspace(0, 2, 3).tolist(), np.logspace(-3, -1, num=3, base=10.0).tolist(), np.logspace(0, 3, 4, base=2).tolist(), np.geomspace(1, 8, 4).tolist())

# eye, identity
print(np.eye(2).tolist(), np.eye(2, 3).tolist(), np.eye(3, k=1).tolist(), np.eye(2, dtype=int).tolist(), np.identity(2).tolist(), np.eye(N=2, M=3, k=-1).tolist())

# eye as one-hot
print(np.eye(3)[[0, 2, 1]].tolist(), np.eye(3)[np.array([1, 1])].tolist())

# diag, diagflat
print(np.diag([1, 2]).tolist(), np.diag(np.arange(9).reshape(3, 3)).tolist(), np.diag(np.arange(9).reshape(3, 3), k=1).tolist(), np.diag([1.5], k=-1).tolist(), np.diagflat([[1, 2], [3, 4]]).tolist())

# tri, tril, triu
a = np.arange(1, 10).reshape(3, 3)
print(np.tri(3).tolist(), np.tril(a).tolist(), np.triu(a).tolist(), np.triu(a, k=1).tolist(), np.tril(a, -1).tolist())

# triu_indices, tril_indices, diag_indices
a = np.arange(9).reshape(3, 3)
print(a[np.triu_indices(3)].tolist(), a[np.tril_indices(3, -1)].tolist(), a[np.triu_indices(3, k=1)].tolist(), a[np.diag_indices(3)].tolist(), a[np.triu_indices_from(a, 1)].tolist())

# meshgrid
x, y = np.meshgrid(np.arange(3), np.arange(2))
print(x.tolist(), y.tolist())

# meshgrid: ij, sparse
x, y = np.meshgrid([1, 2], [3, 4, 5], indexing='ij')
u, v = np.meshgrid([1, 2], [3, 4, 5], sparse=True)
print(x.tolist(), y.tolist(), u.shape, v.shape)

# mgrid, ogrid
print(np.mgrid[0:2, 0:3].tolist(), np.mgrid[0:4:2].tolist(), [g.shape for g in np.ogrid[0:2, 0:3]])

# indices
i, j = np.indices((2, 3))
print(i.tolist(), j.tolist())

# fromfunction, fromiter
print(np.fromfunction(lambda i, j: i + 10 * j, (2, 3)).tolist(), np.fromfunction(lambda i: i * 2, (3,), dtype=int).tolist(), np.fromiter((k * k for k in range(4)), dtype=float).tolist())

# copy
a = np.arange(3)
b = np.copy(a)
b[0] = 9
print(a.tolist(), b.tolist())

# atleast_1d, atleast_2d, atleast_3d
print(np.atleast_1d(3).tolist(), np.atleast_2d([1, 2]).tolist(), np.atleast_2d(5.0).tolist(), np.atleast_3d(np.ones((2, 2))).shape, np.atleast_3d([1, 2]).shape)

# atleast_2d: several
a, b = np.atleast_2d(1, [2, 3])
print(a.tolist(), b.tolist())

# r_, c_
print(np.r_[1, 2, [3, 4]].tolist(), np.r_[0:3, 5].tolist(), np.c_[[1, 2], [3, 4]].tolist(), np.c_[np.ones((2, 1)), np.zeros((2, 2))].tolist(), np.r_[np.zeros((1, 2)), np.ones((1, 2))].tolist())

# s_, ix_, newaxis
a = np.arange(12).reshape(3, 4)
print(a[np.s_[1:, ::2]].tolist(), a[np.ix_([0, 2], [1, 3])].tolist(), np.arange(3)[:, np.newaxis].shape, a[np.index_exp[0, 1]])

# vander
print(np.vander([1, 2, 3], 3).tolist(), np.vander([1, 2], increasing=True).tolist())

# broadcast_to, broadcast_arrays
x, y = np.broadcast_arrays(np.arange(3), np.ones((2, 1)))
print(np.broadcast_to([1, 2], (2, 2)).tolist(), x.tolist(), y.tolist())

# broadcast_to: shapes that do not fit
np.broadcast_to(np.ones(3), (2, 2))

# zeros: negative
np.zeros((2, -1))

# zeros: a float length
np.zeros(2.5)
