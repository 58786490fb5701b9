import type { Binding, Probe } from '../../interp/execution.ts';
import type { Expr, Stmt } from '../../syntax/ast.ts';
import type { Module } from '../../syntax/index.ts';
import type { Node } from '../../tape/node.ts';
import type { Claim } from '../claims.ts';
import type { Flat } from '../compare.ts';
import type { Mismatch } from '../judge.ts';
import { atomsAt } from './atoms.ts';
import { candidatesFor, type Candidate } from './candidates.ts';
import type { Edit, RepairContext } from './edit.ts';
import { planFor, type Plan } from './plan.ts';
import { probeOf, Screening } from './screening.ts';
import { suspectsOf, type Suspect } from './suspects.ts';
import { readTrials } from './trials.ts';

/** A proven repair: the edit, and the statement that it changes. */
export interface Repair {
  readonly edit: Edit;
  readonly statement: Stmt;
  /** Whether every gradient of the pass is right then; else other faults are left. */
  readonly isWhole: boolean;
}

/** What is right with an edit made: every gradient, the one that was wrong while other faults are left, or not even that. */
export type Proof = 'all' | 'own' | 'none';

/** A wrong gradient, and all that looking for its repair needs. */
export interface RepairTask {
  readonly text: string;
  readonly module: Module;
  readonly mismatch: Mismatch;
  /** What the gradient may be: what is expected of it, and where its name belongs to several values, their gradients. */
  readonly expected: readonly Flat[];
  /** Its statements in the order of suspicion. */
  readonly statements: readonly Stmt[];
  readonly claims: readonly Claim[];
  /** What the run assigned, in order. */
  readonly bindings: readonly Binding[];
  /** What the gradients are of. */
  readonly root: Node | null;
  /** Runs the text as it stands, and asks on the way. */
  readonly run: (probe: Probe) => void;
  /** Runs the text with an edit and judges it: every gradient of the pass is right then (other known faults left aside). */
  readonly proves: (edit: Edit) => Proof;
  /** How many edited texts may be run. */
  readonly budget: number;
  /** True when no more time should be spent. */
  readonly expired: () => boolean;
}

const MOST_REPAIRS = 3;
/** How many candidates are tried out in one run: the likeliest first, the rest only when none of these is right. */
const ROUNDS = [120, 480, 1200];
/** How many candidates of a round that cannot be tried out are run as texts of their own before the next round. */
const MOST_OPEN = 12;
/** How many of the others are, when nothing else was right. */
const MOST_LEFT = 24;
/** Of many candidates that fit the first ones prove to be right, or none does. */
const MOST_FITTING = 12;

/**
 * Tries small edits of the suspects and returns those that were proven, the smallest first; edits of another kind, or
 * bigger than the first proven one, are not looked for. Statements that run once or add up are tried out within one run;
 * only edits that give the expected gradient there, and those that cannot be tried so, are run as texts of their own.
 */
export function searchRepair(task: RepairTask): Repair[] {
  if (task.budget === 0) return [];
  const candidates = candidatesOf(task);
  const plans = new Map<Stmt, Plan | null>();
  for (const { statement } of candidates) {
    if (!plans.has(statement)) plans.set(statement, planFor(statement, task.mismatch, task.bindings));
  }
  const left: Candidate[] = [];
  let { budget } = task;
  const proves = (edit: Edit): Proof => (budget-- > 0 && !task.expired() ? task.proves(edit) : 'none');
  for (let start = 0, round = 0; start < candidates.length && round < ROUNDS.length && !task.expired(); round++) {
    const size = ROUNDS[round] ?? 0;
    const { fitting, open } = screened(task, plans, candidates.slice(start, start + size));
    const proven = prove(proves, [...fitting.slice(0, MOST_FITTING), ...open.slice(0, MOST_OPEN)]);
    if (proven.length > 0) return proven;
    left.push(...open.slice(MOST_OPEN));
    start += size;
  }
  return prove(proves, cheapestFirst(left).slice(0, MOST_LEFT));
}

function candidatesOf(task: RepairTask): Candidate[] {
  const { statements, mismatch, claims, module, bindings, root } = task;
  const suspects = suspectsOf(statements, mismatch.claim, claims, module, bindings, root);
  const candidates = suspects.flatMap((suspect) => {
    const found = candidatesFor(contextOf(task, suspect));
    return found.map((candidate) => ({ ...candidate, cost: candidate.cost + suspect.penalty }));
  });
  return cheapestFirst(candidates);
}

function contextOf(task: RepairTask, { statement, value }: Suspect): RepairContext {
  const { text, mismatch, module, bindings, claims } = task;
  const isOwn = mismatch.claim.final.statement === statement;
  const shape = isOwn ? (mismatch.claim.written?.shape ?? null) : null;
  return { text, statement, value, mismatch, shape, atoms: atomsAt(text, module, statement, bindings, claims) };
}

interface Screened {
  readonly fitting: readonly Candidate[];
  readonly open: readonly Candidate[];
}

/** The candidates that give the expected gradient, and those of which that cannot be told. */
function screened(task: RepairTask, plans: ReadonlyMap<Stmt, Plan | null>, candidates: readonly Candidate[]): Screened {
  const canTry = ({ statement, edit }: Candidate): boolean =>
    Boolean(plans.get(statement)) && !edit.newText.includes('\n');
  const { trials, exprCount } = readTrials(candidates.filter(canTry));
  const screenings = [...plans.values()].flatMap((plan) => {
    const own = trials.filter(({ candidate }) => candidate.statement === plan?.statement);
    return plan && own.length > 0 ? [new Screening(plan, own, task)] : [];
  });
  if (screenings.length > 0) task.run(probeOf(screenings, Math.max(exprCount, task.module.exprCount)));
  const results = screenings.map((screening) => screening.result());
  const unplanned = candidates.filter((candidate) => !canTry(candidate));
  return {
    fitting: cheapestFirst(results.flatMap(({ fitting }) => fitting)),
    open: cheapestFirst([...unplanned, ...results.flatMap((result) => result.open)]),
  };
}

function cheapestFirst(candidates: readonly Candidate[]): Candidate[] {
  return [...candidates].sort((a, b) => a.cost - b.cost);
}

/** The cheapest candidates that are proven, all of one kind and equally small. Those that make everything right come first. */
function prove(proves: (edit: Edit) => Proof, candidates: readonly Candidate[]): Repair[] {
  const found = new Map<Candidate, Proof>();
  let best: Candidate | null = null;
  for (const candidate of candidates) {
    if (best && (candidate.cost > best.cost + 0.01 || found.size >= MOST_REPAIRS)) break;
    if (best && candidate.edit.kind !== best.edit.kind) continue;
    const proof = proves(candidate.edit);
    if (proof === 'none') continue;
    found.set(candidate, proof);
    if (proof === 'all') best ??= candidate;
  }
  const wanted: Proof = best ? 'all' : 'own';
  const proven = [...found].filter(([, proof]) => proof === wanted).map(([candidate]) => candidate);
  const first = best ?? proven[0];
  const alike = proven.filter(({ edit, cost }) => edit.kind === first?.edit.kind && cost <= first.cost + 0.01);
  return alike.map(({ edit, statement }) => ({ edit, statement, isWhole: wanted === 'all' }));
}

/** The right-hand side of an assignment, or null for other statements. */
export function valueOf(statement: Stmt): Expr | null {
  if (statement.kind === 'Assign' || statement.kind === 'AugAssign') return statement.value;
  if (statement.kind === 'AnnAssign' || statement.kind === 'Return') return statement.value;
  return statement.kind === 'ExprStmt' ? statement.value : null;
}
