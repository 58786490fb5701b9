import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseModule } from '../../../src/core/syntax/index.ts';
import { measureFile, type FileResult } from '../../../scripts/mutants/measure.ts';
import { mutantsOf, mutatedText } from '../../../scripts/mutants/mutate.ts';
import { inTurn } from '../../../scripts/mutants/sample.ts';
import type { Scope } from '../../../scripts/mutants/site.ts';

const folder = mkdtempSync(join(tmpdir(), 'mutants-'));

after(() => {
  rmSync(folder, { recursive: true });
});

/** The texts that one statement is mutated into, by kind. */
function mutated(text: string, scope: Partial<Scope> = {}): Record<string, string[]> {
  const [statement] = parseModule(text).body;
  assert.ok(statement);
  const known = { gradients: new Set<string>(), shapes: new Map(), numbers: new Set<string>() };
  const whole: Scope = { text, ...known, alternatives: () => [], ...scope };
  const found: Record<string, string[]> = {};
  for (const mutant of mutantsOf(statement, whole)) (found[mutant.kind] ??= []).push(mutatedText(text, [mutant]));
  return found;
}

test('each kind of fault is one small change of the text', () => {
  const gradients = new Set(['dout']);
  const shapes = new Map<string, readonly number[]>([
    ['N', []],
    ['s', [3]],
    ["p['W1']", [2]],
    ["p['W2']", [2]],
  ]);
  const scope = { gradients, shapes };
  assert.deepEqual(mutated('dx += w', scope)['overwritten'], ['dx = w']);
  assert.deepEqual(mutated('dx = dx + w', scope)['overwritten'], ['dx = w']);
  assert.deepEqual(mutated('dw = x.T.dot(dout)', scope)['transpose'], ['dw = x.dot(dout)', 'dw = x.T.dot(dout.T)']);
  assert.deepEqual(mutated('dw = np.dot(x.T, a + b)', scope)['swap'], ['dw = np.dot((a + b), x.T)']);
  assert.deepEqual(mutated('dw = (a + b) @ c', scope)['swap'], ['dw = c @ (a + b)']);
  assert.deepEqual(mutated('db = np.sum(a + b, axis=0)', scope)['missing-sum'], ['db = (a + b)']);
  assert.deepEqual(mutated('db = dout.sum(axis=(0, 2, 3))', scope)['axis'], ['db = dout.sum(axis=(1, 2, 3))']);
  assert.deepEqual(mutated('dx = dout * s', scope)['upstream'], ['dx = s']);
  assert.deepEqual(mutated('dx = dout * s', scope)['local'], ['dx = dout']);
  assert.deepEqual(mutated('dx = 1 - t ** 2', scope)['local'], ['dx = 1 - t', 'dx = 1 - t**3']);
  assert.deepEqual(mutated('dx = -s', scope)['sign'], ['dx = s']);
  assert.deepEqual(mutated('dx = dout / N', scope)['factor'], ['dx = dout']);
  assert.deepEqual(mutated('dx /= N', scope)['factor'], ['dx /= 1.0']);
  assert.deepEqual(mutated('dw = a + reg * W', scope)['regularization'], ['dw = a']);
  assert.deepEqual(mutated('dw += reg * W', scope)['regularization'], ['pass']);
  assert.deepEqual(mutated('dx[x <= 0] = 0', scope)['mask'], ['dx[x >= 0] = 0']);
  assert.deepEqual(mutated('dx[i, j] = s', scope)['index'], ['dx[i + 1, j] = s', 'dx[i, j + 1] = s', 'dx[j, i] = s']);
  assert.deepEqual(mutated("dx = p['W1']", scope)['key'], ["dx = p['W2']"]);
  const named = { ...scope, alternatives: (path: string) => (path === 's' ? ['q'] : []) };
  assert.deepEqual(mutated('dx = dout * s', named)['name'], ['dx = dout * q']);
});

test('sizes and what only hands on are left alone', () => {
  assert.deepEqual(mutated('dx = np.zeros((a + 1, b.shape[0]))'), {});
  assert.deepEqual(mutated('return dx, dw'), {});
});

test('a text stays whole when several changes are made', () => {
  const change = (start: number, end: number, newText: string): Parameters<typeof mutatedText>[1][number] => {
    return { span: { start, end }, newText };
  };
  assert.equal(mutatedText('abcdef', [change(1, 2, 'XX'), change(4, 6, '')]), 'aXXcd');
});

test('a sample takes each group in turn, and the same one each time', () => {
  const items = ['a1', 'a2', 'a3', 'a4', 'b1', 'c1'];
  const sample = inTurn(items, (item) => item.charAt(0), 7);
  assert.deepEqual(
    sample,
    inTurn(items, (item) => item.charAt(0), 7),
  );
  assert.deepEqual([...new Set(sample.slice(0, 3).map((item) => item.charAt(0)))].sort(), ['a', 'b', 'c']);
  assert.deepEqual([...sample].sort(), items);
});

/** All single faults of a text. */
function measured(text: string): FileResult {
  const path = join(folder, 'text.py');
  writeFileSync(path, text);
  return measureFile({ path, limit: 0, kind: null, pairs: 0, exports: true, until: Infinity });
}

test('faults that change no number are none, and no fault goes by that changes one', () => {
  const { passes, trials, alarms, exported } = measured(
    'x = 3.0\ny = -4.5\nf = x * y\ndf = 1.0\ndx = y * df\ndy = x * df\n',
  );
  assert.deepEqual([passes, alarms], [1, []]);
  // Dropping the factor `df`, which is 1, changes nothing.
  const same = trials.filter(({ changes }) => !changes).map((trial) => trial.mutated);
  assert.ok(same.includes('dx = y') && same.includes('dy = x'), same.join());
  const sign = trials.find((trial) => trial.mutated === 'dx = -y * df');
  assert.ok(sign?.changes && sign.flagged && sign.exact && sign.repaired, JSON.stringify(sign));
  assert.deepEqual([sign.place.endsWith('text.py:5'), sign.raises, sign.wrongFixes], [true, '', []]);
  assert.ok(exported.fixes.length > 0 && exported.fixes.every(({ pass }) => exported.passes[pass]?.kind === 'script'));
});

test('a pass that is wrong already is not mutated', () => {
  const { passes, trials } = measured('x = 3.0\ny = -4.5\nf = x * y\ndx = -y\ndy = x\n');
  assert.deepEqual([passes, trials.length], [0, 0]);
});
