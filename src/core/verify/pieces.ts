import type { Span } from '../base/span.ts';
import { namesChangedBy, namesOfFunction } from '../interp/scopes.ts';
import type { Comment, Expr, Module, Stmt } from '../syntax/ast.ts';
import { expressionsOf, walkExpressions, walkStatements } from '../syntax/index.ts';
import { speaksOfBackward } from './gradientNames.ts';

/** What a statement at the top of a text says, wherever it stands: the same object for the same words. */
export interface Content {
  readonly id: number;
  /** A function or class. What else stands at the top of a text may do more than its names tell. */
  readonly isDefinition: boolean;
  /** `from module import *`: any name may come from there. */
  readonly bindsAnything: boolean;
  readonly binds: ReadonlySet<string>;
  /** The names of a class's methods. */
  readonly members: ReadonlySet<string>;
  /** Names that it reads from around it. */
  readonly mentions: ReadonlySet<string>;
  /** Names of attributes: of whatever object, they may be a class's methods. */
  readonly attributes: ReadonlySet<string>;
  readonly calls: readonly CallText[];
}

/** A call, by the last part of its callee's name. What it is given says what a function takes. */
export interface CallText {
  readonly callee: string;
  readonly text: string;
  readonly mentions: readonly string[];
}

/** A statement at the top of a text with the comments before it and behind it on its line. */
export interface Piece {
  readonly span: Span;
  readonly content: Content;
  /** Whether it has a comment about gradients. */
  readonly speaks: boolean;
}

/** Comments so many characters before a definition may say what its parameters are (see `documentedShapes`). */
const NEAR = 400;
/** So many contents are remembered before all are forgotten. */
const MAX_CONTENTS = 5000;

/** Takes texts into pieces, and knows a piece again when it meets its words in a later version. */
export class Pieces {
  readonly #contents = new Map<string, Content>();
  #nextId = 0;

  /** The pieces of a text in order. */
  of(text: string, module: Module): Piece[] {
    if (this.#contents.size > MAX_CONTENTS) this.#contents.clear();
    let from = 0;
    return module.body.map((statement, i): Piece => {
      const next = module.body[i + 1]?.span.start ?? text.length;
      const end = Math.max(statement.span.end, Math.min(next, endOfLine(text, statement.span.end)));
      const own = commentsWithin(module.comments, from, end);
      const start = Math.max(from, Math.min(startOf(statement), own[0]?.span.start ?? Infinity));
      from = end;
      const near = module.comments.filter(
        ({ span }) => span.start < start && span.start >= statement.span.start - NEAR,
      );
      const content = this.#contentOf(text.slice(start, end), statement, near, text);
      return { span: { start, end }, content, speaks: own.some((comment) => speaksOfBackward(comment.text)) };
    });
  }

  #contentOf(words: string, statement: Stmt, near: readonly Comment[], text: string): Content {
    // Methods further down in a class are further away from such a comment, so that there its place counts.
    const before = near.map((comment) =>
      statement.kind === 'ClassDef'
        ? `${String(statement.span.start - comment.span.start)} ${comment.text}`
        : comment.text,
    );
    const key = [words, ...before].join('\u0000');
    const known = this.#contents.get(key);
    if (known) return known;
    const content = contentOf(this.#nextId++, statement, text);
    this.#contents.set(key, content);
    return content;
  }
}

function contentOf(id: number, statement: Stmt, text: string): Content {
  const isClass = statement.kind === 'ClassDef';
  return {
    id,
    isDefinition: isClass || statement.kind === 'FunctionDef',
    bindsAnything: importsAll(statement),
    binds: namesChangedBy(statement),
    members: new Set(
      isClass ? statement.body.flatMap((member) => (member.kind === 'FunctionDef' ? member.name : [])) : [],
    ),
    ...mentionsOf(statement, text),
  };
}

function importsAll(statement: Stmt): boolean {
  let found = false;
  walkStatements(statement, (inner) => {
    found ||= inner.kind === 'ImportFrom' && inner.names.some(({ name }) => name === '*');
    return !found;
  });
  return found;
}

function mentionsOf(statement: Stmt, text: string): Pick<Content, 'mentions' | 'attributes' | 'calls'> {
  const mentions = freeNames([statement]);
  const attributes = new Set<string>();
  const calls: CallText[] = [];
  walkExpressions(statement, (expr) => {
    // A string may name an attribute, a key or a function: `getattr(self, 'forward')`.
    if (expr.kind === 'Str' && /^\w{1,40}$/.test(expr.value)) {
      mentions.add(expr.value);
      attributes.add(expr.value);
    }
    if (expr.kind === 'Attribute') attributes.add(expr.name);
    if (expr.kind === 'Call') calls.push(...callText(expr, text));
    return undefined;
  });
  return { mentions, attributes, calls };
}

function callText(call: Extract<Expr, { kind: 'Call' }>, text: string): CallText[] {
  const { func, args, keywords, span } = call;
  if (func.kind !== 'Name' && func.kind !== 'Attribute') return [];
  const mentions = [...args, ...keywords.map(({ value }) => value)].flatMap((argument) => [...namesIn(argument)]);
  return [{ callee: func.name, text: text.slice(span.start, span.end), mentions }];
}

function namesIn(expr: Expr): Set<string> {
  const names = new Set<string>();
  walkExpressions(expr, (inner) => {
    if (inner.kind === 'Name') names.add(inner.name);
    return undefined;
  });
  return names;
}

/** The names that statements read, without those that functions among them and below them keep to themselves. */
function freeNames(statements: readonly Stmt[]): Set<string> {
  const names = new Set<string>();
  walkStatements(statements, (statement) => {
    for (const expr of expressionsOf(statement)) for (const name of namesIn(expr)) names.add(name);
    if (statement.kind !== 'FunctionDef') return undefined;
    const { local } = namesOfFunction(statement);
    for (const name of freeNames(statement.body)) if (!local.has(name)) names.add(name);
    return false;
  });
  return names;
}

/** Where a statement begins, its decorators included. */
function startOf(statement: Stmt): number {
  const { start } = statement.span;
  if (statement.kind !== 'FunctionDef' && statement.kind !== 'ClassDef') return start;
  return Math.min(start, ...statement.decorators.map(({ span }) => span.start - 1));
}

function commentsWithin(comments: readonly Comment[], from: number, to: number): Comment[] {
  return comments.filter(({ span }) => span.start >= from && span.start < to);
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
