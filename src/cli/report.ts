import type { CheckAnswer } from '../core/answers.ts';
import type { Diagnostic } from '../core/base/diagnostic.ts';
import { LineIndex } from '../core/base/lineIndex.ts';
import type { Range, Span } from '../core/base/span.ts';
import type { InputFile } from './files.ts';

/** The JSON contract of `check`: positions as in the Language Server Protocol, zero-based. */
export interface FileReport {
  readonly path: string;
  readonly units: readonly UnitJson[];
  readonly diagnostics: readonly DiagnosticJson[];
}

/** In notebooks `cell` counts the code cells from 0, and the range is within that cell. */
export interface Place {
  readonly range: Range;
  readonly cell?: number;
}

export interface UnitJson extends Place {
  readonly name: string;
  readonly kind: string;
  readonly gradients: readonly GradientJson[];
}

export interface GradientJson extends Place {
  readonly name: string;
  readonly of: string;
  readonly verdict: 'proven' | 'refuted' | 'unknown';
  readonly error: number | null;
  readonly reason: string;
}

export interface DiagnosticJson extends Place {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly gradient: string | null;
  readonly witness: Diagnostic['witness'] | null;
  readonly fixes: readonly {
    readonly title: string;
    readonly edits: readonly (Place & { readonly newText: string })[];
    readonly proven: boolean;
  }[];
  readonly related: readonly (Place & { readonly message: string })[];
}

/** One file's findings with every span turned into a range. */
export function fileReport(file: InputFile, answer: CheckAnswer): FileReport {
  const lines = new LineIndex(file.text);
  const place = (span: Span): Place => file.cells?.rangeIn(span) ?? { range: lines.rangeOf(span) };
  return {
    path: file.path,
    units: answer.units.map((unit) => ({
      name: unit.name,
      kind: unit.kind,
      ...place(unit.span),
      gradients: unit.gradients.map((gradient) => ({
        name: gradient.name,
        of: gradient.of,
        ...place(gradient.span),
        verdict: gradient.verdict,
        error: gradient.error,
        reason: gradient.reason,
      })),
    })),
    diagnostics: answer.diagnostics.map((diagnostic) => diagnosticJson(diagnostic, place)),
  };
}

function diagnosticJson(diagnostic: Diagnostic, place: (span: Span) => Place): DiagnosticJson {
  return {
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    ...place(diagnostic.span),
    gradient: diagnostic.gradient ?? null,
    witness: diagnostic.witness ?? null,
    fixes: diagnostic.fixes.map((fix) => ({
      title: fix.title,
      edits: fix.edits.map((edit) => ({ ...place(edit.span), newText: edit.newText })),
      proven: fix.proven,
    })),
    related: diagnostic.related.map((related) => ({ ...place(related.span), message: related.message })),
  };
}

/** JSON cannot hold NaN and infinities: they become the strings that Python prints. */
export function toJson(value: unknown): string {
  return JSON.stringify(
    value,
    (_key, item: unknown) => {
      if (typeof item !== 'number' || Number.isFinite(item)) return item;
      if (Number.isNaN(item)) return 'nan';
      return item > 0 ? 'inf' : '-inf';
    },
    2,
  );
}
