import type { Expr, Stmt } from '../../syntax/ast.ts';
import { accumulate } from './accumulate.ts';

import { applyEdit, type Edit, type Editor, type RepairContext } from './edit.ts';
import { factor, index, mask, operator, rename, sign, upstream } from './local.ts';
import { product } from './product.ts';
import { sum } from './sum.ts';

const editors: readonly Editor[] = [accumulate, product, sum, sign, mask, upstream, factor, operator, index, rename];

/** A proven repair: the edit, and the text it makes. */
export interface Repair {
  readonly edit: Edit;
  readonly statement: Stmt;
}

export interface SearchOptions {
  /** Proves an edited text: every gradient of the pass is right then (other known faults left aside). */
  readonly proves: (text: string) => boolean;
  /** How many edited texts may be run. */
  readonly budget: number;
  /** True when no more time should be spent. */
  readonly expired: () => boolean;
}

/** Tries small edits of the suspects, in order, and returns those that were proven; the search ends with the first kind of edit that is. */
export function searchRepair(contexts: readonly RepairContext[], options: SearchOptions): Repair[] {
  const tried = new Set<string>();
  for (const editor of editors) {
    const found: Repair[] = [];
    for (const context of contexts) {
      for (const edit of editor(context)) {
        if (found.some((repair) => repair.edit.kind !== edit.kind)) break;
        if (tried.size >= options.budget || options.expired()) return found;
        const text = applyEdit(context.text, edit);
        if (text === context.text || tried.has(text)) continue;
        tried.add(text);
        if (options.proves(text)) found.push({ edit, statement: context.statement });
        if (found.length >= 3) return found;
      }
      if (found.length > 0) return found;
    }
  }
  return [];
}

/** The right-hand side of an assignment, or null for other statements. */
export function valueOf(statement: Stmt): Expr | null {
  if (statement.kind === 'Assign' || statement.kind === 'AugAssign') return statement.value;
  if (statement.kind === 'AnnAssign' || statement.kind === 'Return') return statement.value;
  return statement.kind === 'ExprStmt' ? statement.value : null;
}
