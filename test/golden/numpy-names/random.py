# seed, rand, randn
np.random.seed(0)
print(np.random.rand(2, 2).tolist(), np.random.rand(), np.random.randn(3).tolist(), np.random.randn())

# random, random_sample, ranf, sample
np.random.seed(1)
print(np.random.random(2).tolist(), np.random.random_sample((1, 2)).tolist(), np.random.random(), np.random.sample(1).tolist(), np.random.ranf(1).tolist(), np.random.random(size=(2, 1)).tolist())

# normal, standard_normal
np.random.seed(2)
print(np.random.normal(0, 1, 2).tolist(), np.random.normal(size=(2, 1)).tolist(), np.random.normal(loc=5.0, scale=0.1), np.random.standard_normal((1, 2)).tolist(), np.random.normal(0.0, 0.01, (2, 2)).tolist())

# normal: arrays of parameters
np.random.seed(2)
print(np.random.normal([0.0, 10.0], [1.0, 2.0]).tolist(), np.random.normal(np.zeros((2, 1)), 1.0).tolist())

# uniform
np.random.seed(3)
print(np.random.uniform(-1, 1, (2, 2)).tolist(), np.random.uniform(), np.random.uniform(low=2.0, high=3.0, size=2).tolist(), np.random.uniform(0, 10))

# randint, random_integers
np.random.seed(4)
print(np.random.randint(10), np.random.randint(0, 10, 5).tolist(), np.random.randint(3, size=(2, 2)).tolist(), np.random.randint(low=5, high=8, size=3).tolist(), np.random.randint(0, 2, size=4).tolist())

# permutation, shuffle
np.random.seed(5)
a = np.arange(5)
np.random.shuffle(a)
b = [1, 2, 3]
np.random.shuffle(b)
m = np.arange(6).reshape(3, 2)
np.random.shuffle(m)
print(np.random.permutation(5).tolist(), np.random.permutation([7, 8, 9]).tolist(), a.tolist(), b, m.tolist(), np.random.permutation(np.arange(4).reshape(2, 2)).tolist())

# choice
np.random.seed(6)
print(np.random.choice(5), np.random.choice(5, 3).tolist(), np.random.choice([10, 20, 30], 2).tolist(), np.random.choice(5, 3, replace=False).tolist(), np.random.choice(3, p=[0.1, 0.2, 0.7]), np.random.choice(3, 4, p=[0.5, 0.5, 0.0]).tolist(), np.random.choice(np.arange(4), size=(2, 2)).tolist(), np.random.choice(range(3), p=np.array([0.3, 0.3, 0.4])))

# binomial, bernoulli masks
np.random.seed(7)
print(np.random.binomial(1, 0.5, 6).tolist(), np.random.binomial(n=1, p=0.8, size=(2, 2)).tolist(), np.random.binomial(10, 0.5), (np.random.rand(2, 3) < 0.5).tolist())

# binomial: many trials
np.random.seed(7)
print(np.random.binomial(10, 0.3, 5).tolist(), np.random.binomial(100, 0.5, 5).tolist(), np.random.binomial(40, 0.9, 3).tolist())

# RandomState
rng = np.random.RandomState(42)
print(rng.randn(2).tolist(), rng.rand(2).tolist(), rng.randint(0, 5, 3).tolist(), rng.uniform(0, 1), rng.permutation(3).tolist(), rng.normal(0, 1, (1, 2)).tolist(), rng.choice(4))

# RandomState: seed keyword, random_sample, shuffle
rng = np.random.RandomState(seed=3)
x = np.arange(4)
rng.shuffle(x)
print(x.tolist(), rng.random_sample(2).tolist(), rng.standard_normal(2).tolist(), rng.binomial(1, 0.5, 3).tolist())

# exponential, poisson, gamma, beta, laplace, multinomial shapes
np.random.seed(8)
print(np.random.exponential(2.0, 2).tolist(), np.random.laplace(size=2).tolist(), np.random.logistic(size=1).tolist(), np.random.gumbel(size=2).tolist(), np.random.lognormal(size=1).tolist(), np.random.standard_exponential(2).tolist())

# default_rng: random, integers, normal
rng = np.random.default_rng(0)
print(rng.random(3).tolist(), rng.random((2, 2)).tolist(), rng.random(), rng.uniform(-1, 1, 2).tolist())

# default_rng: normals
rng = np.random.default_rng(42)
print(rng.normal(size=3).tolist(), rng.standard_normal((2, 2)).tolist(), rng.normal(1.0, 0.5))

# default_rng: integers
rng = np.random.default_rng(1)
print(rng.integers(0, 10, 5).tolist(), rng.integers(3), rng.integers(0, 5, size=(2, 2)).tolist())

# default_rng: permutation, choice, shuffle
rng = np.random.default_rng(2)
x = np.arange(5)
rng.shuffle(x)
print(x.tolist(), rng.permutation(4).tolist(), rng.choice(5, 2).tolist(), rng.choice(5, 3, replace=False).tolist())

# the global stream continues
np.random.seed(0)
a = np.random.randn(4, 3)
b = np.random.randint(0, 3, 2)
c = np.random.rand()
print(a.tolist(), b.tolist(), c)

# get_state, set_state
np.random.seed(9)
s = np.random.get_state()
a = np.random.rand()
np.random.set_state(s)
print(a == np.random.rand())

# errors
np.random.choice(3, 5, replace=False)

# errors: low above high
np.random.randint(5, 5)
