import type { Expr, Stmt, Yield } from '../../syntax/ast.ts';

/** The `yield`s of a simple statement or an expression, innermost and leftmost first, without those of lambdas inside. */
export function yieldsIn(node: Stmt | Expr): Yield[] {
  const found: Yield[] = [];
  collect(node, found);
  return found;
}

function collect(node: unknown, found: Yield[]): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const item of node) collect(item, found);
    return;
  }
  const kind = 'kind' in node ? node.kind : null;
  if (kind === 'Lambda' || kind === 'FunctionDef' || kind === 'ClassDef') return;
  for (const child of Object.values(node)) collect(child, found);
  if (kind === 'Yield') found.push(node as Yield);
}
