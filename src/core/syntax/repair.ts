import { lineEnd } from './chars.ts';
import type { Scan, Suspects } from './token.ts';

const NO_NAME = /^(?:and|or|not|in|is|if|else|for|lambda|await|None|True|False)\b/;
const KEYWORD_STATEMENT =
  /^(?:(?:def|class|return|import|while|with|try|except|finally|raise|pass|break|continue|del|global|nonlocal|assert|elif)\b(?!\s*=[^=])|from\s+[\w.]+\s+import\b)/;
const BLOCK_LINE = /^(?:async\s+)?(?:for|if|else)\b.*:\s*(?:#.*)?$/;
const TARGET = String.raw`[^\W\d][\w.]*(?:\[[^=\]]*\])?`;
const ASSIGNMENT = new RegExp(String.raw`^${TARGET}(?:\s*,\s*${TARGET})*\s+(?:[-+*/@%&|^]|\*\*|//|<<|>>)?=(?!=)`, 'u');
const MEMBER_ASSIGNMENT = /^[^\W\d]\w*(?:\.\w+|\[[^=\]]*\])+\s*(?:[-+*/@%&|^]|\*\*|\/\/)?=(?!=)/u;

/**
 * Whether a line that stands inside an unclosed bracket must be a statement of its own. `outside`: it is indented no
 * deeper than the line of the bracket, so that nearly anything counts; a deeper line could be an argument.
 */
export function startsStatement(line: string, outside: boolean): boolean {
  if (KEYWORD_STATEMENT.test(line) || BLOCK_LINE.test(line)) return true;
  if (outside) return /^@?[^\W\d]/u.test(line) && !NO_NAME.test(line);
  if (/,\s*(?:#.*)?$/.test(line)) return false;
  return ASSIGNMENT.test(line) || MEMBER_ASSIGNMENT.test(line);
}

/** What to distrust in a second scan, or `null` when the first one met nothing that could swallow statements. */
export function suspectsOf(text: string, scan: Scan, known: Suspects): Suspects | null {
  const last = scan.longStrings.at(-1);
  if (last !== undefined && !last.closed && !known.cuts.has(last.start)) {
    return { brackets: new Set(), cuts: new Map([...known.cuts, cutOf(text, scan)]) };
  }
  if (scan.openBrackets.length === 0 || known.brackets.size > 0) return null;
  return { brackets: new Set(scan.openBrackets.map((bracket) => bracket.start)), cuts: known.cuts };
}

const CODE_LINE =
  /^[ \t]*(?:def |class |return\b|import |from [\w.]+ import |[^\W\d][\w.]*(?:\[[^=\]]*\])? *[-+*/]?= )/gmu;
const STRONG_LINE = /^[ \t]*(?:def \w+\(|class \w+.*:|return\b|import \w)/mu;

/**
 * With one `"""` missing, text and code change places from there on. The culprit is taken to be the first long string
 * that holds code, else the last one; it is cut before its first line of code.
 */
function cutOf(text: string, scan: Scan): [number, number] {
  const content = (string: { start: number; end: number }): string => text.slice(string.start, string.end);
  const culprit = scan.longStrings.find((string) => STRONG_LINE.test(content(string))) ?? scan.longStrings.at(-1);
  if (culprit === undefined) return [0, 0];
  CODE_LINE.lastIndex = lineEnd(text, culprit.start);
  const code = CODE_LINE.exec(text);
  if (code === null || code.index > culprit.end) return [culprit.start, culprit.end];
  return [culprit.start, culprit.start + content({ start: culprit.start, end: code.index }).trimEnd().length];
}
