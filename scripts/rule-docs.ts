import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyze } from '../src/core/analyze.ts';
import { LineIndex } from '../src/core/base/lineIndex.ts';
import { rules } from '../src/core/lint/registry.ts';
import type { RuleBase } from '../src/core/lint/rule.ts';

const note = '<!-- Generated from src/core/lint/rules by `npm run docs`: edit the rule, not this page. -->';

/** The pages of `docs/rules/`, by file name: one for each rule, and the table of all. */
export function rulePages(): ReadonlyMap<string, string> {
  return new Map([['README.md', indexPage()], ...rules.map((rule) => [`${rule.code}.md`, rulePage(rule)] as const)]);
}

const aboutFixes =
  'A quick fix is offered only when the edited text was run, this gradient came out right, and nothing else of the pass became wrong.';

function rulePage({ code, severity, docs }: RuleBase): string {
  const found = findings(docs.bad);
  return paragraphs(
    note,
    `# ${code}`,
    docs.what,
    `Severity: ${severity}.`,
    '## Why it matters',
    docs.why,
    '## Reported',
    fenced('python', docs.bad),
    'What the command line says about it:',
    fenced('text', found),
    '## Right',
    fenced('python', docs.good),
    '## How to fix it',
    docs.howToFix,
    ...(found.includes('\n  fix: ') ? [aboutFixes] : []),
    '[All rules](README.md)',
  );
}

function indexPage(): string {
  const rows = rules.map(({ code, severity, docs }) => `| [${code}](${code}.md) | ${severity} | ${docs.what} |`);
  return paragraphs(
    note,
    '# Rules',
    'A rule gives a name and words to one kind of wrong gradient, or to something else that a run of the pass showed. Gradients are called wrong only when they were refuted with numbers; what could not be judged stays silent.',
    ['| rule | severity | what it reports |', '|---|---|---|', ...rows].join('\n'),
  );
}

/** The findings on an example, line by line, with the titles of their fixes. */
function findings(text: string): string {
  const lines = new LineIndex(text);
  return analyze(text)
    .check()
    .diagnostics.flatMap(({ span, message, fixes }) => [
      `line ${String(lines.rangeOf(span).start.line + 1)}: ${message}`,
      ...fixes.map((fix) => `  fix: ${fix.title}`),
    ])
    .join('\n');
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

function paragraphs(...parts: readonly string[]): string {
  return parts.join('\n\n') + '\n';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '../docs/rules');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of rulePages()) writeFileSync(join(folder, name), text);
}
