import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suspect } from '../../../src/core/verify/fault.ts';
import { judgementOf } from './passes.ts';

/** The statements suspected of the only mismatch, most suspicious first, and whether the first one discards. */
function suspects(code: string): { lines: string[]; discards: boolean } {
  const { mismatches } = judgementOf(code);
  assert.equal(mismatches.length, 1, mismatches.map(({ claim }) => claim.path).join());
  const [mismatch] = mismatches;
  assert.ok(mismatch);
  const { statements, discards } = suspect(mismatch);
  return { lines: statements.map(({ span }) => code.slice(span.start, span.end)), discards };
}

const fanOut = `x = 3.0
a = x * 2
b = x * 5
f = a * b
da = b
db = a
`;

test('a lone wrong assignment is the suspect', () => {
  assert.deepEqual(suspects(`${fanOut}dx = 7 * da + 5 * db\n`).lines, ['dx = 7 * da + 5 * db']);
});

test('of two contributions the wrong one comes first', () => {
  assert.equal(suspects(`${fanOut}dx = 2 * da\ndx += 4 * db\n`).lines[0], 'dx += 4 * db');
  assert.equal(suspects(`${fanOut}dx = 3 * da\ndx += 5 * db\n`).lines[0], 'dx = 3 * da');
});

test('an assignment that comes after a right contribution discards it', () => {
  const { lines, discards } = suspects(`${fanOut}dx = 2 * da\ndx = 5 * db\n`);
  assert.equal(lines[0], 'dx = 5 * db');
  assert.ok(discards);
});

test('an assignment after zeros discards nothing', () => {
  const { lines, discards } = suspects(`${fanOut}dx = 0.0\ndx += 2 * da\ndx += 6 * db\n`);
  assert.equal(lines[0], 'dx += 6 * db');
  assert.ok(!discards);
});

test('a placeholder is suspected last', () => {
  const { lines } = suspects(`${fanOut}dx = None\ndx = 7 * da + 5 * db\n`);
  assert.deepEqual(lines, ['dx = 7 * da + 5 * db', 'dx = None']);
});

test('a store that puts in something else than flows back is suspected before the copy it changes', () => {
  const code = `import numpy as np
z = np.array([1.0, -2.0, 3.0])
k = np.array([2.0, 5.0, 7.0])
h = np.maximum(z, 0)
loss = np.sum(k * h)
dh = k
dz = np.zeros(3)
dz[z > 0] = 1
`;
  assert.equal(suspects(code).lines[0], 'dz[z > 0] = 1');
});
