import { parseArgs } from 'node:util';
import { analyze } from '../core/analyze.ts';
import { findFiles, readInput } from './files.ts';
import { formatOf, Misuse, orMisuse } from './misuse.ts';
import { fileReport, toJson, type FileReport } from './report.ts';
import { sarifLog } from './sarif.ts';
import { textReport } from './text.ts';
import { loaderFor } from './modules.ts';

/** `check PATH...`: prints what was found and returns the exit status. */
export function check(args: readonly string[]): number {
  const { values, positionals } = orMisuse(() =>
    parseArgs({ args: [...args], options: { format: { type: 'string' } }, allowPositionals: true }),
  );
  const format = formatOf(values.format, ['json', 'sarif'] as const);
  if (positionals.length === 0) throw new Misuse('check needs a file or folder');
  const paths = orMisuse(() => positionals.flatMap(findFiles));
  const reports = paths.map(reportOn);
  process.stdout.write(written(reports, format));
  return reports.some((report) => report.diagnostics.some(isFinding)) ? 1 : 0;
}

/** Information and hints leave the exit status alone. */
function isFinding({ severity }: FileReport['diagnostics'][number]): boolean {
  return severity === 'error' || severity === 'warning';
}

function reportOn(path: string): FileReport {
  const file = orMisuse(() => readInput(path));
  const analysis = analyze(file.text, { clock: () => performance.now(), load: loaderFor(path) });
  return fileReport(file, analysis.check());
}

function written(reports: readonly FileReport[], format: 'text' | 'json' | 'sarif'): string {
  if (format === 'json') return toJson({ version: 1, files: reports }) + '\n';
  if (format === 'sarif') return toJson(sarifLog(reports, VERSION)) + '\n';
  return textReport(reports);
}
