import { walkExpressions, walkStatements } from '../syntax/index.ts';
import type { Expr, Module, Stmt } from '../syntax/ast.ts';

/** Every expression below a statement or expression, parents first. */
export function expressionsBelow(root: Expr | Stmt): Expr[] {
  const found: Expr[] = [];
  walkExpressions(root, (expr) => {
    found.push(expr);
    return undefined;
  });
  return found;
}

/** Every statement of a block that runs in the same frame: function and class bodies are left out. */
export function statementsInFrame(block: Module | readonly Stmt[]): Stmt[] {
  const found: Stmt[] = [];
  walkStatements(block, (statement) => {
    found.push(statement);
    return statement.kind !== 'FunctionDef' && statement.kind !== 'ClassDef';
  });
  return found;
}
