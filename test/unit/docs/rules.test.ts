import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { rulePages } from '../../../scripts/rule-docs.ts';
import { analyze } from '../../../src/core/analyze.ts';
import type { Fix } from '../../../src/core/base/diagnostic.ts';
import { LineIndex } from '../../../src/core/base/lineIndex.ts';
import { faultRules, rules } from '../../../src/core/lint/registry.ts';

const folder = fileURLToPath(new URL('../../../docs/rules', import.meta.url));

const diagnosticsOf = (text: string) => analyze(text).check().diagnostics;

function applied(text: string, fix: Fix): string {
  const edits = [...fix.edits].sort((a, b) => b.span.start - a.span.start);
  return edits.reduce((rest, { span, newText }) => rest.slice(0, span.start) + newText + rest.slice(span.end), text);
}

describe('the documentation of the rules', () => {
  it('is what the rules say now (npm run docs)', () => {
    const pages = rulePages();
    assert.deepEqual(readdirSync(folder).sort(), [...pages.keys()].sort());
    for (const [name, text] of pages) assert.equal(readFileSync(join(folder, name), 'utf8'), text, name);
  });
});

/** Rules that offer an edit: those of wrong gradients, and a name that was spelled otherwise. */
const fixing = new Set([...faultRules.map(({ code }) => code), 'undefined-gradient']);

for (const { code, docs } of rules) {
  describe(`the examples of ${code}`, () => {
    const found = diagnosticsOf(docs.bad);

    it('reports exactly this rule on exactly one line', () => {
      const lines = new LineIndex(docs.bad);
      const places = found.map((diagnostic) => [diagnostic.code, lines.rangeOf(diagnostic.span).start.line]);
      assert.equal(places.length, 1, JSON.stringify(places));
      assert.equal(places[0]?.[0], code);
    });

    it('offers proven fixes only, and each of them leaves nothing to report and every gradient proven', () => {
      const fixes = found.flatMap((diagnostic) => diagnostic.fixes);
      assert.equal(fixes.length > 0, fixing.has(code), 'a fix is offered');
      for (const fix of fixes) {
        assert.equal(fix.proven, true);
        const { units, diagnostics } = analyze(applied(docs.bad, fix)).check();
        assert.deepEqual(diagnostics, []);
        const verdicts = units.flatMap((unit) => unit.gradients).map(({ verdict }) => verdict);
        assert.ok(verdicts.length > 0 && !verdicts.includes('refuted'), verdicts.join());
        assert.ok(verdicts.includes('proven'), verdicts.join());
      }
    });

    it('is silent on the right one, having proven it', () => {
      const { units, diagnostics } = analyze(docs.good).check();
      assert.deepEqual(diagnostics, []);
      const verdicts = units.flatMap((unit) => unit.gradients).map(({ verdict }) => verdict);
      assert.ok(verdicts.includes('proven') && !verdicts.includes('refuted'), verdicts.join());
    });
  });
}
