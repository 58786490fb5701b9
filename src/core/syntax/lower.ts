import type { Localize } from '../base/localize.ts';
import type { Span } from '../base/span.ts';
import type { Expr, SyntaxProblem } from './ast.ts';
import type { Concrete } from './concrete.ts';

/** An expression without its number, kind by kind. */
export type WithoutId<E> = E extends Expr ? Omit<E, 'id'> : never;

/** Thrown where a statement cannot be lowered, and always caught at its statement. */
export class LoweringFailure extends Error {
  readonly problem: SyntaxProblem;

  constructor(message: string, span: Span) {
    super(message);
    this.problem = { message, span };
  }
}

/** What the parts of the lowering share. The tree was made from a masked text; `text` is the original. */
export interface Lower {
  readonly text: string;
  readonly t: Localize;
  /** Set when something is met that only Python 2 reads. */
  python2: boolean;
  expression(node: Concrete): Expr;
  /** Numbers an expression. */
  make<E extends Expr>(node: WithoutId<E>): E;
}

export function spanOf(node: Concrete): Span {
  return { start: node.from, end: node.to };
}

export function sourceOf(lower: Lower, node: Concrete): string {
  return lower.text.slice(node.from, node.to);
}

/** A name's text. Python compares names in their compatibility form, so that the two signs for mu are one name. */
export function nameOf(lower: Lower, node: Concrete): string {
  const name = sourceOf(lower, node);
  for (let at = 0; at < name.length; at++) if (name.charCodeAt(at) > 127) return name.normalize('NFKC');
  return name;
}

/** Ends the lowering of the present statement. */
export function fail(message: string, span: Span): never {
  throw new LoweringFailure(message, span);
}
