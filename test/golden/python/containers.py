# case: lists
a = [1, 2, 3]
b = a
b.append(4)
print(a, a is b, len(a), a[0], a[-1], a[1:3], a[::-1], a[:2] + a[2:], a * 2, [0] * 3)
a.extend([5, 6]); a.insert(0, 0); a.remove(3); print(a, a.pop(), a.pop(0), a, a.index(4), a.count(2))
a.reverse(); print(a); a.sort(); print(a); a.clear(); print(a)
# case: list stores
a = list(range(10))
a[0] = 'x'; a[1:3] = [10, 20, 30]; print(a); a[::3] = ['s'] * 4; print(a)
del a[0]; del a[1:3]; print(a)
a += [1]; a *= 2; print(len(a))
# case: list index error
[1, 2][5]
# case: list methods are in place
x = [3, 1, 2]
print(x.sort(), x, sorted(x, reverse=True), sorted(['bb', 'a', 'ccc'], key=len), sorted([(1, 'b'), (1, 'a'), (0, 'c')]))
print(sorted(['b', 'A', 'c'], key=str.lower), sorted({'z': 1, 'y': 2}), list(reversed([1, 2, 3])))
# case: nested lists alias
row = [0] * 2
m = [row] * 2
m[0][0] = 1
print(m)
m = [[0] * 2 for _ in range(2)]
m[0][0] = 1
print(m)
# case: tuples
t = 1, 2, 3
print(t, (1,), (), t[0], t[1:], t + (4,), t * 2, len(t), 2 in t, t.index(3), t.count(1), tuple([1, 2]))
# case: tuples cannot change
t = (1, 2)
t[0] = 5
# case: unpacking
a, b = 1, 2
a, b = b, a
(c, d), e = (3, 4), 5
[f, g] = [6, 7]
h, *i = [1, 2, 3]
*j, k = 'abc'
l, *m, n = range(5)
print(a, b, c, d, e, f, g, h, i, j, k, l, m, n)
for p, (q, r) in [(1, (2, 3))]:
    print(p, q, r)
x = y = []
x.append(1)
print(y)
# case: too few to unpack
a, b, c = 1, 2
# case: too many to unpack
a, b = [1, 2, 3]
# case: dicts
d = {'a': 1, 'b': 2}
d['c'] = 3
d['a'] += 10
print(d, d['a'], d.get('z'), d.get('z', 0), 'a' in d, len(d), list(d), list(d.keys()), list(d.values()), list(d.items()))
print(d.pop('b'), d, d.pop('zz', None), d.setdefault('e', []), d)
d.update({'a': 0}, f=5); d.update([('g', 6)]); print(d); del d['a']; print(d)
for k, v in d.items():
    print(k, v)
print({**d, 'x': 1}, dict(a=1), dict([(1, 2)]), {i: i * i for i in range(3)}, d.keys(), d.values(), d.items())
print({'a': 1} == {'a': 1.0}, {1: 2}.copy(), dict.fromkeys('ab', 0), dict(zip('ab', [1, 2])))
# case: missing key
{'a': 1}['b']
# case: unhashable key
{[1]: 2}
# case: tuple keys
d = {(0, 1): 'x', (1, 0): 'y'}
print(d[0, 1], d[(1, 0)], (0, 1) in d)
# case: sets
s = {3, 1, 2, 3}
s.add(5); s.discard(1); s.discard(99)
print(sorted(s), len(s), 3 in s, sorted(s | {9}), sorted(s & {3, 5}), sorted(s - {3}), sorted(s ^ {3, 100}), set(), {1}.issubset({1, 2}), {1} < {1, 2})
print(sorted(set('hello')), sorted({x % 3 for x in range(10)}), set([1]) == {1}, frozenset([1]) == {1})
# case: comprehensions
print([x * x for x in range(5)], [x for x in range(10) if x % 2 if x > 3], [(i, j) for i in range(2) for j in range(2)], {k: v for k, v in zip('ab', (1, 2))})
print([[i * j for j in range(3)] for i in range(3)], sum(x for x in range(4)), list(x for x in 'ab'), any(x > 2 for x in [1, 3]), all([]), [y for x in [[1], [2, 3]] for y in x])
x = 'outer'
[x for x in range(3)]
print(x)
# case: ranges
print(list(range(5)), list(range(2, 8, 2)), list(range(5, 0, -1)), range(3), range(1, 10, 2), len(range(10)), 3 in range(5), range(10)[2], range(10)[-1], list(range(0)), list(range(3))[::-1])
# case: zip enumerate map filter
print(list(zip([1, 2, 3], 'ab')), list(enumerate('ab', 1)), list(map(lambda x: x + 1, [1, 2])), list(filter(None, [0, 1, 2])), list(map(max, [1, 5], [3, 2])), list(zip()), list(zip(*[(1, 2), (3, 4)])))
it = iter([1, 2]); print(next(it), next(it), next(it, 'end'))
z = zip([1], [2]); print(list(z), list(z))
# case: slices with bounds out of range
a = [1, 2, 3]
print(a[5:], a[-10:2], a[:-1], a[-2:], a[2:1], a[::2], a[:100], a[slice(0, 2)])
# case: containers hold themselves
a = [1]
a.append(a)
print(a)
d = {}
d['d'] = d
print(d)
# case: equality of nested
print([1, [2, (3,)]] == [1, [2, (3,)]], [1, 2] in [[1, 2]], (1, 2) < (1, 2, 0), [] < [1], [1, 'a'] == [1, 'b'])
# case: delete
a = [1, 2, 3]; b = {'x': 1}
del a[1], b['x']
print(a, b)
del a
print(a)
