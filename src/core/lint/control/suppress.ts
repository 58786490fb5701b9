import type { Diagnostic } from '../../base/diagnostic.ts';
import { LineIndex } from '../../base/lineIndex.ts';
import type { Span } from '../../base/span.ts';
import type { Module } from '../../syntax/ast.ts';
import { statementAt } from '../../syntax/index.ts';
import { covers, directivesOf, lineOf, type Directive } from './directives.ts';

/** A text with what is needed to say which of its diagnostics are wanted. */
export interface Controlled {
  readonly text: string;
  readonly module: Module;
  /** Where the cells of a notebook start in the text; none for a plain file. */
  readonly cellStarts?: readonly number[];
}

/** Leaves out the diagnostics that a comment in the text turns off. */
export function unsuppressed(diagnostics: readonly Diagnostic[], controlled: Controlled): Diagnostic[] {
  if (diagnostics.length === 0) return [];
  const directives = directivesOf(controlled.text, controlled.module);
  if (directives.length === 0) return [...diagnostics];
  const lines = new LineIndex(controlled.text);
  return diagnostics.filter(
    ({ code, span }) =>
      !directives.some((directive) => covers(directive, code) && reaches(directive, span, controlled, lines)),
  );
}

function reaches(directive: Directive, span: Span, controlled: Controlled, lines: LineIndex): boolean {
  if (directive.reach === 'file') return true;
  const { text, module, cellStarts = [] } = controlled;
  if (directive.reach === 'cell') {
    return cellOf(directive.comment.span.start, cellStarts) === cellOf(span.start, cellStarts);
  }
  const statement = ownStatement(module, span);
  const line = lineOf(directive, text, lines);
  return lines.lineAt(statement.start) <= line && line <= lines.lineAt(statement.end);
}

/** The span of the simple statement that holds a place, whose last line may carry the comment; a compound one is too long for that. */
export function ownStatement(module: Module, span: Span): Span {
  const statement = statementAt(module, span.start);
  if (!statement || 'body' in statement || statement.span.start > span.start) return span;
  return { start: statement.span.start, end: Math.max(statement.span.end, span.end) };
}

function cellOf(offset: number, starts: readonly number[]): number {
  return starts.findLastIndex((start) => start <= offset);
}
