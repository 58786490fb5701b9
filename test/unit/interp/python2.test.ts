import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { printed, problemsOf } from './run.ts';

/** What Python 2.7 prints. There is none at hand to ask: the results are those of its language reference. */
const cases: readonly [title: string, code: string, output: readonly string[]][] = [
  ['print is a statement', 'print 1, "a"\nprint "x = %d" % 3\nprint\nprint "end"', ['1 a', 'x = 3', '', 'end']],
  ['integers divide to integers', 'print 7 / 2, -7 / 2, 7.0 / 2, 7 // 2, 1 / 3 * 3', ['3 -4 3.5 3 0']],
  ['unless division is imported', 'from __future__ import division\nprint 7 / 2', ['3.5']],
  ['integer arrays too', 'import numpy as np\nprint np.array([7, 8]) / 2', ['[3 4]']],
  [
    'map, filter, zip and range give lists',
    'print map(abs, [-1, 2])\nprint zip([1], [2]), range(3), filter(None, [0, 1])',
    ['[1, 2]', '[(1, 2)] [0, 1, 2] [1]'],
  ],
  [
    'xrange, has_key, iteritems, unicode, long',
    'd = {"a": 1}\nprint d.has_key("a"), list(d.iteritems())\nfor i in xrange(2): print i\nprint isinstance("x", basestring)',
    ["True [('a', 1)]", '0', '1', 'True'],
  ],
  ['sorted by cmp', 'print sorted([3, 1, 2], cmp=lambda a, b: cmp(b, a))', ['[3, 2, 1]']],
  ['exceptions with a comma', 'try:\n    raise ValueError, "bad"\nexcept ValueError, e:\n    print e', ['bad']],
  ['reduce is built in', 'print reduce(lambda a, b: a + b, [1, 2, 3])', ['6']],
  ['a generator has next', 'def g():\n    yield 1\nprint g().next()', ['1']],
];

describe('Python 2', () => {
  for (const [title, code, output] of cases) {
    it(title, () => {
      assert.deepEqual(printed(code), output);
    });
  }

  it('takes integral floats for sizes in files that nothing ties to Python 3', () => {
    assert.deepEqual(printed('import numpy as np\nn = 4 / 2\nprint(np.zeros(n).shape, [1, 2, 3][n], list(range(n)))'), [
      '(2,) 3 [0, 1]',
    ]);
  });

  it('refuses them where the file is Python 3', () => {
    const problems = problemsOf('x: int = 4\nl = [1, 2, 3]\ny = l[x / 2]');
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /TypeError/);
  });
});
