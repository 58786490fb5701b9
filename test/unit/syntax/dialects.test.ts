import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseModule } from '../../../src/core/syntax/index.ts';
import { dump } from './dump.ts';

const PYTHON_2: readonly (readonly [text: string, ...expected: string[]])[] = [
  ['print a, b', '(call print a b)'],
  ['print "%d" % a,', '(call print (% "%d" a))'],
  ['print >>f, a, b', '(call print a b file=f)'],
  ['print [1, 2]', '(call print (list 1 2))'],
  ['print -1', '(call print (- 1))'],
  ['print ("%d") % a', '(call print (% "%d" a))'],
  ['if a: print b', '(if a {(call print b)})'],
  ['exec "a" in b, c', '(call exec "a" b c)'],
  ['exec a', '(call exec a)'],
  ['x = `a`', '(= x (call repr a))'],
  ['a <> b', '(cmp a != b)'],
  ['10L + 0777', '(+ 10 511)'],
  ["ur'a'", '"a"'],
  ['raise E, "m"', '(raise (call E "m"))'],
  ['raise E, "m", tb', '(raise (call E "m"))'],
  ['try:\n  a\nexcept E, e:\n  b', '(try {a} (except E e {b}))'],
  ['for i in xrange(3): pass', '(for i (call xrange 3) {pass})'],
];

const PYTHON_3: readonly string[] = [
  'print(a)',
  'print (a), b',
  'print',
  'exec(a)',
  'from past.builtins import xrange\nfor i in xrange(3): pass',
  'try:\n  xrange\nexcept NameError:\n  xrange = range',
  '0o777 + 00',
  'self.print(a)',
  'x.exec = 1',
];

describe('Python 2', () => {
  for (const [text, ...expected] of PYTHON_2) {
    test(text, () => {
      assert.equal(dump(text), expected.join('\n'));
      assert.equal(parseModule(text).python2, true);
    });
  }
  for (const text of PYTHON_3) {
    test(`not: ${text}`, () => {
      assert.deepEqual(parseModule(text).errors, []);
      assert.equal(parseModule(text).python2, false);
    });
  }
});

const NOTEBOOK: readonly (readonly [text: string, ...expected: string[]])[] = [
  ['%matplotlib inline\nx = 1', '(= x 1)'],
  ['!pip install \\\n  numpy\nx = 1', '(= x 1)'],
  ['?np.dot\nnp.dot?\nnp.dot??\nx = 1', '(= x 1)'],
  ['%%time\nx = 1', '(= x 1)'],
  ['%%bash\nls -l | x = 1\n', ''],
  ['if a:\n  %timeit b\n  c', '(if a {c})'],
  ['x = """\n%no command\n!nor this\n"""', '(= x "\\n%no command\\n!nor this\\n")'],
  ['x = (a\n% b)', '(= x (% a b))'],
];

const CONSOLE: readonly (readonly [text: string, ...expected: string[]])[] = [
  ['>>> x = 1\n>>> x\n1\n>>> y = 2', '(= x 1)', 'x', '(= y 2)'],
  ['>>> for i in x:\n...     y = i\n...\n[1 2]\n>>> z', '(for i x {(= y i)})', 'z'],
  ['>>> f(a,\n...   b)\nTraceback (most recent call last):\n>>> c', '(call f a b)', 'c'],
  [
    '  >>> def f(a):\n  ...     if a:\n  ...         return 1\n  ...     return 2\n\nx = 1',
    '(def f [a] {(if a {(return 1)}); (return 2)})',
    '(= x 1)',
  ],
  ['a >>= b\nx = ...\n', '(>>= a b)', '(= x ...)'],
];

for (const [name, cases] of [
  ['notebook commands', NOTEBOOK],
  ['console sessions', CONSOLE],
] as const) {
  describe(name, () => {
    for (const [text, ...expected] of cases) {
      test(text, () => {
        assert.equal(dump(text), expected.join('\n'));
      });
    }
  });
}

describe('line ends and encodings', () => {
  const unix = 'def f(x):\n    y = x + \\\n        1  # c\n    return [y,\n        "a\\\nb"]\nz = 2\n';
  test('\\r\\n, \\r and \\n read alike', () => {
    assert.equal(dump(unix.replaceAll('\n', '\r\n')), dump(unix));
    assert.equal(dump(unix.replaceAll('\n', '\r')), dump(unix));
    assert.equal(dump(unix), '(def f [x] {(= y (+ x 1)); (return (list y "ab"))})\n(= z 2)');
  });
  test('a byte order mark and pasted blanks are white space', () => {
    assert.equal(dump('\ufeffx = 1\ny\u00a0=\u00a02'), '(= x 1)\n(= y 2)');
  });
  test('offsets are those of the original text', () => {
    const text = '\ufeff"😀" + größe';
    const [first] = parseModule(text).body;
    assert.ok(first?.kind === 'ExprStmt' && first.value.kind === 'BinOp');
    assert.equal(text.slice(first.value.right.span.start, first.value.right.span.end), 'größe');
  });
});
