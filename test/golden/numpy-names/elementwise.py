# exp, exp2, expm1
print(np.exp([0.0, 1.0, -2.5]).tolist(), np.exp(1), np.exp2([0, 3]).tolist(), np.expm1([1e-10, 1.0]).tolist())

# log, log2, log10, log1p
print(np.log([1.0, 2.5]).tolist(), np.log(2), np.log2([8, 0.5]).tolist(), np.log10([1000, 0.1]).tolist(), np.log1p([1e-10, 1.0]).tolist())

# sqrt, cbrt, square, reciprocal
print(np.sqrt([4, 2]).tolist(), np.cbrt([27.0, -8.0]).tolist(), np.square([1, -2]).tolist(), np.square(1.5), np.reciprocal([2.0, 0.25]).tolist())

# abs, absolute, fabs
print(np.abs([-1, 2]).tolist(), np.absolute(-1.5), np.fabs([-1, 2]).tolist())

# sign
print(np.sign([-2.5, 0.0, 3.0]).tolist(), np.sign([-2, 0, 3]).tolist(), np.sign(-4))

# negative, positive
print(np.negative([1, -2.5]).tolist(), np.positive([1, -2]).tolist())

# sin, cos, tan
x = np.array([0.0, 0.5, -1.2])
print(np.sin(x).tolist(), np.cos(x).tolist(), np.tan(x).tolist())

# arcsin, arccos, arctan, arctan2
x = np.array([0.0, 0.5, -0.9])
print(np.arcsin(x).tolist(), np.arccos(x).tolist(), np.arctan(x).tolist(), np.arctan2([1.0, -1.0], [2.0, -3.0]).tolist())

# sinh, cosh, tanh
x = np.array([0.0, 0.5, -1.2])
print(np.sinh(x).tolist(), np.cosh(x).tolist(), np.tanh(x).tolist())

# arcsinh, arccosh, arctanh
print(np.arcsinh([0.5, -2.0]).tolist(), np.arccosh([1.0, 2.5]).tolist(), np.arctanh([0.0, 0.5]).tolist())

# floor, ceil, trunc, rint, fix
x = np.array([-1.7, -0.5, 0.5, 1.5, 2.5])
print(np.floor(x).tolist(), np.ceil(x).tolist(), np.trunc(x).tolist(), np.rint(x).tolist(), np.fix(x).tolist())

# round, around: half to even, decimals
print(np.round([0.5, 1.5, 2.5, -0.5]).tolist(), np.round(3.14159, 2), np.around([1.25, 1.35], decimals=1).tolist(), np.round([123, 156], -1).tolist())

# round of a number
print(np.round(2.7), np.floor(2.7), np.ceil(2.1))

# isnan, isinf, isfinite
x = np.array([np.nan, np.inf, -np.inf, 1.0])
print(np.isnan(x).tolist(), np.isinf(x).tolist(), np.isfinite(x).tolist(), np.isposinf(x).tolist(), np.isneginf(x).tolist())

# isnan of numbers
print(bool(np.isnan(np.nan)), bool(np.isnan(1.0)), bool(np.isfinite(3)), np.isnan(np.array([1.0, np.nan])).any())

# nan_to_num
print(np.nan_to_num([np.nan, 1.0]).tolist(), np.nan_to_num([np.nan, np.inf], nan=5.0, posinf=9.0).tolist(), np.nan_to_num(np.nan))

# deg2rad, rad2deg, radians, degrees
print(np.deg2rad(180.0), np.rad2deg(np.pi), np.radians([90.0]).tolist(), np.degrees([1.0]).tolist())

# sinc, heaviside
print(np.sinc([0.0, 0.5]).tolist(), np.heaviside([-1.0, 0.0, 2.0], 0.5).tolist())

# add, subtract, multiply, divide
a = np.array([[1.0, 2.0], [3.0, 4.0]])
b = np.array([10.0, 20.0])
print(np.add(a, b).tolist(), np.subtract(a, b).tolist(), np.multiply(a, b).tolist(), np.divide(a, b).tolist(), np.true_divide(1, 4))

# integer results
print(np.add([1, 2], 3).tolist(), np.multiply(2, [True, False]).tolist(), np.divide([1, 2], 2).tolist(), np.subtract(5, 2))

# floor_divide, mod, remainder, fmod
print(np.floor_divide([7, -7], 2).tolist(), np.floor_divide(7.5, 2), np.mod([7, -7], 3).tolist(), np.remainder(-1.5, 1.0), np.fmod([-7.0, 7.0], 3).tolist())

# divmod, modf
q, r = np.divmod([7, -7], 3)
f, w = np.modf([1.5, -2.25])
print(q.tolist(), r.tolist(), f.tolist(), w.tolist())

# power, float_power
print(np.power([1.0, 2.0, 3.0], 2).tolist(), np.power(2, [1, 2, 3]).tolist(), np.power(2.0, -1), np.float_power([1, 2], -1).tolist(), np.power([4.0, 9.0], 0.5).tolist())

# power: negative integer exponent
np.power(np.array([2, 3]), -1)

# maximum, minimum, fmax, fmin
print(np.maximum([1, 5, -2], 0).tolist(), np.maximum(0, np.array([-1.5, 2.5])).tolist(), np.minimum([1, 5], [3, 2]).tolist(), np.fmax([np.nan, 1.0], 0.5).tolist(), np.fmin([np.nan, 1.0], 0.5).tolist())

# maximum of numbers
print(np.maximum(3, 4.5), np.minimum(2, 1), np.maximum(0, -1.0))

# hypot, logaddexp, logaddexp2, copysign
print(np.hypot([3.0], 4.0).tolist(), np.logaddexp([1.0, 1000.0], [2.0, 1000.5]).tolist(), np.logaddexp2(1.0, 2.0), np.copysign([1.0, -2.0], -1.0).tolist())

# comparisons
a = np.array([1, 2, 3])
print(np.equal(a, 2).tolist(), np.not_equal(a, 2).tolist(), np.less(a, 2).tolist(), np.less_equal(a, 2).tolist(), np.greater(a, 2).tolist(), np.greater_equal(a, 2).tolist())

# logical functions
a, b = np.array([True, True, False]), np.array([1, 0, 0])
print(np.logical_and(a, b).tolist(), np.logical_or(a, b).tolist(), np.logical_xor(a, b).tolist(), np.logical_not(b).tolist())

# logical functions of numbers
print(bool(np.logical_and(1, 0)), bool(np.logical_not(0)), bool(np.logical_or(0.0, 2.0)))

# bitwise functions
print(np.bitwise_and([6, 5], 3).tolist(), np.bitwise_or([6], 1).tolist(), np.bitwise_xor([True, False], True).tolist(), np.invert([True, False]).tolist(), np.bitwise_not([1]).tolist(), np.left_shift(1, 3), np.right_shift([8], 1).tolist())

# clip
x = np.array([-2.0, 0.5, 3.0])
print(np.clip(x, 0, 1).tolist(), np.clip(x, a_min=0, a_max=None).tolist(), np.clip(x, None, 1.0).tolist(), np.clip(5, 0, 3), np.clip([1, 9], 2, 5).tolist())

# clip: out
x = np.array([-7.0, 7.0, 1.0])
y = np.clip(x, -5, 5, out=x)
print(x.tolist(), y is x)

# clip: array bounds
print(np.clip([1.0, 5.0], [2.0, 2.0], [3.0, 3.0]).tolist())

# out of unary and binary functions
x = np.array([1.0, 4.0])
y = np.empty_like(x)
np.sqrt(x, out=y)
np.multiply(x, 3, out=x)
print(x.tolist(), y.tolist())

# out: position
x = np.array([-1.0, 2.0])
np.maximum(x, 0, x)
np.exp(x, x)
print(x.tolist())

# out: shapes that do not fit
np.add(np.ones(3), 1, out=np.zeros(2))

# where keyword
x = np.array([1.0, 0.0, 4.0])
y = np.zeros(3)
np.divide(1.0, x, out=y, where=x != 0)
print(y.tolist(), np.log(x, out=np.full(3, -1.0), where=x > 0).tolist())

# dtype keyword
print(np.add([1, 2], [3, 4], dtype=float).tolist(), np.multiply([1.0], 2, dtype=np.float32).tolist(), np.exp([0], dtype=np.float64).tolist())

# broadcasting error
np.add(np.ones((2, 3)), np.ones((2, 4)))

# conj, real, imag, angle
print(np.conj([1.0, 2.0]).tolist(), np.real([1.5]).tolist(), np.imag([1.5]).tolist(), np.conjugate(2.0))

# where
x = np.array([-1.0, 2.0, -3.0])
print(np.where(x > 0, x, 0).tolist(), np.where(x > 0, 1, -1).tolist(), np.where(x > 0, x, 0.01 * x).tolist(), np.where([True, False], [1, 2], [3.0, 4.0]).tolist(), np.where(True, 1, 2).tolist())

# where: only a condition
x = np.array([[1, 0], [0, 2]])
i, j = np.where(x > 0)
print(i.tolist(), j.tolist(), np.where(np.array([0, 1, 1]))[0].tolist())

# where: broadcasting
print(np.where(np.array([[True], [False]]), np.arange(3), -1).tolist())

# select, choose, piecewise
x = np.arange(6)
print(np.select([x < 2, x > 3], [x, x ** 2]).tolist(), np.select([x < 2], [x], default=-1).tolist(), np.choose([0, 1, 0], [[1, 2, 3], [4, 5, 6]]).tolist(), np.piecewise(x, [x < 3, x >= 3], [-1, 1]).tolist(), np.piecewise(np.array([-1.0, 2.0]), [np.array([True, False])], [lambda t: t * 10, lambda t: t + 1]).tolist())

# ufunc.at
a = np.zeros(4)
np.add.at(a, [0, 1, 1, 3], [1.0, 2.0, 3.0, 4.0])
np.subtract.at(a, [0, 0], 1)
print(a.tolist())

# add.at: tuples of indices, slices, masks
a = np.zeros((2, 3))
np.add.at(a, ([0, 0, 1], [1, 1, 2]), [1.0, 2.0, 5.0])
np.add.at(a, (slice(None), [0, 0]), np.ones((2, 2)))
np.add.at(a, 1, 10)
print(a.tolist())

# add.at: rows of an embedding
dW = np.zeros((3, 2))
np.add.at(dW, np.array([[0, 2], [2, 1]]), np.arange(8.0).reshape(2, 2, 2))
print(dW.tolist())

# multiply.at, maximum.at
a = np.array([1.0, 2.0, 3.0])
np.multiply.at(a, [0, 0, 2], [2.0, 3.0, 4.0])
np.maximum.at(a, [1], 10)
np.negative.at(a, [2])
print(a.tolist())

# ufunc.reduce
a = np.arange(1, 7).reshape(2, 3)
print(np.add.reduce(a).tolist(), np.add.reduce(a, axis=1).tolist(), np.multiply.reduce([1, 2, 3, 4]), np.maximum.reduce(a, axis=None), np.add.reduce(a, axis=1, keepdims=True).tolist(), bool(np.logical_and.reduce([True, False])), np.minimum.reduce([a[0], a[1]]).tolist(), np.logical_or.reduce([[True, False], [False, False]]).tolist())

# ufunc.accumulate, ufunc.outer
print(np.add.accumulate([1, 2, 3]).tolist(), np.multiply.accumulate([1, 2, 3, 4]).tolist(), np.maximum.accumulate([1, 3, 2, 5, 4]).tolist(), np.multiply.outer([1, 2], [3, 4, 5]).tolist(), np.subtract.outer([1.0, 2.0], [0.5]).tolist(), np.equal.outer([1, 2], [1, 2]).tolist())

# constants
print(np.pi, np.e, np.inf, np.nan, -np.inf, np.newaxis, np.euler_gamma)

# vectorize
f = np.vectorize(lambda v: v * 2 if v > 1 else 0.0)
print(f(np.array([0.5, 1.5, 2.5])).tolist(), np.vectorize(lambda a, b: a + b)([[1], [2]], [10, 20]).tolist(), np.vectorize(lambda v: v > 1, otypes=[bool])([1, 2]).tolist())

# vectorize as a decorator
@np.vectorize
def step(v):
    return 1 if v > 0 else 0
print(step(np.array([-1.0, 2.0])).tolist(), int(step(3.0)))

# real_if_close, interp, polyval
print(np.interp([0.5, 2.5], [0, 1, 2], [0.0, 10.0, 20.0]).tolist(), np.polyval([1, 2, 3], 2), np.polyval([1.0, 0.0], [3.0, 4.0]).tolist())

# dtype of results
print(np.exp([1]).dtype, np.add(1, [2]).dtype, np.maximum([1], 2.0).dtype, np.sign([1]).dtype, np.sqrt(4).dtype, np.round([1]).dtype, np.abs([True]).dtype == bool)

# np.nan comparisons and infinities
with np.errstate(divide='ignore', invalid='ignore'):
    print(np.divide([1.0, 0.0], 0.0).tolist(), np.log([0.0, -1.0]).tolist())

# seterr, set_printoptions
old = np.seterr(all='ignore')
np.set_printoptions(precision=3, suppress=True)
print(np.sqrt(-1.0))
