import type { Span } from '../base/span.ts';

/** What may stand before a formula on its line: comment marks, bullets, numbers of lists, quote marks. */
const MARKS = /^(?:\s|#+|\/\/+|\/\*+|\*+\/?|--(?=\s)|>+|%+|;+|[-+•–](?=\s)|\d+[.)](?=\s)|["'`$]+)*/;
/** Within a line only the marks of a comment. */
const COMMENT_MARKS = /^(?:\s|#+|\/\/+|\/\*+|["'`$]+)*/;
const LABEL = /^[\p{L}\d_ -]{1,40}:(?![=:])\s+/u;
const REMARK = /\s#.*$/;
const TAIL = /(?:\s|[.;,"'`$]|\*\/|-->|\\\\)+$/;
const FENCE = /^\s*(?:```|~~~)/;
const INSIDE = /\$\$?([^$]+)\$\$?|`([^`]+)`/g;

/** Where formulas may stand in a part of a text: one span per line, or one per `$…$` of it, without marks around them. */
export function formulaSpans(text: string, span: Span): Span[] {
  const spans: Span[] = [];
  for (let start = span.start; start <= span.end;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 || newline > span.end ? span.end : newline;
    spans.push(...spansInLine(text, { start, end }));
    start = end + 1;
  }
  return spans;
}

function spansInLine(text: string, line: Span): Span[] {
  const content = text.slice(line.start, line.end);
  if (FENCE.test(content)) return [];
  const quoted = [...content.matchAll(INSIDE)];
  if (quoted.length === 0) return trimmed(text, line);
  return quoted.flatMap((match) => {
    const inner = match[1] ?? match[2] ?? '';
    const start = line.start + match.index + match[0].indexOf(inner);
    return trimmed(text, { start, end: start + inner.length });
  });
}

function trimmed(text: string, { start, end }: Span): Span[] {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const marks = text.slice(lineStart, start).trim() === '' ? MARKS : COMMENT_MARKS;
  let content = text.slice(start, end).replace(TAIL, '');
  const leading = marks.exec(content)?.[0].length ?? 0;
  content = content.slice(leading);
  const label = LABEL.exec(content)?.[0].length ?? 0;
  content = content.slice(label).replace(REMARK, '').replace(TAIL, '');
  const from = start + leading + label;
  return content === '' ? [] : [{ start: from, end: from + content.length }];
}
