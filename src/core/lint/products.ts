import { parseExpression } from '../explain/formula.ts';
import type { Expr } from '../syntax/ast.ts';
import { oneLine } from './change.ts';

/** Whether the second text is the first one's product with nothing but its factors changed over. */
export function isSwap(before: string, after: string): boolean {
  const [a, b] = factorsOf(before);
  const [c, d] = factorsOf(after);
  return a !== undefined && b !== undefined && a === d && b === c;
}

/** Whether the factors of a product changed places, whatever else was done to them. */
export function isRearranged(before: string, after: string): boolean {
  const [a, b] = factorsOf(before).map(withoutTranspose);
  const [c, d] = factorsOf(after).map(withoutTranspose);
  return a !== undefined && b !== undefined && a !== b && a === d && b === c;
}

function withoutTranspose(factor: string): string {
  return factor.replace(/\.T$/, '');
}

/** The texts of the two factors of a matrix product; none where the text is no such product. */
function factorsOf(code: string): string[] {
  const expr = parseExpression(code);
  return expr ? factors(expr).map((factor) => bare(code.slice(factor.span.start, factor.span.end))) : [];
}

function factors(expr: Expr): Expr[] {
  if (expr.kind === 'BinOp' && expr.op === '@') return [expr.left, expr.right];
  if (expr.kind !== 'Call' || expr.func.kind !== 'Attribute') return [];
  const [first, second] = expr.args;
  if (!first || !['dot', 'matmul', 'outer'].includes(expr.func.name)) return [];
  return second ? [first, second] : [expr.func.value, first];
}

function bare(code: string): string {
  return oneLine(code).replace(/\s/g, '');
}
