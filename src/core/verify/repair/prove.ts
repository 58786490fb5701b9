import type { Stmt } from '../../syntax/ast.ts';
import { parseModule } from '../../syntax/index.ts';
import type { Claim } from '../claims.ts';
import { sameShape } from '../compare.ts';
import { isWrong, runUnit, type Outcome } from '../explore.ts';
import type { Comparison, Mismatch } from '../judge.ts';
import type { Objective } from '../objective.ts';
import { ALTERNATIVES } from '../sample/scenario.ts';
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

/**
 * Proven repairs of one mismatch, by edits of the suspect statements. `others` are gradients that may stay as wrong as
 * they are; without them every gradient must come right.
 */
export function repairsOf(
  search: Search,
  mismatch: Mismatch,
  statements: readonly Stmt[],
  others = otherMismatches(search.outcome, mismatch),
): Repair[] {
  const { source, outcome, budget, expired } = search;
  const contexts = statements.flatMap((statement) => contextOf(source, outcome, mismatch, statement) ?? []);
  return searchRepair(contexts, {
    budget,
    expired,
    proves: (text) => proves(search, { ...source, text, module: parseModule(text) }, mismatch.claim, others),
  });
}

function otherMismatches({ judgement }: Outcome, mismatch: Mismatch): Set<string> {
  const paths = (judgement?.mismatches ?? []).map((other) => other.claim.path);
  return new Set(paths.filter((path) => path !== mismatch.claim.path));
}

/** Whether an edited text makes the gradient right and puts nothing else wrong, with other strides and paddings too. */
function proves({ unit, outcome }: Search, source: Source, claim: Claim, others: ReadonlySet<string>): boolean {
  if (source.module.errors.length > 0) return false;
  const { judgement } = runUnit(unit, source, outcome.sample);
  const before = outcome.judgement;
  if (!judgement || !before || judgement.comparisons.length < before.comparisons.length) return false;
  if (!isSameObjective(judgement.objective, before.objective)) return false;
  const own = judgement.comparisons.find((comparison) => comparison.claim.path === claim.path);
  if (!own || !keepsShape(own)) return false;
  if (!judgement.allRight) {
    return others.size > 0 && judgement.mismatches.every((mismatch) => others.has(mismatch.claim.path));
  }
  if (!own.right || judgement.factor !== 1) return false;
  return unit.kind === 'script' || !isWrong(unit, runUnit(unit, source, outcome.sample + ALTERNATIVES));
}

/** An edit that changes what the gradients are of proves nothing. */
function isSameObjective(a: Objective, b: Objective): boolean {
  const names = ({ outputs }: Objective): string => outputs.map(({ name }) => name).join();
  return a.kind === b.kind && names(a) === names(b);
}

/** A repaired gradient has its value's shape to the letter. */
function keepsShape({ claim: { written }, truth }: Comparison): boolean {
  return written !== null && truth !== null && sameShape(written.shape, truth.shape);
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
