import type { Localize } from '../base/localize.ts';
import type { Span } from '../base/span.ts';
import type { ClassDef, Docstring, ExceptHandler, Expr, FunctionDef, Stmt, SyntaxProblem, With } from './ast.ts';
import type { Concrete } from './concrete.ts';
import type { ExpressionLowering } from './expressions.ts';
import { LoweringFailure, nameOf, spanOf } from './lower.ts';
import { lowerAnnotation, lowerParameters } from './parameters.ts';
import { lowerArguments } from './primaries.ts';
import type { Quarantine } from './quarantine.ts';
import { lowerList } from './sequences.ts';
import { lowerSimple, requireTarget } from './simple.ts';

/** Reads the beginning of a broken `def` or `class` header. */
type RepairHeader = (start: number) => Concrete | null;

/** Lowers lezer's statements to those of the syntax tree. */
export class StatementLowering {
  readonly problems: SyntaxProblem[] = [];
  readonly #lower: ExpressionLowering;
  readonly #quarantine: Quarantine;
  readonly #repair: RepairHeader;
  readonly #t: Localize;

  constructor(lower: ExpressionLowering, quarantine: Quarantine, repair: RepairHeader) {
    this.#lower = lower;
    this.#quarantine = quarantine;
    this.#repair = repair;
    this.#t = lower.t;
  }

  /** The statements among the nodes; decorators go to the definition below them. */
  statements(nodes: readonly Concrete[]): Stmt[] {
    const body: Stmt[] = [];
    let decorators: Concrete[] = [];
    for (const node of nodes) {
      if (node.name === 'StatementGroup') {
        body.push(...this.statements(node.children));
        continue;
      }
      if (!isStatement(node.name)) continue;
      if (this.#isDecorator(node)) decorators.push(node);
      else {
        const takes =
          node.name === 'FunctionDefinition' || node.name === 'ClassDefinition' || this.#definesBroken(node);
        if (!takes) for (const { from, to } of decorators) body.push(this.#orphan({ start: from - 1, end: to }));
        body.push(this.#statement(node, takes ? decorators : []));
        decorators = [];
      }
    }
    for (const { from, to } of decorators) body.push(this.#orphan({ start: from - 1, end: to }));
    return body;
  }

  /** A decorator is masked as a statement behind its `@`. */
  #isDecorator(node: Concrete): boolean {
    return (
      node.name === 'ExpressionStatement' &&
      this.#lower.text[node.from - 1] === '@' &&
      !this.#quarantine.statements.has(node.from)
    );
  }

  /** Whether the node stands for a `def` or `class` whose header is masked. */
  #definesBroken(node: Concrete): boolean {
    const word = this.#quarantine.headers.get(node.from)?.word;
    return word === 'def' || word === 'class';
  }

  #orphan(span: Span): Stmt {
    this.problems.push({ span, message: this.#t('A decorator needs a function or class below it.') });
    return { kind: 'BadStmt', span };
  }

  #statement(node: Concrete, decorators: readonly Concrete[]): Stmt {
    const masked = this.#quarantine.statements.get(node.from);
    if (masked !== undefined) return { kind: 'BadStmt', span: { start: node.from, end: masked } };
    const mark = this.#lower.mark();
    try {
      return this.#lowerStatement(node, decorators);
    } catch (failure) {
      if (!(failure instanceof LoweringFailure)) throw failure;
      this.#lower.restore(mark);
      this.problems.push(failure.problem);
      return { kind: 'BadStmt', span: this.#trimmed(spanOf(node)) };
    }
  }

  #trimmed({ start, end }: Span): Span {
    return { start, end: start + this.#lower.text.slice(start, end).trimEnd().length };
  }

  #lowerStatement(node: Concrete, decorators: readonly Concrete[]): Stmt {
    switch (node.name) {
      case 'FunctionDefinition':
        return this.#function(node, node.from, decorators, bodyOf(node));
      case 'ClassDefinition':
        return this.#class(node, node.from, decorators, bodyOf(node));
      case 'IfStatement':
        return this.#brokenHeader(node, decorators) ?? this.#if(node);
      case 'WhileStatement':
        return this.#while(node);
      case 'ForStatement':
        return this.#for(node);
      case 'TryStatement':
        return this.#try(node);
      case 'WithStatement':
        return this.#with(node);
      default:
        return node.broken ? { kind: 'BadStmt', span: this.#trimmed(spanOf(node)) } : lowerSimple(this.#lower, node);
    }
  }

  #report(span: Span, message: string): void {
    this.problems.push({ span, message });
  }

  /** An expression of a header: on failure the header's block stays. */
  #header(nodes: readonly Concrete[], fallback: Span): Expr {
    const mark = this.#lower.mark();
    try {
      if (nodes.length > 0 && !nodes.some((node) => node.broken)) return lowerList(this.#lower, nodes);
    } catch (failure) {
      if (!(failure instanceof LoweringFailure)) throw failure;
      this.#lower.restore(mark);
      this.problems.push(failure.problem);
    }
    return this.#lower.make({ kind: 'BadExpr', span: fallback });
  }

  #body(node: Concrete | undefined): Stmt[] {
    return node?.name === 'Body' ? this.statements(node.children) : [];
  }

  /** The span from `start` to the end of the last of the parts or, without any, of the header. */
  #span(start: number, header: Concrete | undefined, ...blocks: readonly (readonly { span: Span }[])[]): Span {
    const headerEnd = header === undefined ? start : header.name === 'Body' ? header.from + 1 : header.to;
    return { start, end: Math.max(headerEnd, ...blocks.map((block) => block.at(-1)?.span.end ?? 0)) };
  }

  /** The statements of the `Body` behind the first child with this name, and where that child stands. */
  #clause(node: Concrete, word: string): Stmt[] {
    const at = node.children.findIndex((child) => child.name === word);
    return at < 0 ? [] : this.#body(node.children[at + 1]);
  }

  /** A chain of `elif` is one flat node; it is nested here from its end. */
  #if(node: Concrete): Stmt {
    const branches: { start: number; test: Expr; body: Stmt[]; header: Concrete | undefined }[] = [];
    let orelse: Stmt[] = [];
    node.children.forEach((child, at) => {
      if (child.name === 'else') orelse = this.#body(node.children[at + 1]);
      if (child.name !== 'if' && child.name !== 'elif') return;
      const rest = node.children.slice(at + 1, at + 3);
      const header = rest.find((part) => part.name === 'Body');
      const test = this.#header(rest.filter((part) => part !== header).slice(0, 1), { start: child.to, end: child.to });
      branches.push({ start: child.from, test, body: this.#body(header), header });
    });
    for (const { start, test, body, header } of branches.reverse()) {
      orelse = [{ kind: 'If', span: this.#span(start, header, [test], body, orelse), test, body, orelse }];
    }
    return orelse[0] ?? { kind: 'BadStmt', span: spanOf(node) };
  }

  #while(node: Concrete): Stmt {
    const at = bodyIndex(node);
    const test = this.#header(node.children.slice(1, at).slice(0, 1), { start: node.from, end: node.from + 5 });
    const body = this.#body(node.children[at]);
    const orelse = this.#clause(node, 'else');
    return { kind: 'While', span: this.#span(node.from, node.children[at], [test], body, orelse), test, body, orelse };
  }

  #for(node: Concrete): Stmt {
    const at = bodyIndex(node);
    const word = node.children.findIndex((child) => child.name === 'for');
    const inAt = node.children.findIndex((child) => child.name === 'in');
    const fallback = { start: node.from, end: node.from + 3 };
    const target = this.#header(node.children.slice(word + 1, inAt), fallback);
    const iter = this.#header(node.children.slice(inAt + 1, at), fallback);
    requireTarget(this.#lower, target);
    const body = this.#body(node.children[at]);
    const orelse = this.#clause(node, 'else');
    return {
      kind: 'For',
      span: this.#span(node.from, node.children[at], [target, iter], body, orelse),
      target,
      iter,
      body,
      orelse,
    };
  }

  #with(node: Concrete): Stmt {
    const at = bodyIndex(node);
    const word = node.children.findIndex((child) => child.name === 'with');
    const items = this.#items(node.children.slice(word + 1, at));
    const body = this.#body(node.children[at]);
    return {
      kind: 'With',
      span: this.#span(
        node.from,
        node.children[at],
        items.map(({ context, target }) => target ?? context),
        body,
      ),
      items,
      body,
    };
  }

  /** The `as` before a pattern is masked as a comma. */
  #items(nodes: readonly Concrete[]): With['items'] {
    const items: { context: Expr; target: Expr | null }[] = [];
    let isTarget = false;
    for (const node of nodes) {
      if (node.name === 'as' || node.name === ',') {
        isTarget = node.name === 'as' || this.#lower.text.startsWith('as', node.from);
        continue;
      }
      const value = this.#header([node], spanOf(node));
      const last = items.at(-1);
      if (isTarget && last !== undefined) items[items.length - 1] = { context: last.context, target: value };
      else items.push({ context: value, target: null });
      isTarget = false;
    }
    return items;
  }

  #try(node: Concrete): Stmt {
    const body = this.#body(node.children[bodyIndex(node)]);
    const handlers: ExceptHandler[] = [];
    node.children.forEach((child, at) => {
      if (child.name === 'except') handlers.push(this.#handler(node, at));
    });
    const orelse = this.#clause(node, 'else');
    const finalbody = this.#clause(node, 'finally');
    const hasFinally = node.children.some((child) => child.name === 'finally');
    const start = node.from;
    if (handlers.length === 0 && !hasFinally) {
      this.#report({ start, end: start + 3 }, this.#t('This `try` has no `except` and no `finally`.'));
    }
    const span = this.#span(start, node.children[bodyIndex(node)], body, handlers, orelse, finalbody);
    return { kind: 'Try', span, body, handlers, orelse, finalbody };
  }

  /** `except E as e`, and Python 2's `except E, e`. */
  #handler(node: Concrete, at: number): ExceptHandler {
    const end = node.children.findIndex((child, index) => index > at && child.name === 'Body');
    const parts = node.children.slice(at + 1, end < 0 ? undefined : end).filter((child) => child.name !== '*');
    const [first, joint, name] = parts;
    const start = node.children[at]?.from ?? node.from;
    if (joint?.name === ',') this.#lower.python2 = true;
    const type = first === undefined ? null : this.#header([first], spanOf(first));
    const body = end < 0 ? [] : this.#body(node.children[end]);
    const span = this.#span(start, node.children[end], type === null ? [] : [type], body);
    return { span, type, name: name === undefined ? null : nameOf(this.#lower, name), body };
  }

  /** What is masked as `if ____:` because its header cannot be read. */
  #brokenHeader(node: Concrete, decorators: readonly Concrete[]): Stmt | null {
    const broken = this.#quarantine.headers.get(node.from);
    if (broken === undefined || broken.word === 'if') return null;
    const bodyNode = node.children[bodyIndex(node)];
    if (broken.word === 'def' || broken.word === 'class') {
      const header = this.#repair(node.from);
      if (header?.name === 'FunctionDefinition') return this.#function(header, node.from, decorators, bodyNode);
      if (header?.name === 'ClassDefinition') return this.#class(header, node.from, decorators, bodyNode);
      return this.#dropped(node);
    }
    const header = this.#header(node.children.slice(1, 2), { start: node.from, end: node.from });
    const body = this.#body(bodyNode);
    const orelse = this.#clause(node, 'else');
    const span = this.#span(node.from, bodyNode, [header], body, orelse);
    if (broken.word === 'while') return { kind: 'While', span, test: header, body, orelse };
    if (broken.word === 'with') return { kind: 'With', span, items: [{ context: header, target: null }], body };
    const iter = this.#lower.make<Expr>({ kind: 'BadExpr', span: { start: header.span.end, end: header.span.end } });
    return { kind: 'For', span, target: header, iter, body, orelse };
  }

  /** A definition of which not even the name can be read, with its block. */
  #dropped(node: Concrete): Stmt {
    const mark = this.#lower.mark();
    const body = this.#body(bodyOf(node));
    this.#lower.restore(mark);
    return { kind: 'BadStmt', span: this.#span(node.from, bodyOf(node), body) };
  }

  #decorators(nodes: readonly Concrete[]): Expr[] {
    return nodes.map((node) => this.#header(node.children, spanOf(node)));
  }

  /** A function whose body may stand in another node than its header, when that had to be repaired. */
  #function(node: Concrete, from: number, decorated: readonly Concrete[], bodyNode: Concrete | undefined): FunctionDef {
    const decorators = this.#decorators(decorated);
    const nameNode = node.children.find((child) => child.name === 'VariableName') ?? node;
    const params = lowerParameters(
      this.#lower,
      node.children.find((child) => child.name === 'ParamList'),
    );
    const returnType = node.children.find((child) => child.name === 'TypeDef');
    const returns = returnType === undefined ? null : lowerAnnotation(this.#lower, returnType);
    const body = this.#body(bodyNode);
    const span = this.#span(startOf(decorated, from), bodyNode, body);
    const [name, nameSpan] = [nameOf(this.#lower, nameNode), spanOf(nameNode)];
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

  #class(node: Concrete, from: number, decorated: readonly Concrete[], bodyNode: Concrete | undefined): ClassDef {
    const decorators = this.#decorators(decorated);
    const nameNode = node.children.find((child) => child.name === 'VariableName') ?? node;
    const { args: bases, keywords } = lowerArguments(
      this.#lower,
      node.children.find((child) => child.name === 'ArgList'),
    );
    const body = this.#body(bodyNode);
    const span = this.#span(startOf(decorated, from), bodyNode, body);
    const [name, nameSpan] = [nameOf(this.#lower, nameNode), spanOf(nameNode)];
    return { kind: 'ClassDef', span, name, nameSpan, bases, keywords, body, decorators, docstring: docstringOf(body) };
  }
}

/** Lezer names statements in capitals and tokens as they are written. */
function isStatement(name: string): boolean {
  return name.endsWith('Statement') || name.endsWith('Definition');
}

/** A decorated definition starts at its first `@`. */
function startOf(decorators: readonly Concrete[], from: number): number {
  const first = decorators[0];
  return first === undefined ? from : first.from - 1;
}

function bodyIndex(node: Concrete): number {
  const at = node.children.findIndex((child) => child.name === 'Body');
  return at < 0 ? node.children.length : at;
}

function bodyOf(node: Concrete): Concrete | undefined {
  return node.children[bodyIndex(node)];
}

function docstringOf(body: readonly Stmt[]): Docstring | null {
  const first = body[0];
  if (first?.kind !== 'ExprStmt' || first.value.kind !== 'Str' || first.value.bytes) return null;
  return { span: first.value.span, text: first.value.value };
}
