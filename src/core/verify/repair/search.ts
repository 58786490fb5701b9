import type { Binding, Probe } from '../../interp/execution.ts';
import type { Expr, Stmt } from '../../syntax/ast.ts';
import type { Module } from '../../syntax/index.ts';
import type { Node } from '../../tape/node.ts';
import type { Claim } from '../claims.ts';
import type { Flat } from '../compare.ts';
import type { Mismatch } from '../judge.ts';
import { atomsAt } from './atoms.ts';
import { candidatesFor, type Candidate } from './candidates.ts';
import { distinctTrials } from './distinct.ts';
import type { Edit, RepairContext } from './edit.ts';
import { planFor, type Plan } from './plan.ts';
import { probeOf, Screening } from './screening.ts';
import { suspectsOf, type Suspect } from './suspects.ts';
import { isSimple, readTrials, type Trial } from './trials.ts';

/** A proven repair: the edit, and the statement that it changes. */
export interface Repair {
  readonly edit: Edit;
  readonly statement: Stmt;
  /** Whether every gradient of the pass is right then; else other faults are left. */
  readonly isWhole: boolean;
  /** Whether it may be offered: every gradient is right then, or will be with the repairs of the other faults. */
  readonly isSafe: boolean;
}

/** What is right with an edit made: every gradient, the one that was wrong while other faults are left, or not even that. */
export type Proof = 'all' | 'own' | 'none';

/** A wrong gradient, and all that looking for its repair needs. */
export interface RepairTask {
  readonly text: string;
  readonly module: Module;
  readonly mismatch: Mismatch;
  /** What other gradients should be, where their statements are edited too. */
  readonly focuses: ReadonlyMap<Claim, Mismatch>;
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
  /** Runs the text with another statement in place of one, and says whether the gradient is as expected then. */
  readonly fits: (trial: Trial, exprCount: number) => boolean;
  /** Runs the text with an edit and judges it: every gradient of the pass is right then (other known faults left aside). */
  readonly proves: (edit: Edit) => Proof;
  /** How many edited texts may be run. */
  readonly budget: number;
  /** True when no more time should be spent. */
  readonly expired: () => boolean;
  /** Whether the statements come to values of the right shapes as they stand. */
  readonly keepsShapes: boolean;
}

const MOST_REPAIRS = 3;
/** How many candidates are tried out in one run: the likeliest first, the rest only when none of these is right. */
const ROUNDS = [120, 480, 1200];
const BRIEF_ROUNDS = [400, 1200, 2400];
/** How many candidates of a round that cannot be tried out are run as texts of their own before the next round. */
const MOST_OPEN = 12;
/** How many of the others are, when nothing else was right. */
const MOST_LEFT = 24;
/** Edits that may be proven when the time is over. */
const MOST_LATE = 3;
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
  let { budget } = task;
  let late = MOST_LATE;
  // What already gave the expected gradient is worth a little more time.
  const proves = (edit: Edit): Proof => (budget-- > 0 && (!task.expired() || late-- > 0) ? task.proves(edit) : 'none');
  if (!isBrief(task)) return searched(task, plans, candidates, ROUNDS, proves);
  // What can be followed within one run costs little, and comes before what takes a run for each candidate.
  const followed = candidates.filter(({ statement }) => plans.get(statement));
  const others = candidates.filter(({ statement }) => !plans.get(statement));
  const proven = searched(task, plans, followed, BRIEF_ROUNDS, proves);
  return proven.length > 0 ? proven : searched(task, plans, others, BRIEF_ROUNDS, proves);
}

/** The first of the candidates that are proven, round by round. */
function searched(
  task: RepairTask,
  plans: ReadonlyMap<Stmt, Plan | null>,
  candidates: readonly Candidate[],
  rounds: readonly number[],
  proves: (edit: Edit) => Proof,
): Repair[] {
  const left: Candidate[] = [];
  let start = 0;
  for (const size of rounds) {
    if (start >= candidates.length || task.expired()) break;
    const { fitting, open } = screened(task, plans, candidates.slice(start, start + size));
    const proven = prove(proves, [...fitting.slice(0, MOST_FITTING), ...open.slice(0, MOST_OPEN)]);
    if (proven.length > 0) return proven;
    left.push(...open.slice(MOST_OPEN));
    start += size;
  }
  return task.expired() ? [] : prove(proves, cheapestFirst(left).slice(0, MOST_LEFT));
}

function candidatesOf(task: RepairTask): Candidate[] {
  const { statements, mismatch, claims, module, bindings, root } = task;
  const step = isBrief(task) ? 0.15 : 0.7;
  const suspects = suspectsOf(statements, mismatch.claim, claims, module, bindings, root, step);
  const candidates = suspects.flatMap((suspect) => {
    const found = candidatesFor(contextOf(task, suspect));
    return found.map((candidate) => ({ ...candidate, cost: candidate.cost + suspect.penalty }));
  });
  return cheapestFirst(candidates);
}

/** Of many statements only the smaller edits are tried. */
function isBrief({ focuses }: RepairTask): boolean {
  return focuses.size > 0;
}

function contextOf(task: RepairTask, { statement, value }: Suspect): RepairContext {
  const { text, module, bindings, claims } = task;
  const owner = claims.findLast(({ versions }) => versions.some((version) => version.statement === statement));
  const mismatch = (owner && task.focuses.get(owner)) ?? task.mismatch;
  const isOwn = mismatch.claim.final.statement === statement;
  const shape = isOwn ? (mismatch.claim.written?.shape ?? null) : null;
  const atoms = atomsAt(text, module, statement, bindings, claims);
  return { text, statement, value, mismatch, shape, atoms, isBrief: isBrief(task) };
}

interface Screened {
  readonly fitting: readonly Candidate[];
  readonly open: readonly Candidate[];
}

/**
 * The candidates that give the expected gradient, and those of which that cannot be told. Where a statement cannot be
 * followed within one run, each of its candidates has a run of its own.
 */
function screened(task: RepairTask, plans: ReadonlyMap<Stmt, Plan | null>, candidates: readonly Candidate[]): Screened {
  const canRead = ({ statement, edit }: Candidate): boolean => isSimple(statement) && !edit.newText.includes('\n');
  const { trials, exprCount } = readTrials(candidates.filter(canRead));
  const count = Math.max(exprCount, task.module.exprCount);
  const screenings = [...plans.values()].flatMap((plan) => {
    const own = trials.filter(({ candidate }) => candidate.statement === plan?.statement);
    return plan && own.length > 0 ? [new Screening(plan, own, task)] : [];
  });
  if (screenings.length > 0) task.run(probeOf(screenings, count));
  const results = screenings.map((screening) => screening.result());
  const open = new Set(results.flatMap((result) => result.open));
  const unplanned = trials.filter(({ candidate }) => open.has(candidate) || !plans.get(candidate.statement));
  const alone = unplanned.length > 0 ? distinctTrials(unplanned, count, task) : [];
  const fitting = alone.filter((trial) => !task.expired() && task.fits(trial, count)).map(({ candidate }) => candidate);
  return {
    fitting: cheapestFirst([...results.flatMap((result) => result.fitting), ...fitting]),
    open: cheapestFirst(candidates.filter((candidate) => !canRead(candidate))),
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
  return alike.map(({ edit, statement }) => ({ edit, statement, isWhole: wanted === 'all', isSafe: true }));
}

/** The right-hand side of an assignment, or null for other statements. */
export function valueOf(statement: Stmt): Expr | null {
  if (statement.kind === 'Assign' || statement.kind === 'AugAssign') return statement.value;
  if (statement.kind === 'AnnAssign' || statement.kind === 'Return') return statement.value;
  return statement.kind === 'ExprStmt' ? statement.value : null;
}
