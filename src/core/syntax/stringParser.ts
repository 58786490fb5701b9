import type { Expr, FString, FStringField, Str } from './ast.ts';
import { Scanner } from './scanner.ts';
import { TokenStream } from './stream.ts';
import { type StringShape, stringShape, unescape } from './strings.ts';
import type { Token } from './token.ts';
import { NO_SUSPECTS } from './token.ts';

type FStringPart = FString['parts'][number];

/** Reads string literals: adjacent ones are joined, and the fields of f-strings become expressions. */
export abstract class StringParser extends TokenStream {
  /** What may stand in a field of an f-string. */
  protected abstract fieldExpression(): Expr;

  protected strings(): Expr {
    const { start } = this.token;
    const parts: FStringPart[] = [];
    let format = false;
    let bytes = false;
    while (this.token.kind === 'string') {
      const token = this.advance();
      const shape = stringShape(this.text, token.start);
      const end = token.end - shape.quote.length;
      if (shape.python2) this.python2 = true;
      if (shape.format) this.#formatted(parts, token, shape, end);
      else parts.push(unescape(this.text.slice(shape.content, end), shape));
      format ||= shape.format;
      bytes ||= shape.bytes;
    }
    if (this.token.kind === 'broken-string') this.failUnexpected();
    const span = this.spanFrom(start);
    if (format) return this.make<FString>({ kind: 'FString', span, parts: joined(parts) });
    return this.make<Str>({ kind: 'Str', span, value: parts.join(''), bytes });
  }

  #formatted(parts: FStringPart[], token: Token, shape: StringShape, end: number): void {
    let literal = shape.content;
    let at = literal;
    const flush = (to: number): void => {
      if (to > literal) parts.push(unescape(this.text.slice(literal, to), shape));
    };
    while (at < end) {
      const char = this.text[at];
      if (char === '\\' && !shape.raw) at += this.text.startsWith('N{', at + 1) ? this.#namedEscape(at, end) : 2;
      else if (char !== '{' && char !== '}') at++;
      else if (this.text[at + 1] === char && at + 1 < end) {
        flush(at + 1);
        at += 2;
        literal = at;
      } else if (char === '}') {
        this.fail(this.t('A single `}` in an f-string must be doubled.'), { start: at, end: at + 1 });
      } else {
        flush(at);
        at = this.#field(parts, at, end);
        literal = at;
      }
    }
    flush(end);
    this.previousEnd = token.end;
  }

  #namedEscape(at: number, end: number): number {
    const close = this.text.indexOf('}', at);
    return close < 0 || close >= end ? 2 : close + 1 - at;
  }

  /** Reads the field whose `{` stands at `open`; gives the offset behind its `}`. */
  #field(parts: FStringPart[], open: number, end: number): number {
    const scanner = new Scanner(this.text, this.t, NO_SUSPECTS, open + 1, end);
    const { tokens, stop } = scanner.scanField();
    const selfNamed = tokens.length > 2 && tokens.at(-2)?.text === '=';
    const value = this.#fieldValue(selfNamed ? [...tokens.slice(0, -2), ...tokens.slice(-1)] : tokens, open);
    if (selfNamed) parts.push(this.text.slice(open + 1, stop));
    let at = stop;
    let conversion = '';
    if (this.text[at] === '!') {
      conversion = this.text.charAt(at + 1);
      at += 2;
    }
    while (at < end && /\s/.test(this.text.charAt(at))) at++;
    const field: { -readonly [K in keyof FStringField]: FStringField[K] } = {
      value,
      format: '',
      formatValues: [],
      conversion,
    };
    if (this.text[at] === ':') at = this.#formatSpec(field, at + 1, end);
    else if (selfNamed && conversion === '') field.conversion = 'r';
    if (at >= end || this.text[at] !== '}') {
      this.fail(this.t('This `{0}` is never closed.', '{'), { start: open, end: open + 1 });
    }
    parts.push(field);
    return at + 1;
  }

  #fieldValue(tokens: readonly Token[], open: number): Expr {
    if (tokens.length === 1) this.fail(this.t('A field of an f-string is empty.'), { start: open, end: open + 2 });
    this.deepen();
    const value = this.within(tokens, () => {
      const expression = this.fieldExpression();
      if (this.token.kind !== 'end') this.failUnexpected();
      return expression;
    });
    this.depth--;
    return value;
  }

  /** Reads what follows the `:` of a field, up to its `}`. */
  #formatSpec(field: { format: string; formatValues: readonly Expr[] }, from: number, end: number): number {
    const nested: FStringPart[] = [];
    let at = from;
    while (at < end && this.text[at] !== '}') {
      const open = this.text.indexOf('{', at);
      const close = this.text.indexOf('}', at);
      const literalEnd = Math.min(open < 0 ? end : open, close < 0 ? end : close, end);
      field.format += this.text.slice(at, literalEnd);
      at = literalEnd;
      if (at >= end || this.text[at] !== '{') continue;
      at = this.#field(nested, at, end);
      field.format += '{}';
    }
    field.formatValues = nested.flatMap((part) => (typeof part === 'string' ? [] : [part.value]));
    return at;
  }
}

/** Merges neighbouring literal parts. */
function joined(parts: readonly FStringPart[]): FStringPart[] {
  const merged: FStringPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else if (part !== '') merged.push(part);
  }
  return merged;
}
