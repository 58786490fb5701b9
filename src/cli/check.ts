import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkFile } from './checkFile.ts';
import { findFiles } from './files.ts';
import { formatOf, Misuse, orMisuse } from './misuse.ts';
import { outcomeOf, runInPool, type Outcome } from './pool.ts';
import { progressBar } from './progress.ts';
import { toJson, type FileReport } from './report.ts';
import { sarifLog } from './sarif.ts';
import { atSeverities, readSeverities } from './severity.ts';
import { summaryReport } from './summary.ts';
import { textReport } from './text.ts';

type Format = 'text' | 'json' | 'sarif' | 'summary';

const options = {
  format: { type: 'string' },
  severity: { type: 'string' },
  rule: { type: 'string', multiple: true },
  config: { type: 'string' },
  threads: { type: 'string' },
} as const;

/** For fewer files than this the start of threads takes longer than they save. */
const FEW = 3;

/** `check PATH...`: prints what was found and returns the exit status. `program` is what its threads run. */
export async function check(args: readonly string[], program: string): Promise<number> {
  const { values, positionals } = orMisuse(() => parseArgs({ args: [...args], options, allowPositionals: true }));
  const format = formatOf(values.format, ['json', 'sarif', 'summary'] as const);
  const severities = readSeverities(values.severity, values.rule ?? [], values.config);
  const threads = threadsOf(values.threads);
  if (positionals.length === 0) throw new Misuse('check needs a file or folder');
  const paths = orMisuse(() => [...new Set(positionals.flatMap(findFiles))]);
  const outcomes = await outcomesOf(paths, program, threads);
  const reports = readable(paths, outcomes, positionals).map((report) => atSeverities(report, severities));
  process.stdout.write(written(reports, format, positionals));
  return reports.some((report) => report.diagnostics.length > 0) ? 1 : 0;
}

function threadsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(text)) throw new Misuse(`--threads takes a number from 1, not "${text}"`);
  return Number(text);
}

/** What checking each file came to, in the order of the files. Long ones are begun first, so that none is left for the end. */
async function outcomesOf(
  paths: readonly string[],
  program: string,
  threads: number | undefined,
): Promise<Outcome<FileReport>[]> {
  if (paths.length <= FEW || threads === 1) return oneByOne(paths);
  const bar = progressBar(paths.length);
  const sizes = new Map(paths.map((path) => [path, statSync(path).size]));
  const order = paths.toSorted((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
  const outcomes = await runInPool<FileReport>(order, {
    file: program,
    ...(threads === undefined ? {} : { threads }),
    onDone: (index) => {
      bar.step(order[index] ?? '');
    },
  });
  bar.end();
  const byPath = new Map(order.map((path, i) => [path, outcomes[i]]));
  return paths.flatMap((path) => byPath.get(path) ?? []);
}

function oneByOne(paths: readonly string[]): Outcome<FileReport>[] {
  const bar = progressBar(paths.length);
  const outcomes = paths.map((path) => {
    const outcome = outcomeOf(checkFile, path);
    bar.step(path);
    return outcome;
  });
  bar.end();
  return outcomes;
}

/** A file that was asked for by name must be readable; one that was found in a folder is left out with a word. */
function readable(
  paths: readonly string[],
  outcomes: readonly Outcome<FileReport>[],
  asked: readonly string[],
): FileReport[] {
  return outcomes.flatMap((outcome, i) => {
    if (outcome.ok) return [outcome.result];
    const path = paths[i] ?? '';
    if (asked.includes(path)) throw new Misuse(`${path}: ${outcome.message}`);
    process.stderr.write(`backprop-circuit: ${path} is left out: ${outcome.message}\n`);
    return [];
  });
}

function written(reports: readonly FileReport[], format: Format, roots: readonly string[]): string {
  if (format === 'json') return toJson({ version: 1, files: reports }) + '\n';
  if (format === 'sarif') return toJson(sarifLog(reports, VERSION)) + '\n';
  if (format === 'summary') return summaryReport(reports, roots);
  return textReport(reports);
}
