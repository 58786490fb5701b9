import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeFormula } from '../../../src/core/explain/formula.ts';

const cases: readonly (readonly [string, Record<string, string>, string])[] = [
  ['b', { b: 'w[0]' }, 'w[0]'],
  ['(1 - out) * out', { out: 'f' }, '(1 − f)·f'],
  ['b * a**(b - 1)', { a: 'xpy', b: '2' }, '2·xpy'],
  ['b * a**(b - 1)', { a: 'x', b: '3' }, '3·x^2'],
  ['g.dot(b.T)', { g: 'dD', b: 'X' }, 'dD · Xᵀ'],
  ['np.sum(g, axis=0)', { g: 'dscores' }, 'sum(dscores, axis=0)'],
  ['-1', {}, '−1'],
];

for (const [derivative, names, formula] of cases) {
  test(`${derivative} with ${JSON.stringify(names)}`, () => {
    const written = writeFormula(derivative, names);
    assert.equal(written.formula, formula);
    assert.match(written.mathml, /^<math>.*<\/math>$/);
  });
}

test('an expression that cannot be read stays as it is', () => {
  assert.deepEqual(writeFormula('a +', {}), { formula: 'a +', mathml: '' });
});
