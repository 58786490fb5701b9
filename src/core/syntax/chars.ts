const IDENTIFIER_START = /[\p{ID_Start}_]/u;
const IDENTIFIER_PART = /[\p{ID_Continue}]/u;

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Whether a name may start with this code point. */
function isNameStart(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
  return IDENTIFIER_START.test(String.fromCodePoint(code));
}

/** Whether a name may go on with this code point. */
function isNamePart(code: number): boolean {
  if (code < 128) return isNameStart(code) || isDigit(code);
  return IDENTIFIER_PART.test(String.fromCodePoint(code));
}

/** The offset behind the name that starts at `from`; `from` itself when none does. */
export function nameEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.codePointAt(at);
    if (code === undefined || !(at === from ? isNameStart(code) : isNamePart(code))) return at;
    at += code > 0xffff ? 2 : 1;
  }
}

/** Space, tab, form feed, and the blanks that come along when code is pasted from a page. */
export function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 12 || code === 0xa0 || code === 0xfeff || code === 0x200b;
}

export function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}

/** How many code units the line break at `at` takes: two for `\r\n`. */
export function lineBreakWidth(text: string, at: number): number {
  return text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? 2 : 1;
}

/** The offset of the first line break at or after `from`, or the text's length. */
export function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineBreak(text.charCodeAt(at))) at++;
  return at;
}

/** The offset behind the blanks at `from`. */
export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at++;
  return at;
}
