import type { Binding } from '../interp/execution.ts';
import type { Expr } from '../syntax/ast.ts';
import { targetPath } from '../syntax/index.ts';
import { readGradientName } from './gradientNames.ts';
import { expressionsBelow } from './walk.ts';

/** A step that is taken with a gradient: which parameter it changes, and in which direction. */
export interface Step {
  readonly of: string;
  readonly sign: '+' | '-';
}

/** The steps by the gradient that each is taken with: `self.weights -= rate * dw` says what `dw` is the gradient of. */
export function stepsOf(bindings: readonly Binding[]): Map<string, Step> {
  const steps = new Map<string, Step>();
  for (const { path, statement } of bindings) {
    if (statement === null || readGradientName(path) !== null) continue;
    const change = changeIn(statement, path);
    if (!change) continue;
    const parts = expressionsBelow(change.by);
    // `cache += dw ** 2` keeps account of gradients, it takes no step; `W += a.T.dot(delta)` takes one with another gradient.
    if (parts.some((expr) => expr.kind === 'Call' || (expr.kind === 'BinOp' && ['**', '@'].includes(expr.op))))
      continue;
    const gradients = new Set(parts.flatMap((expr) => gradientPath(expr) ?? []));
    const [only] = gradients;
    if (only !== undefined && gradients.size === 1) steps.set(only, { of: path, sign: change.sign });
  }
  return steps;
}

/** `w -= e`, `w = w - e` */
function changeIn(statement: Binding['statement'], path: string): { sign: '+' | '-'; by: Expr } | null {
  if (statement?.kind === 'AugAssign') {
    const { op, value } = statement;
    return op === '+' || op === '-' ? { sign: op, by: value } : null;
  }
  if (statement?.kind !== 'Assign' || statement.value.kind !== 'BinOp') return null;
  const { op, left, right } = statement.value;
  return (op === '+' || op === '-') && targetPath(left) === path ? { sign: op, by: right } : null;
}

function gradientPath(expr: Expr): string | null {
  const path = targetPath(expr);
  return path !== null && readGradientName(path) !== null ? path : null;
}
