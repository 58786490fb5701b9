import type { Expr } from '../../syntax/ast.ts';
import { Num } from '../../tape/tensor.ts';
import { quoted } from '../text/repr.ts';
import type { Value } from '../values.ts';
import type { Context } from './context.ts';

/** The path of what is assigned, as bindings name it: `self.dW`, `grads['W1']`. Asked for after its parts were evaluated. */
type PathOf = () => string;

/** Compiles the path of a target. Where an index is computed, the path has its value. */
export function pathOf(c: Context, expr: Expr): PathOf {
  switch (expr.kind) {
    case 'Name':
      return () => expr.name;
    case 'Starred':
      return pathOf(c, expr.value);
    case 'Attribute': {
      const owner = pathOf(c, expr.value);
      return () => `${owner()}.${expr.name}`;
    }
    case 'Subscript': {
      const owner = pathOf(c, expr.value);
      const { observed } = c.unit;
      return () => `${owner()}${keyText(observed.valueOf(expr.index))}`;
    }
    default:
      return () => '';
  }
}

/** `['W1']`, `[0]`; empty for an index that picks several elements. */
export function keyText(key: Value | undefined): string {
  if (typeof key === 'string') return `[${quoted(key)}]`;
  return key instanceof Num ? `[${String(key.value)}]` : '';
}
