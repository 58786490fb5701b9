import { lineEnd } from './chars.ts';
import type { Scan, Suspects } from './token.ts';

const NO_NAME = /^(?:and|or|not|in|is|if|else|for|lambda|await|None|True|False)\b/;
const KEYWORD_STATEMENT =
  /^(?:(?:def|class|return|import|while|with|try|except|finally|raise|pass|break|continue|del|global|nonlocal|assert|elif)\b(?!\s*=[^=])|from\s+[\w.]+\s+import\b)/;
const BLOCK_LINE = /^(?:async\s+)?(?:for|if|else)\b.*:\s*(?:#.*)?$/;
const INLINE_BLOCK = /^(?:async\s+)?(?:for|if|else)\b[^\])}]*:(?:\s|$)/;
const TARGET = String.raw`[^\W\d][\w.]*(?:\[[^=\]]*\])?`;
const ASSIGNMENT = new RegExp(String.raw`^${TARGET}(?:\s*,\s*${TARGET})*\s+(?:[-+*/@%&|^]|\*\*|//|<<|>>)?=(?!=)`, 'u');
const MEMBER_ASSIGNMENT = /^[^\W\d]\w*(?:\.\w+|\[[^=\]]*\])+\s*(?:[-+*/@%&|^]|\*\*|\/\/)?=(?!=)/u;

/**
 * Whether a line that stands inside an unclosed bracket must be a statement of its own. `outside`: it is indented no
 * deeper than the line of the bracket, so that nearly anything counts; a deeper line could be an argument.
 */
export function startsStatement(line: string, outside: boolean): boolean {
  if (KEYWORD_STATEMENT.test(line) || BLOCK_LINE.test(line)) return true;
  if (outside && INLINE_BLOCK.test(line)) return true;
  if (outside) return /^@?[^\W\d]/u.test(line) && !NO_NAME.test(line);
  if (/,\s*(?:#.*)?$/.test(line)) return false;
  return ASSIGNMENT.test(line) || MEMBER_ASSIGNMENT.test(line);
}

/** What to distrust in a second scan, or `null` when the first one met nothing that could swallow statements. */
export function suspectsOf(text: string, scan: Scan, known: Suspects): Suspects | null {
  const culprit = culpritOf(text, scan);
  if (culprit !== null && !known.cuts.has(culprit.start)) {
    return { brackets: new Set(), cuts: new Map([...known.cuts, cutOf(text, culprit)]) };
  }
  if (scan.openBrackets.length === 0 || known.brackets.size > 0) return null;
  return { brackets: new Set(scan.openBrackets.map((bracket) => bracket.start)), cuts: known.cuts };
}

const CODE_LINE =
  /^[ \t]*(?:def |class |return\b|import |from [\w.]+ import |[^\W\d][\w.]*(?:\[[^=\]]*\])? *[-+*/]?= )/gmu;
const STRONG_LINE = /^[ \t]*(?:def \w+\(|class \w+.*:|return\b|import \w)/mu;

/** A word directly behind a string, which only an operator may be. */
const WORD_BEHIND = /[ \t]*(?!(?:if|else|in|is|and|or|not|for|as|async)\b)[^\W\d]/uy;

type LongString = Scan['longStrings'][number];

/**
 * With one `"""` missing, text and code change places from there on: the last long string has no end, or a string that
 * holds code is followed by words. The culprit is taken to be the first string that holds code, else the last one.
 */
function culpritOf(text: string, scan: Scan): LongString | null {
  const holdsCode = (string: LongString): boolean => STRONG_LINE.test(text.slice(string.start, string.end));
  const last = scan.longStrings.at(-1);
  if (last?.closed === false) return scan.longStrings.find(holdsCode) ?? last;
  return scan.longStrings.find((string) => wordFollows(text, string.end) && holdsCode(string)) ?? null;
}

function wordFollows(text: string, at: number): boolean {
  WORD_BEHIND.lastIndex = at;
  return WORD_BEHIND.test(text);
}

/** The culprit is cut before its first line of code. */
function cutOf(text: string, { start, end }: LongString): [number, number] {
  CODE_LINE.lastIndex = lineEnd(text, start);
  const code = CODE_LINE.exec(text);
  if (code === null || code.index > end) return [start, end];
  return [start, start + text.slice(start, code.index).trimEnd().length];
}
