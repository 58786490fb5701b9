import type { Span } from '../../base/span.ts';
import type { Expr, Module, Stmt } from '../../syntax/ast.ts';
import type { Mismatch } from '../judge.ts';

/** What a small edit does; it names the fault that the edit removes. */
export type EditKind =
  | 'accumulate'
  | 'assign-instead'
  | 'transpose'
  | 'swap'
  | 'elementwise-or-product'
  | 'sum'
  | 'axis'
  | 'sign'
  | 'factor'
  | 'upstream'
  | 'name'
  | 'mask'
  | 'index'
  | 'operator'
  | 'regularization'
  | 'local'
  | 'stale'
  | 'literal'
  | 'order'
  | 'shape';

/** A small change of one statement. Spans are in the text that is being repaired. */
export interface Edit {
  readonly kind: EditKind;
  readonly span: Span;
  readonly newText: string;
}

/** What the editors may look at. */
export interface RepairContext {
  readonly text: string;
  readonly module: Module;
  readonly statement: Stmt;
  /** The right-hand side of the statement. */
  readonly value: Expr;
  readonly mismatch: Mismatch;
  /** Names that hold numbers at that point, gradients included, with their shapes. */
  readonly names: ReadonlyMap<string, readonly number[]>;
  /** Those of `names` that are hand-written gradients. */
  readonly gradients: ReadonlySet<string>;
}

/** Proposes edits, likeliest first. */
export type Editor = (context: RepairContext) => Iterable<Edit>;

export function sourceOf(context: RepairContext, node: { readonly span: Span }): string {
  return context.text.slice(node.span.start, node.span.end);
}

/** The text with the edit made. */
export function applyEdit(text: string, edit: { readonly span: Span; readonly newText: string }): string {
  return text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end);
}

/** Puts parentheses around an expression's text unless it binds tightly already. */
export function wrapped(context: RepairContext, expr: Expr): string {
  const text = sourceOf(context, expr);
  const tight = ['Name', 'Num', 'Call', 'Attribute', 'Subscript', 'Tuple', 'List'].includes(expr.kind);
  return tight ? text : `(${text})`;
}
