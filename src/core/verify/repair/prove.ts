import type { Stmt } from '../../syntax/ast.ts';
import { parseModule } from '../../syntax/index.ts';
import { runUnit, type Outcome } from '../explore.ts';
import type { Mismatch } from '../judge.ts';
import type { Source, Unit } from '../unit.ts';
import type { RepairContext } from './edit.ts';
import { searchRepair, valueOf, type Repair } from './search.ts';

/** What a search for repairs works on. */
export interface Search {
  readonly unit: Unit;
  readonly source: Source;
  readonly outcome: Outcome;
  /** Edited texts that may be run per fault. */
  readonly budget: number;
  /** True when the time for all repairs of the pass is used up. */
  readonly expired: () => boolean;
}

/** Proven repairs of one mismatch, by edits of the suspect statements. */
export function repairsOf(search: Search, mismatch: Mismatch, statements: readonly Stmt[]): Repair[] {
  const { source, unit, outcome, budget, expired } = search;
  const contexts = statements.flatMap((statement) => contextOf(source, outcome, mismatch, statement) ?? []);
  const others = new Set(
    (outcome.judgement?.mismatches ?? [])
      .map((other) => other.claim.path)
      .filter((path) => path !== mismatch.claim.path),
  );
  const before = outcome.judgement?.comparisons.length ?? 0;
  return searchRepair(contexts, {
    budget: budget,
    expired,
    proves: (text) =>
      proves({ ...source, text, module: parseModule(text) }, unit, outcome.sample, mismatch.claim.path, others, before),
  });
}

/** Whether an edited text makes the gradient right and puts nothing else wrong. */
function proves(
  source: Source,
  unit: Unit,
  sample: number,
  path: string,
  others: ReadonlySet<string>,
  before: number,
): boolean {
  if (source.module.errors.length > 0) return false;
  const outcome = runUnit(unit, source, sample);
  const judgement = outcome.judgement;
  if (!judgement || judgement.comparisons.length < before) return false;
  const own = judgement.comparisons.find((comparison) => comparison.claim.path === path);
  if (!own) return false;
  if (judgement.allRight) return own.right && judgement.factor === 1;
  return others.size > 0 && judgement.mismatches.every((mismatch) => others.has(mismatch.claim.path));
}

function contextOf(source: Source, outcome: Outcome, mismatch: Mismatch, statement: Stmt): RepairContext | null {
  const value = valueOf(statement);
  if (!value) return null;
  const names = new Map<string, readonly number[]>();
  for (const target of outcome.claims.values) names.set(target.name, target.shape);
  const gradients = new Set<string>();
  for (const claim of outcome.claims.claims) {
    if (!claim.written) continue;
    names.set(claim.path, claim.written.shape);
    gradients.add(claim.path);
  }
  return { text: source.text, module: source.module, statement, value, mismatch, names, gradients };
}
