# sum: axis, negative axis, tuple, keepdims
a = np.arange(24.0).reshape(2, 3, 4)
print(np.sum(a), np.sum(a, axis=0).tolist(), np.sum(a, axis=-1).tolist(), np.sum(a, axis=(0, 2)).tolist(), np.sum(a, 1, keepdims=True).shape, np.sum(a, axis=(0, 1, 2), keepdims=True).tolist())

# sum: integers, booleans, lists, dtype, initial
print(np.sum([1, 2, 3]), np.sum([True, True]), np.sum([[1, 2], [3, 4]], axis=0).tolist(), np.sum([1, 2], dtype=float), np.sum([1.0, 2.0], initial=10.0), np.sum(5))

# sum: where, out
a = np.array([[1.0, 2.0], [3.0, 4.0]])
out = np.zeros(2)
np.sum(a, axis=0, out=out)
print(np.sum(a, where=a > 1.5), out.tolist(), np.sum(a, axis=1, where=np.array([True, False])).tolist())

# sum: of a list of arrays
print(np.sum([np.ones(2), np.ones(2) * 2], axis=0).tolist())

# sum: of a mask
x = np.array([-1.0, 2.0, 3.0])
print(np.sum(x > 0), (x > 0).sum(), np.mean(x > 0))

# sum: bad axis
np.sum(np.ones((2, 3)), axis=2)

# prod
print(np.prod([1, 2, 3, 4]), np.prod((2, 3)), np.prod([[1.0, 2.0], [3.0, 4.0]], axis=1).tolist(), np.prod([]), np.prod([[2, 3]], axis=0, keepdims=True).tolist())

# mean
a = np.arange(6.0).reshape(2, 3)
print(np.mean(a), np.mean(a, axis=0).tolist(), np.mean(a, axis=1, keepdims=True).tolist(), np.mean([1, 2]), np.mean(a, axis=(0, 1)), np.mean(a, dtype=np.float64))

# average
print(np.average([1.0, 2.0, 4.0]), np.average([1.0, 2.0, 4.0], weights=[3, 1, 0]), np.average([[1.0, 2.0], [3.0, 4.0]], axis=0).tolist(), np.average([[1.0, 2.0], [3.0, 4.0]], axis=1, weights=[1, 3]).tolist())

# var, std: ddof, axis, keepdims
a = np.array([[1.0, 2.0, 4.0], [3.0, 7.0, 5.0]])
print(np.var(a), np.var(a, axis=0).tolist(), np.var(a, axis=1, ddof=1).tolist(), np.std(a), np.std(a, axis=1, keepdims=True).tolist(), np.std(a, ddof=1), np.var([1, 2, 3, 4]))

# var: tuple axis
a = np.arange(24.0).reshape(2, 3, 4)
print(np.var(a, axis=(0, 2)).tolist(), np.std(a, axis=(1, 2), keepdims=True).tolist(), np.mean(a, axis=(0, 2), keepdims=True).tolist())

# max, min, amax, amin
a = np.array([[1.0, 5.0], [7.0, 2.0]])
print(np.max(a), np.max(a, axis=0).tolist(), np.max(a, axis=1, keepdims=True).tolist(), np.amax(a, 1).tolist(), np.min(a), np.amin(a, axis=0).tolist(), np.max([3, 9, 2]), np.max(a, axis=(0, 1)), np.max([-1.0], initial=0.0))

# max: empty
np.max(np.array([]))

# argmax, argmin
a = np.array([[1, 5, 5], [7, 2, 0]])
print(np.argmax(a), np.argmax(a, axis=0).tolist(), np.argmax(a, axis=1).tolist(), np.argmin(a), np.argmin(a, axis=1).tolist(), np.argmax([0.1, 0.9]), np.argmax(a, axis=-1).tolist(), np.argmax(a, axis=1, keepdims=True).tolist())

# argmax with nan, nanargmax
print(np.argmax([1.0, np.nan, 3.0]), np.nanargmax([1.0, np.nan, 3.0]), np.nanargmin([np.nan, 2.0, 1.0]))

# all, any
a = np.array([[True, False], [True, True]])
print(bool(np.all(a)), np.all(a, axis=1).tolist(), bool(np.any(a)), np.any(a, axis=0).tolist(), bool(np.all([1, 2])), bool(np.any([0, 0])), np.all(a, axis=0, keepdims=True).tolist(), bool(np.all([])))

# cumsum, cumprod
a = np.array([[1, 2], [3, 4]])
print(np.cumsum(a).tolist(), np.cumsum(a, axis=0).tolist(), np.cumsum(a, axis=1).tolist(), np.cumprod([1, 2, 3]).tolist(), np.cumprod([[1.0, 2.0], [3.0, 4.0]], axis=1).tolist(), np.cumsum([1.5, 2]).tolist())

# ptp, median, percentile, quantile
a = np.array([[1.0, 3.0, 2.0], [9.0, 4.0, 6.0]])
print(np.ptp(a), np.ptp(a, axis=1).tolist(), np.median(a), np.median(a, axis=1).tolist(), np.median([1, 2, 3, 4]), np.percentile(a, 50), np.percentile(a, [25, 75]).tolist(), np.quantile(a, 0.3), np.percentile(a, 50, axis=0).tolist(), np.median(a, axis=0, keepdims=True).tolist())

# nansum, nanmean, nanmax, nanmin, nanstd, nanvar
a = np.array([[1.0, np.nan], [3.0, 4.0]])
print(np.nansum(a), np.nanmean(a), np.nanmax(a), np.nanmin(a), np.nansum(a, axis=0).tolist(), np.nanmean(a, axis=1).tolist(), np.nanmax(a, axis=0).tolist(), np.nanvar(a), np.nanstd(a, axis=0).tolist())

# count_nonzero
print(np.count_nonzero([0, 1, 2]), np.count_nonzero(np.eye(3), axis=0).tolist(), np.count_nonzero(np.array([1, 2]) == np.array([1, 3])))

# trace
a = np.arange(9).reshape(3, 3)
print(np.trace(a), np.trace(a, offset=1), np.trace(np.eye(2)))

# diff, ediff1d
a = np.array([[1, 4, 9], [2, 3, 5]])
print(np.diff(a).tolist(), np.diff(a, axis=0).tolist(), np.diff([1.0, 4.0, 9.0], n=2).tolist(), np.ediff1d([1, 4, 9]).tolist())

# logsumexp by hand
a = np.array([[1.0, 2.0], [1000.0, 1001.0]])
m = np.max(a, axis=1, keepdims=True)
print((m + np.log(np.sum(np.exp(a - m), axis=1, keepdims=True))).tolist())

# cov, corrcoef
a = np.array([[1.0, 2.0, 4.0], [3.0, 1.0, 0.0]])
print(np.cov(a).tolist(), np.corrcoef(a).tolist(), np.cov(a, rowvar=False).tolist(), np.cov(a, bias=True).tolist())

# dtype of results
print(np.sum([1, 2]).dtype, np.mean([1, 2]).dtype, np.sum([True]).dtype, np.max([1, 2]).dtype, np.argmax([1.0]).dtype, np.cumsum([True]).dtype, np.prod([2.0]).dtype, np.std([1]).dtype)

# methods: sum, mean, max, min, prod, var, std, argmax, argmin, ptp
a = np.array([[1.0, 5.0], [7.0, 2.0]])
print(a.sum(), a.sum(0).tolist(), a.sum(axis=1, keepdims=True).tolist(), a.mean(axis=0).tolist(), a.max(1).tolist(), a.min(), a.prod(), a.var(axis=0).tolist(), a.std(), a.argmax(), a.argmax(axis=1).tolist(), a.argmin(0).tolist())

# methods: all, any, cumsum, cumprod, trace, round, clip
a = np.array([[1.26, 5.0], [7.0, -2.0]])
print(bool((a > 0).all()), (a > 0).any(axis=1).tolist(), a.cumsum().tolist(), a.cumprod(axis=0).tolist(), a.trace(), a.round(1).tolist(), a.clip(0, 2).tolist(), a.clip(min=0).tolist())

# methods: of numbers
x = np.sum([1.0, 2.5])
print(x.shape, x.ndim, x.size, x.dtype, x.item(), x.sum(), x.mean(), x.max(), x.astype(int), x.reshape(1, 1).tolist(), x.T)

# histogram, bincount, digitize
h, edges = np.histogram([1, 2, 1, 4], bins=3)
print(h.tolist(), edges.tolist(), np.bincount([0, 1, 1, 3]).tolist(), np.bincount([0, 1, 1], weights=[0.5, 1.0, 2.0]).tolist(), np.bincount([1], minlength=4).tolist(), np.digitize([0.5, 2.5], [0, 1, 2]).tolist(), np.histogram([0.1, 0.9], bins=[0, 0.5, 1])[0].tolist())
