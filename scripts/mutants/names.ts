import type { CompareOperator, Expr } from '../../src/core/syntax/ast.ts';
import { expressionsOf, targetPath } from '../../src/core/syntax/index.ts';
import type { Change, Site } from './site.ts';

const inverted: Partial<Record<CompareOperator, string>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '!=',
  '!=': '==',
};

/** Comparisons turn round. */
export function masks({ all, text }: Site): Change[] {
  return all.flatMap((expr): Change[] => {
    const [comparator] = expr.kind === 'Compare' ? expr.comparators : [];
    const op = expr.kind === 'Compare' ? expr.ops[0] : undefined;
    const newOp = op && inverted[op];
    if (expr.kind !== 'Compare' || !comparator || !newOp || expr.ops.length !== 1) return [];
    const at = text.lastIndexOf(op, comparator.span.start);
    return at < expr.left.span.end ? [] : [{ kind: 'mask', span: { start: at, end: at + op.length }, newText: newOp }];
  });
}

/** Indices are off by one or change places. Sizes (`x.shape[0]`) are no indices of a gradient. */
export function indices({ all, text }: Site): Change[] {
  const kind = 'index';
  return all.flatMap((expr): Change[] => {
    if (expr.kind !== 'Subscript' || isSize(expr.value)) return [];
    const { index } = expr;
    const parts: readonly Expr[] = index.kind === 'Tuple' ? index.elements : [index];
    const off = parts.flatMap((part): Change[] => {
      if (part.kind === 'Num')
        return [{ kind, span: part.span, newText: String(part.value + (part.value > 0 ? -1 : 1)) }];
      return part.kind === 'Name' ? [{ kind, span: part.span, newText: `${part.name} + 1` }] : [];
    });
    const [first, second] = parts;
    if (parts.length !== 2 || first?.kind !== 'Name' || second?.kind !== 'Name') return off;
    const between = text.slice(first.span.end, second.span.start);
    const span = { start: first.span.start, end: second.span.end };
    return [...off, { kind, span, newText: second.name + between + first.name }];
  });
}

function isSize(expr: Expr): boolean {
  return expr.kind === 'Attribute' && expr.name === 'shape';
}

/** Another key of the same dict: `params['W2']` for `params['W1']`. */
export function keys(site: Site): Change[] {
  return site.all.flatMap((expr): Change[] => {
    if (expr.kind !== 'Subscript' || expr.index.kind !== 'Str' || isTarget(expr, site)) return [];
    const container = targetPath(expr.value);
    const path = targetPath(expr);
    if (container === null || path === null) return [];
    const quote = site.text.charAt(expr.index.span.start);
    const own = new RegExp(`^\\['([^']*)'\\]$`);
    const others = [...site.shapes.keys()].flatMap((other) => {
      if (!other.startsWith(`${container}[`) || other === path) return [];
      return own.exec(other.slice(container.length))?.[1] ?? [];
    });
    return others.map((key) => ({ kind: 'key', span: expr.index.span, newText: quote + key + quote }));
  });
}

function isTarget(expr: Expr, { statement, value }: Site): boolean {
  return expressionsOf(statement).some((part) => part === expr && part !== value);
}

/** A name gives way to another one that holds an array of the same shape. */
export function names(site: Site): Change[] {
  return site.arithmetic.flatMap((expr): Change[] => {
    const path = expr.kind === 'Name' || expr.kind === 'Attribute' ? targetPath(expr) : null;
    if (path === null || !site.shapes.has(path)) return [];
    const others = site.alternatives(path, site.statement);
    return others.map((newText) => {
      // A gradient that gives way to a value of the forward pass is missing.
      const isMissing = site.gradients.has(path) && !site.gradients.has(newText);
      return { kind: 'name' as const, span: expr.span, newText, also: isMissing ? ['missing-upstream'] : [] };
    });
  });
}
