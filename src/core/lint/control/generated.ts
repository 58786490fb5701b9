import { LineIndex } from '../../base/lineIndex.ts';
import type { Module } from '../../syntax/ast.ts';

/** A header stands in so many lines. */
const HEADER_LINES = 5;

const marks = [
  /@generated\b/i,
  /\b(?:auto-?|automatically |machine-)?generated (?:by|from|with)\b/i,
  // Course templates say "do not edit" of their parts; of a file it is said alone.
  /^\W*do not (?:edit|modify)(?: (?:this file|by hand|manually))*\W*$/i,
];

/** Whether the first lines of a text say that a program wrote it: nobody mends it by hand then. */
export function isGenerated(text: string, { comments }: Module): boolean {
  const lines = new LineIndex(text);
  return comments.some((comment) => {
    return lines.lineAt(comment.span.start) < HEADER_LINES && marks.some((mark) => mark.test(comment.text));
  });
}
