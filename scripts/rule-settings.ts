import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rules } from '../src/core/lint/registry.ts';

type Json = Record<string, unknown>;

const levels = ['error', 'warning', 'information', 'hint', 'off'];

/** What `backpropCircuit.lint.severity` may hold: one property for each rule. */
export function severityProperties(): Json {
  return Object.fromEntries(
    rules.map(({ code, severity }) => [
      code,
      {
        type: 'string',
        enum: levels,
        enumDescriptions: levels.map((level) => `%config.lint.severity.${level}%`),
        default: severity,
        description: `%rule.${code}%`,
      },
    ]),
  );
}

/** The English texts that the properties name: what each rule reports. */
export function ruleTexts(): Record<string, string> {
  return Object.fromEntries(rules.map(({ code, docs }) => [`rule.${code}`, docs.what]));
}

/** Writes both into the manifest, and lists what has no Chinese yet. */
function update(root: string): void {
  const read = (name: string): Json => JSON.parse(readFileSync(join(root, name), 'utf8')) as Json;
  const write = (name: string, content: Json): void => {
    writeFileSync(join(root, name), JSON.stringify(content, null, 2) + '\n');
  };
  const manifest = read('package.json') as { contributes: { configuration: { properties: Record<string, Json> } } };
  const setting = manifest.contributes.configuration.properties['backpropCircuit.lint.severity'];
  if (!setting) throw new Error('package.json has no backpropCircuit.lint.severity');
  setting['properties'] = severityProperties();
  write('package.json', manifest);
  const texts = ruleTexts();
  write('package.nls.json', { ...withoutRules(read('package.nls.json')), ...texts });
  const chinese = withoutRules(read('package.nls.zh-cn.json'), texts);
  write('package.nls.zh-cn.json', chinese);
  for (const key of Object.keys(texts)) if (chinese[key] === undefined) console.log(`no Chinese: ${key}`);
}

/** Drops the texts of rules that are not among the kept ones. */
function withoutRules(texts: Json, kept: Json = {}): Json {
  return Object.fromEntries(Object.entries(texts).filter(([key]) => !key.startsWith('rule.') || key in kept));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) update(join(fileURLToPath(import.meta.url), '../..'));
