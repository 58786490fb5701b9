# case: loops
for i in range(5):
    if i == 1: continue
    if i == 3: break
    print(i)
else:
    print('never')
for x in []: pass
else: print('else')
n = 3
while n:
    n -= 1
    if n == 1: continue
    print('w', n)
else: print('done')
# case: nested break
for i in range(3):
    for j in range(3):
        if j == 1: break
        print(i, j)
# case: try
def f(x):
    try:
        if x == 0: return 'try'
        if x == 1: raise ValueError('bad', 1)
        if x == 2: return 1 / 0
        r = 'no error'
    except ValueError as e:
        return 'value', e.args, str(e)
    except (ZeroDivisionError, KeyError):
        return 'zero'
    else:
        return r + ' else'
    finally:
        print('finally', x)
print(f(0), f(1), f(2), f(3))
# case: finally overrides
def f():
    try: return 1
    finally: return 2
def g():
    for i in range(3):
        try: continue
        finally: print('f', i)
print(f()); g()
# case: nested handlers
try:
    try: raise KeyError('k')
    except ValueError: print('no')
    finally: print('inner')
except LookupError as e: print('lookup', e, repr(e))
# case: raise again
def f():
    try: raise ValueError('again')
    except ValueError:
        print('seen')
        raise
f()
# case: own exceptions
class MyError(Exception):
    def __init__(self, msg, code):
        super().__init__(msg)
        self.code = code
class Sub(MyError): pass
try: raise Sub('text', 7)
except MyError as e: print(e, e.code, type(e).__name__, isinstance(e, Exception), e.args)
class Plain(ValueError): pass
raise Plain('p')
# case: raise from and class without call
try: raise ValueError
except ValueError as e: print(repr(e), str(e) == '')
try: raise RuntimeError('x') from None
except RuntimeError as e: print(e)
# case: assert
assert True
assert 1 == 1, 'fine'
try: assert 1 > 2, 'message'
except AssertionError as e: print(e)
assert False
# case: exceptions leave handlers
try: undefined
except NameError: print('name')
try: [].pop()
except IndexError as e: print('index')
try: {}['k']
except KeyError as e: print(e)
try: 'a' + 1
except TypeError: print('type')
try: (1).foo
except AttributeError: print('attr')
try: int('z')
except Exception as e: print(type(e).__name__)
try: next(iter([]))
except StopIteration: print('stop')
# case: bare except
try: 1 / 0
except: print('any')
# case: generators
def gen(n):
    i = 0
    while i < n:
        yield i
        i += 1
    return
print(list(gen(3)), sum(gen(4)), [x * 2 for x in gen(2)])
g = gen(2); print(next(g), next(g), next(g, 'end'))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
f = fib(); print([next(f) for _ in range(8)])
# case: generators send and yield from
def acc():
    total = 0
    while True:
        x = yield total
        if x is None: break
        total += x
g = acc(); next(g); print(g.send(3), g.send(4))
def inner(): yield 1; yield 2
def outer():
    yield 0
    yield from inner()
    yield from [3, 4]
print(list(outer()))
def evens(xs):
    for x in xs:
        if x % 2 == 0: yield x
        else:
            try: yield -x
            finally: print('f', x)
print(list(evens([1, 2, 3])))
def batches(data, size):
    for start in range(0, len(data), size):
        yield data[start:start + size]
print(list(batches([1, 2, 3, 4, 5], 2)))
# case: generators are lazy
def noisy():
    print('start')
    yield 1
    print('end')
g = noisy()
print('made')
for x in g: print(x)
gen = (print('never') for x in [1])
print('done')
# case: with in generators
class M:
    def __enter__(self): print('in'); return self
    def __exit__(self, *a): print('out')
def g():
    with M():
        yield 1
        yield 2
print(list(g()))
# case: while else and pass
i = 0
while i < 3:
    i += 1
    if i == 5: break
else: print('else', i)
if i == 3: pass
elif i: print('no')
else: print('no')
# case: one line bodies
for i in range(2): print(i); print('x')
if True: a = 1; b = 2
print(a, b)
# case: loop over dict while changing values
d = {'a': 1, 'b': 2}
for k in d: d[k] *= 10
print(d)
for k in list(d): del d[k]
print(d)
# case: list grows while iterating
a = [1]
for x in a:
    if x < 4: a.append(x + 1)
print(a)
# case: exception from nested calls
def a(): b()
def b(): c()
def c(): raise ValueError('deep')
a()
