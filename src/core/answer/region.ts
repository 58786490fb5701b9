import { contains, type Span } from '../base/span.ts';
import type { Expr, FunctionDef, Module } from '../syntax/ast.ts';
import { enclosingFunction, expressionCovering, statementsCovered } from '../syntax/index.ts';

/** What a question is about: a single expression, a function's body, some statements, or the whole text. */
export type Region =
  | { readonly kind: 'expression'; readonly span: Span; readonly expr: Expr }
  | { readonly kind: 'function'; readonly span: Span; readonly def: FunctionDef; readonly inner: Span | null }
  | { readonly kind: 'statements'; readonly span: Span }
  | { readonly kind: 'module'; readonly span: Span };

/** Finds the region of a selection; of the cursor, when there is none; of the whole text, when there is neither. */
export function regionOf(module: Module, text: string, selection: Span | null, at: number | null): Region {
  const trimmed = selection && trim(text, selection);
  if (!trimmed || trimmed.start === trimmed.end) return regionAt(module, at ?? selection?.start ?? null);
  const def = enclosingFunction(module, trimmed.start);
  if (def && contains(def.span, trimmed)) {
    const whole = contains(trimmed, def.span) || trimmed.start <= def.nameSpan.end;
    return {
      kind: 'function',
      span: def.span,
      def,
      inner: whole ? null : statementsCovered(text, module, trimmed).span,
    };
  }
  const only = coveredFunction(module, trimmed);
  if (only) return { kind: 'function', span: only.span, def: only, inner: null };
  const expr = expressionCovering(module, trimmed);
  if (expr?.span.start === trimmed.start && expr.span.end === trimmed.end && !isWholeStatement(module, expr)) {
    return { kind: 'expression', span: expr.span, expr };
  }
  return { kind: 'statements', span: statementsCovered(text, module, trimmed).span };
}

function regionAt(module: Module, at: number | null): Region {
  const def = at === null ? null : enclosingFunction(module, at);
  if (def) return { kind: 'function', span: def.span, def, inner: null };
  return { kind: 'module', span: module.span };
}

/** A selection that holds one function and nothing else that runs. */
function coveredFunction(module: Module, span: Span): FunctionDef | null {
  const inside = module.body.filter((statement) => contains(span, statement.span));
  const [only] = inside;
  return inside.length === 1 && only?.kind === 'FunctionDef' ? only : null;
}

function isWholeStatement(module: Module, expr: Expr): boolean {
  return module.body.some((statement) => statement.kind === 'ExprStmt' && statement.value === expr);
}

function trim(text: string, span: Span): Span {
  const inner = text.slice(span.start, span.end);
  const start = span.start + (inner.length - inner.trimStart().length);
  return { start, end: Math.max(start, span.end - (inner.length - inner.trimEnd().length)) };
}
