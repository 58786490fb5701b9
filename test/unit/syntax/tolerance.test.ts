import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dump } from './dump.ts';

/** Half-typed and mistaken code: the statements around it stay, and there is one problem for one mistake. */
const CASES: Readonly<Record<string, readonly (readonly [text: string, ...expected: string[]])[]>> = {
  'half-typed statements': [
    ['dx = \ny = 1', 'BAD', '(= y 1)', '! A value is missing after `=`. [=]'],
    ['dW = X.T.dot(\ndb = d.sum()\n', 'BAD', '(= db (call d.sum))', '! This `(` is never closed. [(]'],
    ['x = a.\ny = 1', 'BAD', '(= y 1)', '! A name is missing after `.`. [.]'],
    ['x = a +', 'BAD', '! A value is missing after `+`. [+]'],
    ['x = [1, 2\ny = 3', 'BAD', '(= y 3)', '! This `[` is never closed. [[]'],
    ['x = {\n  "a": 1,\ny = 3', 'BAD', '(= y 3)', '! This `{` is never closed. [{]'],
    ['x = "abc\ny = 1', 'BAD', '(= y 1)', '! This string is never closed. ["abc]'],
    ['f("abc)\ny = 1', 'BAD', '(= y 1)', '! This string is never closed. ["abc)]'],
    ['x = a b\ny = 1', 'BAD', '(= y 1)', '! `b` is not expected here. [b]'],
    ['x = 1; y = ; z = 3', '(= x 1)', 'BAD', '(= z 3)', '! A value is missing after `=`. [=]'],
    ['x = )\ny = 1', 'BAD', '(= y 1)', '! This `)` closes nothing. [)]'],
    ['x = (a]\ny = 1', 'BAD', '(= y 1)', '! `]` cannot close `(`. []]'],
    ['x = a × b\ny = 1', 'BAD', '(= y 1)', '! `×` is no part of Python. [×]'],
    ['f(x) = 3\ny = 1', 'BAD', '(= y 1)', '! Nothing can be assigned to this. [f(x)]'],
    ['a + b += 1', 'BAD', '! Nothing can be assigned to this. [a + b]'],
    ['import\ny = 1', 'BAD', '(= y 1)', '! A name is missing after `import`. [import]'],
    ['return return\ny = 1', 'BAD', '(= y 1)', '! `return` is not expected here. [return]'],
    ['x = f"{a"\ny = 1', 'BAD', '(= y 1)', '! `f"{a"` is not expected here. [f"{a"]'],
    ['a b\nc d\ny = 1', 'BAD', 'BAD', '(= y 1)', '! `b` is not expected here. [b]', '! `d` is not expected here. [d]'],
  ],
  'half-typed headers': [
    ['def f(\n', 'BAD', '! This `(` is never closed. [(]'],
    ['def f(a, b\n  return a\ny = 1', '(def f [a b] {(return a)})', '(= y 1)', '! This `(` is never closed. [(]'],
    ['def f(a, b=\n  return a\n', '(def f [a b] {(return a)})', '! This `(` is never closed. [(]'],
    ['def f(a, b=):\n  return a\n', '(def f [a b] {(return a)})', '! A value is missing after `=`. [=]'],
    ['def f(a)\n  return a\n', '(def f [a] {(return a)})', '! `:` is missing at the end of this `def`. [)]'],
    ['def f(a) ->:\n  return a\n', '(def f [a] {(return a)})', '! A value is missing after `->`. [->]'],
    ['def\n  x = 1\ny = 1', 'BAD', '(= y 1)', '! A name is missing after `def`. [def]'],
    ['def f(a):\ny = 1', '(def f [a] {})', '(= y 1)', '! An indented block is missing below this `def`. [:]'],
    ['class A(B:\n  x = 1\n', '(class A B {(= x 1)})', '! This `(` is never closed. [(]'],
    ['if x >:\n  y = 1\nelse:\n  z = 2', '(if ? {(= y 1)} else {(= z 2)})', '! A value is missing after `>`. [>]'],
    ['if x = 3:\n  y = 1', '(if ? {(= y 1)})', '! `=` assigns; `==` compares. [=]'],
    ['if x\n  y = 1\nz = 2', '(if x {(= y 1)})', '(= z 2)', '! `:` is missing at the end of this `if`. [x]'],
    ['if x\ny = 1', 'BAD', '(= y 1)', '! `:` is missing at the end of this `if`. [x]'],
    [
      'if a:\n  b\nelif c d:\n  e\nelse:\n  f',
      '(if a {b} else {(if ? {e} else {f})})',
      '! `d` is not expected here. [d]',
    ],
    ['for i in :\n  x = 1\ny = 2', '(for ? ? {(= x 1)})', '(= y 2)', '! A value is missing after `in`. [in]'],
    ['for i in range(3\n  x = 1\ny = 2', '(for ? ? {(= x 1)})', '(= y 2)', '! This `(` is never closed. [(]'],
    [
      'for i in range(3)\n  x = 1',
      '(for i (call range 3) {(= x 1)})',
      '! `:` is missing at the end of this `for`. [)]',
    ],
    ['while x y:\n  z = 1', '(while ? {(= z 1)})', '! `y` is not expected here. [y]'],
    ['with a as :\n  z = 1', '(with ? {(= z 1)})', '! A name is missing after `as`. [as]'],
    ['try:\n  a\ny = 1', '(try {a})', '(= y 1)', '! This `try` has no `except` and no `finally`. [try]'],
    ['try:\n  a\nexcept B C:\n  d', '(try {a} (except _ {d}))', '! `C` is not expected here. [C]'],
    ['else:\n  x = 1\ny = 2', 'BAD', '(= y 2)', '! This `else` belongs to no statement above it. [else]'],
    ['fro i in x:\n  y = i\nz = 1', 'BAD', '(= z 1)', '! `i` is not expected here. [i]'],
    ['@\ndef f(): pass', '(def f [] {pass})', '! A name is missing after `@`. [@]'],
    ['@a\nx = 1', 'BAD', '(= x 1)', '! A decorator needs a function or class below it. [@a]'],
    ['match x:\n  case 1:\n    y = 1\nz = 2', 'BAD', '(= z 2)', '! `match` is not supported. [match]'],
  ],
  'text out of step with its quotes': [
    [
      'def f():\n  """Half\n  x = 1\n  return x\n\ndef g():\n  """Whole."""\n  return 2',
      '(def f [] {BAD; (= x 1); (return x)})',
      '(def g [] {"Whole."; (return 2)})',
      '! This string is never closed. ["""Half]',
    ],
    ['x = 1\ny = """abc\n', '(= x 1)', 'BAD', '! This string is never closed. ["""abc\n]'],
  ],
  indentation: [
    [
      'def f():\n    a\n  b\n    c\nd',
      '(def f [] {a; b; c})',
      'd',
      '! The indentation of this line fits no line above it. [b]',
    ],
    ['a\n  b\n  c\nd', 'a', 'b', 'c', 'd', '! This line is indented, but the line above it starts no block. [b]'],
    [
      'if a: b\n    c\nd',
      '(if a {b})',
      'c',
      'd',
      '! This line is indented, but the line above it starts no block. [c]',
    ],
    ['    a = 1\n    b = 2', '(= a 1)', '(= b 2)'],
    ['if a:\n\tb\n\tc\nd', '(if a {b; c})', 'd'],
    ['if a:\n        b\n\tc', '(if a {b; c})'],
  ],
};

for (const [group, cases] of Object.entries(CASES)) {
  describe(`tolerance: ${group}`, () => {
    for (const [text, ...expected] of cases) {
      test(text, () => {
        assert.equal(dump(text), expected.join('\n'));
      });
    }
  });
}

test('a page of prose is one problem', () => {
  const lines = dump('This is no code at all, but prose.\n'.repeat(40)).split('\n');
  assert.deepEqual(lines, [...Array.from({ length: 40 }, () => 'BAD'), '! `code` is not expected here. [code]']);
});
