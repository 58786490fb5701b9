import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { analyze } from '../../../src/core/analyze.ts';
import { applied } from '../../../src/core/lint/observe/edits.ts';
import { editDistance, similarTo } from '../../../src/core/lint/observe/distance.ts';
import { proverFor } from '../../../src/core/lint/observe/prove.ts';
import { undefinedIn } from '../../../src/core/lint/observe/undefined.ts';
import { readsByName, usageOf } from '../../../src/core/lint/observe/usage.ts';
import { parseModule } from '../../../src/core/syntax/index.ts';
import { verifySource } from '../../../src/core/verify/verify.ts';

describe('the edit distance', () => {
  it('counts characters put in, left out, replaced and swapped', () => {
    const cases: [string, string, number][] = [
      ['', '', 0],
      ['dx', 'dx', 0],
      ['dscore', 'dscores', 1],
      ['dsocres', 'dscores', 1],
      ['dW1', 'dW2', 1],
      ['kitten', 'sitting', 3],
      ['', 'abc', 3],
    ];
    for (const [a, b, distance] of cases) assert.equal(editDistance(a, b), distance, `${a} ${b}`);
  });

  it('is the same both ways, 0 only for equal words, and at most the longer length', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
        const distance = editDistance(a, b);
        assert.equal(distance, editDistance(b, a));
        assert.equal(distance === 0, a === b);
        assert.ok(distance <= Math.max(a.length, b.length));
      }),
    );
  });

  it('finds what was meant, nearest first, and nothing for words that are too short to tell', () => {
    assert.deepEqual(similarTo('dscore', ['dscores', 'dhidden', 'd_score', 'dcore']), ['d_score', 'dscores', 'dcore']);
    assert.deepEqual(similarTo('dw', ['dx', 'db', 'dW']), ['dW']);
  });
});

describe('the usage of names', () => {
  const usage = (code: string, name: string): boolean | undefined => usageOf(parseModule(code).body).get(name)?.isRead;

  it('does not count what a name is only put into or updated by', () => {
    assert.equal(usage('db = zeros(3)\ndb += row\ndb[0] = 1\ndb = db * 2\n', 'db'), false);
  });

  it('counts returns, other values, calls, indices, inner functions and texts with fields', () => {
    const readers = ['return db', 'x = db', 'f(db)', 'x[db] = 1', 'def g():\n    return db', "s = f'{db}'", 'db2 = db'];
    for (const reader of readers) assert.equal(usage(`db = 1\n${reader}\n`, 'db'), true, reader);
  });

  it('knows when names may be read by their text', () => {
    assert.equal(readsByName(parseModule('x = 1\nreturn locals()\n').body), true);
    assert.equal(readsByName(parseModule('x = 1\nreturn x\n').body), false);
  });
});

describe('names without a value', () => {
  function undefinedPaths(body: string, around = ''): string[] {
    const module = parseModule(`${around}def f(dout, cache):\n${body.replace(/^/gm, '    ')}\n`);
    const def = module.body.find((statement) => statement.kind === 'FunctionDef');
    return def ? undefinedIn(module, def).map(({ path, later }) => (later ? `${path} later` : path)) : ['no function'];
  }

  it('finds those that nothing binds, and those that are bound only below', () => {
    assert.deepEqual(undefinedPaths('dx = dz * 2\nreturn dx'), ['dz']);
    assert.deepEqual(undefinedPaths('dx = dz * 2\ndz = dout\nreturn dx'), ['dz later']);
    assert.deepEqual(undefinedPaths('dw += dout\nreturn dw'), ['dw']);
    assert.deepEqual(undefinedPaths('dw[0] = dout\nreturn 1'), ['dw']);
  });

  it('is silent about every way to bind a name', () => {
    const bodies = [
      'for dz in cache:\n    dx = dz\nreturn dx',
      'with cache as dz:\n    dx = dz\nreturn dx',
      'import helpers as dz\nreturn dz',
      'if dout:\n    dz = 1\nreturn dz',
      'try:\n    dz = 1\nexcept cache as dw:\n    return dw\nreturn dz',
      'return [dz for dz in cache]',
      'return (lambda dz: dz)(dout)',
      'if (dz := dout):\n    return dz',
      'def g(dz):\n    return dz\nreturn g(dout)',
      '(dz, [dw, *db]) = cache\nreturn dz, dw, db',
      'for t in cache:\n    if t:\n        dx = dz\n    dz = t\nreturn dx',
      'while cache:\n    dx = dz if cache else 0\n    dz = dout\nreturn dx',
    ];
    for (const body of bodies) assert.deepEqual(undefinedPaths(body), [], body);
  });

  it('is silent where names may come from elsewhere', () => {
    assert.deepEqual(undefinedPaths('return dz', 'from helpers import *\n'), []);
    assert.deepEqual(undefinedPaths('return dz', 'dz = 1\n'), []);
    assert.deepEqual(undefinedPaths('return dz', 'exec(code)\n'), []);
    assert.deepEqual(undefinedPaths('return dz', 'def g():\n    global dz\n    dz = 1\n'), []);
    assert.deepEqual(undefinedPaths('return dz', 'x = (\n'), [], 'what could not be read may bind it');
  });
});

describe('the proof of an edited text', () => {
  const text = 'x = 3.0\ny = 2.0\nf = x * y\n# backward pass\ndx = y\ndy = x\n';

  it('holds for a pass that is right, and for no other', () => {
    const source = { text, module: parseModule(text), options: {} };
    const [report] = verifySource(source);
    assert.ok(report);
    const proves = proverFor(report, source);
    assert.equal(proves(text), true);
    assert.equal(proves(text.replace('dy = x', 'dy = y')), false, 'a wrong gradient');
    assert.equal(proves(text.replace('dy = x', 'dy = z')), false, 'a run that fails');
    assert.equal(proves(text.replace('dy = x', 'dy = (')), false, 'a text that cannot be read');
    assert.equal(proves('x = 1\n'), false, 'no pass at all');
  });

  it('makes edits from the back, in whatever order they come', () => {
    const edits = [
      { span: { start: 0, end: 1 }, newText: 'long' },
      { span: { start: 2, end: 2 }, newText: '!' },
    ];
    assert.equal(applied('abc', edits), 'longb!c');
    assert.equal(applied('abc', edits.toReversed()), 'longb!c');
  });
});

describe('rules that observe', () => {
  it('say what two passes share once', () => {
    const shared =
      'import numpy as np\n\ndef softmax(s):\n    e = np.exp(s)\n    return e / e.sum(axis=1, keepdims=True)\n\n';
    const loss = (name: string): string =>
      `def ${name}(W, X, y):\n    rows = np.arange(X.shape[0])\n    probs = softmax(X.dot(W))\n    loss = -np.sum(np.log(probs[rows, y]))\n    dscores = probs.copy()\n    dscores[rows, y] -= 1\n    dW = X.T.dot(dscores)\n    return loss, dW\n\n`;
    const { diagnostics, units } = analyze(shared + loss('one_loss') + loss('other_loss')).check();
    assert.equal(units.filter(({ gradients }) => gradients.some(({ verdict }) => verdict === 'proven')).length, 2);
    assert.deepEqual(
      diagnostics.map(({ code, severity }) => [code, severity]),
      [['unstable-softmax', 'information']],
    );
  });

  it('fade a gradient that nothing uses', () => {
    const { diagnostics } = analyze(
      'def scale_forward(x, w):\n    return x * w, (x, w)\n\ndef scale_backward(dout, cache):\n    x, w = cache\n    dx = dout * w\n    dw = dout * x\n    return dx\n',
    ).check();
    assert.deepEqual(
      diagnostics.map(({ code, tags }) => [code, tags]),
      [['unused-gradient', ['unnecessary']]],
    );
  });
});
