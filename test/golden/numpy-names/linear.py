# dot: all ranks
a, b = np.arange(6.0).reshape(2, 3), np.arange(12.0).reshape(3, 4)
print(np.dot(a, b).tolist(), np.dot([1, 2], [3, 4]), np.dot(2, [1, 2]).tolist(), a.dot([1, 0, 1]).tolist(), np.dot([1.0, 2.0], a).tolist(), np.dot(3, 4), a.dot(2).tolist(), np.dot(a, 2.0).tolist())

# dot: three axes
a = np.arange(12.0).reshape(2, 2, 3)
print(np.dot(a, np.ones((3, 2))).tolist(), np.dot(np.ones((2, 2)), np.arange(8.0).reshape(2, 2, 2)).tolist())

# dot: shapes that do not fit
np.dot(np.ones((2, 3)), np.ones((2, 3)))

# dot: out
out = np.zeros((2, 2))
np.dot(np.eye(2), np.ones((2, 2)), out=out)
print(out.tolist())

# matmul
a = np.arange(12.0).reshape(2, 2, 3)
print(np.matmul(a, np.ones((3, 1))).tolist(), np.matmul([1, 2], [3, 4]), (a @ np.ones(3)).tolist(), np.matmul(a, np.ones((2, 3, 2))).shape)

# matmul: shapes that do not fit
np.matmul(np.ones((2, 3)), np.ones((4, 2)))

# inner, outer, vdot
print(np.inner([1, 2], [3, 4]), np.inner([[1, 2], [3, 4]], [[1, 0], [1, 1]]).tolist(), np.outer([1, 2], [3, 4, 5]).tolist(), np.outer([[1], [2]], [3.0]).tolist(), np.vdot([[1, 2], [3, 4]], [[1, 1], [1, 1]]), np.inner(2, 3))

# tensordot
a, b = np.arange(24.0).reshape(2, 3, 4), np.arange(12.0).reshape(3, 4)
print(np.tensordot(a, b).tolist(), np.tensordot(a, b, axes=([1, 2], [0, 1])).tolist(), np.tensordot(a, np.ones((4, 2)), axes=1).shape, np.tensordot(a, b, axes=[[1], [0]]).shape, np.tensordot([1, 2], [3, 4], axes=0).tolist(), np.tensordot(a, np.ones((2, 5)), axes=(0, 0)).shape)

# einsum
a, b = np.arange(6.0).reshape(2, 3), np.arange(6.0).reshape(3, 2)
print(np.einsum('ij,jk->ik', a, b).tolist(), np.einsum('ij->ji', a).tolist(), np.einsum('ij->', a), np.einsum('ii', np.eye(3)), np.einsum('ij,ij->i', a, a).tolist(), np.einsum('i,j->ij', [1, 2], [3, 4]).tolist(), np.einsum('ij,jk', a, b).tolist(), np.einsum('...j->...', a).tolist(), np.einsum('ij,kj->ik', a, a, optimize=True).tolist())

# einsum: batches, spaces, three operands
a, b = np.arange(12.0).reshape(2, 2, 3), np.ones((2, 3, 2))
print(np.einsum('bij, bjk -> bik', a, b).tolist(), np.einsum('ij,jk,kl->il', np.eye(2), np.ones((2, 3)), np.ones((3, 1))).tolist(), np.einsum('ii->i', np.arange(4).reshape(2, 2)).tolist())

# einsum: shapes that do not fit
np.einsum('ij,jk->ik', np.ones((2, 3)), np.ones((2, 3)))

# kron, cross
print(np.kron([1, 2], [1, 1]).tolist(), np.kron(np.eye(2), [[1, 2]]).tolist(), np.cross([1, 0, 0], [0, 1, 0]).tolist(), np.cross([[1.0, 2.0, 3.0]], [[4.0, 5.0, 6.0]]).tolist())

# linalg.norm
a = np.array([[3.0, 4.0], [6.0, 8.0]])
print(np.linalg.norm([3, 4]), np.linalg.norm(a), np.linalg.norm(a, axis=1).tolist(), np.linalg.norm(a, axis=1, keepdims=True).tolist(), np.linalg.norm([3, -4], 1), np.linalg.norm([3, -4], np.inf), np.linalg.norm(a, ord=1, axis=0).tolist(), np.linalg.norm(a, 'fro'), np.linalg.norm([1, 0, 2], 0), np.linalg.norm(a, ord=2, axis=0).tolist(), np.linalg.norm([1.0, 2.0], ord=3))

# linalg.norm: of matrices by rows and columns
a = np.array([[1.0, -2.0], [3.0, 4.0]])
print(np.linalg.norm(a, 1), np.linalg.norm(a, np.inf), np.linalg.norm(a, -np.inf), np.linalg.norm(a.reshape(1, 2, 2), axis=(1, 2)).tolist())

# linalg.inv, linalg.det, linalg.solve
a = np.array([[2.0, 1.0], [1.0, 3.0]])
print(np.round(np.linalg.inv(a), 10).tolist(), round(float(np.linalg.det(a)), 10), np.round(np.linalg.solve(a, [3.0, 5.0]), 10).tolist(), np.round(np.linalg.solve(a, np.eye(2)), 10).tolist(), np.round(np.linalg.pinv(a), 8).tolist())

# linalg.inv: singular
np.linalg.inv(np.array([[1.0, 2.0], [2.0, 4.0]]))

# linalg.matrix_power, multi_dot, matrix_rank, trace
a = np.array([[1.0, 1.0], [0.0, 1.0]])
print(np.linalg.matrix_power(a, 3).tolist(), np.linalg.multi_dot([a, a, a]).tolist(), np.linalg.matrix_power(a, 0).tolist(), np.linalg.matrix_power(a, -1).tolist())

# linalg.slogdet
s, l = np.linalg.slogdet(np.array([[1.0, 2.0], [3.0, 4.0]]))
print(float(s), round(float(l), 12))

# convolve, correlate
print(np.convolve([1, 2, 3], [0, 1, 0.5]).tolist(), np.convolve([1, 2, 3], [1, 1], mode='valid').tolist(), np.convolve([1, 2, 3], [0, 1, 0.5], 'same').tolist(), np.correlate([1, 2, 3], [0, 1, 0.5]).tolist(), np.correlate([1, 2, 3], [0, 1, 0.5], 'full').tolist())

# numbers keep integers
print(np.dot([1, 2], [3, 4]).dtype, np.dot([1.0], [2]).dtype, np.outer([1], [2]).dtype, np.matmul([[1]], [[2.0]]).dtype)
