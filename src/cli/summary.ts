import { relative, sep } from 'node:path';
import type { FileReport, UnitJson } from './report.ts';

/** What was found in one folder, or in one file that lies in none. */
interface Row {
  readonly name: string;
  readonly files: readonly FileReport[];
}

type Standing = 'proven' | 'refuted' | 'unknown';

/**
 * A table with one line for each folder right below a path that was checked, as for the hand-ins of a class: backward passes
 * that are proven, refuted and unknown, and how often each rule spoke.
 */
export function summaryReport(files: readonly FileReport[], roots: readonly string[]): string {
  const rows = rowsOf(files, roots);
  const lines = [...rows, { name: 'all', files }].map(cellsOf);
  const table = [['', 'files', 'proven', 'refuted', 'unknown', 'findings'], ...lines];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  return table.map((line) => padded(line, widths)).join('\n') + '\n';
}

function padded(line: readonly string[], widths: readonly number[]): string {
  const isNumber = (column: number): boolean => column > 0 && column < line.length - 1;
  const cells = line.map((cell, i) => (isNumber(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)));
  return cells.join('  ').trimEnd();
}

function rowsOf(files: readonly FileReport[], roots: readonly string[]): Row[] {
  const rows = new Map<string, FileReport[]>();
  for (const file of files) {
    const name = groupOf(file.path, roots);
    rows.set(name, [...(rows.get(name) ?? []), file]);
  }
  return [...rows].map(([name, own]) => ({ name, files: own }));
}

/** The folder right below the path that a file was found from; the file itself where there is none. */
function groupOf(path: string, roots: readonly string[]): string {
  const inner = roots.map((root) => relative(root, path)).find((rest) => rest !== '' && !rest.startsWith('..'));
  return inner?.split(sep)[0] ?? path;
}

function cellsOf({ name, files }: Row): string[] {
  const units = files.flatMap((file) => file.units);
  const count = (standing: Standing): string => String(units.filter((unit) => standingOf(unit) === standing).length);
  return [name, String(files.length), count('proven'), count('refuted'), count('unknown'), findingsOf(files)];
}

/** A pass is refuted when one of its gradients is, proven when one is and none refuted, else unknown. */
function standingOf({ gradients }: UnitJson): Standing {
  const verdicts = gradients.map((gradient) => gradient.verdict);
  if (verdicts.includes('refuted')) return 'refuted';
  return verdicts.includes('proven') ? 'proven' : 'unknown';
}

function findingsOf(files: readonly FileReport[]): string {
  const counts = new Map<string, number>();
  for (const { code } of files.flatMap((file) => file.diagnostics)) counts.set(code, (counts.get(code) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return sorted.map(([code, count]) => (count === 1 ? code : `${code} ×${String(count)}`)).join(', ');
}
