import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dump } from './dump.ts';

const CASES: Readonly<Record<string, readonly (readonly [text: string, ...expected: string[]])[]>> = {
  assignments: [
    ['x = 1', '(= x 1)'],
    ['a = b = c', '(= a b c)'],
    ['a, b = b, a', '(= (tuple a b) (tuple b a))'],
    ['a, (b, *c) = d', '(= (tuple a (tuple b *c)) d)'],
    ['[a, b] = c', '(= (list a b) c)'],
    ['x.y[0] = 1', '(= (at x.y 0) 1)'],
    ['x = yield', '(= x (yield))'],
    ['x = yield y', '(= x (yield y))'],
    ['x = *a, b', '(= x (tuple *a b))'],
    ['x += 1', '(+= x 1)'],
    ['x[i] **= y', '(**= (at x i) y)'],
    ['x //= 2; y @= z; w >>= 1', '(//= x 2)', '(@= y z)', '(>>= w 1)'],
    ['x: int', '(ann x int _)'],
    ['x: int = 3', '(ann x int 3)'],
    ['self.x: List[int] = []', '(ann self.x (at List int) (list))'],
    ['type X = int', '(= X int)'],
  ],
  'simple statements': [
    ['pass; break; continue', 'pass', 'break', 'continue'],
    ['return', '(return)'],
    ['return a, b', '(return (tuple a b))'],
    ['return *a, b', '(return (tuple *a b))'],
    ['raise', '(raise)'],
    ['raise E(a) from b', '(raise (call E a) from b)'],
    ['assert a, "b"', '(assert a "b")'],
    ['del a, b[0]', '(del a (at b 0))'],
    ['del (a, b)', '(del (tuple a b))'],
    ['global a, b', '(global a b)'],
    ['nonlocal a', '(nonlocal a)'],
    ['import a.b as c, d', '(import a.b as c d)'],
    ['from a.b import c as d, e', '(from a.b c as d e)'],
    ['from . import (a, b,)', '(from . a b)'],
    ['from ...x import *', '(from ...x *)'],
    ['from .... import a', '(from .... a)'],
    ['x = 1;', '(= x 1)'],
    ['match = 3\nmatch(x)', '(= match 3)', '(call match x)'],
    ['print = 3', '(= print 3)'],
    ['type(x)', '(call type x)'],
  ],
  blocks: [
    ['if a: b', '(if a {b})'],
    ['if a:\n  b\nelif c:\n  d\nelse:\n  e', '(if a {b} else {(if c {d} else {e})})'],
    ['if a: b; c\nelse: d', '(if a {b; c} else {d})'],
    ['if (n := f()) > 1: pass', '(if (cmp (:= n (call f)) > 1) {pass})'],
    ['while a:\n  b\nelse:\n  c', '(while a {b} else {c})'],
    ['for i, x in enumerate(y):\n  z\nelse: w', '(for (tuple i x) (call enumerate y) {z} else {w})'],
    ['for a, *b in c, d: e', '(for (tuple a *b) (tuple c d) {e})'],
    ['for x.y in z: w', '(for x.y z {w})'],
    ['with a: b', '(with a {b})'],
    ['with a as b, c as d: e', '(with a->b c->d {e})'],
    ['with a as (b, c), d as e.f: g', '(with a->(tuple b c) d->e.f {g})'],
    ['with (a as b, # one\n      c as d,\n): e', '(with a->b c->d {e})'],
    ['with (a): b', '(with a {b})'],
    ['with (a, b) as c: d', '(with (tuple a b)->c {d})'],
    [
      'try:\n  a\nexcept (B, C) as e:\n  d\nexcept:\n  f\nelse:\n  g\nfinally:\n  h',
      '(try {a} (except (tuple B C) e {d}) (except _ {f}) else {g} finally {h})',
    ],
    ['try: a\nexcept* E: b', '(try {a} (except E {b}))'],
    ['async def f():\n  async for x in y:\n    async with z: await w', '(def f [] {(for x y {(with z {(await w)})})})'],
  ],
  definitions: [
    ['def f(): pass', '(def f [] {pass})'],
    ['def f(a, b: int = 1, *c: x, d, e=2, **g) -> h: pass', '(def f [a b:int=1 *c:x d e=2 **g] ->h {pass})'],
    ['def f(a, /, b, *, c): pass', '(def f [a b * c] {pass})'],
    ['def f(\n  a,\n  b=(1, 2),\n): return a', '(def f [a b=(tuple 1 2)] {(return a)})'],
    ['def f[T](a: T): pass', '(def f [a:T] {pass})'],
    ['@a\n@b.c(1)\ndef f(): pass', '(def @a @(call b.c 1) f [] {pass})'],
    ['@a[0] or b\nclass C: pass', '(class @(or (at a 0) b) C {pass})'],
    ['class A: pass', '(class A {pass})'],
    [
      'class A(B, c=D, *e, **f):\n  x = 1\n  def g(self): pass',
      '(class A B *e c=D **=f {(= x 1); (def g [self] {pass})})',
    ],
    ['class A():\n\n  # only a comment before\n\n  pass', '(class A {pass})'],
  ],
};

for (const [group, cases] of Object.entries(CASES)) {
  describe(`statements: ${group}`, () => {
    for (const [text, ...expected] of cases) {
      test(text, () => {
        assert.equal(dump(text), expected.join('\n'));
      });
    }
  });
}
