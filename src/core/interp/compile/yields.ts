import type { Expr, Stmt, Yield } from '../../syntax/ast.ts';
import { childrenOf, expressionsOf, isStatement } from '../../syntax/index.ts';

/** The `yield`s of a simple statement or an expression, innermost and leftmost first, without those of lambdas inside. */
export function yieldsIn(node: Stmt | Expr): Yield[] {
  if (!isStatement(node)) return yieldsOf(node);
  return node.kind === 'FunctionDef' || node.kind === 'ClassDef' ? [] : expressionsOf(node).flatMap(yieldsOf);
}

function yieldsOf(expr: Expr): Yield[] {
  if (expr.kind === 'Lambda') return [];
  const found = childrenOf(expr).flatMap((child) => (isStatement(child) ? [] : yieldsOf(child)));
  return expr.kind === 'Yield' ? [...found, expr] : found;
}
