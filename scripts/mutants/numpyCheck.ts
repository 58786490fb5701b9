import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportedPass } from './exported.ts';

/**
 * Compares, in CPython and NumPy, what backward passes compute with each offered fix and as they were written.
 *   npm run mutants -- FOLDER --fixes FILE; node scripts/mutants/numpyCheck.ts FILE [PYTHON]
 */
interface Answer {
  readonly index: number;
  readonly same?: boolean;
  readonly place?: string;
  readonly text?: string;
  readonly skipped?: string;
}

const [file, python = 'python3'] = process.argv.slice(2);
if (file === undefined) {
  console.error('node scripts/mutants/numpyCheck.ts FILE [PYTHON]');
  process.exit(2);
}
const records = readFileSync(file, 'utf8').trim().split('\n');
const passes = records.map((line) => JSON.parse(line) as Partial<ExportedPass>).filter(({ calls }) => calls);
const driver = join(import.meta.dirname, 'numpy_check.py');
const output = execFileSync(python, [driver, file], { encoding: 'utf8', maxBuffer: 1 << 28 });
const answers = output
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Answer);

console.log('| style | fixes run | right | of these, other texts than the original | not run |');
console.log('| --- | ---: | ---: | ---: | ---: |');
const styleOf = ({ index }: Answer): string => passes[index]?.kind ?? '';
for (const style of [...new Set(answers.map(styleOf)), 'all']) {
  const own = answers.filter((answer) => style === 'all' || styleOf(answer) === style);
  const ran = own.filter(({ skipped }) => skipped === undefined);
  const right = ran.filter(({ same }) => same === true);
  const other = right.filter(({ text }) => text === 'another text');
  console.log(`| ${[style, ran.length, right.length, other.length, own.length - ran.length].join(' | ')} |`);
}
for (const answer of answers) {
  const { path = '', name = '' } = passes[answer.index] ?? {};
  if (answer.same === false) console.log(`wrong: ${path} ${name} at ${answer.place ?? ''}`);
}
const reasons = new Map<string, number>();
for (const { skipped } of answers) if (skipped !== undefined) reasons.set(skipped, (reasons.get(skipped) ?? 0) + 1);
for (const [reason, count] of [...reasons].sort((a, b) => b[1] - a[1]))
  console.log(`not run ${String(count)}: ${reason}`);
