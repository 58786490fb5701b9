# reshape: tuple, varargs, -1
a = np.arange(6)
print(np.reshape(a, (2, 3)).tolist(), a.reshape(3, 2).tolist(), a.reshape((2, -1)).tolist(), a.reshape(-1).tolist(), a.reshape([1, 6]).shape, np.reshape(a, -1).tolist())

# reshape: order F
a = np.arange(6)
print(a.reshape(2, 3, order='F').tolist(), np.reshape([[1, 2], [3, 4]], 4, order='F').tolist(), np.arange(6).reshape(2, 3).reshape((3, 2), order='F').tolist())

# reshape: a view
a = np.zeros(4)
a.reshape(2, 2)[1, 0] = 5
print(a.tolist())

# reshape: of a transpose is a copy
a = np.arange(4).reshape(2, 2)
b = a.T.reshape(4)
b[0] = 9
print(a.tolist(), b.tolist())

# reshape: sizes that do not match
np.arange(6).reshape(4, 2)

# reshape: two unknowns
np.arange(6).reshape(-1, -1)

# ravel, flatten
a = np.arange(4).reshape(2, 2)
r = a.ravel()
f = a.flatten()
r[0] = 7
f[1] = 8
print(a.tolist(), f.tolist(), np.ravel([[1, 2], [3, 4]]).tolist(), a.T.ravel().tolist(), a.flatten('F').tolist(), np.ravel(a, order='F').tolist(), a.ravel(order='C').tolist())

# transpose: all forms
a = np.arange(24).reshape(2, 3, 4)
print(a.T.shape, a.transpose().shape, a.transpose(1, 0, 2).shape, a.transpose((2, 0, 1)).shape, np.transpose(a, (0, 2, 1)).shape, np.transpose(a, axes=[1, 2, 0]).tolist(), a.transpose(0, -1, 1).shape, np.transpose([[1, 2], [3, 4]]).tolist())

# transpose: a view
a = np.zeros((2, 3))
a.T[0, 1] = 4
print(a.tolist())

# transpose: axes that do not fit
np.ones((2, 3)).transpose(0, 1, 2)

# swapaxes, moveaxis, rollaxis
a = np.arange(24).reshape(2, 3, 4)
print(np.swapaxes(a, 0, 2).shape, a.swapaxes(1, 2).tolist(), np.moveaxis(a, 0, -1).shape, np.moveaxis(a, [0, 1], [-1, -2]).shape, np.rollaxis(a, 2).shape, np.rollaxis(a, 0, 3).shape, np.matrix_transpose(a).shape)

# expand_dims, squeeze
a = np.arange(3)
print(np.expand_dims(a, 0).shape, np.expand_dims(a, axis=1).tolist(), np.expand_dims(a, (0, -1)).shape, np.squeeze(np.ones((1, 3, 1))).shape, np.squeeze(np.ones((1, 3, 1)), axis=0).shape, np.ones((1, 2)).squeeze().tolist(), np.ones((2, 1, 1)).squeeze(axis=(1, 2)).shape, np.squeeze([[5.0]]).tolist())

# squeeze: an axis that is longer
np.squeeze(np.ones((2, 3)), axis=0)

# concatenate
a, b = np.ones((2, 2)), np.zeros((1, 2))
print(np.concatenate([a, b]).tolist(), np.concatenate((a, a), axis=1).tolist(), np.concatenate([[1, 2], [3.5]]).tolist(), np.concatenate([a, b], axis=None).tolist(), np.concat([[1], [2]]).tolist(), np.concatenate([a, a], -1).shape)

# concatenate: shapes that do not fit
np.concatenate([np.ones((2, 2)), np.ones((2, 3))])

# stack, hstack, vstack, dstack, column_stack
a, b = np.array([1, 2]), np.array([3, 4])
print(np.stack([a, b]).tolist(), np.stack([a, b], axis=1).tolist(), np.stack([a, b], axis=-1).tolist(), np.hstack([a, b]).tolist(), np.hstack((np.ones((2, 1)), np.zeros((2, 2)))).tolist(), np.vstack([a, b]).tolist(), np.vstack((a, np.zeros((2, 2)))).tolist(), np.dstack([a, b]).shape, np.column_stack([a, b]).tolist(), np.column_stack((np.ones((2, 1)), a)).tolist())

# hstack of numbers, stack of numbers
print(np.hstack([1, 2.0]).tolist(), np.stack([1, 2]).tolist(), np.hstack([np.array([1]), 5]).tolist(), np.vstack([1, 2]).tolist())

# stack: shapes that differ
np.stack([np.ones(2), np.ones(3)])

# split, array_split, hsplit, vsplit, dsplit
a = np.arange(6)
print([p.tolist() for p in np.split(a, 3)], [p.tolist() for p in np.split(a, [2, 3])], [p.tolist() for p in np.array_split(a, 4)], [p.shape for p in np.split(np.ones((2, 4)), 2, axis=1)], [p.tolist() for p in np.hsplit(np.arange(4).reshape(2, 2), 2)], [p.tolist() for p in np.vsplit(np.arange(4).reshape(2, 2), 2)], [p.shape for p in np.dsplit(np.ones((1, 1, 4)), 2)], [p.tolist() for p in np.array_split(a, 2, axis=0)])

# split: into unequal parts
np.split(np.arange(5), 2)

# tile, repeat
a = np.array([[1, 2], [3, 4]])
print(np.tile([1, 2], 2).tolist(), np.tile([1, 2], (2, 1)).tolist(), np.tile(a, (1, 2)).tolist(), np.tile(3.0, 2).tolist(), np.repeat([1, 2], 2).tolist(), np.repeat(a, 2, axis=0).tolist(), np.repeat(a, 2, axis=1).tolist(), np.repeat(a, 2).tolist(), np.repeat([1, 2], [1, 3]).tolist(), a.repeat(2, axis=0).tolist(), np.repeat(7, 3).tolist(), np.repeat(a, [2, 1], axis=0).tolist())

# pad: constant
a = np.ones((2, 2))
print(np.pad(a, 1).tolist(), np.pad(a, ((1, 0), (0, 2)), 'constant').tolist(), np.pad([1, 2], (1, 2), mode='constant', constant_values=9).tolist(), np.pad(a, ((0,), (1,)), mode='constant').tolist(), np.pad([1, 2], (1, 1), 'constant', constant_values=(3, 4)).tolist(), np.pad([1], [2, 0]).tolist())

# pad: of four axes
x = np.ones((1, 1, 2, 2))
print(np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)), mode='constant').shape, np.pad(x, [(0, 0), (0, 0), (1, 2), (0, 1)], 'constant', constant_values=0).tolist())

# pad: edge, reflect, wrap, symmetric
a = [1, 2, 3]
print(np.pad(a, 2, 'edge').tolist(), np.pad(a, 2, mode='reflect').tolist(), np.pad(a, 2, mode='symmetric').tolist(), np.pad(a, 2, mode='wrap').tolist(), np.pad([[1, 2], [3, 4]], 1, mode='edge').tolist())

# flip, fliplr, flipud, rot90, roll
a = np.arange(6).reshape(2, 3)
print(np.flip(a).tolist(), np.flip(a, 1).tolist(), np.flip(a, axis=(0, 1)).tolist(), np.fliplr(a).tolist(), np.flipud(a).tolist(), np.rot90(a).tolist(), np.rot90(a, 2).tolist(), np.rot90(a, k=-1).tolist(), np.roll(a, 1).tolist(), np.roll(a, 1, axis=1).tolist(), np.roll([1, 2, 3], -1).tolist(), np.roll(a, (1, 1), axis=(0, 1)).tolist())

# rot90: axes
a = np.arange(8).reshape(2, 2, 2)
print(np.rot90(a, 2, axes=(1, 2)).tolist(), np.rot90(a, 1, (0, 2)).tolist())

# insert, append, delete
a = np.array([[1, 2], [3, 4]])
print(np.insert([1, 2, 3], 1, 9).tolist(), np.insert(a, 0, 1, axis=1).tolist(), np.insert(a, 1, [7, 8], axis=0).tolist(), np.insert(a, 1, 5).tolist(), np.append([1, 2], 3).tolist(), np.append(a, [[5, 6]], axis=0).tolist(), np.append(a, [5]).tolist(), np.delete([1, 2, 3], 1).tolist(), np.delete(a, 0, axis=0).tolist(), np.delete(a, 1, 1).tolist(), np.delete([1, 2, 3, 4], [0, 2]).tolist(), np.insert([1, 2, 3], [0, 2], [8, 9]).tolist())

# resize
print(np.resize([1, 2, 3], (2, 2)).tolist(), np.resize([1, 2], 5).tolist())

# unravel_index, ravel_multi_index
print([int(i) for i in np.unravel_index(5, (2, 3))], [i.tolist() for i in np.unravel_index([1, 5], (2, 3))], int(np.ravel_multi_index((1, 2), (2, 3))), np.ravel_multi_index(([0, 1], [1, 2]), (2, 3)).tolist())

# unravel_index of an argmax
a = np.array([[1.0, 9.0], [3.0, 4.0]])
i, j = np.unravel_index(np.argmax(a, axis=None), a.shape)
print(a[i, j], a[np.unravel_index(a.argmax(), a.shape)])

# shape, ndim, size
a = np.ones((2, 3))
print(np.shape(a), np.ndim(a), np.size(a), np.size(a, 0), np.size(a, axis=1), np.shape([[1, 2]]), np.ndim(3), np.size([1, 2]), np.shape(3.0))

# attributes
a = np.ones((2, 3))
print(a.shape, a.ndim, a.size, a.T.shape, a.dtype, a.itemsize, a.nbytes, a.strides, a.T.strides, len(a), a.shape[0], a.shape[-1])

# attributes of integers and booleans
print(np.arange(3).dtype, (np.arange(3) > 1).dtype == bool, np.arange(3).strides, np.ones((2, 2)).flags['C_CONTIGUOUS'], np.ones((2, 3)).T.flags.c_contiguous)

# flat
a = np.arange(4).reshape(2, 2)
print([int(v) for v in a.flat], a.flat[2], a.flat[1:3].tolist(), len(a.flat))

# flat: stores
a = np.zeros((2, 2))
a.flat[1] = 3
a.flat[2:] = 7
print(a.tolist())

# mT, real
a = np.arange(6.0).reshape(2, 3)
print(a.mT.tolist(), a.real.tolist(), a.imag.tolist(), a.conj().tolist())

# astype
a = np.array([1.7, -1.7, 0.0])
print(a.astype(int).tolist(), a.astype(bool).tolist(), a.astype('float32').dtype, a.astype(np.float64).tolist(), np.array([True, False]).astype(int).tolist(), np.array([1, 2]).astype(float).tolist(), np.array([300, -1]).astype(np.uint8).tolist(), a.astype(np.int32, copy=False).dtype)

# copy, fill, tolist, item
a = np.zeros((2, 2))
b = a.copy()
b.fill(3)
a[:] = 1
print(a.tolist(), b.tolist(), np.array([5]).item(), b.item(1), b.item((0, 1)), np.arange(2).tolist())

# view, T.copy
a = np.arange(3.0)
v = a.view()
v[0] = 5
print(a.tolist(), a[:, None].T.copy().tolist())

# in-place methods: sort, resize
a = np.array([3, 1, 2])
a.sort()
print(a.tolist())

# shape assignment by reshape of itself
x = np.arange(6)
x = x.reshape(x.shape[0] // 3, -1)
print(x.tolist())

# as_strided, sliding_window_view
from numpy.lib.stride_tricks import as_strided, sliding_window_view
x = np.arange(5.0)
print(as_strided(x, shape=(3, 3), strides=(8, 8)).tolist(), sliding_window_view(x, 2).tolist(), np.lib.stride_tricks.sliding_window_view(np.arange(9).reshape(3, 3), (2, 2)).tolist(), np.lib.stride_tricks.as_strided(x, (2, 2), (16, 8)).tolist())

# as_strided: from the array's own strides
x = np.arange(16.0).reshape(1, 4, 4)
s = x.strides
w = np.lib.stride_tricks.as_strided(x, shape=(1, 2, 2, 2, 2), strides=(s[0], s[1] * 2, s[2] * 2, s[1], s[2]))
print(w.tolist(), w.max(axis=(3, 4)).tolist())

# sliding_window_view: axis
x = np.arange(12).reshape(3, 4)
w = np.lib.stride_tricks.sliding_window_view(x, 2, axis=1)
print(w.shape, w.tolist())

# trim_zeros, diagonal
a = np.arange(9).reshape(3, 3)
print(np.trim_zeros(np.array([0, 1, 2, 0])).tolist(), np.diagonal(a).tolist(), np.diagonal(a, offset=1).tolist(), a.diagonal().tolist(), a.diagonal(-1).tolist())

# block
print(np.block([[np.eye(2), np.zeros((2, 1))], [np.ones((1, 3))]]).tolist(), np.block([1, 2, [3]]).tolist() if False else None)
