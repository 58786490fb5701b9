import type { Span } from '../base/span.ts';
import type { Comment, SyntaxProblem } from './ast.ts';

/** The kinds of token. A `broken-string` has no closing quote; an `unknown` is a character that Python has no use for. */
export type TokenKind =
  | 'name'
  | 'keyword'
  | 'number'
  | 'string'
  | 'broken-string'
  | 'operator'
  | 'unknown'
  | 'newline'
  | 'indent'
  | 'dedent'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** The text of names, keywords, operators and unknown characters; empty for every other kind. */
  readonly text: string;
}

/** Python 3's reserved words. `async` is left out: it was a name until 3.7, so the parser decides by what follows. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'False None True and as assert await break class continue def del elif else except finally for from global if ' +
    'import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** The words that start a statement with a block of its own. */
const BLOCK_WORDS: ReadonlySet<string> = new Set(
  'if elif else for while try except finally with def class async'.split(' '),
);

/** What makes `async` in front of it a keyword. */
export const ASYNC_WORDS: ReadonlySet<string> = new Set(['def', 'for', 'with']);

/** Whether the tokens from `first` on start a statement with a block. `async` was a name until Python 3.7. */
export function startsBlock(tokens: readonly Token[], first: number): boolean {
  const word = tokens[first]?.text ?? '';
  return BLOCK_WORDS.has(word) && (word !== 'async' || ASYNC_WORDS.has(tokens[first + 1]?.text ?? ''));
}

/** The words that continue an earlier statement at its own indentation. */
export const CLAUSE_WORDS: ReadonlySet<string> = new Set('elif else except finally'.split(' '));

/** The bracket that closes each opening one. */
export const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

export function isCloser(text: string): boolean {
  return text === ')' || text === ']' || text === '}';
}

export interface LineIndentation {
  readonly from: number;
  readonly to: number;
  readonly level: number;
}

export interface OpenBracket {
  readonly text: string;
  readonly start: number;
}

/** What an earlier scan of the same text found broken, so that the next one does not let it swallow statements. */
export interface Suspects {
  /** Offsets of brackets that are never closed. */
  readonly brackets: ReadonlySet<number>;
  /** Where a long string without an end is to be cut: its start and where it is taken to end. */
  readonly cuts: ReadonlyMap<number, number>;
}
export const NO_SUSPECTS: Suspects = { brackets: new Set(), cuts: new Map() };

export interface Scan {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
  readonly openBrackets: readonly OpenBracket[];
  /** What is no code: notebook commands, prompts and output of a console, escaped line breaks, foreign blanks. */
  readonly blanks: readonly Span[];
  /** The white space (and prompt) before each logical line, and how many blocks the line stands in. */
  readonly indentations: readonly LineIndentation[];
  /** Whether those white spaces say nothing reliable: a console session, or lines that fit no block. */
  readonly unevenLayout: boolean;
  /** Every triple-quoted string, in order; the last may lack its end. */
  readonly longStrings: readonly { readonly start: number; readonly end: number; readonly closed: boolean }[];
}
