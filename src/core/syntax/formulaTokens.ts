import type { Span } from '../base/span.ts';
import type { SyntaxProblem } from './ast.ts';
import { functionNamed } from './formulaFunctions.ts';

export type FormulaTokenKind =
  'number' | 'name' | 'function' | 'op' | 'open' | 'close' | 'bar' | 'comma' | 'equals' | 'end';

/** A piece of a formula. `text` is in one spelling (`*` for `×`, the known name of a function), the span is the text's. */
export interface FormulaToken {
  readonly kind: FormulaTokenKind;
  readonly text: string;
  readonly span: Span;
}

/** Why a text is not a formula, with its place. Thrown and caught within the reader of formulas alone. */
export class NotFormula extends Error {
  readonly problem: SyntaxProblem;

  constructor(message: string, span: Span) {
    super(message);
    this.problem = { message, span };
  }
}

type Make = (source: string) => readonly (readonly [FormulaTokenKind, string])[];

const one =
  (kind: FormulaTokenKind, text: string): Make =>
  () => [[kind, text]];

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const NAME =
  /(?:(?:np|numpy|math|Math|torch)\.)?\p{L}[\p{L}\p{M}\p{Nd}_₀-₉]*(?:(?<=_)\{\w+\})?(?:\[\d{1,6}(?:, ?\d{1,6})*\])*|_\w+/uy;

/** Every kind of token with its pattern, tried in this order. */
const RULES: readonly (readonly [RegExp, Make])[] = [
  [/(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y, (source) => [['number', source]]],
  [/\\(?:left|right|[,;!: ])/y, () => []],
  [/\\(?:cdot|times|ast)(?![a-zA-Z])/y, one('op', '*')],
  [/\\(?=[a-zA-Z])/y, () => []],
  [NAME, (source) => [nameToken(source)]],
  [/[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/y, superscript],
  [/\*\*|\^/y, one('op', '^')],
  [/[*×·⋅∙∗]/y, one('op', '*')],
  [/[/÷∕]/y, one('op', '/')],
  [/\+/y, one('op', '+')],
  [/[-−–]/y, one('op', '-')],
  [/√/y, one('function', 'sqrt')],
  [/[([{]/y, one('open', '(')],
  [/[)\]}]/y, one('close', ')')],
  [/\|/y, one('bar', '|')],
  [/,/y, one('comma', ',')],
  [/;/y, one('end', ';')],
  [/:?=(?!=)|[←≔]/y, one('equals', '=')],
];

function nameToken(source: string): readonly [FormulaTokenKind, string] {
  const name = source.replace(/[{}]/g, '').replace(/^(?:np|numpy|math|Math|torch)\./, '');
  return ['name', name];
}

function superscript(source: string): readonly (readonly [FormulaTokenKind, string])[] {
  const digits = Array.from(source, (char) => SUPERSCRIPTS.indexOf(char)).filter((digit) => digit >= 0);
  const number = ['number', digits.join('')] as const;
  return [['op', '^'], ...(source.startsWith('⁻') ? ([['op', '-']] as const) : []), number];
}

/** Cuts a part of a text into tokens. Throws `NotFormula` at the first character that has no place in a formula. */
export function formulaTokens(text: string, span: Span): FormulaToken[] {
  const tokens: FormulaToken[] = [];
  for (let at = span.start; at < span.end;) {
    const end = readToken(text, at, span.end, tokens);
    if (end === at) throw unknownCharacter(text, at);
    at = end;
  }
  return tokens;
}

function readToken(text: string, at: number, limit: number, tokens: FormulaToken[]): number {
  if (/\s/.test(text.charAt(at))) return at + 1;
  for (const [pattern, make] of RULES) {
    pattern.lastIndex = at;
    const source = pattern.exec(text)?.[0];
    if (source === undefined || at + source.length > limit) continue;
    const span = { start: at, end: at + source.length };
    for (const [kind, word] of make(source)) tokens.push({ kind, text: word, span });
    return span.end;
  }
  return at;
}

function unknownCharacter(text: string, at: number): NotFormula {
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return new NotFormula(`“${char}” has no place in a formula.`, { start: at, end: at + char.length });
}

/** Whether a token stands for a function if brackets or an operand follow. */
export function mayBeFunction(token: FormulaToken | undefined): boolean {
  return token?.kind === 'function' || (token?.kind === 'name' && functionNamed(token.text) !== null);
}
