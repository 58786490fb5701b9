import type { Span } from '../../base/span.ts';
import type { Shape } from '../../ndarray/ndarray.ts';
import type { Expr, Stmt } from '../../syntax/ast.ts';
import type { Mismatch } from '../judge.ts';
import type { Atom } from './atoms.ts';

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
  /** How much unlikelier it is than other edits as small; 0 when left out. */
  readonly doubt?: number;
}

/** What the editors may look at. */
export interface RepairContext {
  readonly text: string;
  readonly statement: Stmt;
  /** The expression to edit: the right-hand side of the statement, or the part of a tuple that belongs to the gradient. */
  readonly value: Expr;
  readonly mismatch: Mismatch;
  /** What can be named where the statement stands, likeliest first. */
  readonly atoms: readonly Atom[];
  /** The shape that the statement's value had, null when it failed. */
  readonly shape: Shape | null;
  /** Whether the statement is one of many, of which only the smaller edits are tried. */
  readonly isBrief: boolean;
}

/** Proposes edits, likeliest first. */
export type Editor = (context: RepairContext) => Iterable<Edit>;

/** The source text of a node. Parentheses around it belong to no expression. */
export function sourceOf(context: { readonly text: string }, node: { readonly span: Span }): string {
  return context.text.slice(node.span.start, node.span.end);
}

/** The text with the edit made. */
export function applyEdit(text: string, edit: { readonly span: Span; readonly newText: string }): string {
  return text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end);
}
