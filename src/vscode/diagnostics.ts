import * as vscode from 'vscode';
import type { Severity } from '../core/base/diagnostic.ts';
import type { DiagnosticReply, EditReply } from '../worker/messages.ts';
import { ruleLink } from './ruleDocs.ts';
import type { Settings } from './settings.ts';
import type { Source } from './source.ts';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** What stands before the rule's name in the list of problems. */
export const SOURCE = 'Backprop Circuit';

/** A diagnostic on the screen, with what its quick fixes need. */
export interface Shown {
  readonly code: string;
  readonly diagnostic: vscode.Diagnostic;
  /** The hand-written gradient that it is about, if it is about one. */
  readonly gradient: string | null;
  /** The version of the document that it is about. */
  readonly version: number;
  readonly fixes: readonly Change[];
  /** Comments that turn the rule off. */
  readonly disable: readonly Change[];
}

interface Change {
  readonly title: string;
  readonly edit: vscode.WorkspaceEdit;
}

/** What the findings in a text are on the screen, by document. Every document of the source has an entry, for those without findings an empty one. */
export function shownOf(
  source: Source,
  found: readonly DiagnosticReply[],
  { severity }: Settings,
): ReadonlyMap<vscode.TextDocument, readonly Shown[]> {
  const shown = new Map<vscode.TextDocument, Shown[]>(source.documents.map((document) => [document, []]));
  for (const reply of found) {
    const level = severity.get(reply.code) ?? reply.severity;
    if (level === 'off') continue;
    const { uri, range } = source.locate(reply.range);
    const document = source.documents.find((candidate) => candidate.uri.toString() === uri.toString());
    if (!document) continue;
    shown.get(document)?.push({
      code: reply.code,
      diagnostic: diagnosticOf(source, range, reply, severities[level]),
      gradient: reply.gradient,
      version: document.version,
      fixes: reply.fixes.map((fix) => ({ title: fix.title, edit: editOf(source, fix.edits) })),
      disable: disablingOf(source, reply),
    });
  }
  return shown;
}

function disablingOf(source: Source, { code, disable }: DiagnosticReply): Change[] {
  return [
    { title: vscode.l10n.t('Disable {0} for this line', code), edit: editOf(source, disable.line) },
    { title: vscode.l10n.t('Disable {0} for this file', code), edit: editOf(source, disable.file) },
  ];
}

function diagnosticOf(
  source: Source,
  range: vscode.Range,
  reply: DiagnosticReply,
  severity: vscode.DiagnosticSeverity,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, inLines(reply.message), severity);
  diagnostic.source = SOURCE;
  diagnostic.code = { value: reply.code, target: ruleLink(reply.code) };
  diagnostic.relatedInformation = reply.related.map(
    (related) => new vscode.DiagnosticRelatedInformation(source.locate(related.range), related.message),
  );
  diagnostic.tags = reply.tags.map(() => vscode.DiagnosticTag.Unnecessary);
  return diagnostic;
}

/** Each sentence on a line of its own: what is wrong first, which is all that a list of problems shows, then the evidence. */
function inLines(message: string): string {
  return message.replace(/(?<=[.?。？]) (?=[\p{Lu}\p{Script=Han}`])/gu, '\n');
}

/** Edits of the analysed text as edits of the documents that it is made from. */
export function editOf(source: Source, edits: readonly EditReply[]): vscode.WorkspaceEdit {
  const workspaceEdit = new vscode.WorkspaceEdit();
  for (const edit of edits) {
    const { uri, range } = source.locate(edit.range);
    workspaceEdit.replace(uri, range, edit.newText);
  }
  return workspaceEdit;
}
