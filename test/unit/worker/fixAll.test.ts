import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { analyze } from '../../../src/core/analyze.ts';
import type { Diagnostic, TextEdit } from '../../../src/core/base/diagnostic.ts';
import { EditedText } from '../../../src/worker/editedText.ts';
import { fixAll } from '../../../src/worker/fixAll.ts';

const check = (text: string): readonly Diagnostic[] => analyze(text).check().diagnostics;

function applied(text: string, edits: readonly TextEdit[]): string {
  return edits.reduceRight(
    (rest, { span, newText }) => rest.slice(0, span.start) + newText + rest.slice(span.end),
    text,
  );
}

function assertApart(edits: readonly TextEdit[]): void {
  for (const [i, edit] of edits.entries()) {
    assert.ok(edit.span.start <= edit.span.end);
    const before = edits[i - 1];
    if (before) assert.ok(before.span.end < edit.span.start, JSON.stringify(edits));
  }
}

describe('a text that is edited again and again', () => {
  const edit = fc.record({ at: fc.nat(30), length: fc.nat(6), newText: fc.string({ maxLength: 4 }) });

  it('says all edits as edits of the original that do not touch', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.array(edit, { maxLength: 8 }), (original, edits) => {
        let edited = EditedText.of(original);
        let expected = original;
        for (const { at, length, newText } of edits) {
          const start = Math.min(at, expected.length);
          const end = Math.min(start + length, expected.length);
          edited = edited.with([{ span: { start, end }, newText }]);
          expected = expected.slice(0, start) + newText + expected.slice(end);
        }
        assert.equal(edited.text, expected);
        assertApart(edited.edits());
        assert.equal(applied(original, edited.edits()), expected);
      }),
    );
  });
});

describe('fixing all', () => {
  for (const [title, text] of [
    ['one fault', 'x = 3.0\ny = 2.0\nf = x * y\n# backward pass\ndx = x\ndy = x\n'],
    [
      'two faults in one pass',
      'x = 3.0\ny = -4.0\np = x * y\ns = x + y\nf = p * s\n# backward pass\ndp = s\nds = s\ndx = y * dp\ndy = x * dp\ndx = ds\ndy += ds\n',
    ],
    [
      'two faults of which one ends the run before the other',
      'import numpy as np\nW = np.random.randn(5, 10)\nX = np.random.randn(10, 3)\nD = W.dot(X)\nf = np.sum(D * D)\n# backward pass\ndD = 2 * D\ndW = dD.dot(X)\ndX = dD.dot(W)\n',
    ],
  ] as const) {
    it(`leaves nothing to report of ${title}`, () => {
      assert.ok(check(text).length > 0);
      const { edits, count } = fixAll(text, check);
      assert.ok(count > 0);
      assertApart(edits);
      assert.deepEqual(check(applied(text, edits)), []);
    });
  }

  it('does nothing where nothing is wrong', () => {
    assert.deepEqual(fixAll('x = 3.0\nf = x * x\n# backward pass\ndx = 2 * x\n', check), { edits: [], count: 0 });
  });

  it('leaves alone what has two fixes, and ends when a fix changes nothing', () => {
    const span = { start: 0, end: 1 };
    const fix = (newText: string) => ({ title: newText, edits: [{ span, newText }], proven: true });
    const base = { code: 'c', severity: 'error', message: '', span, related: [] } as const;
    assert.equal(fixAll('a', () => [{ ...base, fixes: [fix('b'), fix('c')] }]).count, 0);
    assert.equal(fixAll('a', () => [{ ...base, fixes: [fix('a')] }]).count, 0);
    assert.equal(fixAll('a', () => [{ ...base, fixes: [{ ...fix('b'), proven: false }] }]).count, 0);
  });

  it('takes fixes one by one where they make it worse together', () => {
    const at = (start: number, newText: string): Diagnostic => ({
      code: 'c',
      severity: 'error',
      message: '',
      span: { start, end: start + 1 },
      related: [],
      fixes: [{ title: '', edits: [{ span: { start, end: start + 1 }, newText }], proven: true }],
    });
    const found: Record<string, Diagnostic[]> = {
      'a b': [at(0, 'A'), at(2, 'B')],
      'A b': [],
      'A B': [at(0, 'x'), at(2, 'x'), at(1, 'x')],
    };
    const { edits, count } = fixAll('a b', (text) => found[text] ?? []);
    assert.equal(count, 1);
    assert.equal(applied('a b', edits), 'A b');
  });
});
