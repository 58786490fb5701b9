import type { Expr } from '../syntax/ast.ts';

/** Does away with what a derivative's general form leaves behind for a constant: `2 * x ** (2 - 1)` is `2 * x`. */
export function simplify(expr: Expr): Expr {
  if (expr.kind === 'UnaryOp') return { ...expr, operand: simplify(expr.operand) };
  if (expr.kind !== 'BinOp') return expr;
  const left = simplify(expr.left);
  const right = simplify(expr.right);
  if (left.kind === 'Num' && right.kind === 'Num') {
    const value = computed(expr.op, left.value, right.value);
    if (value !== null) return { ...left, value };
  }
  if (right.kind === 'Num' && right.value === 1 && ['**', '*', '/'].includes(expr.op)) return left;
  if (left.kind === 'Num' && left.value === 1 && expr.op === '*') return right;
  return { ...expr, left, right };
}

/** Whole results only: a fraction reads better as it was written. */
function computed(op: string, a: number, b: number): number | null {
  const value = op === '+' ? a + b : op === '-' ? a - b : op === '*' ? a * b : null;
  return value !== null && Number.isInteger(value) && value >= 0 ? value : null;
}
