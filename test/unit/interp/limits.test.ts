import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { machineOf, printed, problemsOf, run } from './run.ts';

describe('limits end a run with a message and its place', () => {
  const endless: readonly [title: string, code: string, place: string][] = [
    ['while True', 'while True:\n    pass', 'True'],
    ['a loop that counts', 'i = 0\nwhile i >= 0:\n    i += 1', 'i'],
    ['a loop that records', 'x = 1.0\nwhile True:\n    x = x * 1.0', ''],
    ['an endless generator', 'def g():\n    while True: yield 1\nsum(g())', ''],
    ['an endless iterator', 'import itertools\nlist(itertools.count())', ''],
    ['a list that feeds its own loop', 'a = [1]\nfor x in a:\n    a.append(x)', ''],
    ['a long range', 'for i in range(10**12):\n    pass', ''],
    ['a comprehension', '[0 for i in range(10**9)]', ''],
    ['nested loops', 'for i in range(10**6):\n    for j in range(10**6):\n        k = i * j', ''],
  ];
  for (const [title, code, place] of endless) {
    it(title, () => {
      const problems = run(code, { limits: { steps: 20_000, totalElements: 1e6 } }).problems;
      assert.equal(problems.length, 1);
      assert.equal(problems[0]?.kind, 'limit');
      assert.ok(problems[0].message.length > 10);
      assert.ok(code.slice(problems[0].span.start, problems[0].span.end).includes(place));
    });
  }

  it('names the number of steps and the loop', () => {
    const code = 'while True:\n    pass';
    assert.deepEqual(problemsOf(code, { limits: { steps: 1000 } }), [
      'limit: The run stopped here after 1000 steps: is this loop endless? @ True',
    ]);
  });

  it('ends by the clock', () => {
    let now = 0;
    const clock = (): number => (now += 1);
    const problems = run('while True:\n    pass', { limits: { milliseconds: 50 }, clock }).problems;
    assert.match(problems[0]?.message ?? '', /50 ms/);
  });

  it('keeps the functions below the place that ended the run', () => {
    const machine = machineOf('while True: pass\nx = 1\ndef f(): return 7\n', { limits: { steps: 1000 } });
    const result = machine.call(machine.lookup('f') ?? null);
    assert.equal(result.ok && machine.repr(result.value), '7');
    assert.equal(machine.lookup('x') !== undefined, true);
  });

  const huge: readonly [code: string, pattern: RegExp][] = [
    ['x = "a" * 10**10', /elements|characters|items/],
    ['x = [0] * 10**10', /elements|characters|items/],
    ['x = list(range(10**10))', /elements|steps|items/],
    ['x = 10**10**8', /digits/],
    ['x = 1\nfor i in range(400): x *= 10**i', /digits/],
    ['x = "%999999999d" % 1\ny = 10**400', /digits/],
    ['x = "{:>99999999999}".format(1)', /no format/],
    ['x = "ab".center(10**10)', /elements|characters|items/],
    ['s = "ab"\nfor i in range(100): s = s + s', /elements|characters|items/],
    ['s = "ab"\nfor i in range(100): s = s.replace("a", "aa")', /elements|characters|items/],
    ['a = [1]\nfor i in range(100): a = a + a', /elements|characters|items/],
    ['a = [1]\nfor i in range(100): a += a', /elements|steps|items/],
    ['a = [1]\nfor i in range(100): a.extend(a)', /elements|steps|items/],
    ['s = ",".join(["abc" * 10**6] * 10**4)', /elements|characters|items/],
    ['(1).__class__\nx = 1 << 10**9', /digits/],
    ['print("a" * 10**9)', /elements|characters|items/],
  ];
  for (const [code, pattern] of huge) {
    it(`does not make ${code.split('\n').at(-1) ?? ''}`, () => {
      const { problems } = run(code, { limits: { steps: 200_000 } });
      assert.equal(problems.length, 1);
      assert.match(problems[0]?.message ?? '', pattern);
    });
  }

  it('goes on with the next statement after one that was too large', () => {
    assert.deepEqual(printed('x = [0] * 10**10\ny = 2\nprint(y)'), ['2']);
  });

  const deep: readonly [title: string, code: string][] = [
    ['a function that calls itself', 'def f(n): return f(n + 1)\nf(0)'],
    ['two that call each other', 'def f(n): return g(n)\ndef g(n): return f(n)\nf(0)'],
    ['a method', 'class A:\n    def f(self): return self.f()\nA().f()'],
    ['__getattr__', 'class A:\n    def __getattr__(self, n): return getattr(self, n + "x")\nA().q'],
    ['__repr__', 'class A:\n    def __repr__(self): return repr(self)\nrepr(A())'],
    ['__eq__', 'class A:\n    def __eq__(self, o): return self == o\nA() == 1'],
    ['__iter__', 'class A:\n    def __iter__(self): return iter(self)\nlist(A())'],
    ['a generator of generators', 'def g(n):\n    yield from g(n + 1)\nlist(g(0))'],
    ['a lambda', 'f = lambda n: f(n + 1)\nf(0)'],
    ['a property', 'class A:\n    @property\n    def p(self): return self.p\nA().p'],
    ['sorting by itself', 'def f(x): return sorted([2, 1], key=f)\nf(1)'],
  ];
  for (const [title, code] of deep) {
    it(`recursion without end: ${title}`, () => {
      const { problems } = run(`${code}\nprint("after")`);
      assert.equal(problems.length, 1);
      assert.equal(problems[0]?.kind, 'limit');
      assert.match(problems[0].message, /deep/);
    });
  }

  it('lists that hold themselves have a text and an end', () => {
    assert.deepEqual(printed('a = []\na.append(a)\nprint(a, len(a))'), ['[[...]] 1']);
    const { problems } = run('a = []\na.append(a)\nb = []\nb.append(b)\nprint(a == b)');
    assert.equal(problems[0]?.kind, 'limit');
  });

  it('deeply nested expressions neither overflow nor stop the rest', () => {
    const sum = Array.from({ length: 3000 }, () => 'x').join(' + ');
    const brackets = `${'('.repeat(400)}1${')'.repeat(400)}`;
    const lists = `${'['.repeat(300)}${']'.repeat(300)}`;
    for (const expression of [sum, brackets, lists, `${'-'.repeat(600)}x`, `${'not '.repeat(600)}x`]) {
      const { output } = run(`x = 1\ny = ${expression}\nprint("after")`);
      assert.equal(output.at(-1), 'after');
    }
  });

  it('deeply nested statements neither overflow nor stop the rest', () => {
    const lines = Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}if True:`);
    const { output } = run([...lines, `${' '.repeat(300)}pass`, 'print("after")'].join('\n'));
    assert.equal(output.at(-1), 'after');
  });

  it('allows ordinary depth', () => {
    assert.deepEqual(printed('def f(n): return 0 if n == 0 else 1 + f(n - 1)\nprint(f(150))'), ['150']);
  });

  it('gives each call from outside its own budget', () => {
    const machine = machineOf('def f():\n    for i in range(500): pass\n    return 1', { limits: { steps: 2000 } });
    const f = machine.lookup('f') ?? null;
    for (let i = 0; i < 10; i++) assert.equal(machine.call(f).ok, true);
  });
});
