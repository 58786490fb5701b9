import type { TextEdit } from '../core/base/diagnostic.ts';
import { disableEdits } from '../core/lint/control/disable.ts';
import type { DiagnosticReply, EditReply } from './messages.ts';
import type { Analyzed } from './server.ts';

/** The findings of a check with ranges instead of spans. */
export function checkReply({ analysis, lines }: Analyzed): DiagnosticReply[] {
  const { text, module } = analysis;
  const reply = (edits: readonly TextEdit[]): EditReply[] =>
    edits.map(({ span, newText }) => ({ range: lines.rangeOf(span), newText }));
  return analysis.check().diagnostics.map((diagnostic) => ({
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    range: lines.rangeOf(diagnostic.span),
    gradient: diagnostic.gradient ?? null,
    witness: diagnostic.witness ?? null,
    related: diagnostic.related.map(({ span, message }) => ({ range: lines.rangeOf(span), message })),
    tags: diagnostic.tags ?? [],
    fixes: diagnostic.fixes.map(({ title, edits }) => ({ title, edits: reply(edits) })),
    disable: {
      line: reply(disableEdits(text, module, diagnostic, 'line')),
      file: reply(disableEdits(text, module, diagnostic, 'file')),
    },
  }));
}
