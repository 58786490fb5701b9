import { CLOSERS, isCloser, type Scan, startsBlock, type Token } from './token.ts';

/** A logical line: the tokens up to a line break that counts. */
export interface Line {
  /** Indices of the first and behind the last token in the scan. */
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
  /** How many blocks it stands in. */
  readonly level: number;
  /** The first word of a statement with a block; empty for any other line, but `match` and `@` are told too. */
  readonly word: string;
  readonly isHeader: boolean;
  /** The token index of the `:` that ends its header, or -1. Only lines that start with a block's word have one. */
  readonly colon: number;
  /** Whether an indented block follows. */
  readonly hasBlock: boolean;
}

/** Cuts the tokens of a scan into logical lines. */
export function linesOf({ tokens }: Scan): Line[] {
  const lines: Line[] = [];
  let level = 0;
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    if (token === undefined || token.kind === 'end') break;
    if (token.kind === 'indent') level++;
    if (token.kind === 'dedent') level--;
    if (token.kind === 'indent' || token.kind === 'dedent' || token.kind === 'newline') {
      at++;
      continue;
    }
    const line = lineAt(tokens, at, level);
    lines.push(line);
    at = line.last;
  }
  return lines;
}

function lineAt(tokens: readonly Token[], first: number, level: number): Line {
  let last = first;
  while (tokens[last] !== undefined && tokens[last]?.kind !== 'newline' && tokens[last]?.kind !== 'end') last++;
  const start = tokens[first]?.start ?? 0;
  const text = tokens[first]?.text ?? '';
  const word = startsBlock(tokens, first) || text === 'match' || text === '@' ? text : '';
  const isHeader = startsBlock(tokens, first);
  const colon = isHeader ? headerColon(tokens, first, last) : -1;
  const hasBlock = tokens[last + 1]?.kind === 'indent';
  return { first, last, start, end: tokens[last - 1]?.end ?? start, level, word, isHeader, colon, hasBlock };
}

/** The `:` outside brackets that belongs to no `lambda`. */
function headerColon(tokens: readonly Token[], first: number, last: number): number {
  let depth = 0;
  let lambdas = 0;
  for (let at = first; at < last; at++) {
    const text = tokens[at]?.text ?? '';
    if (CLOSERS.has(text)) depth++;
    else if (isCloser(text)) depth--;
    else if (depth > 0) continue;
    else if (text === 'lambda') lambdas++;
    else if (text === ':' && lambdas-- === 0) return at;
  }
  return tokens[last - 1]?.text === ':' ? last - 1 : -1;
}

/** The index of the line that holds the offset, or of the last one that starts before it; -1 before the first. */
export function lineIndexAt(lines: readonly Line[], offset: number): number {
  let low = -1;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The index behind the last line of the block below `lines[index]`. */
export function blockEnd(lines: readonly Line[], index: number): number {
  const level = lines[index]?.level ?? 0;
  let end = index + 1;
  while (end < lines.length && (lines[end]?.level ?? 0) > level) end++;
  return end;
}

/** Whether a block follows a header that does not end with `:`. */
export function lacksColon(line: Line): boolean {
  return line.isHeader && line.hasBlock && line.colon < 0;
}
