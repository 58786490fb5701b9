import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findFiles } from '../src/cli/files.ts';
import { runInPool } from '../src/cli/pool.ts';
import { progressBar } from '../src/cli/progress.ts';
import { isKind, KINDS } from './mutants/kinds.ts';
import type { FileResult, FileTask } from './mutants/measure.ts';
import { shuffled } from './mutants/sample.ts';
import { shortcomings, tableOf } from './mutants/table.ts';

/**
 * Puts single-token faults into the proven backward passes of a folder, and counts how the linter does on them.
 *   npm run mutants -- FOLDER... [--list] [--limit N] [--kind K] [--pairs N] [--threads N] [--minutes N]
 * `--limit 0` tries every mutant; otherwise N of each pass, and `--pairs` of them two at a time. `--list` tells of all that
 * fell short, file by file as they are done. `--fixes FILE` writes the fixes down for mutants/numpyCheck.ts.
 * `--minutes N` starts nothing more after that time.
 */
const { values, positionals } = parseArgs({
  options: {
    list: { type: 'boolean' },
    limit: { type: 'string', default: '8' },
    kind: { type: 'string' },
    pairs: { type: 'string', default: '1' },
    threads: { type: 'string' },
    fixes: { type: 'string' },
    minutes: { type: 'string', default: 'Infinity' },
  },
  allowPositionals: true,
});
const kind = values.kind ?? null;
if (positionals.length === 0 || (kind !== null && !isKind(kind))) {
  console.error(`npm run mutants -- FOLDER... [--list] [--limit N] [--kind ${KINDS.join('|')}] [--pairs N]`);
  process.exit(2);
}

const started = performance.now();
// In random order, so that what was done when the time is over is a fair sample.
const paths = shuffled(positionals.flatMap(findFiles), 1);
const until = Date.now() + 60_000 * Number(values.minutes);
const exports = values.fixes !== undefined;
const tasks = paths.map((path): FileTask => {
  return { path, kind, limit: Number(values.limit), pairs: kind === null ? Number(values.pairs) : 0, exports, until };
});
const bar = progressBar(tasks.length);
const outcomes = await runInPool<FileResult>(tasks, {
  file: join(import.meta.dirname, 'mutants/worker.ts'),
  threads: Number(values.threads ?? availableParallelism()),
  onDone: (index, outcome) => {
    bar.step(paths[index] ?? '');
    if (values.list && outcome.ok) process.stdout.write(shortcomings(outcome.result));
  },
});
bar.end();
const results = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.result] : []));
console.log(tableOf(results));
const provenPasses = results.reduce((sum, result) => sum + result.passes, 0);
const alarms = results.flatMap((result) => result.alarms);
const minutes = ((performance.now() - started) / 60_000).toFixed(1);
console.log(
  `\n${String(tasks.length)} files, ${String(provenPasses)} proven passes; alarms on these: ${String(alarms.length)}; ${minutes} minutes`,
);
for (const alarm of alarms) console.log(`alarm: ${alarm}`);
for (const [i, outcome] of outcomes.entries())
  if (!outcome.ok) console.log(`threw: ${paths[i] ?? ''}: ${outcome.message}`);
if (values.fixes !== undefined) writeFileSync(values.fixes, fixLines(results));

/** JSON lines: each pass before its fixes, which count the passes of all files. */
function fixLines(files: readonly FileResult[]): string {
  const lines: string[] = [];
  let passes = 0;
  for (const { exported } of files) {
    lines.push(...exported.passes.map((pass) => JSON.stringify(pass)));
    lines.push(...exported.fixes.map((fix) => JSON.stringify({ ...fix, pass: fix.pass + passes })));
    passes += exported.passes.length;
  }
  return lines.join('\n') + '\n';
}
