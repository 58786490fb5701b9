import type { Diagnostic, TextEdit } from '../../base/diagnostic.ts';
import { LineIndex } from '../../base/lineIndex.ts';
import type { Module } from '../../syntax/ast.ts';
import { covers, directivesOf, lineOf, type Directive } from './directives.ts';
import { ownStatement } from './suppress.ts';

/**
 * The edits that turn a diagnostic's rule off for its line, by a comment at the end of its statement, or for the whole file,
 * by one near the top. A comment of the kind that is there already is given the further name.
 */
export function disableEdits(
  text: string,
  module: Module,
  { code, span }: Pick<Diagnostic, 'code' | 'span'>,
  reach: 'line' | 'file',
): TextEdit[] {
  const directives = directivesOf(text, module).filter((directive) => directive.reach === reach);
  return reach === 'file' ? fileEdits(text, module, code, directives) : lineEdits(text, module, code, span, directives);
}

function fileEdits(text: string, module: Module, code: string, directives: readonly Directive[]): TextEdit[] {
  const [present] = directives;
  if (present) return extended(present, code);
  const at = behindHeader(text, module);
  const isMidLine = at > 0 && !/[\r\n]/.test(text[at - 1] ?? '');
  const lineBreak = lineBreakOf(text);
  return [
    {
      span: { start: at, end: at },
      newText: `${isMidLine ? lineBreak : ''}# backprop: ignore-file[${code}]${lineBreak}`,
    },
  ];
}

/** Below what has to be the first thing in a file: `#!`, an encoding, a notebook's `%%` command. */
function behindHeader(text: string, { comments }: Module): number {
  const lines = new LineIndex(text);
  let line = 0;
  const isHeader = (at: number): boolean => {
    const written = text.slice(lines.lineStart(at), lines.lineStart(at + 1));
    return /^(?:#!|%%)/.test(written) || (/^[ \t]*#.*?coding[:=]/.test(written) && comments.length > 0);
  };
  while (line < 2 && line < lines.lineCount && isHeader(line)) line++;
  return lines.lineStart(line);
}

function lineEdits(
  text: string,
  module: Module,
  code: string,
  span: Diagnostic['span'],
  directives: readonly Directive[],
): TextEdit[] {
  const lines = new LineIndex(text);
  const { start, end } = ownStatement(module, span);
  const first = lines.lineAt(start);
  const last = lines.lineAt(end);
  const present = directives.find((directive) => {
    const line = lineOf(directive, text, lines);
    return first <= line && line <= last;
  });
  if (present) return extended(present, code);
  const at = endOfLine(text, end);
  // A comment behind a line that goes on would cut it off.
  if (text[at - 1] === '\\') return [];
  return [{ span: { start: at, end: at }, newText: `  # backprop: ignore[${code}]` }];
}

/** Adds a rule to a directive's list; one without a list turns off every rule already. */
function extended(directive: Directive, code: string): TextEdit[] {
  const { codes, span } = directive;
  if (codes === null || covers(directive, code)) return [];
  const at = codes.at(-1)?.span.end ?? span.end - 1;
  return [{ span: { start: at, end: at }, newText: codes.length === 0 ? code : `, ${code}` }];
}

/** The end of the line at an offset, without the blanks there. */
function endOfLine(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !/[\r\n]/.test(text[end] ?? '')) end++;
  while (end > offset && /[ \t]/.test(text[end - 1] ?? '')) end--;
  return end;
}

function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
