# math: functions
import math
print(math.exp(1.5), math.log(2.0), math.log(8, 2), math.log10(1000), math.log2(8), math.log1p(0.5), math.sqrt(2), math.pow(2, 0.5), math.tanh(0.5), math.sinh(0.5), math.cosh(0.5))

# math: trigonometry
import math
print(math.sin(1), math.cos(1), math.tan(1), math.asin(0.5), math.acos(0.5), math.atan(0.5), math.atan2(1, -2), math.hypot(3, 4), math.degrees(math.pi), math.radians(180))

# math: rounding, integers
import math
print(math.floor(2.7), math.ceil(2.1), math.trunc(-2.7), math.fabs(-3), math.factorial(5), math.gcd(12, 18), math.fmod(-7, 3), math.copysign(3, -1), math.isnan(math.nan), math.isinf(math.inf), math.isfinite(1.0), math.comb(5, 2), math.prod([2, 3]), math.fsum([0.1, 0.2]), math.isclose(1.0, 1.0 + 1e-12), math.isqrt(10), math.expm1(1e-5))

# math: constants
import math
print(math.pi, math.e, math.inf, math.tau, -math.inf, math.nan)

# math: erf, gamma
import math
print(round(math.erf(0.5), 12), round(math.erfc(0.5), 12), round(math.gamma(4.5), 9), round(math.lgamma(4.5), 12))

# math: domain errors
import math
math.log(0)

# math: sqrt of a negative number
import math
math.sqrt(-1)

# math: overflow
import math
math.exp(1000)

# math: from import
from math import exp, sqrt as root
print(exp(0), root(9))

# math: arrays are refused
import math
math.exp(np.ones(3))

# math: arrays of one element
import math
print(math.exp(np.array(1.0)))

# scipy.special: expit, softmax, logsumexp
from scipy.special import expit, softmax, logsumexp
print(expit([-1.0, 0.0, 800.0]).tolist(), softmax([1.0, 2.0]).tolist(), softmax(np.array([[1.0, 2.0], [3.0, 1.0]]), axis=1).tolist(), float(logsumexp([1.0, 2.0])), logsumexp([[1.0, 2.0], [3.0, 4.0]], axis=1).tolist(), logsumexp([[1000.0, 1000.0]], axis=1, keepdims=True).tolist(), expit(0.0))

# scipy.special: erf, erfc, xlogy, log_softmax, logit, gammaln
import scipy.special
import scipy.special as sp
print(np.round(scipy.special.erf([0.5, -2.0]), 12).tolist(), np.round(sp.erfc(0.5), 12), sp.xlogy([0.0, 2.0], [0.0, 3.0]).tolist(), sp.log_softmax([1.0, 2.0]).tolist(), sp.logit(0.25), round(float(sp.gammaln(4.5)), 10), sp.xlog1py(2.0, 0.5), np.round(sp.softplus(1.0), 12) if hasattr(sp, 'softplus') and False else None)

# scipy.signal: convolve2d, correlate2d
from scipy.signal import convolve2d, correlate2d
a, k = np.arange(9.0).reshape(3, 3), np.array([[1.0, 2.0], [3.0, 4.0]])
print(convolve2d(a, k).tolist(), convolve2d(a, k, mode='valid').tolist(), correlate2d(a, k, 'valid').tolist(), correlate2d(a, k, mode='full').tolist(), convolve2d(a, k, 'same').tolist())

# scipy.signal: a module attribute
from scipy import signal
print(signal.correlate2d(np.eye(3), np.ones((2, 2)), 'valid').tolist(), signal.convolve([1.0, 2.0], [1.0, 1.0]).tolist(), signal.correlate2d(np.eye(3), np.ones((2, 2)), mode='same').tolist())

# random: seeded
import random
random.seed(0)
print(random.random(), random.uniform(1, 2), random.gauss(0, 1), random.gauss(0, 1), random.randint(1, 6), random.choice([1, 2, 3]), random.randrange(10))

# random: shuffle, sample
import random
random.seed(1)
x = [1, 2, 3, 4, 5]
random.shuffle(x)
print(x, random.sample(range(10), 3), random.sample([1, 2, 3], 2), random.normalvariate(0, 1), random.choices([1, 2], k=3), random.getrandbits(8), random.expovariate(1.0), random.triangular(0, 1))

# random: Random
import random
r = random.Random(42)
print(r.random(), r.randint(0, 100), r.sample(range(5), 5), r.randrange(2, 20, 3))

# numpy submodules by other names
import numpy.random as npr
import numpy.linalg as la
from numpy import exp, array
from numpy.random import randn, seed
seed(0)
print(randn(2).tolist(), la.norm([3.0, 4.0]), exp(0.0), array([1]).tolist(), npr.rand(1).tolist())

# import star
from numpy import *
print(dot(array([1, 2]), array([3, 4])), zeros(2).tolist(), arange(3).tolist())
