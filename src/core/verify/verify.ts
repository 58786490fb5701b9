import { english, type Localize } from '../base/localize.ts';
import type { Span } from '../base/span.ts';
import { Unsupported } from '../interp/values.ts';
import type { Binding, RunProblem } from '../interp/execution.ts';
import type { Stmt } from '../syntax/ast.ts';
import { parseModule, statementAt } from '../syntax/index.ts';
import { collectClaims, isPlaceholder, type Claim, type Claims, type Target } from './claims.ts';
import type { Flat } from './compare.ts';
import { factorsOf } from './factors.ts';
import { gradientTarget } from './gradientTarget.ts';
import { suspect, type Fault } from './fault.ts';
import { judge, truthUnder, type Comparison, type Judgement, type Mismatch } from './judge.ts';
import { speaksOfBackward } from './gradientNames.ts';
import { hasKink } from './kinks.ts';
import { objectivesOf } from './objective.ts';
import { searchRepair, valueOf, type Repair } from './repair/search.ts';
import type { RepairContext } from './repair/edit.ts';
import { hasBiasPerExample } from './plausible.ts';
import { pathsOf, scriptUnit } from './script.ts';
import { criterionUnits } from './styles/criterion.ts';
import { derivativeUnits } from './styles/derivative.ts';
import { layerUnits } from './styles/layer.ts';
import { lossUnits } from './styles/loss.ts';
import { pairUnits } from './styles/pair.ts';
import { ALTERNATIVES, isOnlyToRun } from './sample/scenario.ts';
import type { InputNote, Source, Trace, Unit, UnitKind } from './unit.ts';
import { formatShape } from '../ndarray/formatShape.ts';
import { numberText, witnessOf } from './witness.ts';

export type Verdict = 'proven' | 'refuted' | 'unknown';

/** What is known of one hand-written gradient. */
export interface GradientReport {
  readonly name: string;
  /** The value it is the gradient of; '' when nothing says so. */
  readonly of: string;
  readonly span: Span;
  readonly verdict: Verdict;
  /** Relative error against the true gradient; null when there is nothing to compare. */
  readonly error: number | null;
  /** Why the verdict is not `proven`; '' when it is. */
  readonly reason: string;
  readonly truth: Flat | null;
}

export interface UnitReport {
  readonly name: string;
  readonly kind: UnitKind;
  readonly span: Span;
  readonly gradients: readonly GradientReport[];
  readonly faults: readonly Fault[];
  /** What the run could not do. */
  readonly problems: readonly RunProblem[];
  /** What it was run with, and where that came from. */
  readonly inputs: readonly InputNote[];
  /** All that the judging run showed, for rules that look at more than wrong numbers. */
  readonly outcome: Outcome;
}

export interface VerifyOptions {
  readonly localize?: Localize;
  /** Edited texts that may be run per fault. */
  readonly repairBudget?: number;
  /** Milliseconds for all repairs, by the clock of the run options. */
  readonly repairTime?: number;
}

/** Finds the hand-written backward passes of a text and judges every gradient in them. Never throws for bad input. */
export function verifySource(source: Source, options: VerifyOptions = {}): UnitReport[] {
  return unitsOf(source).map((unit) => verifyUnit(unit, source, options));
}

/** The backward passes of a text, in the order of the text. */
export function unitsOf({ module }: Source): Unit[] {
  const script = scriptUnit(module);
  const special = [...criterionUnits(module), ...derivativeUnits(module)];
  const taken = new Set(special.map((unit) => unit.name));
  const general = [...pairUnits(module), ...layerUnits(module), ...lossUnits(module)];
  const routines = [...special, ...general.filter((unit) => !taken.has(unit.name))];
  routines.sort((a, b) => a.span.start - b.span.start);
  return script ? [...routines, script] : routines;
}

/** One run of a pass and what was concluded from it. */
export interface Outcome {
  /** The scenario that it was run with. */
  readonly sample: number;
  readonly trace: Trace;
  readonly claims: Claims;
  readonly judgement: Judgement | null;
}

function runUnit(unit: Unit, source: Source, sample: number): Outcome {
  const ran = unit.run(source, sample);
  const trace = { ...ran, bindings: [...ran.bindings, ...failedBindings(source, ran)] };
  const claims = collectClaims(trace);
  const isUnfinished = unit.kind !== 'script' && trace.problems.some((problem) => problem.kind === 'limit');
  if (isUnfinished) return { sample, trace, claims, judgement: null };
  return { sample, trace, claims, judgement: judge(claims.claims, objectivesOf(claims, trace)) };
}

/** Milliseconds in which the inputs of one pass must be found. */
const SEARCH_TIME = 1000;

/**
 * Runs a pass under one set of assumptions after the other until its gradients are right: what a text leaves open about
 * shapes is chosen in its favour. Then once more with other strides, paddings and modes, which the pass must bear as well.
 */
function explore(unit: Unit, source: Source): Outcome {
  if (unit.kind === 'script') return runUnit(unit, source, 0);
  const clock = source.options.clock ?? ((): number => 0);
  const deadline = clock() + SEARCH_TIME;
  const limited = { ...source, expired: () => clock() > deadline };
  let best = runUnit(unit, limited, 0);
  for (let sample = 1; sample < ALTERNATIVES && !isRight(best) && !limited.expired(); sample++) {
    if (isOnlyToRun(sample) ? isWrong(unit, best) && !hasRecovered(best) : isTooLong(best)) continue;
    const next = runUnit(unit, limited, sample);
    if (isRight(next) || (isWrong(unit, next) && !isWrong(unit, best))) best = next;
  }
  if (!isRight(best) || clock() > deadline + SEARCH_TIME) return best;
  const other = runUnit(unit, source, best.sample + ALTERNATIVES);
  return isWrong(unit, other) ? other : best;
}

/** Other axes for biases do not make a run shorter. */
function isTooLong({ trace }: Outcome): boolean {
  return trace.problems.some((problem) => problem.kind === 'limit');
}

function isRight(outcome: Outcome): boolean {
  const { judgement } = outcome;
  if (hasRecovered(outcome) || !judgement) return false;
  const [data] = outcome.trace.inputs;
  if (data && hasBiasPerExample(judgement.objective.root, data.name)) return false;
  return judgement.allRight && judgement.comparisons.some((comparison) => comparison.right);
}

/** A function that ended early left its gradients unfinished: that says nothing against them. */
function isWrong(unit: Unit, outcome: Outcome): boolean {
  const { judgement, trace } = outcome;
  if (judgement === null || (judgement.mismatches.length === 0 && !hasRecovered(outcome))) return false;
  if (unit.kind !== 'script' && trace.problems.length > (trace.recovered ?? []).length) return false;
  return !hasKink(judgement.objective.root);
}

/** Whether the forward pass ran and a gradient could not be computed from it. */
function hasRecovered({ trace }: Outcome): boolean {
  return (trace.recovered ?? []).length > 0;
}

/** Assignments that were not made because their statement failed: the names exist for the reader all the same. */
function failedBindings({ module }: Source, trace: Trace): Binding[] {
  return trace.problems.flatMap((problem) => {
    const statement = problem.kind === 'error' && problem.file === '' ? statementAt(module, problem.span.start) : null;
    if (!statement) return [];
    return pathsOf(statement).map((path) => ({
      path,
      kind: 'assign' as const,
      value: null,
      node: null,
      statement,
      span: statement.span,
      frame: 0,
      functionName: null,
      file: '',
      order: Number.MAX_SAFE_INTEGER,
    }));
  });
}

export function verifyUnit(unit: Unit, source: Source, options: VerifyOptions): UnitReport {
  const localize = options.localize ?? english;
  const outcome = explore(unit, source);
  const faults = isBackwardPass(outcome, source) ? faultsOf(unit, source, outcome, options) : [];
  const gradients = outcome.claims.claims.map((claim) => reportOf(claim, outcome, faults, localize));
  return {
    name: unit.name,
    kind: unit.kind,
    span: unit.span,
    gradients,
    faults,
    problems: outcome.trace.problems,
    inputs: outcome.trace.inputs,
    outcome,
  };
}

/**
 * Whether the names that look like gradients are gradients. `dx = x[1] - x[0]` in a simulation is none: unless something
 * was proven, or a comment or name speaks of a backward pass, nothing is said.
 */
function isBackwardPass({ claims, judgement, trace }: Outcome, source: Source): boolean {
  if (trace.isGuessed === true) return false;
  if (judgement?.comparisons.some((comparison) => comparison.right)) return true;
  if (judgement?.objective.kind === 'given') return true;
  if (claims.claims.some((claim) => claim.name.strength === 'certain' && claim.targets.length > 0)) return true;
  const first = trace.bindings[0]?.span.start ?? 0;
  return source.module.comments.some((comment) => comment.span.start >= first && speaksOfBackward(comment.text));
}

function faultsOf(unit: Unit, source: Source, outcome: Outcome, options: VerifyOptions): Fault[] {
  // With sampled inputs a statement may fail for their sake, unless the forward pass has borne them.
  const isHeld = unit.kind === 'script' || (isWrong(unit, outcome) && hasRecovered(outcome));
  const failed = isHeld ? failures(outcome, source) : [];
  const mismatches = isWrong(unit, outcome) ? (outcome.judgement?.mismatches ?? []) : [];
  const clock = source.options.clock ?? ((): number => 0);
  const deadline = clock() + (options.repairTime ?? 800);
  const search = { unit, source, outcome, options, expired: () => clock() > deadline };
  const faults = [
    ...failed.map(({ claim, problem, statement }) => failedFault(search, claim, problem, statement)),
    ...mismatches.map((mismatch) => mismatchFault(search, mismatch)),
  ];
  return faults.filter((fault) => fault !== null);
}

interface Search {
  readonly unit: Unit;
  readonly source: Source;
  readonly outcome: Outcome;
  readonly options: VerifyOptions;
  /** True when the time for all repairs of the pass is used up. */
  readonly expired: () => boolean;
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
): Pick<Fault, 'claim' | 'target' | 'statement' | 'span' | 'factors'> {
  const root = outcome.judgement?.objective.root;
  const factors = root ? factorsOf(target, root, outcome.claims.claims) : null;
  return { claim, target, statement, span: statement.span, factors };
}

function mismatchFault(search: Search, mismatch: Mismatch): Fault | null {
  const suspicion = suspect(mismatch);
  const repairs = repairsOf(search, mismatch, suspicion.statements);
  const statement = repairs[0]?.statement ?? suspicion.statements[0];
  if (!statement) return null;
  const { claim, target, expected, uses } = mismatch;
  const { written } = claim;
  const witness = written ? witnessOf(written, expected, search.outcome.trace.inputs) : null;
  return {
    ...faultBase(search, claim, target, statement),
    expected,
    written,
    discards: suspicion.discards,
    uses,
    witness,
    repairs,
    problem: null,
  };
}

function repairsOf(search: Search, mismatch: Mismatch, statements: readonly Stmt[]): Repair[] {
  const { source, unit, outcome, options, expired } = search;
  const contexts = statements.flatMap((statement) => contextOf(source, outcome, mismatch, statement) ?? []);
  const others = new Set(
    (outcome.judgement?.mismatches ?? [])
      .map((other) => other.claim.path)
      .filter((path) => path !== mismatch.claim.path),
  );
  const before = outcome.judgement?.comparisons.length ?? 0;
  return searchRepair(contexts, {
    budget: options.repairBudget ?? 250,
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

function reportOf(claim: Claim, outcome: Outcome, faults: readonly Fault[], localize: Localize): GradientReport {
  const comparison = outcome.judgement?.comparisons.find((candidate) => candidate.claim === claim) ?? null;
  const fault = faults.find((candidate) => candidate.claim === claim);
  const of = comparison?.target?.name ?? claim.targets[0]?.name ?? claim.name.of[0] ?? '';
  const base = { name: claim.path, of, span: claim.final.span, truth: comparison?.truth ?? null };
  if (fault) {
    return {
      ...base,
      truth: fault.expected,
      verdict: 'refuted',
      error: errorOf(comparison),
      reason: refutation(fault, localize),
    };
  }
  if (comparison?.right) return { ...base, verdict: 'proven', error: comparison.error, reason: '' };
  return {
    ...base,
    verdict: 'unknown',
    error: errorOf(comparison),
    reason: whyUnknown(claim, outcome, comparison, localize),
  };
}

function errorOf(comparison: Comparison | null): number | null {
  return comparison && Number.isFinite(comparison.error) ? comparison.error : null;
}

function refutation(fault: Fault, t: Localize): string {
  if (!fault.witness) return fault.problem?.message ?? t('the statement fails');
  const { index, written, truth } = fault.witness;
  return t('{0}{1} is {2}, the true gradient is {3}', fault.claim.path, index, entryText(written), entryText(truth));
}

function entryText(entry: number | string): string {
  return typeof entry === 'number' ? numberText(entry) : entry;
}

function whyUnknown(claim: Claim, { judgement }: Outcome, comparison: Comparison | null, t: Localize): string {
  if (judgement?.objective.given.has(claim))
    return t('taken as given: it is the upstream gradient that the pass starts from');
  const { value } = claim.final;
  if (value instanceof Unsupported) return t('it depends on what could not be evaluated: {0}', value.reason);
  if (!claim.written) return t('it has no numeric value: the statement was not reached or could not be run');
  if (isPlaceholder(claim)) return t('it is still a placeholder of zeros');
  if (comparison?.near)
    return t('it agrees with the gradient of {0} only roughly, as a numerical approximation does', claim.path);
  if (!comparison?.target) return t('no value of the forward pass belongs to this name, or no loss depends on it');
  if (judgement?.allRight) {
    return t(
      'it differs from the gradient of {0}, but every final gradient computed from it is right',
      comparison.target.name,
    );
  }
  const shape = comparison.truth ? formatShape(comparison.truth.shape) : '';
  return t(
    'it differs from the gradient of {0} {1}, and nothing else here could be confirmed',
    comparison.target.name,
    shape,
  );
}
