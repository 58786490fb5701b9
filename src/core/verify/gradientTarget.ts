import type { Expr, Stmt } from '../syntax/ast.ts';
import { targetPath } from '../syntax/index.ts';
import { isGradientPath } from './styles/roles.ts';

/** The path of the gradient that an assignment is for: `dx` for `dx`, `dx[i, :]` and `dx[...] += …`; null for other statements. */
export function gradientTarget(statement: Stmt): string | null {
  if (statement.kind !== 'Assign' && statement.kind !== 'AugAssign') return null;
  const [target] = statement.kind === 'Assign' ? statement.targets : [statement.target];
  return target ? gradientPath(target) : null;
}

function gradientPath(target: Expr): string | null {
  const path = targetPath(target);
  if (path !== null && isGradientPath(path)) return path;
  return target.kind === 'Subscript' ? gradientPath(target.value) : null;
}
