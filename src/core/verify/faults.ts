import type { RunProblem } from '../interp/execution.ts';
import type { Stmt } from '../syntax/ast.ts';
import { statementAt } from '../syntax/index.ts';
import type { Claim, Target } from './claims.ts';
import { fitsValue } from './compare.ts';
import { commonCauses, type Cause } from './cause.ts';
import { hasRecovered, isWrong, type Outcome } from './explore.ts';
import { factorsOf } from './factors.ts';
import { readGradientName, speaksOfBackward } from './gradientNames.ts';
import { suspect, type Fault } from './fault.ts';
import { hasProduct } from './likelierShapes.ts';
import { gradientTarget } from './gradientTarget.ts';
import { isTelling, truthUnder, type Mismatch } from './judge.ts';
import { repairsOf, type Search } from './repair/prove.ts';
import type { Repair } from './repair/search.ts';
import type { Source, Unit } from './unit.ts';
import { witnessOf } from './witness.ts';

/** What faults may cost. */
export interface FaultOptions {
  /** Edited texts that may be run per fault. */
  readonly repairBudget?: number;
  /** Milliseconds for all repairs, by the clock of the run options. */
  readonly repairTime?: number;
}

/**
 * Whether the names that look like gradients are gradients. `dx = x[1] - x[0]` in a simulation is none: unless something
 * was proven, or a comment or name speaks of a backward pass, nothing is said.
 */
export function isBackwardPass({ claims, judgement, trace }: Outcome, source: Source): boolean {
  if (trace.isGuessed === true) return false;
  if (judgement?.comparisons.some((comparison) => comparison.right)) return true;
  if (judgement?.objective.kind === 'given') return true;
  // A function that returns its loss and gradients of what it was given speaks for itself.
  if (
    judgement?.objective.kind === 'loss' &&
    claims.claims.some((claim) => claim.isReturned && claim.targets.length > 0)
  ) {
    return true;
  }
  if (claims.claims.some((claim) => claim.name.strength === 'certain' && claim.targets.length > 0)) return true;
  const first = trace.bindings[0]?.span.start ?? 0;
  return source.module.comments.some((comment) => comment.span.start >= first && speaksOfBackward(comment.text));
}

/** The statements of a pass that make its gradients wrong, with the repairs that were proven. */
export function faultsOf(unit: Unit, source: Source, outcome: Outcome, options: FaultOptions): readonly Fault[] {
  // With sampled inputs a statement may fail for their sake, unless the forward pass has borne them.
  const isHeld = unit.kind === 'script' || (isWrong(unit, outcome) && hasRecovered(outcome));
  const failed = isHeld ? failures(outcome, source) : [];
  const mismatches = isWrong(unit, outcome) ? (outcome.judgement?.mismatches ?? []) : [];
  const clock = source.options.clock ?? ((): number => 0);
  const deadline = clock() + (options.repairTime ?? 800);
  const search = { unit, source, outcome, budget: options.repairBudget ?? 100, expired: () => clock() > deadline };
  const blamed = failed.map(({ claim, problem, statement }) => failedFault(search, claim, problem, statement));
  const found = blamed.filter((fault) => fault !== null);
  const whole = found.find((fault) => fault.repairs[0]?.isWhole === true);
  const faults = whole ? [whole] : [...found, ...mismatchFaults(search, mismatches)];
  return unit.kind === 'script' ? faults : withoutDoubtful(faults, outcome);
}

/**
 * Where nobody stated shapes, they may be at fault instead of the text. Nothing is said of statements that fail and of several
 * gradients that lack the shapes that were guessed, where no edit mends them; nor of any gradient that no edit of one
 * statement puts right, where several inputs meet in no matrix product, which would tie their shapes together, and not one
 * gradient came out right.
 */
function withoutDoubtful(faults: readonly Fault[], { judgement, trace }: Outcome): readonly Fault[] {
  if (faults.length === 0) return faults;
  const guessed = trace.inputs.filter(({ name, text, source }) => {
    const isArray = text.startsWith('(') || (text.startsWith('[') && /^(?:y|t|labels?|targets?)$/.test(name));
    return source === 'solved' && isArray && readGradientName(name) === null && !/cache/i.test(name);
  });
  const names = new Set(guessed.map(({ name }) => name));
  const isRight = judgement?.comparisons.some((one) => one.right && isTelling(one)) ?? false;
  const isTied = judgement !== null && hasProduct(judgement.objective.root);
  const isLoose = guessed.length >= 2 && !isRight && !isTied;
  const isWhole = ({ repairs }: Fault): boolean => repairs[0]?.isWhole === true;
  const lacksShape = faults.filter((fault) => {
    const { written, expected, target } = fault;
    const isShape = written !== null && written.data.length > 0 && !fitsValue(written.shape, expected.shape);
    return isShape && !isWhole(fault) && names.has(target.name);
  });
  return faults.filter((fault) => {
    if (isWhole(fault) || guessed.length < 2) return true;
    if (isLoose || (fault.problem !== null && fault.repairs.length === 0)) return false;
    const isAlone = lacksShape.length < 2 && (isTied || fault.repairs.length > 0);
    return isAlone || !lacksShape.includes(fault);
  });
}

/** One fault for each mismatch, or one for all where a single statement has spoiled them. */
function mismatchFaults(search: Search, mismatches: readonly Mismatch[]): Fault[] {
  const [first, ...rest] = mismatches;
  if (!first) return [];
  const causes = commonCauses(search.outcome, mismatches);
  const [nearest] = causes;
  if (rest.length === 0 || !nearest) {
    return singleFaults(search, mismatches, causes);
  }
  const statements = causes.map(({ statement }) => statement);
  const repairs = repairsOf(search, first, statements, new Set());
  const cause = causes.find(({ statement }) => statement === repairs[0]?.statement) ?? nearest;
  const common = mismatchedFault(search, first, cause.statement, repairs, false);
  const joint = { ...common, path: cause.path, spoiled: rest.map(({ claim }) => claim) };
  if (repairs.length > 0) return [joint];
  const single = singleFaults(search, mismatches, []);
  return single.some((fault) => fault.repairs.length > 0) ? single : [joint];
}

/** A fault for each mismatch in turn. Where mending one makes everything right, the others were its consequences. */
function singleFaults(search: Search, mismatches: readonly Mismatch[], causes: readonly Cause[]): Fault[] {
  const faults: Fault[] = [];
  for (const [i, mismatch] of mismatches.entries()) {
    const fault = mismatchFault(search, mismatch, i === 0 ? causes : []);
    if (fault?.repairs[0]?.isWhole === true) return [fault];
    if (fault) faults.push(fault);
  }
  return faults;
}

/** Statements that assign a gradient and failed with an error of shapes. */
function failures(
  { claims, trace }: Outcome,
  source: Source,
): { claim: Claim; problem: RunProblem; statement: Stmt }[] {
  return trace.problems.flatMap((problem) => {
    if (problem.kind !== 'error' || problem.exception !== 'ValueError' || problem.file !== '') return [];
    const statement = statementAt(source.module, problem.span.start);
    const path = statement && gradientTarget(statement);
    const claim = claims.claims.find((candidate) => candidate.path === path && candidate.targets.length > 0);
    return statement && claim ? [{ claim, problem, statement }] : [];
  });
}

function failedFault(search: Search, claim: Claim, problem: RunProblem, statement: Stmt): Fault | null {
  const target = claim.targets.at(-1);
  if (!target) return null;
  const { judgement } = search.outcome;
  const truth = judgement ? truthUnder(judgement.objective, target) : null;
  const expected = truth ?? { shape: target.shape, data: new Float64Array(0) };
  const repairs = repairsOf(search, { claim, target, expected, uses: [] }, [statement]);
  return {
    ...faultBase(search, claim, target, statement),
    expected,
    written: null,
    discards: false,
    uses: [],
    witness: null,
    repairs,
    problem,
  };
}

function faultBase(
  { outcome }: Search,
  claim: Claim,
  target: Target,
  statement: Stmt,
): Pick<Fault, 'claim' | 'target' | 'path' | 'spoiled' | 'statement' | 'span' | 'factors'> {
  const root = outcome.judgement?.objective.root;
  const factors = root ? factorsOf(target, root, outcome.claims.claims) : null;
  return { claim, target, path: claim.path, spoiled: [], statement, span: statement.span, factors };
}

function mismatchFault(search: Search, mismatch: Mismatch, causes: readonly Cause[]): Fault | null {
  const suspicion = suspect(mismatch);
  const statements = [...suspicion.statements, ...causes.map(({ statement }) => statement)];
  const repairs = repairsOf(search, mismatch, statements);
  const statement = repairs[0]?.statement ?? suspicion.statements[0];
  if (!statement) return null;
  const fault = mismatchedFault(search, mismatch, statement, repairs, suspicion.discards);
  const cause = causes.find((candidate) => candidate.statement === statement);
  return cause ? { ...fault, path: cause.path } : fault;
}

function mismatchedFault(
  search: Search,
  { claim, target, expected, uses }: Mismatch,
  statement: Stmt,
  repairs: readonly Repair[],
  discards: boolean,
): Fault {
  const { written } = claim;
  const witness = written ? witnessOf(written, expected, search.outcome.trace.inputs) : null;
  const base = faultBase(search, claim, target, statement);
  return { ...base, expected, written, discards, uses, witness, repairs, problem: null };
}
