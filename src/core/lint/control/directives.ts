import type { LineIndex } from '../../base/lineIndex.ts';
import type { Span } from '../../base/span.ts';
import type { Comment, Module } from '../../syntax/ast.ts';

/** How far a comment that turns rules off reaches: its statement, its notebook cell, the whole text. */
export type Reach = 'line' | 'cell' | 'file';

/** One `# backprop: ignore…` of a text. */
export interface Directive {
  readonly reach: Reach;
  /** The rules that it turns off, with their places; null for all of them. */
  readonly codes: readonly { readonly code: string; readonly span: Span }[] | null;
  /** Of the whole comment, which may say other things before or after. */
  readonly comment: Comment;
  /** Of `backprop: ignore[…]` alone. */
  readonly span: Span;
}

const pattern = /(?<=#\s*)backprop:\s*ignore(-file|-cell|)(?![\w-])\s*(?:\[([^\]]*)\])?/gi;

/** Every comment that turns rules off. */
export function directivesOf(text: string, { comments }: Module): Directive[] {
  return comments.flatMap((comment) => {
    const { start, end } = comment.span;
    return [...text.slice(start, end).matchAll(pattern)].map((match) => {
      const from = start + match.index;
      const list = match[2];
      const codes = list === undefined ? null : codesIn(list, from + match[0].length - list.length - 1);
      return { reach: reachOf(match[1] ?? ''), codes, comment, span: { start: from, end: from + match[0].length } };
    });
  });
}

function reachOf(suffix: string): Reach {
  if (suffix === '') return 'line';
  return suffix.toLowerCase() === '-file' ? 'file' : 'cell';
}

function codesIn(list: string, from: number): { code: string; span: Span }[] {
  return [...list.matchAll(/[\w-]+/g)].map(({ 0: code, index }) => {
    return { code, span: { start: from + index, end: from + index + code.length } };
  });
}

/** Whether a directive is about a rule. */
export function covers({ codes }: Directive, rule: string): boolean {
  return codes === null || codes.some(({ code }) => code === rule);
}

/** The line that a comment beside or above code speaks of: its own, or the first one below with code on it. */
export function lineOf({ comment }: Directive, text: string, lines: LineIndex): number {
  const line = lines.lineAt(comment.span.start);
  if (!comment.ownLine) return line;
  let below = line + 1;
  while (below < lines.lineCount && isBlank(text.slice(lines.lineStart(below), lines.lineStart(below + 1)))) below++;
  return below;
}

function isBlank(line: string): boolean {
  return /^\s*(?:#.*)?$/.test(line.trimEnd());
}
