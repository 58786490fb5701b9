import { isLineBreak, lineBreakWidth } from './chars.ts';

/** The prefix letters and quotes of a string literal. */
export interface StringShape {
  readonly raw: boolean;
  readonly bytes: boolean;
  readonly format: boolean;
  readonly python2: boolean;
  /** The quote characters: one or three. */
  readonly quote: string;
  /** The offset of the first character of the content. */
  readonly content: number;
}

const PREFIX = /^(?:[rubf]|[bf]r|r[bf]|ur)$/i;
/** How many characters of an f-string with nested quotes are looked at before the plain reading is kept. */
const NESTED_BUDGET = 10_000;

/** Whether a name directly before a quote is a string prefix (`r`, `b`, `f`, `u` and their pairs). */
export function isStringPrefix(name: string): boolean {
  return PREFIX.test(name);
}

/** Reads the prefix and the opening quotes of the literal that starts at `start`. */
export function stringShape(text: string, start: number): StringShape {
  let at = start;
  while (text[at] !== '"' && text[at] !== "'" && at < start + 2) at++;
  const prefix = text.slice(start, at).toLowerCase();
  const quote = quotesAt(text, at);
  return {
    raw: prefix.includes('r'),
    bytes: prefix.includes('b'),
    format: prefix.includes('f'),
    python2: prefix === 'ur',
    quote,
    content: at + quote.length,
  };
}

/** The opening quotes at `at`: three in a row make a long string. */
function quotesAt(text: string, at: number): string {
  const quote = text.charAt(at);
  return text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
}

interface StringEnd {
  readonly end: number;
  readonly closed: boolean;
}

/**
 * Where the literal whose content starts at `content` ends. A short one without a closing quote ends at its line's
 * end. From Python 3.12 on the fields of an f-string may hold its own quotes: tried when the plain reading ends
 * inside a field.
 */
export function stringEnd(text: string, content: number, quote: string, format: boolean, limit: number): StringEnd {
  return endOf(text, content, quote, format, limit, { left: NESTED_BUDGET });
}

function endOf(
  text: string,
  content: number,
  quote: string,
  format: boolean,
  limit: number,
  budget: { left: number },
): StringEnd {
  const plain = plainEnd(text, content, quote, limit);
  if (!format || budget.left <= 0 || !endsInField(text, content, plain.end)) return plain;
  const nested = nestedEnd(text, content, quote, limit, budget);
  return nested === null ? plain : { end: nested, closed: true };
}

function plainEnd(text: string, content: number, quote: string, limit: number): StringEnd {
  const long = quote.length === 3;
  const code = quote.charCodeAt(0);
  for (let at = content; at < limit; at++) {
    const char = text.charCodeAt(at);
    if (char === 92) {
      at += lineBreakWidth(text, at + 1);
    } else if (char === code && (!long || text.startsWith(quote, at))) {
      return { end: at + quote.length, closed: true };
    } else if (!long && isLineBreak(char)) {
      return { end: at, closed: false };
    }
  }
  return { end: limit, closed: false };
}

/** Whether an unmatched `{` is open at `end`. */
function endsInField(text: string, content: number, end: number): boolean {
  let open = 0;
  for (let at = content; at < end; at++) {
    const char = text[at];
    if (char === '{') {
      if (open === 0 && text[at + 1] === '{') at++;
      else open++;
    } else if (char === '}' && open > 0) open--;
  }
  return open > 0;
}

/** The end of an f-string whose fields may hold strings with the same quotes, or `null` when there is none. */
function nestedEnd(
  text: string,
  content: number,
  quote: string,
  limit: number,
  budget: { left: number },
): number | null {
  let open = 0;
  for (let at = content; at < limit; at++) {
    const char = text[at];
    if (budget.left-- <= 0) return null;
    if (quote.length === 1 && isLineBreak(text.charCodeAt(at))) return null;
    if (open === 0 && text.startsWith(quote, at)) return at + quote.length;
    if (char === '\\') at++;
    else if (char === '{' && open === 0 && text[at + 1] === '{') at++;
    else if (char === '{') open++;
    else if (char === '}') open = Math.max(0, open - 1);
    else if (open > 0 && (char === '"' || char === "'")) {
      const inner = quotesAt(text, at);
      const format = /f/i.test(text.slice(Math.max(content, at - 2), at));
      const end = endOf(text, at + inner.length, inner, format, limit, budget);
      if (!end.closed) return null;
      at = end.end - 1;
    }
  }
  return null;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const ESCAPE = /\\(?:(\r\n|[\r\n])|([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))|\r\n?/g;

/**
 * The value of a literal's content. Line breaks become `\n`, as Python reads files; `\N{…}` stays as it is written,
 * since the table of Unicode names is not at hand.
 */
export function unescape(content: string, shape: { readonly raw: boolean; readonly bytes: boolean }): string {
  if (shape.raw) return content.replace(/\r\n?/g, '\n');
  if (!/[\\\r]/.test(content)) return content;
  return content.replace(ESCAPE, (whole: string, ...groups: (string | undefined)[]) => {
    const [lineBreak, octal, hex, u4, u8, other] = groups;
    if (whole.startsWith('\r')) return '\n';
    if (lineBreak !== undefined) return '';
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    const point = u4 ?? u8;
    if (point !== undefined) return shape.bytes ? whole : codePoint(point, whole);
    return SIMPLE_ESCAPES[other ?? ''] ?? whole;
  });
}

function codePoint(hex: string, whole: string): string {
  const value = Number.parseInt(hex, 16);
  return value <= 0x10ffff ? String.fromCodePoint(value) : whole;
}
