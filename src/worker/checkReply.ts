import type { DiagnosticReply } from './messages.ts';
import type { Analyzed } from './server.ts';

/** The findings of a check with ranges instead of spans. */
export function checkReply({ analysis, lines }: Analyzed): DiagnosticReply[] {
  return analysis.check().diagnostics.map((diagnostic) => ({
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    range: lines.rangeOf(diagnostic.span),
    gradient: diagnostic.gradient ?? null,
    witness: diagnostic.witness ?? null,
    related: diagnostic.related.map(({ span, message }) => ({ range: lines.rangeOf(span), message })),
    tags: diagnostic.tags ?? [],
    fixes: diagnostic.fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ range: lines.rangeOf(edit.span), newText: edit.newText })),
    })),
  }));
}
