import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { patterns } from '../src/core/circuit/patterns.ts';
import { ops } from '../src/core/ops/table.ts';

/** The names under which the sources call a localizer: `t('…')`, `rt.localize('…')`, `vscode.l10n.t('…')`. */
const localizers = new Set(['t', 'localize']);
/** The one template that is no literal: the sentence of a gate or a group, collected from their tables. */
const tabled = /^(?:node\.)?(?:op|pattern)\.flow$/;

interface Collected {
  readonly templates: readonly string[];
  /** Calls whose template is not a literal, so that no translation can be found for them; `file:line: text`. */
  readonly unreadable: readonly string[];
}

/** Every English template of the sources that goes through a localizer, sorted. */
export function collectTemplates(root: string): Collected {
  const templates = new Set<string>([...Object.values(ops), ...patterns].map(({ flow }) => flow));
  const unreadable: string[] = [];
  for (const file of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.d.ts') || file.endsWith('localize.ts')) continue;
    const source = ts.createSourceFile(
      file,
      readFileSync(join(root, 'src', file), 'utf8'),
      ts.ScriptTarget.ES2022,
      true,
    );
    for (const given of localizedIn(source)) {
      const found = literals(given);
      for (const template of found ?? []) templates.add(template);
      if (found ?? isPassedOn(given)) continue;
      const line = source.getLineAndCharacterOfPosition(given.pos).line + 1;
      unreadable.push(`${file}:${String(line)}: ${given.getText()}`);
    }
  }
  return { templates: [...templates].filter((template) => template !== '').sort(), unreadable };
}

/** The first arguments of all calls of localizers. */
function localizedIn(source: ts.SourceFile): ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && localizers.has(lastName(node.expression))) {
      const [template] = node.arguments;
      if (template) found.push(template);
    }
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

function lastName(callee: ts.Expression): string {
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text;
  return ts.isIdentifier(callee) ? callee.text : '';
}

/** The texts that an expression may be: a literal, or one of two; null when it is anything else. */
function literals(expression: ts.Expression): string[] | null {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isParenthesizedExpression(expression)) return literals(expression.expression);
  if (!ts.isConditionalExpression(expression)) return null;
  const branches = [literals(expression.whenTrue), literals(expression.whenFalse)];
  return branches.every((branch) => branch !== null) ? branches.flat() : null;
}

/** `localize(template, …)` within a localizer hands on what its caller gave. */
function isPassedOn(expression: ts.Expression): boolean {
  return tabled.test(expression.getText()) || expression.getText() === 'template';
}

/** The placeholders of a template, sorted: `{0}`, `{1}`… */
export function placeholders(template: string): string[] {
  return (template.match(/\{\d+\}/g) ?? []).sort();
}

/** Puts the bundle's keys in order, drops those that no source has any more, and lists those that are still to be translated. */
function update(root: string): void {
  const file = join(root, 'l10n/bundle.l10n.zh-cn.json');
  const bundle = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const { templates, unreadable } = collectTemplates(root);
  const kept = templates.flatMap((key) => (bundle[key] === undefined ? [] : [[key, bundle[key]] as const]));
  writeFileSync(file, JSON.stringify(Object.fromEntries(kept), null, 2) + '\n');
  for (const key of templates) if (bundle[key] === undefined) console.log(JSON.stringify(key));
  for (const call of unreadable) console.error(`no literal template: ${call}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) update(join(fileURLToPath(import.meta.url), '../..'));
