import { functionNames, takesBareOperand } from './formulaFunctions.ts';
import { type FormulaToken, mayBeFunction, NotFormula } from './formulaTokens.ts';

const GREEK =
  /^(?:alpha|beta|gamma|delta|epsilon|eps|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|chi|psi|omega)$/i;

/** Tokens in plain notation: bars as `abs(…)`, brackets around the operand of `log x`, names never read as functions. */
export function rewriteFormula(tokens: readonly FormulaToken[]): FormulaToken[] {
  const plain = bracketsForBars(tokens);
  refuseUnbalanced(plain);
  refuseWords(plain);
  return new Rewriter(plain).run();
}

function isOperand(token: FormulaToken | undefined): boolean {
  return token?.kind === 'number' || token?.kind === 'name' || token?.kind === 'close';
}

/** `|x|` as `abs(x)`: a bar closes when an operand stands before it and one is open. */
function bracketsForBars(tokens: readonly FormulaToken[]): FormulaToken[] {
  const out: FormulaToken[] = [];
  const open: ('(' | '|')[] = [];
  for (const token of tokens) {
    if (token.kind === 'open') open.push('(');
    if (token.kind === 'close') open.pop();
    if (token.kind !== 'bar') out.push(token);
    else if (open.at(-1) === '|' && isOperand(out.at(-1))) {
      open.pop();
      out.push({ ...token, kind: 'close', text: ')' });
    } else {
      open.push('|');
      out.push({ ...token, kind: 'function', text: 'abs' }, { ...token, kind: 'open', text: '(' });
    }
  }
  return out;
}

function refuseUnbalanced(tokens: readonly FormulaToken[]): void {
  const open: FormulaToken[] = [];
  for (const token of tokens) {
    if (token.kind === 'open') open.push(token);
    if (token.kind === 'close' && !open.pop()) throw new NotFormula('This bracket was never opened.', token.span);
    if (open.length > 100) throw new NotFormula('The brackets are nested too deeply.', token.span);
  }
  const [first] = open;
  if (first) throw new NotFormula('This bracket is never closed.', first.span);
}

/** Prose is a row of words; a formula has an operator between names longer than a letter or two. */
function refuseWords(tokens: readonly FormulaToken[]): void {
  tokens.forEach((token, i) => {
    const next = tokens[i + 1];
    if (token.kind !== 'name' || next?.kind !== 'name' || takesBareOperand(token.text)) return;
    const [a, b] = [wordLength(token), wordLength(next)];
    if (Math.max(a, b) < 3 && Math.min(a, b) < 2) return;
    const span = { start: token.span.start, end: next.span.end };
    throw new NotFormula('These words are not a formula. Between two names write an operator, such as *.', span);
  });
}

function wordLength({ text }: FormulaToken): number {
  return /^\p{L}+$/u.test(text) && !GREEK.test(text) && !takesBareOperand(text) ? text.length : 1;
}

class Rewriter {
  readonly #tokens: readonly FormulaToken[];
  readonly #out: FormulaToken[] = [];
  #at = 0;

  constructor(tokens: readonly FormulaToken[]) {
    this.#tokens = tokens;
  }

  run(): FormulaToken[] {
    while (this.#at < this.#tokens.length) this.#step();
    return this.#out;
  }

  #step(): void {
    const token = this.#tokens[this.#at++];
    const next = this.#tokens[this.#at];
    if (!token) return;
    if (mayBeFunction(token) && next?.kind === 'open') this.#out.push({ ...token, kind: 'function' });
    else if (token.kind === 'function') this.#bare(token, false);
    else if (token.kind === 'name' && takesBareOperand(token.text) && isBareOperand(next)) this.#bare(token, true);
    else if (token.kind === 'name' && next?.kind === 'open') this.#factor(token, next);
    else this.#out.push(token);
  }

  /** A name before brackets is a factor. As an implicit one it keeps the rank of implicit products: `1/2x(y)`. */
  #factor(token: FormulaToken, next: FormulaToken): void {
    const touches = token.span.end === next.span.start;
    const looksCalled = touches && (wordLength(token) > 2 || /^[fgh]$/.test(token.text));
    if (looksCalled) {
      throw new NotFormula(`${token.text}(…) is not a known function. Known are ${functionNames()}.`, token.span);
    }
    this.#out.push(this.#bracket('(', token.span.start), token, this.#bracket(')', token.span.end));
  }

  /** `log 2x^2` takes the whole product; `√x` takes one operand. */
  #bare(token: FormulaToken, product: boolean): void {
    this.#out.push({ ...token, kind: 'function' }, this.#bracket('(', token.span.end));
    const from = this.#out.length;
    do this.#operand(product);
    while (product && isFactor(this.#tokens[this.#at]));
    const end = this.#out[this.#out.length - 1]?.span.end ?? token.span.end;
    if (this.#out.length === from) throw new NotFormula('After this, something is missing.', token.span);
    this.#out.push(this.#bracket(')', end));
  }

  #operand(withPower: boolean): void {
    const token = this.#tokens[this.#at];
    if (!isBareOperand(token) && token?.kind !== 'open') return;
    const start = this.#at;
    this.#step();
    if (token?.kind === 'open' || (start + 1 === this.#at && this.#tokens[this.#at]?.kind === 'open')) this.#group();
    if (withPower && this.#tokens[this.#at]?.text === '^') {
      this.#step();
      if (this.#tokens[this.#at]?.text === '-') this.#step();
      this.#operand(true);
    }
  }

  /** Goes on to the bracket that closes. */
  #group(): void {
    let depth = this.#tokens[this.#at - 1]?.kind === 'open' ? 1 : 0;
    do {
      const kind = this.#tokens[this.#at]?.kind;
      if (kind === 'open') depth++;
      if (kind === 'close') depth--;
      if (kind === undefined) return;
      this.#step();
    } while (depth > 0);
  }

  #bracket(text: '(' | ')', at: number): FormulaToken {
    return { kind: text === '(' ? 'open' : 'close', text, span: { start: at, end: at } };
  }
}

function isBareOperand(token: FormulaToken | undefined): boolean {
  return token?.kind === 'number' || token?.kind === 'name' || token?.kind === 'function';
}

function isFactor(token: FormulaToken | undefined): boolean {
  return token?.kind === 'name' && !mayBeFunction(token);
}
