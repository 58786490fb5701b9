import type { Localize } from '../base/localize.ts';
import type { Span } from '../base/span.ts';
import type { SyntaxProblem } from './ast.ts';
import { errorInLine } from './isolation.ts';
import type { Line } from './lines.ts';
import { CLAUSE_WORDS, CLOSERS, isCloser, type OpenBracket, type Scan, type Token } from './token.ts';

/** Something wrong with a logical line, at an offset within it. */
export interface Fault {
  readonly line: number;
  readonly offset: number;
  readonly problem: SyntaxProblem;
  /** False where lezer reads the line all the same, so that it can stay. */
  readonly unreadable: boolean;
}

/** What shows without the tree: strings and brackets without end, foreign characters, headers and blocks that lack. */
export function tokenFaults(text: string, masked: string, scan: Scan, lines: readonly Line[], t: Localize): Fault[] {
  const faults: Fault[] = [];
  lines.forEach((line, index) => {
    const found =
      bareDecorator(scan.tokens, line, t) ??
      brokenToken(scan.tokens, line, t) ??
      brokenHeader(scan.tokens, line, t) ??
      foreignBlock(text, masked, scan.tokens, line, t);
    if (found !== null) faults.push({ line: index, ...found });
  });
  return faults;
}

type LineFault = Omit<Fault, 'line'>;

function faultAt(span: Span, message: string, unreadable = true): LineFault {
  return { offset: span.start, problem: { span: { start: span.start, end: span.end }, message }, unreadable };
}

/** A lone `@`, which is masked as an empty line. */
function bareDecorator(tokens: readonly Token[], line: Line, t: Localize): LineFault | null {
  if (line.word !== '@' || line.last > line.first + 1) return null;
  return faultAt(spanOfToken(tokens, line.first), t('A name is missing after `{0}`.', '@'), false);
}

function brokenToken(tokens: readonly Token[], line: Line, t: Localize): LineFault | null {
  const open: OpenBracket[] = [];
  for (let at = line.first; at < line.last; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    const { kind, text } = token;
    if (kind === 'broken-string') return faultAt(token, t('This string is never closed.'));
    if (kind === 'unknown') return faultAt(token, t('`{0}` is no part of Python.', text));
    if (kind !== 'operator') continue;
    if (CLOSERS.has(text)) open.push(token);
    else if (isCloser(text)) {
      const opener = open.pop();
      if (opener === undefined) return faultAt(token, t('This `{0}` closes nothing.', text));
      if (CLOSERS.get(opener.text) !== text) return faultAt(token, t('`{0}` cannot close `{1}`.', text, opener.text));
    }
  }
  const opener = open.at(-1);
  if (opener === undefined) return null;
  return faultAt({ start: opener.start, end: opener.start + 1 }, t('This `{0}` is never closed.', opener.text));
}

function brokenHeader(tokens: readonly Token[], line: Line, t: Localize): LineFault | null {
  const { word } = line;
  if (word === 'match')
    return startsMatch(tokens, line) ? faultAt(spanOfToken(tokens, line.first), t('`match` is not supported.')) : null;
  const isAsync = word === 'async';
  if (!line.isHeader) return null;
  const defining = isAsync ? line.first + 1 : line.first;
  const definition = tokens[defining]?.text ?? '';
  if ((definition === 'def' || definition === 'class') && tokens[defining + 1]?.kind !== 'name') {
    return faultAt(spanOfToken(tokens, defining), t('A name is missing after `{0}`.', definition));
  }
  const end = spanOfToken(tokens, line.last - 1);
  if (line.colon < 0) return faultAt(end, t('`:` is missing at the end of this `{0}`.', definition), !line.hasBlock);
  if (line.colon < line.last - 1 || line.hasBlock) return null;
  return faultAt(end, t('An indented block is missing below this `{0}`.', definition), false);
}

/** A line with a block below it that starts with none of the words for that, such as a mistyped one. */
function foreignBlock(
  text: string,
  masked: string,
  tokens: readonly Token[],
  line: Line,
  t: Localize,
): LineFault | null {
  if (!line.hasBlock || line.isHeader) return null;
  const offset = errorInLine(masked, line) ?? tokens[line.last - 1]?.start ?? line.start;
  return { offset, problem: problemAt(text, tokens, line, offset, t), unreadable: true };
}

function spanOfToken(tokens: readonly Token[], index: number): Span {
  const { start = 0, end = 0 } = tokens[index] ?? {};
  return { start, end };
}

/** `match` is a name unless a block follows that starts with `case`. */
function startsMatch(tokens: readonly Token[], line: Line): boolean {
  return line.hasBlock && tokens[line.last - 1]?.text === ':' && tokens[line.last + 2]?.text === 'case';
}

const NAME_FOLLOWS: ReadonlySet<string> = new Set(['.', 'import', 'from', 'global', 'nonlocal', 'as', 'def', 'class']);
const SILENT_KEYWORDS: ReadonlySet<string> = new Set(['None', 'True', 'False', 'pass', 'break', 'continue']);

/** Lezer stops at some hundreds of nested or chained parts, so that in so long a line nothing need be wrong. */
const LONG_LINE = 2000;

/** What to say where lezer cannot go on at `offset` of a line. */
export function problemAt(
  text: string,
  tokens: readonly Token[],
  line: Line,
  offset: number,
  t: Localize,
): SyntaxProblem {
  let at = line.first;
  while (at < line.last && (tokens[at]?.end ?? 0) <= offset) at++;
  const token = at < line.last ? tokens[at] : undefined;
  const previous = at > line.first ? tokens[at - 1] : undefined;
  const wantsValue =
    previous !== undefined &&
    (previous.kind === 'operator' || previous.kind === 'keyword') &&
    !isCloser(previous.text) &&
    !SILENT_KEYWORDS.has(previous.text);
  if (line.last - line.first > LONG_LINE) {
    return {
      span: { start: line.start, end: line.end },
      message: t('This is too long or too deeply nested to be read.'),
    };
  }
  const ends = token === undefined || isCloser(token.text) || [',', ':', '=', ';'].includes(token.text);
  if (wantsValue && ends) {
    const span = { start: previous.start, end: previous.end };
    const message = NAME_FOLLOWS.has(previous.text)
      ? t('A name is missing after `{0}`.', previous.text)
      : t('A value is missing after `{0}`.', previous.text);
    return { span, message };
  }
  if (token === undefined) return { span: spanOfToken(tokens, line.last - 1), message: t('The line ends too early.') };
  return { span: { start: token.start, end: token.end }, message: unexpected(text, line, token, t) };
}

function unexpected(text: string, line: Line, token: Token, t: Localize): string {
  const isHeader = line.colon >= 0 && ['if', 'elif', 'while'].includes(line.word);
  if (token.text === '=' && isHeader) return t('`=` assigns; `==` compares.');
  if (token.text === '(' && line.word === 'def') {
    return t('A parameter that unpacks a tuple is Python 2 and is not supported.');
  }
  if (token.start === line.start && CLAUSE_WORDS.has(token.text)) {
    return t('This `{0}` belongs to no statement above it.', token.text);
  }
  return t('`{0}` is not expected here.', text.slice(token.start, Math.min(token.end, token.start + 40)));
}
