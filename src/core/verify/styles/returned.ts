import type { Value } from '../../interp/values.ts';
import type { Expr, FunctionDef } from '../../syntax/ast.ts';
import { targetPath } from '../../syntax/index.ts';
import type { ReturnedGradient } from '../unit.ts';
import { partsOfReturn } from './outputs.ts';
import { returnsOf } from './roles.ts';

/** What a function returned, part by part, with the expression that each part was written as. */
export function returnedGradients(def: FunctionDef, value: Value): ReturnedGradient[] {
  const statement = returnsOf(def).at(-1);
  if (!statement?.value) return [];
  const written: readonly Expr[] = statement.value.kind === 'Tuple' ? statement.value.elements : [statement.value];
  const parts = partsOfReturn(value);
  return parts.map((part, i) => {
    const expr = parts.length === written.length ? written[i] : undefined;
    const path =
      part.key !== null && expr === undefined ? keyPath(written[0], part.key) : expr ? targetPath(expr) : null;
    return { path, value: part.value, span: (expr ?? statement).span, statement };
  });
}

function keyPath(container: Expr | undefined, key: string): string | null {
  const base = container && targetPath(container);
  return base === null || base === undefined ? null : `${base}['${key}']`;
}
