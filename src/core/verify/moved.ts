import type { Diagnostic } from '../base/diagnostic.ts';
import { contains, type Span } from '../base/span.ts';
import type { RunProblem } from '../interp/execution.ts';
import type { CheckedPass } from './cache.ts';
import type { Piece } from './pieces.ts';
import type { UnitReport } from './verify.ts';

/** A report without what it was concluded from: plain data that holds on to no run. */
export type PassReport = Omit<UnitReport, 'faults' | 'outcome'>;

/** A report as plain data. */
export function plainReport({ name, kind, span, gradients, problems, inputs }: UnitReport): PassReport {
  return { name, kind, span, gradients, problems, inputs };
}

/** Thrown for a place that is in none of the pieces; never leaves this file. */
class Lost extends Error {}

/** The same pass where its pieces stand now; null when something it tells of is in none of them. */
export function moved(pass: CheckedPass, before: readonly Piece[], now: readonly Piece[]): CheckedPass | null {
  if (before.every((piece, i) => piece.span.start === now[i]?.span.start)) return pass;
  const move = (span: Span): Span => {
    if (span.start === 0 && span.end === 0) return span;
    const at = before.findIndex((piece) => contains(piece.span, span));
    const from = before[at];
    const to = now[at];
    if (!from || !to) throw new Lost();
    const by = to.span.start - from.span.start;
    return { start: span.start + by, end: span.end + by };
  };
  try {
    return {
      report: movedReport(pass.report, move),
      diagnostics: pass.diagnostics.map((one) => movedFinding(one, move)),
    };
  } catch (error) {
    if (error instanceof Lost) return null;
    throw error;
  }
}

type Move = (span: Span) => Span;

/** The pass's own place is where it is found in the new text. */
function movedReport(report: PassReport, move: Move): PassReport {
  return {
    ...report,
    gradients: report.gradients.map((gradient) => ({ ...gradient, span: move(gradient.span) })),
    problems: report.problems.map((problem) => movedProblem(problem, move)),
  };
}

function movedProblem(problem: RunProblem, move: Move): RunProblem {
  const inText = <T extends { readonly file: string; readonly span: Span }>(place: T): T =>
    place.file === '' ? { ...place, span: move(place.span) } : place;
  return { ...inText(problem), calls: problem.calls.map(inText) };
}

function movedFinding(diagnostic: Diagnostic, move: Move): Diagnostic {
  return {
    ...diagnostic,
    span: move(diagnostic.span),
    related: diagnostic.related.map((place) => ({ ...place, span: move(place.span) })),
    fixes: diagnostic.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ ...edit, span: move(edit.span) })),
    })),
  };
}
