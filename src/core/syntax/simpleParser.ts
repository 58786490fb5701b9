import type {
  AnnAssign,
  Assign,
  AugAssign,
  BinaryOperator,
  Call,
  Expr,
  ExprStmt,
  ImportAlias,
  Name,
  Stmt,
} from './ast.ts';
import type { Span } from '../base/span.ts';
import { BIT_OR } from './displayParser.ts';
import { ExpressionParser } from './expressionParser.ts';
import { startsPrintOperand } from './python2.ts';
import { CLOSERS, isCloser } from './token.ts';

const AUGMENTED: ReadonlyMap<string, BinaryOperator> = new Map(
  (['+', '-', '*', '/', '//', '%', '**', '@', '<<', '>>', '&', '|', '^'] as const).map((op) => [`${op}=`, op]),
);

/** Reads statements that have no block. Each `#read…` starts at the statement's first word. */
export abstract class SimpleParser extends ExpressionParser {
  /** One simple statement, up to but without the `;` or the line's end. */
  protected simpleStatement(): Stmt {
    const { start, text } = this.token;
    switch (text) {
      case 'pass':
        return { kind: 'Pass', span: this.#wordSpan() };
      case 'break':
        return { kind: 'Break', span: this.#wordSpan() };
      case 'continue':
        return { kind: 'Continue', span: this.#wordSpan() };
      case 'return':
        return this.#return(start);
      case 'raise':
        return this.#raise(start);
      case 'assert':
        return this.#assert(start);
      case 'del':
        return this.#delete(start);
      case 'global':
      case 'nonlocal':
        return this.#global(start, text === 'nonlocal');
      case 'import':
        return this.#import(start);
      case 'from':
        return this.#importFrom(start);
      default:
        return this.#python2Statement(start) ?? this.#typeAlias(start) ?? this.#expressionStatement(start);
    }
  }

  #wordSpan(): Span {
    const { start, end } = this.advance();
    return { start, end };
  }

  #endsStatement(): boolean {
    return this.atLineEnd() || this.at(';');
  }

  #return(start: number): Stmt {
    this.advance();
    const value = this.#endsStatement() ? null : this.expressionList();
    return { kind: 'Return', span: this.spanFrom(start), value };
  }

  #raise(start: number): Stmt {
    this.advance();
    if (this.#endsStatement()) return { kind: 'Raise', span: this.spanFrom(start), exception: null, cause: null };
    const from = this.token.start;
    const type = this.test();
    const exception = this.at(',') ? this.#raisedWithMessage(from, type) : type;
    const cause = this.accept('from') ? this.test() : null;
    return { kind: 'Raise', span: this.spanFrom(start), exception, cause };
  }

  /** Python 2's `raise E, "message"` is `raise E("message")`; a traceback as third value is dropped. */
  #raisedWithMessage(start: number, func: Expr): Expr {
    this.python2 = true;
    this.advance();
    const message = this.test();
    const span = this.spanFrom(start);
    const call = this.make<Call>({ kind: 'Call', span, func, args: [message], keywords: [] });
    const mark = this.mark();
    if (this.accept(',')) this.test();
    this.restore(mark);
    return call;
  }

  #assert(start: number): Stmt {
    this.advance();
    const test = this.namedTest();
    const message = this.accept(',') ? this.test() : null;
    return { kind: 'Assert', span: this.spanFrom(start), test, message };
  }

  #delete(start: number): Stmt {
    this.advance();
    const targets: Expr[] = [];
    do targets.push(this.operation(BIT_OR));
    while (this.accept(',') && !this.#endsStatement());
    return { kind: 'Delete', span: this.spanFrom(start), targets };
  }

  #global(start: number, nonlocal: boolean): Stmt {
    this.advance();
    const names: string[] = [];
    do names.push(this.#identifier());
    while (this.accept(','));
    return { kind: 'Global', span: this.spanFrom(start), names, nonlocal };
  }

  #identifier(): string {
    if (this.token.kind !== 'name') this.failMissingName();
    return this.advance().text;
  }

  protected failMissingName(): never {
    if (this.token.kind === 'keyword') {
      this.fail(this.t('`{0}` is a word of the language and cannot be a name.', this.token.text), this.tokenSpan());
    }
    if (this.atLineEnd()) this.fail(this.t('A name is missing at the end of this line.'), this.spanHere());
    this.failUnexpected();
  }

  #dottedName(): string {
    let name = this.#identifier();
    while (this.accept('.')) name += `.${this.#identifier()}`;
    return name;
  }

  #alias(name: () => string): ImportAlias {
    const { start } = this.token;
    const imported = name();
    const asName = this.accept('as') ? this.#identifier() : null;
    return { name: imported, asName, span: this.spanFrom(start) };
  }

  #import(start: number): Stmt {
    this.advance();
    const names: ImportAlias[] = [];
    do names.push(this.#alias(() => this.#dottedName()));
    while (this.accept(','));
    return { kind: 'Import', span: this.spanFrom(start), names };
  }

  #importFrom(start: number): Stmt {
    this.advance();
    let level = 0;
    while (this.at('.') || this.at('...')) level += this.advance().text.length;
    const module = level > 0 && this.at('import') ? '' : this.#dottedName();
    this.expect('import');
    const names = this.#importedNames();
    return { kind: 'ImportFrom', span: this.spanFrom(start), module, level, names };
  }

  #importedNames(): ImportAlias[] {
    if (this.at('*')) {
      const { start, end } = this.advance();
      return [{ name: '*', asName: null, span: { start, end } }];
    }
    const open = this.at('(') ? this.advance() : null;
    const names: ImportAlias[] = [];
    do names.push(this.#alias(() => this.#identifier()));
    while (this.accept(',') && !isCloser(this.token.text) && !this.#endsStatement());
    if (open !== null) this.expectCloser(open);
    return names;
  }

  #value(): Expr {
    return this.at('yield') ? this.yieldExpression() : this.expressionList();
  }

  #expressionStatement(start: number): Stmt {
    const first = this.#value();
    const op = AUGMENTED.get(this.token.text);
    if (op !== undefined) return this.#augmented(start, first, op);
    if (this.at(':') && isAnnotable(first)) return this.#annotated(start, first);
    if (!this.at('=')) return { kind: 'ExprStmt', span: this.spanFrom(start), value: first } satisfies ExprStmt;
    const chain = [first];
    while (this.accept('=')) chain.push(this.#value());
    const targets = chain.slice(0, -1);
    for (const target of targets) this.#requireTarget(target);
    const value = chain.at(-1) ?? first;
    return { kind: 'Assign', span: this.spanFrom(start), targets, value } satisfies Assign;
  }

  #augmented(start: number, target: Expr, op: BinaryOperator): AugAssign {
    if (!isAnnotable(target)) this.#failTarget(target);
    const opSpan = this.tokenSpan();
    this.advance();
    const value = this.#value();
    return { kind: 'AugAssign', span: this.spanFrom(start), target, op, opSpan, value };
  }

  #annotated(start: number, target: Expr): AnnAssign {
    this.advance();
    const annotation = this.test();
    const value = this.accept('=') ? this.#value() : null;
    return { kind: 'AnnAssign', span: this.spanFrom(start), target, annotation, value };
  }

  #requireTarget(target: Expr): void {
    if (target.kind === 'Tuple' || target.kind === 'List')
      for (const element of target.elements) this.#requireTarget(element);
    else if (target.kind === 'Starred') this.#requireTarget(target.value);
    else if (!isAnnotable(target) && target.kind !== 'BadExpr') this.#failTarget(target);
  }

  #failTarget(target: Expr): never {
    this.fail(this.t('Nothing can be assigned to this.'), target.span);
  }

  /** `type X = value` of Python 3.12 names a value; type parameters say nothing about it. */
  #typeAlias(start: number): Stmt | null {
    if (!this.at('type') || this.peek().kind !== 'name') return null;
    this.advance();
    const target = this.name();
    this.typeParameters();
    this.expect('=');
    const value = this.test();
    return { kind: 'Assign', span: this.spanFrom(start), targets: [target], value };
  }

  /** Skips `[T, *Ts]` behind the name of a function, class or type. */
  protected typeParameters(): void {
    if (!this.at('[')) return;
    const open = this.token;
    let depth = 0;
    do {
      const { text } = this.advance();
      if (CLOSERS.has(text)) depth++;
      else if (isCloser(text)) depth--;
      if (this.atLineEnd()) this.fail(this.t('This `{0}` is never closed.', '['), { start: open.start, end: open.end });
    } while (depth > 0);
  }

  /** `print a, b` and `exec code in scope` of Python 2 become calls; `null` when neither stands here. */
  #python2Statement(start: number): Stmt | null {
    const { text } = this.token;
    if (text !== 'print' && text !== 'exec') return null;
    if (!startsPrintOperand(this.text, (ahead) => this.peek(ahead), text)) return null;
    this.python2 = true;
    const func: Name = this.name();
    const args: Expr[] = [];
    const file = text === 'print' && this.at('>>') ? this.#printFile() : [];
    if (text === 'exec') this.#execArguments(args);
    else
      while (!this.#endsStatement()) {
        args.push(this.test());
        if (!this.accept(',')) break;
      }
    const span = this.spanFrom(start);
    const value = this.make<Call>({ kind: 'Call', span, func, args, keywords: file });
    return { kind: 'ExprStmt', span, value };
  }

  #printFile(): Call['keywords'] {
    this.advance();
    const { start } = this.token;
    const value = this.test();
    this.accept(',');
    return [{ name: 'file', value, span: { start, end: value.span.end } }];
  }

  #execArguments(args: Expr[]): void {
    args.push(this.operation(BIT_OR));
    if (!this.accept('in')) return;
    do args.push(this.test());
    while (this.accept(','));
  }
}

/** What `+=` and annotations may stand behind. */
function isAnnotable(target: Expr): boolean {
  return target.kind === 'Name' || target.kind === 'Attribute' || target.kind === 'Subscript';
}
