import { lineBreakWidth, lineEnd } from './chars.ts';
import { lacksColon, type Line } from './lines.ts';
import { startsPrintOperand } from './python2.ts';
import { ASYNC_WORDS, CLOSERS, isCloser, type LineIndentation, type Scan, type Token } from './token.ts';

/** A text in which parts are overwritten, so that every offset stays what it was. */
export class MaskedText {
  readonly #codes: Uint16Array;

  constructor(text: string) {
    this.#codes = new Uint16Array(text.length);
    for (let at = 0; at < text.length; at++) this.#codes[at] = text.charCodeAt(at);
  }

  /** Overwrites what stands at `start`. */
  put(start: number, replacement: string): void {
    for (let at = 0; at < replacement.length; at++) this.#codes[start + at] = replacement.charCodeAt(at);
  }

  fill(start: number, end: number, char: string): void {
    this.#codes.fill(char.charCodeAt(0), start, end);
  }

  toString(): string {
    const chunk = 8192;
    let text = '';
    for (let at = 0; at < this.#codes.length; at += chunk) {
      text += String(Reflect.apply(String.fromCharCode, undefined, this.#codes.subarray(at, at + chunk)));
    }
    return text;
  }
}

/**
 * Rewrites, at equal length, what lezer's grammar reads otherwise than Python does. The lowering looks at the original
 * text to see what stood there:
 * - `5.`, `1.e-3`, `10L` become other digits; backticks become parentheses;
 * - a `yield` without a value becomes a name; Python 2's `print` statement a `yield`, its `exec` a `not`;
 * - a `*` in a subscript becomes `+`; the `as` of a `with` that has a pattern behind it a comma; a decorator, without its
 *   `@`, a statement.
 */
export function maskQuirks(text: string, scan: Scan, lines: readonly Line[]): MaskedText {
  const masked = new MaskedText(text);
  for (const { start, end } of scan.blanks) masked.fill(start, end, ' ');
  for (const { span } of scan.comments) masked.fill(span.start, span.end, ' ');
  maskGaps(text, masked, scan, lines);
  for (const line of lines) new LineMask(text, masked, scan, line).apply();
  return masked;
}

/**
 * Leaves one line break between two logical lines and one indentation: lezer counts empty lines as reductions and takes
 * some hundreds of them for an endless tree. Where the layout is uneven or a `:` has to be put in, each block
 * gets one column. A decorator's `@`
 * becomes part of the indentation, which moves to the right over it.
 */
function maskGaps(text: string, masked: MaskedText, scan: Scan, lines: readonly Line[]): void {
  const indentations = new Map(scan.indentations.map((indentation) => [indentation.to, indentation]));
  const narrow = scan.unevenLayout || lines.some(lacksColon);
  let end = 0;
  let colonMissing = false;
  for (const line of lines) {
    const indentation = indentations.get(line.start);
    const start = line.word === '@' ? line.start + 1 : line.start;
    const space = indentation === undefined ? '' : indentOf(text, indentation, narrow);
    if (start - end > space.length) {
      masked.fill(end, start, ' ');
      masked.put(start - space.length - 1, `\n${space}`);
      if (colonMissing && start - end > space.length + 1) masked.put(end, ':');
    }
    end = line.end;
    colonMissing = lacksColon(line);
  }
  masked.fill(end, text.length, ' ');
}

function indentOf(text: string, { from, to, level }: LineIndentation, narrow: boolean): string {
  return narrow ? ' '.repeat(level) : text.slice(from, to).replace(/[^\t\f]/g, ' ');
}

/** Lezer gives up on some 300 operators in a row that bind to the left. */
const LONG_LINE = 400;
const CHAIN = 64;
const CHAINED: ReadonlySet<string> = new Set(['+', '-', '*', '/', '//', '%', '@', '|', '&', '^', '<<', '>>', 'and']);

/** The rewriting of one logical line. */
class LineMask {
  readonly #text: string;
  readonly #masked: MaskedText;
  readonly #scan: Scan;
  readonly #line: Line;
  /** For each open bracket, whether it is that of a subscript. */
  readonly #subscripts: boolean[] = [];
  #backticks = 0;
  #operators = 0;

  constructor(text: string, masked: MaskedText, scan: Scan, line: Line) {
    this.#text = text;
    this.#masked = masked;
    this.#scan = scan;
    this.#line = line;
  }

  apply(): void {
    const { first, last, word } = this.#line;
    if (word === 'with' || (word === 'async' && this.#at(first + 1).text === 'with')) this.#withItems();
    for (let at = first; at < last; at++) this.#token(at, this.#at(at));
    if (last - first > LONG_LINE) for (let at = first; at < last; at++) this.#chain(at, this.#at(at));
  }

  #at(index: number): Token {
    return this.#scan.tokens[index] ?? { kind: 'end', start: this.#text.length, end: this.#text.length, text: '' };
  }

  #token(at: number, token: Token): void {
    if (token.kind === 'number') this.#number(token);
    else if (token.kind === 'string') this.#string(token);
    else if (token.kind === 'name') this.#name(at, token);
    else if (token.kind === 'keyword') this.#keyword(at, token);
    else if (token.kind === 'operator') this.#operator(at, token);
  }

  /** Breaks a long operation by a weaker operator now and then; the lowering binds by the original ones. */
  #chain(at: number, { text, start }: Token): void {
    if (!CHAINED.has(text) || !this.#endsOperand(at - 1) || ++this.#operators % CHAIN !== 0) return;
    this.#masked.put(start, text === 'and' ? 'or ' : text.length === 2 ? '<=' : '<');
  }

  #number(token: Token): void {
    const literal = this.#text.slice(token.start, token.end);
    if (/[.lL]$|\.[eEjJ]/.test(literal)) this.#masked.fill(token.start, token.end, '1');
  }

  /** Lezer knows no `ur` but `br`, and ends a short string at the `\n` of an escaped `\r\n`. */
  #string({ start, end }: Token): void {
    const literal = this.#text.slice(start, end);
    if (/^ur/i.test(literal)) this.#masked.put(start, 'b');
    for (let at = literal.indexOf('\r'); at >= 0; at = literal.indexOf('\r', at + 1)) {
      this.#masked.fill(start + at, start + at + lineBreakWidth(literal, at), ' ');
    }
    if (!/^(?:f|rf|fr)/i.test(literal)) return;
    this.#formatString(start, literal);
  }

  /** The same quirks inside fields; what is changed outside of fields is read from the original text anyway. */
  #formatString(start: number, literal: string): void {
    for (const { index, 0: number } of literal.matchAll(/(?<![\w.])\d[\d_]*\.(?![\d_])/g)) {
      this.#masked.put(start + index + number.length - 1, '0');
    }
    for (const { index } of literal.matchAll(/\byield(?=\s*[}!:)])/g)) this.#masked.put(start + index, '_');
    for (const { index, 0: field } of literal.matchAll(/\{[^(){}[\]]*?:=/g)) {
      this.#masked.put(start + index + field.length - 1, ' ');
    }
    for (const { index, 0: escape } of literal.matchAll(/\\[^]/g)) {
      if (escape === '\\{') this.#masked.put(start + index, '_');
    }
  }

  #startsStatement(at: number): boolean {
    const previous = this.#at(at - 1).text;
    return at === this.#line.first || previous === ';' || at - 1 === this.#line.colon;
  }

  #name(at: number, token: Token): void {
    const { text, start } = token;
    if (text === 'print' || text === 'exec') {
      const isStatement =
        this.#startsStatement(at) && startsPrintOperand(this.#text, (ahead) => this.#at(at + ahead), text);
      if (!isStatement) this.#masked.put(start, '_');
      else if (text === 'exec') this.#masked.put(start, 'not ');
      else this.#print(at, token);
    } else if (text === 'match' || text === 'case' || (text === 'type' && this.#at(at + 1).kind !== 'name')) {
      this.#masked.put(start, '_');
    } else if (text === 'async' && !ASYNC_WORDS.has(this.#at(at + 1).text)) this.#masked.put(start, '_');
  }

  #print(at: number, token: Token): void {
    this.#masked.put(token.start, 'yield');
    const next = this.#at(at + 1);
    if (next.text === '>>') this.#masked.fill(next.start, next.end, ' ');
  }

  #keyword(at: number, { text, start }: Token): void {
    if (text === 'lambda') this.#lambda(at);
    if (text !== 'yield') return;
    const next = this.#at(at + 1);
    const bare =
      next.kind === 'newline' || next.kind === 'end' || isCloser(next.text) || [';', '=', ','].includes(next.text);
    if (bare) this.#masked.put(start, '_');
  }

  /** The grammar's lambda has no `/` and no comma at the end. */
  #lambda(at: number): void {
    let depth = 0;
    for (let next = at + 1; next < this.#line.last; next++) {
      const { text, start } = this.#at(next);
      if (CLOSERS.has(text)) depth++;
      else if (isCloser(text)) depth--;
      else if (depth === 0 && text === ':') return;
      else if (depth === 0 && text === '/' && this.#at(next - 1).text === ',') {
        this.#masked.put(start, ' ');
        this.#masked.put(this.#at(next - 1).start, ' ');
      } else if (depth === 0 && text === ',' && this.#at(next + 1).text === ':') this.#masked.put(start, ' ');
    }
  }

  #operator(at: number, { text, start }: Token): void {
    if (text === '`') this.#masked.put(start, this.#backticks++ % 2 === 0 ? '(' : ')');
    else if (CLOSERS.has(text)) this.#subscripts.push(text === '[' && this.#endsOperand(at - 1));
    else if (isCloser(text)) this.#subscripts.pop();
    else if (text === '*' && this.#isForeignStar(at)) this.#masked.put(start, '+');
  }

  /** A star in a subscript or an annotation, which the grammar does not know. */
  #isForeignStar(at: number): boolean {
    const inSubscript = this.#subscripts.at(-1) === true && !this.#endsOperand(at - 1);
    return inSubscript || (this.#subscripts.length > 0 && this.#at(at - 1).text === ':');
  }

  #endsOperand(at: number): boolean {
    if (at < this.#line.first) return false;
    const { kind, text } = this.#at(at);
    return kind === 'name' || kind === 'number' || kind === 'string' || isCloser(text);
  }

  /** `with (a as b, c as d):` loses its parentheses, `with a as (b, c):` gets a comma for its `as`. */
  #withItems(): void {
    const { first, colon } = this.#line;
    if (colon < 0) return;
    const from = this.#line.word === 'async' ? first + 2 : first + 1;
    const enclosed = this.#at(from).text === '(' && this.#enclosesItems(from, colon - 1);
    if (enclosed) this.#unwrap(this.#at(from), this.#at(colon - 1));
    let depth = enclosed ? -1 : 0;
    for (let at = from; at < colon; at++) {
      const { text, start } = this.#at(at);
      if (CLOSERS.has(text)) depth++;
      else if (isCloser(text)) depth--;
      if (text !== 'as' || depth !== 0) continue;
      const { kind, text: target } = this.#at(at + 1);
      const next = this.#at(at + 2).text;
      const isPath = kind === 'name' && (next === '.' || next === '[' || next === '(');
      if (isPath || CLOSERS.has(target)) this.#masked.put(start, ', ');
    }
  }

  /** Whether the bracket at `open` closes at `close` and holds a list of items rather than one expression. */
  #enclosesItems(open: number, close: number): boolean {
    let depth = 0;
    let isList = false;
    for (let at = open; at <= close; at++) {
      const { text } = this.#at(at);
      if (CLOSERS.has(text)) depth++;
      else if (isCloser(text)) depth--;
      else if (depth === 1 && (text === 'for' || text === 'yield')) return false;
      else if (depth === 1 && (text === 'as' || text === ',')) isList = true;
      if (depth === 0) return at === close && isList;
    }
    return false;
  }

  /** Blanks a pair of parentheses, and what only they allow: line breaks and comments. */
  #unwrap(open: Token, close: Token): void {
    this.#masked.put(open.start, ' ');
    this.#masked.put(close.start, ' ');
    for (const { span } of this.#scan.comments) {
      if (span.start > open.start && span.end < close.start) this.#masked.fill(span.start, span.end, ' ');
    }
    for (let at = lineEnd(this.#text, open.start); at < close.start; at = lineEnd(this.#text, at + 1)) {
      this.#masked.fill(at, at + lineBreakWidth(this.#text, at), ' ');
    }
  }
}
