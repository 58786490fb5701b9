import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ruleTexts, severityProperties } from '../../../scripts/rule-settings.ts';
import { rules } from '../../../src/core/lint/registry.ts';

interface Setting {
  readonly scope?: string;
  readonly properties?: Record<string, unknown>;
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8'));

describe('the settings in the manifest', () => {
  const { contributes } = read('package.json') as {
    contributes: { configuration: { properties: Record<string, Setting> } };
  };
  const { properties } = contributes.configuration;

  it('let every rule, and nothing else, be given a severity (npm run docs)', () => {
    const setting = properties['backpropCircuit.lint.severity'];
    assert.deepEqual(
      Object.keys(setting?.properties ?? {}),
      rules.map(({ code }) => code),
    );
    assert.deepEqual(setting?.properties, severityProperties());
  });

  it('describe each rule as its documentation does', () => {
    const english = read('package.nls.json') as Record<string, string>;
    for (const [key, text] of Object.entries(ruleTexts())) assert.equal(english[key], text, key);
  });

  it('may differ between folders', () => {
    for (const [name, { scope }] of Object.entries(properties)) {
      if (name.startsWith('backpropCircuit.lint.')) assert.equal(scope, 'resource', name);
    }
  });
});
