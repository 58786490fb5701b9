import type { Expr } from '../../syntax/ast.ts';

/**
 * The path of a target as bindings name it (`self.dW`, `grads['W1']`, `dx[0]`), as far as the text alone tells; an index
 * that must be evaluated first leaves the path of what is indexed.
 */
export function pathOf(expr: Expr): string {
  switch (expr.kind) {
    case 'Name':
      return expr.name;
    case 'Attribute':
      return `${pathOf(expr.value)}.${expr.name}`;
    case 'Subscript': {
      const base = pathOf(expr.value);
      if (expr.index.kind === 'Str') return `${base}['${expr.index.value}']`;
      if (expr.index.kind === 'Num') return `${base}[${String(expr.index.value)}]`;
      return base;
    }
    case 'Call':
      return `${pathOf(expr.func)}()`;
    default:
      return '';
  }
}
