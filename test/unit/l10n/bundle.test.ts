import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { collectTemplates, placeholders } from '../../../scripts/l10n.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { localizerOf } from '../../../src/core/base/localize.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const readJson = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, string>;
const bundle = readJson('l10n/bundle.l10n.zh-cn.json');

describe('the Chinese bundle', () => {
  const { templates, unreadable } = collectTemplates(root);

  it('is found through literal templates only', () => {
    assert.deepEqual(unreadable, []);
  });

  it('translates every template of the sources and no other (node scripts/l10n.ts)', () => {
    assert.deepEqual(
      templates.filter((template) => bundle[template] === undefined),
      [],
      'not translated',
    );
    assert.deepEqual(
      Object.keys(bundle).filter((template) => !templates.includes(template)),
      [],
      'used nowhere',
    );
  });

  it('keeps the placeholders, the code and the ends of sentences', () => {
    for (const [english, chinese] of Object.entries(bundle)) {
      assert.deepEqual(placeholders(chinese), placeholders(english), english);
      assert.equal((chinese.match(/`/g) ?? []).length, (english.match(/`/g) ?? []).length, english);
      assert.ok(chinese.trim() !== '', english);
      if (english.endsWith('.') && /[^\d.]\.$/.test(english)) assert.match(chinese, /[。？]$/, english);
    }
  });

  it('speaks Chinese in a finding', () => {
    const text = 'x = 3.0\nf = x * x\n# backward pass\ndx = x\n';
    const [found] = analyze(text, { localize: localizerOf(bundle) }).check().diagnostics;
    assert.match(found?.message ?? '', /^`dx` 是 x 的梯度除以 2。/);
  });
});

describe('the manifest', () => {
  const english = readJson('package.nls.json');
  const chinese = readJson('package.nls.zh-cn.json');

  it('has every text that package.json names, in both languages', () => {
    const named = [...readFileSync(join(root, 'package.json'), 'utf8').matchAll(/"%([\w.-]+)%"/g)];
    const used = [...new Set(named.map((match) => match[1] ?? ''))].sort();
    assert.deepEqual(Object.keys(english).sort(), used);
    assert.deepEqual(Object.keys(chinese).sort(), used);
  });
});
