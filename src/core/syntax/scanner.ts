import type { Localize } from '../base/localize.ts';
import type { Span } from '../base/span.ts';
import type { Comment, SyntaxProblem } from './ast.ts';
import { isBlank, isDigit, isLineBreak, lineBreakWidth, lineEnd, nameEnd, skipBlanks } from './chars.ts';
import { Indentation } from './indentation.ts';
import { NUMBER } from './numbers.ts';
import { magicEnd, promptAt } from './notebook.ts';
import { startsStatement } from './repair.ts';
import { isStringPrefix, stringEnd, stringShape } from './strings.ts';
import {
  CLAUSE_WORDS,
  CLOSERS,
  isCloser,
  KEYWORDS,
  type LineIndentation,
  NO_SUSPECTS,
  type OpenBracket,
  type Scan,
  startsBlock,
  type Suspects,
  type Token,
  type TokenKind,
} from './token.ts';

const OPERATOR =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|\*\*|\/\/|>>|<<|<=|>=|==|!=|<>|->|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|@=|:=|[-+*/%@&|^~<>()[\]{},:;.=`]/y;

/**
 * Cuts a text into tokens with Python's layout: `newline` ends a logical line, `indent` and `dedent` enclose blocks.
 * Notebook commands and prompts leave no tokens.
 */
export class Scanner {
  readonly #text: string;
  readonly #limit: number;
  readonly #suspects: Suspects;
  readonly #t: Localize;
  readonly #tokens: Token[] = [];
  readonly #comments: Comment[] = [];
  readonly #problems: SyntaxProblem[] = [];
  readonly #longStrings: { start: number; end: number; closed: boolean }[] = [];
  readonly #blanks: Span[] = [];
  readonly #indentations: LineIndentation[] = [];
  readonly #indentation = new Indentation();
  #brackets: OpenBracket[] = [];
  /** Openers that a wrong closing bracket has ended. */
  readonly #lost: OpenBracket[] = [];
  #pos = 0;
  /** True where a logical line starts. */
  #fresh = true;
  #lineToken = 0;
  #lineColumn = 0;
  /** Whether the present line has a `:` outside brackets. */
  #lineHasColon = false;
  #opensBlock = false;
  /** True below a `>>> ` line: lines without a prompt are its output. */
  #session = false;
  #uneven = false;
  #level = 0;

  constructor(text: string, t: Localize, suspects: Suspects = NO_SUSPECTS) {
    this.#text = text;
    this.#t = t;
    this.#suspects = suspects;
    this.#limit = text.length;
  }

  /** The tokens of the whole text. */
  scan(): Scan {
    if (this.#text.charCodeAt(0) === 0xfeff) this.#blank(1);
    while (this.#pos < this.#limit) {
      if (this.#fresh) this.#startLine();
      else this.#token();
    }
    const openBrackets = [...this.#lost, ...this.#brackets];
    if (!this.#fresh) this.#push('newline', this.#limit);
    for (let open = this.#indentation.open; open > 0; open--) this.#push('dedent', this.#limit);
    this.#push('end', this.#limit);
    return {
      tokens: this.#tokens,
      comments: this.#comments,
      problems: this.#problems,
      openBrackets,
      blanks: this.#blanks,
      indentations: this.#indentations,
      unevenLayout: this.#uneven || this.#problems.length > 0,
      longStrings: this.#longStrings,
    };
  }

  /** Moves on to `end` over what is no code. */
  #blank(end: number): void {
    this.#blanks.push({ start: this.#pos, end });
    this.#pos = end;
  }

  #push(kind: TokenKind, end: number, text = ''): void {
    this.#tokens.push({ kind, start: this.#pos, end, text });
    this.#pos = end;
  }

  #startLine(): void {
    const from = this.#pos;
    const prompt = promptAt(this.#text, from, this.#session);
    if (prompt !== null) this.#blank(prompt);
    const lineStart = this.#pos;
    this.#skipIndentation();
    const code = this.#text.charCodeAt(this.#pos);
    if (this.#pos >= this.#limit) return;
    if (isLineBreak(code)) {
      this.#pos += lineBreakWidth(this.#text, this.#pos);
      if (prompt === null) this.#session = false;
      return;
    }
    if (code === 35) {
      this.#comment(true);
      return;
    }
    const isOutput = this.#session && prompt === null;
    const magic = isOutput ? lineEnd(this.#text, this.#pos) : magicEnd(this.#text, this.#pos);
    if (magic !== null) {
      this.#blank(magic);
      return;
    }
    this.#session = prompt !== null;
    this.#uneven ||= this.#session;
    this.#enterLine(columnOf(this.#text, lineStart, this.#pos), from);
  }

  #skipIndentation(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#pos);
      if (isBlank(code)) this.#skipBlank(code);
      else if (code === 92 && isLineBreak(this.#text.charCodeAt(this.#pos + 1))) {
        this.#uneven = true;
        this.#blank(this.#pos + 1 + lineBreakWidth(this.#text, this.#pos + 1));
      } else return;
    }
  }

  #skipBlank(code: number): void {
    if (code > 127) this.#blank(this.#pos + 1);
    else this.#pos++;
  }

  /** Starts a logical line; its white space begins at `from`. */
  #enterLine(column: number, from: number): void {
    const word = this.#text.slice(this.#pos, nameEnd(this.#text, this.#pos));
    const layout = this.#indentation.enter(column, this.#opensBlock, CLAUSE_WORDS.has(word));
    if (layout.problem !== null)
      this.#problems.push({ span: this.#lineSpan(), message: this.#layoutMessage(layout.problem) });
    for (let left = layout.dedents; left > 0; left--) this.#push('dedent', this.#pos);
    if (layout.indents) this.#push('indent', this.#pos);
    this.#level += (layout.indents ? 1 : 0) - layout.dedents;
    this.#indentations.push({ from, to: this.#pos, level: this.#level });
    this.#lineColumn = column;
    this.#lineToken = this.#tokens.length;
    this.#lineHasColon = false;
    this.#fresh = false;
  }

  #lineSpan(): { start: number; end: number } {
    const end = lineEnd(this.#text, this.#pos);
    return { start: this.#pos, end: this.#pos + this.#text.slice(this.#pos, end).trimEnd().length };
  }

  #layoutMessage(problem: 'unexpected' | 'unmatched' | 'deep'): string {
    if (problem === 'deep') return this.#t('Blocks are nested too deeply here.');
    if (problem === 'unmatched') return this.#t('The indentation of this line fits no line above it.');
    return this.#t('This line is indented, but the line above it starts no block.');
  }

  #token(): void {
    const text = this.#text;
    const code = text.charCodeAt(this.#pos);
    if (isBlank(code)) this.#skipBlank(code);
    else if (isLineBreak(code)) this.#lineBreak();
    else if (code === 35) this.#comment(false);
    else if (code === 34 || code === 39) this.#string();
    else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(this.#pos + 1)))) this.#match(NUMBER, 'number');
    else if (code === 92 && isLineBreak(text.charCodeAt(this.#pos + 1))) {
      this.#blank(this.#pos + 1 + lineBreakWidth(text, this.#pos + 1));
      this.#skipPrompt();
    } else this.#wordOrOperator();
  }

  #match(pattern: RegExp, kind: TokenKind): void {
    pattern.lastIndex = this.#pos;
    pattern.test(this.#text);
    this.#push(kind, Math.min(pattern.lastIndex, this.#limit));
  }

  #wordOrOperator(): void {
    const start = this.#pos;
    const end = Math.min(nameEnd(this.#text, start), this.#limit);
    if (end > start) {
      const word = this.#text.slice(start, end);
      const next = this.#text[end];
      if ((next === '"' || next === "'") && end < this.#limit && isStringPrefix(word)) this.#string();
      else this.#push(KEYWORDS.has(word) ? 'keyword' : 'name', end, word);
      return;
    }
    OPERATOR.lastIndex = start;
    const operator = OPERATOR.exec(this.#text)?.[0];
    if (operator !== undefined) this.#operator(operator);
    else if (!this.#helpRequest()) this.#unknown();
  }

  /** `np.dot?` asks a notebook for help: the whole line is a command. */
  #helpRequest(): boolean {
    if (this.#brackets.length > 0 || !/^\?{1,2}[ \t]*(?:[\r\n]|$)/.test(this.#text.slice(this.#pos, this.#pos + 80)))
      return false;
    const start = this.#tokens[this.#lineToken]?.start ?? this.#pos;
    this.#tokens.length = this.#lineToken;
    this.#pos = start;
    this.#blank(lineEnd(this.#text, start));
    this.#fresh = true;
    return true;
  }

  #unknown(): void {
    const point = this.#text.codePointAt(this.#pos) ?? 0;
    const end = this.#pos + (point > 0xffff ? 2 : 1);
    this.#push('unknown', end, this.#text.slice(this.#pos, end));
  }

  #operator(operator: string): void {
    if (CLOSERS.has(operator)) this.#brackets.push({ text: operator, start: this.#pos });
    else if (isCloser(operator)) this.#close(operator);
    else if (operator === ':' && this.#brackets.length === 0) this.#lineHasColon = true;
    this.#push('operator', this.#pos + operator.length, operator);
  }

  /** A closing bracket ends its opener; a wrong one ends the last opener of its own line. */
  #close(closer: string): void {
    const isPartner = (bracket: OpenBracket): boolean => CLOSERS.get(bracket.text) === closer;
    const top = this.#brackets.at(-1);
    if (top === undefined) return;
    if (isPartner(top)) {
      this.#brackets.pop();
      return;
    }
    const lineStart = this.#text.lastIndexOf('\n', this.#pos) + 1;
    const partner = this.#brackets.findLastIndex((bracket) => bracket.start >= lineStart && isPartner(bracket));
    if (partner >= 0) this.#lost.push(...this.#brackets.splice(partner).slice(1));
    else if (top.start >= lineStart) this.#brackets.pop();
  }

  #string(): void {
    const start = this.#pos;
    const shape = stringShape(this.#text, start);
    const cut = this.#suspects.cuts.get(start);
    const found = stringEnd(this.#text, shape.content, shape.quote, shape.format, this.#limit);
    const { end, closed } = cut === undefined ? found : { end: cut, closed: false };
    if (shape.quote.length === 3) this.#longStrings.push({ start, end, closed });
    this.#push(closed ? 'string' : 'broken-string', end);
  }

  #comment(ownLine: boolean): void {
    const start = this.#pos;
    const end = Math.min(lineEnd(this.#text, start), this.#limit);
    const text = this.#text.slice(start + 1, end);
    const alone = ownLine || (this.#brackets.length > 0 && startsItsLine(this.#text, start));
    this.#comments.push({ span: { start, end: start + 1 + text.trimEnd().length }, text: text.trim(), ownLine: alone });
    this.#pos = end;
  }

  /** Skips the prompt of a console line that goes on with the statement of the line before. */
  #skipPrompt(): void {
    const prompt = this.#session ? promptAt(this.#text, this.#pos, true) : null;
    if (prompt !== null) this.#blank(prompt);
  }

  #lineBreak(): void {
    const next = this.#pos + lineBreakWidth(this.#text, this.#pos);
    if (this.#brackets.length > 0 && !this.#statementFollows(next)) {
      this.#pos = next;
      this.#skipPrompt();
      return;
    }
    this.#brackets = [];
    const last = this.#tokens.at(-1);
    const isHeader = startsBlock(this.#tokens, this.#lineToken);
    this.#opensBlock = last?.text === ':' || (isHeader && !this.#lineHasColon);
    this.#push('newline', next);
    this.#fresh = true;
  }

  /** Whether the innermost open bracket is one that is never closed and the next line must be a new statement. */
  #statementFollows(next: number): boolean {
    const top = this.#brackets.at(-1);
    if (top === undefined || !this.#suspects.brackets.has(top.start)) return false;
    let lineStart = next;
    for (;;) {
      const at = skipBlanks(this.#text, lineStart);
      const code = this.#text.charCodeAt(at);
      if (at >= this.#limit) return false;
      if (!isLineBreak(code) && code !== 35) {
        const line = this.#text.slice(at, Math.min(lineEnd(this.#text, at), at + 300));
        return startsStatement(line, columnOf(this.#text, lineStart, at) <= this.#lineColumn);
      }
      const end = lineEnd(this.#text, at);
      lineStart = end + lineBreakWidth(this.#text, end);
    }
  }
}

/** Whether only blanks stand between the start of the line and `at`. */
function startsItsLine(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && isBlank(text.charCodeAt(before))) before--;
  return before < 0 || isLineBreak(text.charCodeAt(before));
}

/** The column that the blanks from `from` to `to` reach: a tab goes on to the next multiple of 8. */
function columnOf(text: string, from: number, to: number): number {
  let column = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 9) column += 8 - (column % 8);
    else if (code === 12 || isLineBreak(code)) column = 0;
    else if (code !== 92 && code !== 0xfeff && code !== 0x200b) column++;
  }
  return column;
}
