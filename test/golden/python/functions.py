# case: defaults and keywords
def f(a, b=2, *args, c=3, **kw):
    return a, b, args, c, kw
print(f(1), f(1, 5), f(1, 5, 6, 7), f(a=1, c=9), f(1, d=4), f(*[1, 2, 3], **{'c': 0, 'z': 1}), f(b=1, a=0))
# case: mutable default
def f(x, acc=[]):
    acc.append(x)
    return acc
print(f(1), f(2), f(3, []))
# case: missing argument
def f(a, b): pass
f(1)
# case: too many arguments
def f(a): pass
f(1, 2)
# case: unexpected keyword
def f(a): pass
f(1, z=2)
# case: two values for one argument
def f(a): pass
f(1, a=2)
# case: keyword only
def f(*, a): return a
print(f(a=1))
f(1)
# case: return values
def f(): pass
def g(): return
def h(): return 1, 2
def k(x):
    if x: return 'yes'
print(f(), g(), h(), k(1), k(0))
# case: recursion
def fact(n): return 1 if n <= 1 else n * fact(n - 1)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fact(10), fib(15))
# case: closures
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    return inc
c = counter(); d = counter()
print(c(), c(), c(5), d())
def make(): return [lambda x, i=i: x + i for i in range(3)], [lambda x: x + i for i in range(3)]
a, b = make()
print([f(10) for f in a], [f(10) for f in b])
# case: globals
x = 1
def f():
    global x
    x = 5
def g(): return x
print(g()); f(); print(x, g())
# case: local before assignment
y = 1
def f():
    print(y)
    y = 2
f()
# case: undefined name
def f(): return undefined_name
f()
# case: lambdas
print((lambda x, y=2: x * y)(3), list(map(lambda p: p[0], [(1, 2)])), (lambda *a: a)(1, 2), sorted([3, 1], key=lambda v: -v), (lambda: 7)())
# case: higher order
def compose(f, g): return lambda x: f(g(x))
def apply(f, *args, **kw): return f(*args, **kw)
print(compose(lambda x: x + 1, lambda x: x * 2)(5), apply(max, 1, 2), apply(sorted, [2, 1], reverse=True))
# case: decorators
def twice(f):
    def inner(*args):
        return f(f(*args))
    return inner
def tag(name):
    def wrap(f):
        f.tag = name
        return f
    return wrap
@twice
def inc(x): return x + 1
@tag('hello')
def g(): return 1
print(inc(1), g.tag, g.__name__, inc.__name__)
# case: docstring and annotations
def f(x: int, y: float = 2.0) -> float:
    """Adds."""
    z: float = x + y
    return z
print(f(1), f.__doc__)
# case: scopes of comprehensions and loops
for i in range(3): pass
print(i)
def f():
    return [i for i in range(2)]
print(f(), i)
# case: nested functions see later bindings
def outer():
    def inner(): return v
    v = 3
    return inner()
print(outer())
# case: star expressions in calls and displays
a = [1, 2]; b = (3,)
print([*a, *b, 4], (*a,), {*a}, {**{'x': 1}, **{'y': 2}}, print.__name__, max(*a, 0))
# case: walrus
if (n := len([1, 2, 3])) > 2:
    print(n)
print([y := 5, y ** 2], [last := x for x in range(3)], last)
# case: functools and itertools
from functools import reduce, partial
import itertools
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), partial(pow, 2)(5), list(itertools.product([0, 1], repeat=2)), list(itertools.combinations('abc', 2)), list(itertools.chain([1], [2])), list(itertools.permutations([1, 2])), list(itertools.islice(itertools.count(3), 2)), list(itertools.accumulate([1, 2, 3])))
# case: collections
from collections import defaultdict, OrderedDict, namedtuple, Counter, deque
d = defaultdict(list); d['a'].append(1); d['b']; print(dict(d), d['zz'])
c = defaultdict(int)
for ch in 'hello': c[ch] += 1
print(sorted(c.items()))
o = OrderedDict(); o['x'] = 1; o['y'] = 2; print(list(o.items()), list(o.keys()))
P = namedtuple('P', ['x', 'y']); p = P(1, y=2); print(p, p.x, p[1], len(p), p == (1, 2)); x, y = p; print(x, y)
print(Counter('abca').most_common(1), Counter('aab')['a'])
q = deque([1, 2]); q.append(3); q.appendleft(0); print(q.popleft(), q.pop(), list(q), len(q))
# case: copy
import copy
a = [[1], {'k': [2]}]
b = copy.copy(a); c = copy.deepcopy(a)
a[0].append(9); a[1]['k'].append(9)
print(b, c)
# case: getattr hasattr callable
class A: v = 1
a = A()
print(getattr(a, 'v'), getattr(a, 'w', 7), hasattr(a, 'v'), hasattr(a, 'w'), callable(len), callable(3), callable(A))
setattr(a, 'w', 2); print(a.w, vars(a))
# case: string keys built
params = {}
for i in range(1, 3):
    params['W' + str(i)] = i
    params['b%d' % i] = -i
print(params, [k for k in sorted(params)])
