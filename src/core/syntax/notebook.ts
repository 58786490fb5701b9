import { isLineBreak, lineBreakWidth, lineEnd, skipBlanks } from './chars.ts';

/** Cell commands whose cell is not Python. */
const FOREIGN_CELL =
  /%%(?:!|bash|sh|cmd|script|system|sx|html|HTML|javascript|js|latex|markdown|svg|SVG|perl|ruby|R|cython|sql|writefile|file)\b/y;

/**
 * Where a notebook command (`%matplotlib inline`, `!pip install numpy`, `?np.dot`) that stands at `at`, the start of
 * a statement, ends; `null` when there is none. None of these characters can start a Python statement. A cell command
 * of another language takes the rest of the text.
 */
export function magicEnd(text: string, at: number): number | null {
  const char = text[at];
  if (char !== '%' && char !== '!' && char !== '?') return null;
  FOREIGN_CELL.lastIndex = at;
  if (FOREIGN_CELL.test(text)) return text.length;
  let end = lineEnd(text, at);
  while (end < text.length && text[end - 1] === '\\') end = lineEnd(text, end + lineBreakWidth(text, end));
  return end;
}

/**
 * The offset behind a console prompt at the start of the line at `lineStart`, or `null`. `... ` counts only in a
 * session, that is below a `>>> ` line: elsewhere it is an ellipsis.
 */
export function promptAt(text: string, lineStart: number, session: boolean): number | null {
  const at = skipBlanks(text, lineStart);
  const isPrompt = text.startsWith('>>>', at) || (session && text.startsWith('...', at));
  if (!isPrompt) return null;
  const behind = at + 3;
  if (text[behind] === ' ') return behind + 1;
  return behind >= text.length || isLineBreak(text.charCodeAt(behind)) ? behind : null;
}
