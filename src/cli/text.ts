import type { FileReport } from './report.ts';

/** The findings for people: one line each as compilers print them, with related places and fixes below, then a summary. */
export function textReport(files: readonly FileReport[]): string {
  const lines: string[] = [];
  const verdicts = { proven: 0, refuted: 0, unknown: 0 };
  for (const file of files) {
    for (const diagnostic of file.diagnostics) {
      lines.push(`${place(file.path, diagnostic)}: ${diagnostic.severity}[${diagnostic.code}]: ${diagnostic.message}`);
      for (const related of diagnostic.related) lines.push(`    ${place(file.path, related)}: ${related.message}`);
      for (const fix of diagnostic.fixes) lines.push(`    fix: ${fix.title}`);
    }
    for (const unit of file.units) for (const gradient of unit.gradients) verdicts[gradient.verdict]++;
  }
  const { proven, refuted, unknown } = verdicts;
  lines.push(
    `${plural(files.length, 'file')}: ${plural(proven + refuted + unknown, 'gradient')}, ${String(proven)} proven, ${String(refuted)} refuted, ${String(unknown)} unknown`,
  );
  return lines.join('\n') + '\n';
}

function place(
  path: string,
  { range, cell }: { range: { start: { line: number; character: number } }; cell?: number },
): string {
  const where = cell === undefined ? path : `${path}#cell${String(cell + 1)}`;
  return `${where}:${String(range.start.line + 1)}:${String(range.start.character + 1)}`;
}

function plural(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
