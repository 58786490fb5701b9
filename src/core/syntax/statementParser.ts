import type { BadStmt, ClassDef, Docstring, ExceptHandler, Expr, FunctionDef, Keyword, Stmt, With } from './ast.ts';
import { emptyParameters } from './expressionParser.ts';
import { SimpleParser } from './simpleParser.ts';
import { type Mark, ParseFailure } from './stream.ts';
import { CLAUSE_WORDS, CLOSERS, isCloser } from './token.ts';

/** Reads whole lines and statements with blocks. A mistake never costs more than its own statement or header. */
export abstract class StatementParser extends SimpleParser {
  /** The statements up to the end of the block or of the text. */
  protected statements(): Stmt[] {
    const body: Stmt[] = [];
    while (this.token.kind !== 'dedent' && this.token.kind !== 'end') {
      if (this.token.kind === 'indent') this.#strayBlock(body);
      else if (this.token.kind === 'newline') this.advance();
      else this.#line(body);
    }
    return body;
  }

  /** A block below a line that already has its statements (`if x: y`): its statements go on where they stand. */
  #strayBlock(into: Stmt[]): void {
    this.beginStatement();
    this.advance();
    const span = this.tokenSpan();
    this.report({ span, message: this.t('This line is indented, but the line above it starts no block.') });
    into.push(...this.statements());
    if (this.token.kind === 'dedent') this.advance();
  }

  #line(into: Stmt[]): void {
    if (this.#startsCompound()) {
      into.push(this.#guarded(() => this.#compound()));
      return;
    }
    do into.push(this.#guarded(() => this.#simple()));
    while (this.accept(';') && !this.atLineEnd());
    if (this.token.kind === 'newline') this.advance();
  }

  #startsCompound(): boolean {
    const { text, kind } = this.token;
    switch (text) {
      case 'if':
      case 'while':
      case 'for':
      case 'try':
      case 'with':
      case 'def':
      case 'class':
      case '@':
        return true;
      case 'async':
        return this.peek().kind === 'keyword';
      case 'match':
        return this.#startsMatch();
      default:
        return kind === 'keyword' && CLAUSE_WORDS.has(text);
    }
  }

  #startsMatch(): boolean {
    const next = this.peek();
    if (next.kind === 'operator' && !CLOSERS.has(next.text) && next.text !== '-' && next.text !== '*') return false;
    for (let ahead = 1; ; ahead++) {
      const { kind } = this.peek(ahead);
      if (kind === 'end') return false;
      if (kind !== 'newline') continue;
      return (
        this.peek(ahead - 1).text === ':' &&
        this.peek(ahead + 1).kind === 'indent' &&
        this.peek(ahead + 2).text === 'case'
      );
    }
  }

  #simple(): Stmt {
    const statement = this.simpleStatement();
    if (!this.at(';') && !this.atLineEnd()) this.failUnexpected();
    return statement;
  }

  /** Reads one statement; on failure gives up the rest of it, with its block, and says why. */
  #guarded(read: () => Stmt): Stmt {
    this.beginStatement();
    const { start } = this.token;
    const mark = this.mark();
    try {
      return read();
    } catch (failure) {
      this.#recover(failure, mark);
      while (!this.atLineEnd() && !this.at(';')) this.advance();
      if (this.token.kind === 'newline' && this.peek().kind === 'indent') this.#skipBlock();
      return { kind: 'BadStmt', span: this.spanFrom(start) } satisfies BadStmt;
    }
  }

  #recover(failure: unknown, mark: Mark): void {
    if (!(failure instanceof ParseFailure)) throw failure;
    this.restore(mark);
    this.report(failure.problem);
  }

  /** Skips the block that starts behind the present line's end. */
  #skipBlock(): void {
    this.advance();
    let open = 0;
    do {
      const { kind } = this.advance();
      if (kind === 'indent') open++;
      else if (kind === 'dedent') open--;
    } while (open > 0 && this.peek(0).kind !== 'end');
  }

  /** Reads a part of a header; on failure goes on behind the header with `otherwise`. */
  #header<R>(read: (kept: Mark) => R, otherwise: (start: number) => R): R {
    const { start } = this.token;
    const mark = this.mark();
    try {
      return read(mark);
    } catch (failure) {
      this.#recover(failure, mark);
      this.#skipToBlock();
      return otherwise(start);
    }
  }

  #headerExpression(read: () => Expr): Expr {
    return this.#header(read, (start) => this.badExpr({ start, end: Math.max(start, this.previousEnd) }));
  }

  #skipToBlock(): void {
    while (!this.atLineEnd() && !(this.at(':') && this.peek().kind === 'newline')) this.advance();
  }

  /** The `:` and the statements behind it, on the line or below it. `word` names the statement in messages. */
  #block(word: string): Stmt[] {
    if (!this.accept(':')) {
      this.report(this.#missingColon(word));
      this.#skipToBlock();
      this.accept(':');
    }
    if (!this.atLineEnd()) return this.#inlineBlock();
    const header = this.spanHere();
    if (this.token.kind === 'newline') this.advance();
    if (this.token.kind !== 'indent') {
      this.report({ span: header, message: this.t('An indented block is missing below this `{0}`.', word) });
      return [];
    }
    this.advance();
    const body = this.statements();
    if (this.token.kind === 'dedent') this.advance();
    return body;
  }

  #missingColon(word: string): { span: { start: number; end: number }; message: string } {
    if (this.at('=')) return { span: this.tokenSpan(), message: this.t('`=` assigns; `==` compares.') };
    if (this.atLineEnd())
      return { span: this.spanHere(), message: this.t('`:` is missing at the end of this `{0}`.', word) };
    return { span: this.tokenSpan(), message: this.t('`:` is missing before this.') };
  }

  #inlineBlock(): Stmt[] {
    const body: Stmt[] = [];
    do body.push(this.#guarded(() => this.#simple()));
    while (this.accept(';') && !this.atLineEnd());
    if (this.token.kind === 'newline') this.advance();
    return body;
  }

  #compound(): Stmt {
    const { start, text } = this.token;
    switch (text) {
      case 'if':
        return this.#if();
      case 'while':
        return this.#while(start);
      case 'try':
        return this.#try(start);
      case '@':
        return this.#decorated(start);
      case 'match':
        return this.fail(this.t('`match` is not supported.'), this.tokenSpan());
      default:
        if (CLAUSE_WORDS.has(text))
          this.fail(this.t('This `{0}` belongs to no statement above it.', text), this.tokenSpan());
        return this.#maybeAsync(start, []);
    }
  }

  #maybeAsync(start: number, decorators: readonly Expr[]): Stmt {
    this.accept('async');
    if (this.at('def')) return this.#function(start, decorators);
    if (this.at('class')) return this.#class(start, decorators);
    if (decorators.length > 0)
      this.fail(this.t('A decorator needs a function or class below it.'), this.spanFrom(start));
    if (this.at('for')) return this.#for(start);
    if (this.at('with')) return this.#with(start);
    return this.failUnexpected();
  }

  #orelse(): Stmt[] {
    if (!this.at('else')) return [];
    this.beginStatement();
    this.advance();
    return this.#block('else');
  }

  /** A chain of `elif` is read in a loop and nested afterwards, from its end. */
  #if(): Stmt {
    const branches: { start: number; test: Expr; body: Stmt[] }[] = [];
    do {
      this.beginStatement();
      const { start, text } = this.advance();
      const test = this.#headerExpression(() => this.namedTest());
      branches.push({ start, test, body: this.#block(text) });
    } while (this.at('elif'));
    let orelse = this.#orelse();
    for (const { start, test, body } of branches.reverse()) {
      orelse = [{ kind: 'If', span: this.spanFrom(start), test, body, orelse }];
    }
    return orelse[0] ?? this.failUnexpected();
  }

  #while(start: number): Stmt {
    this.advance();
    const test = this.#headerExpression(() => this.namedTest());
    const body = this.#block('while');
    const orelse = this.#orelse();
    return { kind: 'While', span: this.spanFrom(start), test, body, orelse };
  }

  #for(start: number): Stmt {
    this.advance();
    const target = this.#headerExpression(() => this.targetList());
    const iter = this.#headerExpression(() => {
      this.expect('in');
      return this.expressionList();
    });
    const body = this.#block('for');
    const orelse = this.#orelse();
    return { kind: 'For', span: this.spanFrom(start), target, iter, body, orelse };
  }

  #with(start: number): Stmt {
    this.advance();
    const items = this.#header<With['items']>(
      () => this.#withItems(),
      (from) => [{ context: this.badExpr(this.spanFrom(from)), target: null }],
    );
    const body = this.#block('with');
    return { kind: 'With', span: this.spanFrom(start), items, body };
  }

  #withItems(): With['items'] {
    const open = this.at('(') && this.#bracketsHoldItems() ? this.advance() : null;
    const items: { context: Expr; target: Expr | null }[] = [];
    do {
      const context = this.test();
      items.push({ context, target: this.accept('as') ? this.primary() : null });
    } while (this.accept(',') && !isCloser(this.token.text));
    if (open !== null) this.expectCloser(open);
    return items;
  }

  /** Whether the parentheses here enclose the items of a `with` (they hold an `as`, and `:` follows them). */
  #bracketsHoldItems(): boolean {
    let open = 0;
    let holdsAs = false;
    for (let ahead = 0; ; ahead++) {
      const { text, kind } = this.peek(ahead);
      if (CLOSERS.has(text)) open++;
      else if (isCloser(text)) open--;
      else if (text === 'as' && open === 1) holdsAs = true;
      else if (kind === 'newline' || kind === 'end') return holdsAs;
      if (open === 0) return holdsAs && this.peek(ahead + 1).text === ':';
    }
  }

  #try(start: number): Stmt {
    this.advance();
    const body = this.#block('try');
    const handlers: ExceptHandler[] = [];
    while (this.at('except')) handlers.push(this.#handler());
    const orelse = this.#orelse();
    let finalbody: Stmt[] = [];
    if (this.at('finally')) {
      this.beginStatement();
      this.advance();
      finalbody = this.#block('finally');
    } else if (handlers.length === 0) {
      this.report({ span: { start, end: start + 3 }, message: this.t('This `try` has no `except` and no `finally`.') });
    }
    return { kind: 'Try', span: this.spanFrom(start), body, handlers, orelse, finalbody };
  }

  #handler(): ExceptHandler {
    this.beginStatement();
    const { start } = this.advance();
    this.accept('*');
    const caught: { type: Expr | null; name: string | null } = { type: null, name: null };
    if (!this.at(':')) {
      caught.type = this.#headerExpression(() => this.test());
      caught.name = this.#header(
        () => this.#caughtName(),
        () => null,
      );
    }
    const body = this.#block('except');
    return { span: this.spanFrom(start), ...caught, body };
  }

  /** The name behind `as`, or behind Python 2's comma. */
  #caughtName(): string | null {
    const comma = this.at(',');
    if (!comma && !this.at('as')) return null;
    this.advance();
    if (this.token.kind !== 'name') this.failMissingName();
    if (comma) this.python2 = true;
    return this.advance().text;
  }

  #decorated(start: number): Stmt {
    const decorators: Expr[] = [];
    while (this.accept('@')) {
      decorators.push(this.namedTest());
      if (!this.atLineEnd()) this.failUnexpected();
      if (this.token.kind === 'newline') this.advance();
    }
    return this.#maybeAsync(start, decorators);
  }

  #function(start: number, decorators: readonly Expr[]): FunctionDef {
    this.advance();
    if (this.token.kind !== 'name') this.failMissingName();
    const nameSpan = this.tokenSpan();
    const { text: name } = this.advance();
    const params = emptyParameters();
    let returns: Expr | null = null;
    this.#header(
      (kept) => {
        this.typeParameters();
        const open = this.token;
        this.expect('(');
        this.parameters(params, ')', kept);
        this.expectCloser(open);
      },
      () => undefined,
    );
    if (this.accept('->')) returns = this.#headerExpression(() => this.expressionList());
    const body = this.#block('def');
    const span = this.spanFrom(start);
    return {
      kind: 'FunctionDef',
      span,
      name,
      nameSpan,
      params,
      body,
      decorators,
      returns,
      docstring: docstringOf(body),
    };
  }

  #class(start: number, decorators: readonly Expr[]): ClassDef {
    this.advance();
    if (this.token.kind !== 'name') this.failMissingName();
    const nameSpan = this.tokenSpan();
    const { text: name } = this.advance();
    const bases: Expr[] = [];
    const keywords: Keyword[] = [];
    this.#header(
      () => {
        this.typeParameters();
        if (this.at('(')) this.arguments(bases, keywords);
      },
      () => {
        bases.length = 0;
        keywords.length = 0;
      },
    );
    const body = this.#block('class');
    const span = this.spanFrom(start);
    return { kind: 'ClassDef', span, name, nameSpan, bases, keywords, body, decorators, docstring: docstringOf(body) };
  }
}

function docstringOf(body: readonly Stmt[]): Docstring | null {
  const first = body[0];
  if (first?.kind !== 'ExprStmt' || first.value.kind !== 'Str' || first.value.bytes) return null;
  return { span: first.value.span, text: first.value.value };
}
