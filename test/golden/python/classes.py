# case: instances
class Point:
    """A point."""
    count = 0
    def __init__(self, x, y=0):
        self.x = x
        self.y = y
        Point.count += 1
    def norm(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def move(self, dx, *, dy=0):
        self.x += dx
        self.y += dy
        return self
    def __repr__(self): return 'Point(%r, %r)' % (self.x, self.y)
p = Point(3, 4)
print(p.norm(), p, p.move(1).x, Point.count, p.count, Point.norm(p), [p], str(p), Point(1).y, p.__class__.__name__, Point.__name__, Point.__doc__)
f = p.norm
print(f())
# case: inheritance and super
class A:
    def __init__(self, a): self.a = a
    def who(self): return 'A'
    def hello(self): return 'hello ' + self.who()
class B(A):
    def __init__(self, a, b):
        super().__init__(a)
        self.b = b
    def who(self): return 'B' + super(B, self).who()
class C(B): pass
c = C(1, 2)
print(c.a, c.b, c.hello(), isinstance(c, A), issubclass(C, A), isinstance(A(1), B), [k.__name__ for k in C.__mro__] if hasattr(C, '__mro__') else '')
# case: diamond
class A:
    def f(self): return ['A']
class B(A):
    def f(self): return ['B'] + super().f()
class C(A):
    def f(self): return ['C'] + super().f()
class D(B, C):
    def f(self): return ['D'] + super().f()
print(D().f())
# case: old style super
class A(object):
    def __init__(self): self.x = 1
class B(A):
    def __init__(self):
        A.__init__(self)
        self.y = 2
b = B()
print(b.x, b.y)
# case: operators
class V:
    def __init__(self, *v): self.v = list(v)
    def __add__(self, o): return V(*[a + b for a, b in zip(self.v, o.v)])
    def __mul__(self, k): return V(*[a * k for a in self.v])
    __rmul__ = __mul__
    def __sub__(self, o): return self + o * -1
    def __neg__(self): return self * -1
    def __eq__(self, o): return isinstance(o, V) and self.v == o.v
    def __lt__(self, o): return self.v < o.v
    def __len__(self): return len(self.v)
    def __getitem__(self, i): return self.v[i]
    def __setitem__(self, i, x): self.v[i] = x
    def __contains__(self, x): return x in self.v
    def __iter__(self): return iter(self.v)
    def __call__(self, x): return x in self.v
    def __bool__(self): return any(self.v)
    def __repr__(self): return 'V' + repr(self.v)
    def __iadd__(self, o):
        self.v = [a + 100 * b for a, b in zip(self.v, o.v)]
        return self
    def __pow__(self, n): return V(*[a ** n for a in self.v])
    def __truediv__(self, n): return V(*[a / n for a in self.v])
    def __abs__(self): return sum(map(abs, self.v))
a, b = V(1, 2), V(3, 4)
print(a + b, a * 2, 2 * a, a - b, -a, a == V(1, 2), a != b, a < b, len(a), a[0], a[-1], 2 in a, list(a), a(2), bool(V(0)), [x for x in b], a ** 2, a / 2, abs(V(-1, 2)), sorted([b, a]), max(a, b))
a[0] = 9
a += b
print(a, sum([V(1), V(2)], V(0)))
# case: reflected and not implemented
class R:
    def __radd__(self, o): return ('radd', o)
    def __rsub__(self, o): return ('rsub', o)
    def __add__(self, o): return NotImplemented
print(1 + R(), 5 - R())
R() + 1
# case: properties
class T:
    def __init__(self): self._c = 1
    @property
    def c(self): return self._c
    @c.setter
    def c(self, v):
        if v < 0: raise ValueError('cold')
        self._c = v
    @staticmethod
    def s(x): return x * 2
    @classmethod
    def make(cls, v):
        t = cls()
        t.c = v
        return t
t = T.make(5)
print(t.c, T.s(2), t.s(3))
t.c = 7
print(t.c)
t.c = -1
# case: property without setter
class T:
    @property
    def c(self): return 1
T().c = 2
# case: class attributes and instances
class A:
    shared = []
    n = 0
    def add(self, x):
        self.shared.append(x)
        self.n += 1
a, b = A(), A()
a.add(1); b.add(2)
print(a.shared, A.n, a.n, b.n, a.__dict__)
# case: iterators
class Count:
    def __init__(self, n): self.n = n
    def __iter__(self):
        self.i = 0
        return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1
        return self.i
print(list(Count(3)), sum(Count(4)), [x for x in Count(2)], max(Count(3)))
for x in Count(2): print(x)
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
print(list(Seq()))
# case: attribute errors
class A: pass
A().missing
# case: getattr hook
class A:
    def __getattr__(self, name): return name + '!'
a = A(); a.x = 1
print(a.x, a.y)
# case: context managers
class M:
    def __init__(self, swallow): self.swallow = swallow
    def __enter__(self):
        print('enter')
        return 'value'
    def __exit__(self, t, v, tb):
        print('exit', t is not None)
        return self.swallow
with M(False) as v: print(v)
with M(True): raise ValueError('x')
print('after')
with M(False): raise KeyError('k')
# case: subclasses of built-ins
class Stack(list):
    def top(self): return self[-1]
s = Stack([1, 2]); s.append(3)
print(s.top(), len(s), s, s[0], 2 in s, [x for x in s])
class D(dict):
    def __missing__(self, k): return None
    def total(self): return sum(self.values())
d = D(a=1); d['b'] = 2
print(d.total(), sorted(d.keys()), len(d))
# case: class scope
class A:
    x = 2
    y = x * 3
    def f(self): return A.y
    items = [i for i in range(3)]
    class Inner:
        z = 1
print(A.y, A().f(), A.items, A.Inner.z)
# case: methods assigned later
class A: pass
def f(self): return self.v
A.f = f
a = A(); a.v = 3
print(a.f())
a.g = lambda: 5
print(a.g())
# case: no arguments for object
class A: pass
A(1)
# case: abstract classes and dataclasses
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
class Base(ABC):
    @abstractmethod
    def f(self): pass
class Impl(Base):
    def f(self): return 1
print(Impl().f())
@dataclass
class P:
    x: int
    y: float = 2.0
    z: list = field(default_factory=list)
p = P(1, z=[3])
print(p.x, p.y, p.z, p, P(1).z)
# case: str and repr
class A:
    def __str__(self): return 'str'
class B:
    def __repr__(self): return 'repr'
print(A(), [B()], str(B()), '%s %r' % (A(), B()), f'{A()} {B()}', '{}'.format(A()))
# case: hash and eq in dicts
class K:
    def __init__(self, v): self.v = v
    def __hash__(self): return hash(self.v)
    def __eq__(self, o): return self.v == o.v
d = {K(1): 'a'}
print(d[K(1)], K(1) in d, K(2) in d)
