/** Expressions over a 2 × 3 array `x` whose results depend on it differentiably. */
export const EXPRESSIONS = `
np.array([x[0], x[1] * 2])
np.array([[x[0, 0], 1.0], [x[1, 2], x[0, 1]]])
np.array([x[0, 0] * x[1, 1], 3, x[0, 2]])
np.asarray([[x[0], x[1]], [x[1], x[0]]])
np.copy(x)
x.copy() * x
x.astype(np.float32) * x
np.array(x, dtype=float, ndmin=3)
np.full((2, 2), x[0, 1])
np.full_like(x, x[1, 0])
np.add(x, x.T[:, :1].T)
np.subtract(1, x)
np.multiply(x, x[0])
np.divide(x, x[1])
np.true_divide(x[0], x)
np.power(x, 2)
np.power(2.0, x)
np.power(x, x)
np.float_power(x, 3)
np.mod(x, 0.7)
np.fmod(x, 0.7)
np.maximum(x, 1)
np.minimum(x, x.mean())
np.fmax(x, 1.0)
np.fmin(1.0, x)
np.hypot(x, 2)
np.arctan2(x, x[0])
np.logaddexp(x, 1.0)
np.logaddexp2(x, 1.0)
np.copysign(x, [-1.0, 1.0, -1.0])
np.negative(x)
np.positive(x) * x
np.abs(x - 1)
np.fabs(x - 1)
np.square(x)
np.sqrt(x)
np.cbrt(x)
np.reciprocal(x)
np.exp(x)
np.exp2(x)
np.expm1(x)
np.log(x)
np.log2(x)
np.log10(x)
np.log1p(x)
np.sin(x)
np.cos(x)
np.tan(x / 3)
np.arcsin(x / 3)
np.arccos(x / 3)
np.arctan(x)
np.sinh(x)
np.cosh(x)
np.tanh(x)
np.arcsinh(x)
np.arccosh(x + 1)
np.arctanh(x / 3)
np.sinc(x)
np.deg2rad(x)
np.rad2deg(x)
np.conj(x) * x
np.real(x) * x
np.clip(x, 0.5, 1.5)
np.clip(x, None, 1.5)
np.clip(x, x[0, 0] + 0.1, None)
x.clip(0.5, 1.5)
np.nan_to_num(x) * x
np.nan_to_num(x, nan=1.0, posinf=5.0) * x
np.where(x > 1, x ** 2, -x)
np.where(x > 1, 0, x[0])
np.select([x < 0.5, x > 1.5], [x ** 2, x ** 3], default=x)
np.choose([[0, 1, 1], [1, 0, 0]], [x, x * x])
np.piecewise(x, [x < 1, x >= 1], [lambda t: t * t, lambda t: 3 * t])
np.modf(x)[0] * x
np.divmod(x, 0.7)[1]
np.sum(x) ** 2
np.sum(x, axis=0) ** 2
np.sum(x, axis=(0, 1), keepdims=True) ** 2
np.sum(x, axis=1, initial=2.0) ** 2
np.sum(x, where=x > 1) ** 2
np.sum([x[0], x[1]], axis=0) ** 2
x.sum(-1) ** 2
np.prod(x)
np.prod(x, axis=1)
np.mean(x, axis=0) ** 2
np.mean(x, where=x > 1) ** 2
np.average(x, axis=1, weights=[1.0, 2.0, 3.0]) ** 2
np.average(x, weights=x * x)
np.var(x)
np.var(x, axis=0, ddof=1)
x.std()
np.std(x, axis=1, keepdims=True)
np.max(x, axis=0) * x[0]
np.amin(x)
np.max(x, initial=1.0)
np.ptp(x, axis=1)
np.median(x, axis=1)
np.percentile(x, 30)
np.quantile(x, [0.2, 0.9], axis=0)
np.nansum(np.where(x > 2, np.nan, x ** 2))
np.nanmean(x ** 2, axis=0)
np.nanvar(x, axis=1)
np.nanstd(x)
np.nanmax(x ** 2)
np.cumsum(x)
np.cumsum(x, axis=1) ** 2
np.cumprod(x, axis=0)
np.trace(x)
np.diff(x, axis=1) ** 2
np.ediff1d(x) ** 2
np.cov(x)
np.corrcoef(x)
np.bincount([0, 1, 1], weights=x[0]) ** 2
np.interp([0.5, 1.5], [0.0, 1.0, 2.0], x[0]) ** 2
np.polyval([1.0, 2.0], x) * x
np.polyval(x[0], 2.0)
np.dot(x, x.T)
np.dot(x[0], x[1])
np.dot(x, 2.0) * x
x.dot(x[0])
x @ x.T
np.matmul(x[:, None, :], x[:, :, None])
np.inner(x, x)
np.outer(x[0], x[1])
np.vdot(x, x)
np.tensordot(x, x, axes=([0], [0]))
np.tensordot(x, x.T, axes=1)
np.einsum('ij,kj->ik', x, x)
np.einsum('ij->j', x) ** 2
np.kron(x[0], x[1])
np.cross(x[0], x[1])
np.convolve(x[0], x[1])
np.convolve(x[0], x[1], 'same')
np.correlate(x[0], x[1], 'full')
np.linalg.norm(x)
np.linalg.norm(x, axis=1, keepdims=True)
np.linalg.norm(x, ord=1, axis=0)
np.linalg.inv(x[:, :2])
np.linalg.det(x[:, 1:])
np.linalg.solve(x[:, :2], x[:, 2])
np.linalg.slogdet(x[:, :2])[1]
np.linalg.pinv(x)
np.linalg.matrix_power(x[:, :2], 3)
np.linalg.multi_dot([x, x.T, x])
np.reshape(x, (3, 2)) ** 2
np.reshape(x, 6, order='F')
x.reshape(3, -1) * 2
np.ravel(x) ** 2
x.flatten() ** 2
np.transpose(x) ** 2
np.swapaxes(x, 0, 1) ** 2
np.moveaxis(x[None], 0, -1)
np.rollaxis(x, 1)
np.expand_dims(x, (0, 3)) ** 2
np.squeeze(x[:, None]) ** 2
np.broadcast_to(x[0], (4, 3))
np.broadcast_arrays(x, x[:, :1])[1]
np.resize(x, (3, 3))
np.concatenate([x, x * x])
np.concatenate((x, x[:1]), axis=None)
np.stack([x, x ** 2], axis=1)
np.hstack([x, x[:, :1]])
np.hstack([x[0, 0], x[1, 1]]) ** 2
np.vstack([x[0], x * 2])
np.dstack([x, x])
np.column_stack([x[0], x[1]])
np.append(x, x[0, 0])
np.block([[x, x * x]])
np.split(x, 3, axis=1)[1] ** 2
np.array_split(x[0], 2)[0] ** 2
np.vsplit(x, 2)[1] ** 2
np.atleast_3d(x) ** 2
np.tile(x, (2, 1)) ** 2
np.repeat(x, [1, 2], axis=0) ** 2
x.repeat(2) ** 2
np.pad(x, 1) ** 2
np.pad(x, ((0, 1), (1, 0)), mode='edge') ** 2
np.flip(x, 1) ** 2
np.fliplr(x) * x
np.rot90(x) ** 2
np.roll(x, 1, axis=1) * x
np.insert(x, 1, x[0], axis=0)
np.delete(x, 1, axis=1) ** 2
np.diagonal(x) ** 2
np.diag(x[0]) ** 2
np.diag(x) ** 2
np.diagflat(x) ** 2
np.tril(x) ** 2
np.triu(x, 1) ** 2
np.trim_zeros(x[0]) ** 2
np.take(x, [0, 0, 2], axis=1) ** 2
np.take_along_axis(x, np.argsort(x, axis=1), axis=1) ** 2
np.compress([True, False, True], x, axis=1) ** 2
np.extract(x > 1, x) ** 2
np.sort(x, axis=1) ** 2
np.sort(x, axis=None) ** 2
np.vander(x[0])
np.vectorize(lambda t: t * t + 1)(x)
np.vectorize(lambda s, t: s * t)(x, x[0])
np.apply_along_axis(lambda r: r / np.sum(r), 1, x)
np.apply_along_axis(np.prod, 0, x)
np.apply_over_axes(np.sum, x, [0]) ** 2
np.add.reduce(x, axis=1) ** 2
np.multiply.reduce(x)
np.maximum.reduce([x[0], x[1]])
np.subtract.reduce(x, axis=1) ** 2
np.add.accumulate(x, axis=1) ** 2
np.multiply.accumulate(x[0])
np.multiply.outer(x[0], x[1])
np.meshgrid(x[0], x[1])[0] ** 2
np.r_[x[0], 1.0, x[1]] ** 2
np.c_[x[0], x[1]] ** 2
x[np.ix_([0, 1], [0, 2])] ** 2
np.lib.stride_tricks.as_strided(x, (2, 2), (24, 8)) ** 2
np.lib.stride_tricks.as_strided(x[:, 1:], (2, 2), x[:, 1:].strides) ** 2
np.lib.stride_tricks.sliding_window_view(x, 2, axis=1) ** 2
x.T.copy() ** 2
x.flat[2] ** 2
x.flat[1:4] ** 2
x.max(axis=1) * x.min(axis=0)[0]
x.tolist()[1][2] ** 2
x[0:1, 1:2].item() ** 2
x.item(4) ** 2
np.random.permutation(x) ** 2
scipy.special.expit(x)
scipy.special.softmax(x, axis=1)
scipy.special.log_softmax(x, axis=1)
scipy.special.logsumexp(x, axis=0, b=[[1.0], [2.0]])
scipy.special.logit(x / 3)
scipy.special.erf(x)
scipy.special.erfc(x)
scipy.special.xlogy(x, x)
scipy.special.xlog1py(x, x)
scipy.special.entr(x)
scipy.special.rel_entr(x, x[0])
scipy.signal.convolve2d(x, x[:, :2])
scipy.signal.correlate2d(x, x[:, :2], mode='valid')
scipy.signal.convolve2d(x, x[:, :2], 'same')
math.exp(x[0, 0]) * math.log(x[1, 1]) + math.sqrt(x[0, 2])
math.tanh(x[0, 0]) + math.pow(x[0, 1], 2.5) + math.atan2(x[1, 0], x[1, 1])
math.hypot(x[0, 0], x[0, 1]) + math.log(x[0, 2], 2) + math.fsum(x[1]) * math.fabs(-x[1, 1])
math.prod([x[0, 0], x[0, 1]])
`
  .trim()
  .split('\n');

/** Programs that set `out` by stores, iterators and keyword arguments. */
export const STATEMENTS: Readonly<Record<string, string>> = {
  'out= of a ufunc': 'out = np.zeros((2, 3))\nnp.exp(x, out=out)\nnp.multiply(out, x, out)',
  'out= of a reduction': 'out = np.zeros(3)\nnp.sum(x * x, axis=0, out=out)',
  'out= of dot': 'out = np.empty((2, 2))\nnp.dot(x, x.T, out=out)',
  'where= of a ufunc': 'out = np.divide(1.0, x - 2.14, out=np.zeros((2, 3)), where=x < 2)',
  'where= of a log': 'out = np.log(x, out=x * x, where=x > 1)',
  'in-place sort': 'out = x * x\nout.sort(axis=0)',
  fill: 'out = np.zeros(2)\nout.fill(x[0, 1] * 2)',
  'add.at with duplicates': 'out = np.zeros(3)\nnp.add.at(out, [0, 0, 2], x[0] ** 2)',
  'subtract.at': 'out = x.copy()\nnp.subtract.at(out, (slice(None), [0, 0]), x[:, :2] ** 2)',
  'multiply.at with duplicates': 'out = x[0].copy()\nnp.multiply.at(out, [0, 0, 1], x[1])',
  'exp.at': 'out = x.copy()\nnp.exp.at(out, (0, [1, 2]))',
  put: 'out = np.zeros(4)\nnp.put(out, [0, 3], x[0, :2])',
  put_along_axis: 'out = np.zeros((2, 3))\nnp.put_along_axis(out, np.array([[0], [2]]), x[:, :1] ** 2, axis=1)',
  place: 'out = x.copy()\nnp.place(out, out > 1, x[0] ** 2)',
  putmask: 'out = x.copy()\nnp.putmask(out, out > 1, x ** 2)',
  copyto: 'out = np.zeros((2, 3))\nnp.copyto(out, x[0] ** 2, where=x > 1)',
  fill_diagonal: 'out = np.zeros((2, 2))\nnp.fill_diagonal(out, x[0, 0])',
  'flat stores': 'out = np.zeros((3, 2))\nout.T.flat[1:4] = x[0]\nout.flat[5] = x[1, 1]',
  'nditer readwrite': "out = x.copy()\nfor v in np.nditer(out, op_flags=['readwrite']):\n    v[...] = v * v",
  'nditer it[0]':
    "out = x.copy()\nit = np.nditer(out, flags=['multi_index'], op_flags=['readwrite'])\nwhile not it.finished:\n    it[0] = it[0] ** 2 + x[it.multi_index]\n    it.iternext()",
  'nditer values': 'out = 0.0\nfor v in np.nditer(x):\n    out = out + v * v * v',
  ndenumerate: 'out = np.zeros((2, 3))\nfor i, v in np.ndenumerate(x):\n    out[i] = v ** 2',
  ndindex: 'out = np.zeros((2, 3))\nfor i in np.ndindex(*x.shape):\n    out[i] = x[i] ** 2',
  flat: 'out = sum([v * v for v in x.flat])',
  view: 'out = x * 1.0\nv = out.view()\nv[0] = v[0] ** 2',
  'nan_to_num in place': 'out = x * x\nnp.nan_to_num(out, copy=False)',
  'clip in place': 'out = x * x\nnp.clip(out, 0.5, 2.0, out=out)',
  shuffle: 'out = x * x\nnp.random.shuffle(out)',
  'stores through a sliding window':
    'out = x * x\nw = np.lib.stride_tricks.as_strided(out, (2, 2), (24, 8))\nw[0] = x[0, :2]',
};
