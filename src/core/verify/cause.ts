import type { Binding } from '../interp/execution.ts';
import type { Stmt } from '../syntax/ast.ts';
import type { Node } from '../tape/node.ts';
import type { Outcome } from './explore.ts';
import { dependence } from './graph.ts';
import { isTelling, type Comparison, type Mismatch } from './judge.ts';

/** A statement of the backward pass whose value belongs to no forward value that it could be compared with. */
export interface Cause {
  readonly path: string;
  readonly statement: Stmt;
}

/**
 * Statements that may have put several gradients wrong at once: what they compute flows into every mismatching gradient
 * and into none that is right, and nothing says what it should be. Nearest to the gradients first.
 */
export function commonCauses({ trace, judgement }: Outcome, mismatches: readonly Mismatch[]): Cause[] {
  if (!judgement || mismatches.length === 0) return [];
  const { comparisons, objective } = judgement;
  const wrong = mismatches.map(({ claim }) => claim.final.node);
  if (wrong.includes(null)) return [];
  const right = comparisons.filter((comparison) => comparison.right && isTelling(comparison));
  const known = new Set<Stmt | null>([
    ...comparisons.filter((comparison) => comparison.truth !== null).flatMap(statementsOf),
    ...[...objective.given].flatMap((claim) => claim.versions.map((version) => version.statement)),
  ]);
  const start = Math.min(...comparisons.flatMap(({ claim }) => claim.versions.map((version) => version.order)));
  const causes: (Cause & { readonly order: number })[] = [];
  for (const [statement, bindings] of byStatement(trace.bindings, start)) {
    const [first] = bindings;
    if (!first || known.has(statement)) continue;
    const depends = dependence(new Set(bindings.flatMap((binding) => binding.node ?? [])));
    const spoils = wrong.every((node) => node !== null && depends(node));
    if (!spoils || right.some(({ claim }) => claim.final.node && depends(claim.final.node))) continue;
    causes.push({ path: first.path, statement, order: first.order });
  }
  return causes.sort((a, b) => b.order - a.order);
}

function statementsOf({ claim }: Comparison): (Stmt | null)[] {
  return claim.versions.map((version) => version.statement);
}

/** What each assignment of the backward pass computed, over all its executions. */
function byStatement(bindings: readonly Binding[], start: number): Map<Stmt, Binding[]> {
  const found = new Map<Stmt, Binding[]>();
  for (const binding of bindings) {
    const { statement, order, file, kind } = binding;
    if (statement === null || file !== '' || order < start || kind === 'return' || !isComputed(binding.node)) continue;
    const list = found.get(statement);
    if (list) list.push(binding);
    else found.set(statement, [binding]);
  }
  return found;
}

function isComputed(node: Node | null): boolean {
  return node !== null && node.op !== null;
}
