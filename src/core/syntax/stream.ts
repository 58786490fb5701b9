import type { Localize } from '../base/localize.ts';
import type { Span } from '../base/span.ts';
import type { BadExpr, Expr, SyntaxProblem } from './ast.ts';
import { CLOSERS, isCloser, type Token } from './token.ts';

/** Thrown inside the parser where a statement cannot be read on, and always caught there. */
export class ParseFailure extends Error {
  readonly problem: SyntaxProblem;

  constructor(problem: SyntaxProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** CPython's own limit for nested brackets; it also keeps every later recursion over a tree off the stack's end. */
const MAX_DEPTH = 200;

/** What has to be put back when a part of a statement is given up. */
export interface Mark {
  ids: number;
  readonly depth: number;
}

/** An expression without its number, kind by kind. */
type WithoutId<E> = E extends Expr ? Omit<E, 'id'> : never;

/** The parser's place in the tokens, the numbers it gives to expressions, and what it found wrong. */
export abstract class TokenStream {
  protected readonly text: string;
  protected readonly t: Localize;
  protected tokens: readonly Token[];
  protected token: Token;
  /** Where the last token that is not layout ends: the end of whatever was just read. */
  protected previousEnd = 0;
  /** Whether something was met that only Python 2 reads. */
  protected python2 = false;
  protected readonly problems: SyntaxProblem[] = [];
  protected depth = 0;
  #index = 0;
  #ids = 0;
  #statement = 0;
  #reported = -1;

  constructor(text: string, tokens: readonly Token[], t: Localize) {
    this.text = text;
    this.t = t;
    this.tokens = tokens;
    this.token = tokens[0] ?? { kind: 'end', start: 0, end: 0, text: '' };
  }

  protected get exprCount(): number {
    return this.#ids;
  }

  protected peek(ahead = 1): Token {
    return this.tokens[this.#index + ahead] ?? this.tokens.at(-1) ?? this.token;
  }

  protected advance(): Token {
    const { token } = this;
    if (token.end > token.start && token.kind !== 'newline') this.previousEnd = token.end;
    const next = this.tokens[this.#index + 1];
    if (next !== undefined) {
      this.#index++;
      this.token = next;
    }
    return token;
  }

  /** Whether the current token is this word or operator. */
  protected at(text: string): boolean {
    return this.token.text === text;
  }

  /** Whether the logical line ends here. */
  protected atLineEnd(): boolean {
    const { kind } = this.token;
    return kind === 'newline' || kind === 'end' || kind === 'dedent' || kind === 'indent';
  }

  protected accept(text: string): boolean {
    if (this.token.text !== text) return false;
    this.advance();
    return true;
  }

  protected expect(text: string): void {
    if (!this.accept(text)) this.fail(this.t('`{0}` is missing here.', text), this.spanHere());
  }

  /** Reads the bracket that closes `open`, or says that the bracket is never closed. */
  protected expectCloser(open: Token): void {
    const closer = CLOSERS.get(open.text) ?? '';
    if (this.accept(closer)) return;
    if (this.atLineEnd()) this.fail(this.t('This `{0}` is never closed.', open.text), open);
    if (isCloser(this.token.text))
      this.fail(this.t('`{0}` cannot close `{1}`.', this.token.text, open.text), this.token);
    if (this.token.kind === 'operator') this.failUnexpected();
    this.fail(this.t('`,` or `{0}` is missing before this.', closer), this.tokenSpan());
  }

  protected spanFrom(start: number): Span {
    return { start, end: Math.max(start, this.previousEnd) };
  }

  /** Numbers an expression. */
  protected make<E extends Expr>(node: WithoutId<E>): E;
  protected make(node: WithoutId<Expr>): Expr {
    return { ...node, id: this.#ids++ };
  }

  protected badExpr(span: Span): BadExpr {
    return this.make<BadExpr>({ kind: 'BadExpr', span });
  }

  protected mark(): Mark {
    return { ids: this.#ids, depth: this.depth };
  }

  protected restore(mark: Mark): void {
    this.#ids = mark.ids;
    this.depth = mark.depth;
  }

  /** Runs `read` on other tokens of the same text, then returns to the present ones. */
  protected within<R>(tokens: readonly Token[], read: () => R): R {
    const saved = { tokens: this.tokens, token: this.token, index: this.#index, previousEnd: this.previousEnd };
    this.tokens = tokens;
    this.#index = 0;
    this.token = tokens[0] ?? saved.token;
    try {
      return read();
    } finally {
      this.tokens = saved.tokens;
      this.token = saved.token;
      this.#index = saved.index;
      this.previousEnd = saved.previousEnd;
    }
  }

  /** Enters one more level of nesting. The way out is `depth--`, or `restore` after a failure. */
  protected deepen(): void {
    if (++this.depth > MAX_DEPTH) this.fail(this.t('This is nested too deeply to be read.'), this.tokenSpan());
  }

  /** At an opening bracket that is one too deep: skips to its partner, without recursion. */
  protected skipIfTooDeep(): Expr | null {
    if (this.depth < MAX_DEPTH) return null;
    const { start } = this.token;
    let open = 0;
    do {
      const { text } = this.advance();
      if (CLOSERS.has(text)) open++;
      else if (isCloser(text)) open--;
    } while (open > 0 && !this.atLineEnd());
    const span = this.spanFrom(start);
    this.report({ span: { start, end: start + 1 }, message: this.t('This is nested too deeply to be read.') });
    return this.badExpr(span);
  }

  /** From here on a new statement is read: it may report a problem of its own. */
  protected beginStatement(): void {
    this.#statement++;
  }

  /** Keeps a problem unless this statement has one already: what follows the first is seldom true. */
  protected report(problem: SyntaxProblem): void {
    if (this.#reported === this.#statement) return;
    this.#reported = this.#statement;
    this.problems.push(problem);
  }

  protected fail(message: string, span: Span): never {
    throw new ParseFailure({ message, span: { start: span.start, end: span.end } });
  }

  /** Fails at a token that cannot stand where it stands. */
  protected failUnexpected(): never {
    const { token } = this;
    if (token.kind === 'broken-string') this.fail(this.t('This string is never closed.'), token);
    if (token.kind === 'unknown') this.fail(this.t('`{0}` is no part of Python.', token.text), token);
    if (this.atLineEnd()) this.fail(this.t('The line ends too early.'), this.spanHere());
    if (isCloser(token.text)) this.fail(this.t('This `{0}` closes nothing.', token.text), token);
    this.fail(
      this.t('`{0}` is not expected here.', this.text.slice(token.start, token.end).slice(0, 40)),
      this.tokenSpan(),
    );
  }

  /** Fails where an expression should start and none does. */
  protected failMissingValue(): never {
    const { token } = this;
    const previous = this.tokens[this.#index - 1];
    const missing =
      this.atLineEnd() || isCloser(token.text) || token.text === ',' || token.text === ':' || token.text === '=';
    const isOperator = previous !== undefined && (previous.kind === 'operator' || previous.kind === 'keyword');
    if (!missing || !isOperator) this.failUnexpected();
    if (CLOSERS.has(previous.text) && this.atLineEnd())
      this.fail(this.t('This `{0}` is never closed.', previous.text), previous);
    this.fail(this.t('A value is missing after `{0}`.', previous.text), previous);
  }

  protected tokenSpan(): Span {
    return { start: this.token.start, end: this.token.end };
  }

  /** The current token, or at the end of a line the last one before it. */
  protected spanHere(): Span {
    if (!this.atLineEnd()) return this.tokenSpan();
    return { start: Math.max(0, this.previousEnd - 1), end: this.previousEnd };
  }
}
