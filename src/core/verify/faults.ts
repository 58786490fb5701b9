import { contains } from '../base/span.ts';
import type { RunProblem } from '../interp/execution.ts';
import type { Stmt } from '../syntax/ast.ts';
import { statementAt } from '../syntax/index.ts';
import type { Claim, Target } from './claims.ts';
import { fitsValue } from './compare.ts';
import { commonCauses, type Cause } from './cause.ts';
import { hasRecovered, isRight, isWrong, type Outcome } from './explore.ts';
import { factorsOf } from './factors.ts';
import { readGradientName, speaksOfBackward } from './gradientNames.ts';
import { suspect, type Fault } from './fault.ts';
import { hasProduct } from './likelierShapes.ts';
import { gradientTarget } from './gradientTarget.ts';
import { dependence } from './graph.ts';
import { isTelling, truthUnder, type Mismatch } from './judge.ts';
import { proveTogether, repairsOf, type Search } from './repair/prove.ts';
import { rescueOf } from './repair/rescue.ts';
import type { Repair } from './repair/search.ts';
import { wholeRepairs } from './repair/whole.ts';
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
function isBackwardPass({ claims, judgement, trace }: Outcome, source: Source): boolean {
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
  const clock = source.options.clock ?? ((): number => 0);
  const start = clock();
  const within = (share: number): (() => boolean) => {
    const deadline = start + share * (options.repairTime ?? REPAIR_TIME);
    return () => clock() > deadline;
  };
  const search = { unit, source, outcome, budget: options.repairBudget ?? 100, expired: within(1.4), within };
  const faults = isBackwardPass(outcome, source) ? judgedFaults(search) : [];
  if (faults.length > 0 || isRight(outcome)) return faults;
  const fault = rescuedFault({ ...search, expired: within(1.6) });
  return fault ? [fault] : [];
}

/** Milliseconds for all repairs of a pass. */
const REPAIR_TIME = 800;

function judgedFaults(search: Search): readonly Fault[] {
  const { unit, outcome } = search;
  // With sampled inputs a statement may fail for their sake, unless the forward pass has borne them.
  const isHeld = unit.kind === 'script' || (isWrong(unit, outcome) && hasRecovered(outcome));
  const failed = isHeld ? failures(search) : [];
  const mismatches = isWrong(unit, outcome) ? (outcome.judgement?.mismatches ?? []) : [];
  const brief = { ...search, expired: search.within(0.4) };
  const blamed = failed.map(({ claim, problem, statement }) => failedFault(brief, claim, problem, statement));
  const found = blamed.filter((fault) => fault !== null);
  const whole = found.find((fault) => fault.repairs[0]?.isWhole === true);
  const mended = whole ?? (found.length > 0 ? rescuedFault(search) : null);
  const faults = mended ? [mended] : [...found, ...mismatchFaults(search, mismatches)];
  return unit.kind === 'script' ? faults : withoutDoubtful(faults, outcome);
}

/** The fault of a pass that could not be judged as it stands, but whose gradients are all right with one edit. */
function rescuedFault(search: Search): Fault | null {
  const { outcome, budget } = search;
  const { trace, claims } = outcome;
  const isOpen = trace.isGuessed !== true && trace.problems.every(({ kind }) => kind === 'error');
  const rescue = budget > 0 && isOpen ? rescueOf(search) : null;
  if (!rescue) return null;
  const { comparison, candidate, problem } = rescue;
  const { edit, statement } = candidate;
  const { target, truth } = comparison;
  const claim = claims.claims.find(({ path }) => path === comparison.claim.path) ?? comparison.claim;
  if (!target || !truth) return null;
  const mismatch = { claim, target, expected: truth, uses: [] };
  const repairs = [{ edit, statement, isWhole: true, isSafe: true }];
  const fault = mismatchedFault(search, mismatch, statement, repairs, false);
  return problem ? { ...fault, written: null, witness: null, problem } : fault;
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

/**
 * One fault for all mismatches where one edit of one statement makes every gradient right; else one for each, or one for all
 * where a single statement has spoiled them.
 */
function mismatchFaults(search: Search, mismatches: readonly Mismatch[]): Fault[] {
  const [first, ...rest] = mismatches;
  if (!first) return [];
  const causes = commonCauses(search.outcome, mismatches);
  const nearest = rest.length > 0 ? causes[0] : undefined;
  const own = nearest ? null : mismatchFault({ ...search, expired: search.within(0.75) }, first, causes);
  if (own?.repairs[0]?.isWhole === true) return [own];
  const suspects = [
    ...causes.map(({ statement }) => statement),
    ...mismatches.flatMap((one) => suspect(one).statements),
  ];
  const whole = wholeFault({ ...search, expired: search.within(1.2) }, mismatches, causes, suspects);
  if (whole) return [whole];
  const single = singleFaults(search, mismatches, own);
  if (!nearest || single.some((fault) => fault.repairs.length > 0)) return single;
  const common = mismatchedFault(search, first, nearest.statement, [], false);
  return [{ ...common, path: nearest.path, spoiled: rest.map(({ claim }) => claim) }];
}

/** The fault that one edit of one statement takes away, all its consequences included. */
function wholeFault(
  search: Search,
  mismatches: readonly Mismatch[],
  causes: readonly Cause[],
  suspects: readonly Stmt[],
): Fault | null {
  const repairs = wholeRepairs(search, suspects);
  const statement = repairs[0]?.statement;
  if (!statement) return null;
  const isOf = ({ claim }: Mismatch): boolean => claim.versions.some((version) => version.statement === statement);
  const mismatch = mismatches.find(isOf) ?? mismatches[0];
  if (!mismatch) return null;
  const others = mismatches.filter((other) => other !== mismatch).map(({ claim }) => claim);
  const fault = mismatchedFault(search, mismatch, statement, repairs, false);
  const cause = isOf(mismatch) ? null : causes.find((candidate) => candidate.statement === statement);
  return { ...fault, path: cause?.path ?? fault.path, spoiled: others };
}

/**
 * A fault for each mismatch in turn. Where mending one makes everything right, the others were its consequences; else the
 * repairs count only if all of them together make everything right.
 */
function singleFaults(search: Search, mismatches: readonly Mismatch[], first: Fault | null): Fault[] {
  const faults: Fault[] = [];
  for (const [i, mismatch] of mismatches.entries()) {
    const fault = i === 0 && first ? first : mismatchFault(search, mismatch, []);
    if (fault?.repairs[0]?.isWhole === true) return [fault];
    if (fault) faults.push(fault);
  }
  const edits = faults.flatMap(({ repairs }) => repairs.slice(0, 1).map(({ edit }) => edit));
  if (edits.length === faults.length && proveTogether(search, edits)) {
    return faults.map((fault) => ({ ...fault, repairs: fault.repairs.slice(0, 1) }));
  }
  const unsafe = faults.map((fault) => {
    return { ...fault, repairs: fault.repairs.map((repair) => ({ ...repair, isSafe: false })) };
  });
  return withoutConsequences(unsafe, search.outcome);
}

/** Leaves out faults whose gradients were computed from what another blamed statement assigned: that one has to be mended first. */
function withoutConsequences(faults: readonly Fault[], { trace }: Outcome): Fault[] {
  const kept: Fault[] = [];
  for (const fault of faults.toSorted((a, b) => a.claim.final.order - b.claim.final.order)) {
    const causes = kept.filter(({ statement }) => statement !== fault.statement);
    const nodes = trace.bindings.flatMap(({ statement, node }) =>
      node && causes.some((cause) => cause.statement === statement) ? [node] : [],
    );
    const { node } = fault.claim.final;
    if (node === null || nodes.length === 0 || !dependence(new Set(nodes))(node)) kept.push(fault);
  }
  return faults.filter((fault) => kept.includes(fault));
}

/** Statements of the pass itself that assign a gradient and failed with an error of shapes. */
function failures({ unit, source, outcome }: Search): { claim: Claim; problem: RunProblem; statement: Stmt }[] {
  const { claims, trace } = outcome;
  return trace.problems.flatMap((problem) => {
    if (problem.kind !== 'error' || problem.exception !== 'ValueError' || problem.file !== '') return [];
    const statement = statementAt(source.module, problem.span.start);
    const isOwn = statement && (unit.kind === 'script' || unit.defs.some(({ span }) => contains(span, statement.span)));
    const path = isOwn ? gradientTarget(statement) : null;
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
