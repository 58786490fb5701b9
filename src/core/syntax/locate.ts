import { contains, type Span } from '../base/span.ts';
import type { ClassDef, Comment, Expr, FunctionDef, Module, Stmt } from './ast.ts';
import { blocksOf, childrenOf, isStatement, type Node, walkExpressions } from './visit.ts';

/**
 * The smallest expression at the offset, that is around the character that follows it: on an operator the operation, on
 * a closing bracket the call. Where no expression goes on there, the one that ends at the offset.
 */
export function expressionAt(module: Module, offset: number): Expr | null {
  const inner = smallest(module, { start: offset, end: offset + 1 });
  return inner ?? smallest(module, { start: offset, end: offset });
}

/** The smallest expression that holds the whole span; white space and brackets around it should be trimmed. */
export function expressionCovering(module: Module, span: Span): Expr | null {
  return smallest(module, span);
}

function smallest(module: Module, span: Span): Expr | null {
  let found: Expr | null = null;
  let below: readonly Node[] = module.body;
  for (;;) {
    const next = below.find((node) => holds(node, span));
    if (next === undefined) return found;
    if (!isStatement(next)) found = next;
    below = childrenOf(next);
  }
}

/** Parentheses belong to no expression, so that a child may be looked for in a span that has them. */
function holds(node: Node, span: Span): boolean {
  return contains(node.span, span);
}

/** The outermost expressions that lie wholly inside the span, in text order. */
export function expressionsInside(module: Module, span: Span): Expr[] {
  const found: Expr[] = [];
  walkExpressions(module, (expr) => {
    if (!contains(span, expr.span)) return expr.span.start < span.end && expr.span.end > span.start;
    found.push(expr);
    return false;
  });
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** The innermost statement at the offset; the end of a statement counts as inside it. */
export function statementAt(module: Module, offset: number): Stmt | null {
  return statementPath(module, offset).at(-1) ?? null;
}

/** The statements around the offset, the outermost first. */
export function statementPath(module: Module, offset: number): Stmt[] {
  const path: Stmt[] = [];
  let below: readonly Stmt[] = module.body;
  for (;;) {
    const next = below.findLast(({ span }) => span.start <= offset && offset <= span.end);
    if (next === undefined) return path;
    path.push(next);
    below = blocksOf(next).flat();
  }
}

/** The innermost function whose text, header included, holds the offset. */
export function enclosingFunction(module: Module, offset: number): FunctionDef | null {
  return statementPath(module, offset).findLast((node): node is FunctionDef => node.kind === 'FunctionDef') ?? null;
}

/** The innermost class whose text, header included, holds the offset. */
export function enclosingClass(module: Module, offset: number): ClassDef | null {
  return statementPath(module, offset).findLast((node): node is ClassDef => node.kind === 'ClassDef') ?? null;
}

/** The functions and classes around the offset, the outermost first. */
export function enclosingScopes(module: Module, offset: number): (FunctionDef | ClassDef)[] {
  return statementPath(module, offset).filter((node) => node.kind === 'FunctionDef' || node.kind === 'ClassDef');
}

export interface CoveredStatements {
  /** Neighbours in one block, in text order; empty where the selection touches no statement. */
  readonly statements: readonly Stmt[];
  /** From the first statement's start to the last one's end; the selection itself when there is none. */
  readonly span: Span;
  /** Whether the selection cut a statement, so that it had to be widened. */
  readonly snapped: boolean;
}

/**
 * The whole statements that a selection touches. A selection inside the block of a compound statement gives statements
 * of that block; one that also touches its header, or two of its blocks, gives the compound statement. An empty
 * selection gives the statement at the cursor. Blanks and comments at the ends of the selection do not count.
 */
export function statementsCovered(text: string, module: Module, selection: Span): CoveredStatements {
  const trimmed = trim(text, module.comments, selection);
  let touched = module.body.filter((statement) => touches(statement, trimmed));
  for (;;) {
    const [only] = touched;
    if (only === undefined || touched.length > 1) break;
    const block = blocksOf(only).find((body) => encloses(body, trimmed));
    const inner = block?.filter((statement) => touches(statement, trimmed)) ?? [];
    if (inner.length === 0) break;
    touched = inner;
  }
  const first = touched[0];
  const last = touched.at(-1);
  if (first === undefined || last === undefined) return { statements: [], span: selection, snapped: false };
  const span = { start: first.span.start, end: last.span.end };
  const cuts = trimmed.start < trimmed.end && (span.start < trimmed.start || span.end > trimmed.end);
  return { statements: touched, span, snapped: cuts };
}

function touches({ span }: Stmt, { start, end }: Span): boolean {
  return start === end ? span.start <= start && start <= span.end : span.start < end && start < span.end;
}

/** Whether the selection lies between the start of a block's first statement and the end of its last. */
function encloses(block: readonly Stmt[], { start, end }: Span): boolean {
  const first = block[0];
  const last = block.at(-1);
  return first !== undefined && last !== undefined && first.span.start <= start && end <= last.span.end;
}

/** The selection without blanks, comments and `;` at its ends; unchanged when nothing else is in it. */
function trim(text: string, comments: readonly Comment[], selection: Span): Span {
  let { start, end } = selection;
  const startsAt = new Map(comments.map(({ span }) => [span.start, span.end]));
  while (start < end && (startsAt.has(start) || /[\s;]/.test(text.charAt(start))))
    start = startsAt.get(start) ?? start + 1;
  const endsAt = new Map(comments.map(({ span }) => [span.end, span.start]));
  const inComment = comments.find(({ span }) => span.start < end && end < span.end);
  if (inComment !== undefined && inComment.span.start >= start) end = inComment.span.start;
  while (end > start && (endsAt.has(end) || /[\s;]/.test(text.charAt(end - 1)))) end = endsAt.get(end) ?? end - 1;
  return start < end ? { start, end } : selection;
}
