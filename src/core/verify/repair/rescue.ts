import { contains } from '../../base/span.ts';
import type { Binding, Probe, RunProblem } from '../../interp/execution.ts';
import type { Stmt } from '../../syntax/ast.ts';
import { reparse, statementAt } from '../../syntax/index.ts';
import type { Claim, Target } from '../claims.ts';
import { uniformFactor } from '../compare.ts';
import { explore, isRight, runUnit, type Outcome } from '../explore.ts';
import { gradientTarget } from '../gradientTarget.ts';
import { ancestors, dependence } from '../graph.ts';
import { finalsOf, isTelling, type Comparison, type Mismatch } from '../judge.ts';
import { unitsOf } from '../units.ts';
import type { Node } from '../../tape/node.ts';
import { Num } from '../../tape/tensor.ts';
import { statementsInFrame } from '../walk.ts';
import { atomsAt } from './atoms.ts';
import { candidatesFor, type Candidate } from './candidates.ts';
import { distinctTrials } from './distinct.ts';
import { applyEdit } from './edit.ts';
import type { Search } from './prove.ts';
import { suspectAt } from './suspects.ts';
import { isSimple, readTrials, type Trial } from './trials.ts';

/** Dearer edits change more than one thing. */
const MOST_COST = 2.3;
/** So many candidates are looked at. */
const MOST_CANDIDATES = 1200;
/** Runs that may be spent on a pass of which nothing is known but that it is not right. */
const MOST_TRIALS = 400;

/** An edit after which every gradient of a pass is right that could not be judged before. */
export interface Rescue {
  readonly candidate: Candidate;
  /** The gradient that the edited statement is for, as it comes out then. */
  readonly comparison: Comparison;
  /** What the pass ended with, when it did not run to its end. */
  readonly problem: RunProblem | null;
}

/**
 * Looks for one edit of one statement of the backward part with which a pass runs to its end with every gradient right, in
 * each scenario. Where a pass ends with an error, or nothing could be confirmed, that it can be found says that the inputs
 * and the objective were understood: wrong guesses do not make all gradients agree with the true ones by one small edit.
 */
export function rescueOf(search: Search): Rescue | null {
  const { unit, source, outcome, expired } = search;
  const problem = outcome.trace.problems[0] ?? null;
  const wrong = outcome.judgement?.comparisons.filter(({ right, truth }) => !right && truth !== null) ?? [];
  const suspects = new Set(wrong.flatMap(({ claim }) => claim.versions.map(({ statement }) => statement)));
  const candidates = statementsOf(search, problem)
    .flatMap((statement, i) => candidatesAt(search, statement, i === 0 || suspects.has(statement) ? 0 : 0.3))
    .filter((candidate) => candidate.cost <= MOST_COST && isPlain(candidate))
    .sort((a, b) => a.cost - b.cost);
  const { trials, exprCount } = readTrials(candidates.slice(0, MOST_CANDIDATES));
  const count = Math.max(exprCount, source.module.exprCount);
  const run = (probe: Probe): void =>
    void unit.run({ ...source, options: { ...source.options, probe } }, outcome.sample);
  for (const trial of distinctTrials(trials, count, { run, expired, keepsShapes: false }).slice(0, MOST_TRIALS)) {
    if (expired()) return null;
    const comparison = rescued(search, trial, count);
    if (comparison && isProven(search, trial.candidate)) return { candidate: trial.candidate, comparison, problem };
  }
  return null;
}

/** A number that is put in may be a length by luck, where so little is known. */
function isPlain({ edit: { kind, newText } }: Candidate): boolean {
  return !newText.includes('\n') && !((kind === 'factor' || kind === 'literal') && /(?<![\w.])\d/.test(newText));
}

/** The statement that the pass ended with, and the simple ones of its function from its first gradient on. */
function statementsOf({ unit, source, outcome }: Search, problem: RunProblem | null): Stmt[] {
  const { module } = source;
  const places = problem ? [problem, ...problem.calls.toReversed()] : [];
  const own = places.flatMap(({ file, span }) => (file === '' && contains(unit.span, span) ? [span.start] : []));
  const failed = own[0] === undefined ? null : statementAt(module, own[0]);
  if (problem && !failed) return [];
  const block = unit.defs.find(({ span }) => span.start === unit.span.start)?.body ?? module.body;
  const first = Math.min(
    ...outcome.claims.claims.flatMap(({ versions }) => versions.map(startOf)),
    failed?.span.start ?? Infinity,
  );
  const isBackwardAlone = unit.kind === 'pair' || unit.kind === 'layer' || unit.kind === 'derivative';
  const others = statementsInFrame(block).filter(({ span }) => {
    return (isBackwardAlone || span.start >= first) && (!failed || span.start < failed.span.start);
  });
  return [...new Set([...(failed ? [failed] : []), ...others.toReversed()])].filter(isSimple);
}

function startOf({ statement, kind }: { readonly statement: Stmt | null; readonly kind: string }): number {
  return kind === 'parameter' ? Infinity : (statement?.span.start ?? Infinity);
}

function candidatesAt({ source, outcome }: Search, statement: Stmt, penalty: number): Candidate[] {
  const { text, module } = source;
  const { claims, values } = outcome.claims;
  const path = gradientTarget(statement);
  const claim =
    claims.find((one) => one.path === path) ?? claims.find(({ targets }) => targets.length > 0) ?? claims[0];
  const target = claim?.targets.at(-1) ?? values[0];
  if (!target) return [];
  const expected = { shape: target.shape, data: new Float64Array(0) };
  const mismatch: Mismatch = { claim: claim ?? claimAt(target), target, expected, uses: [] };
  const atoms = atomsAt(text, module, statement, outcome.trace.bindings, claims);
  return suspectAt(statement, mismatch.claim.path, penalty).flatMap((suspect) => {
    const found = candidatesFor({ text, statement, value: suspect.value, mismatch, atoms, shape: null, isBrief: true });
    return found.map((candidate) => ({ ...candidate, cost: candidate.cost + suspect.penalty }));
  });
}

/** Stands for the gradient of a value that nothing was written for yet. */
function claimAt(target: Target): Claim {
  const { binding } = target;
  const name = { of: [], strength: 'likely' as const };
  return {
    path: '',
    name,
    versions: [],
    final: binding,
    step: null,
    written: null,
    targets: [target],
    isReturned: false,
  };
}

/** The gradient that an edited statement is for, when all are right with it. */
function rescued(
  { unit, source, outcome }: Search,
  { candidate, statement }: Trial,
  exprCount: number,
): Comparison | null {
  const instead = { of: candidate.statement, by: statement, exprCount };
  const tried = runUnit(unit, { ...source, options: { ...source.options, instead } }, outcome.sample);
  const { judgement, trace } = tried;
  if (!judgement || !isRight(tried) || judgement.factor !== 1 || trace.isGuessed === true) return null;
  const forward = ancestors([judgement.objective.root]);
  const bound = trace.bindings.filter((binding) => binding.statement === statement);
  const own = bound.map(({ node }) => node);
  // Lengths and counts are no gradients, and masks and indices leave no trace.
  if (own.some((node) => node && forward.has(node)) || bound.some(isCount)) return null;
  const finals = finalsOf(judgement.comparisons);
  if (!own.includes(null) && !leadsToAny(own, finals)) return null;
  const telling = finals.filter((one) => one.right && isTelling(one));
  const isSure = judgement.objective.isNamed ? telling.length > 0 : telling.length > 1;
  if (!isSure || finals.some(({ right }) => !right) || isConvention(finals, outcome)) return null;
  const path = gradientTarget(statement);
  return (
    judgement.comparisons.find(({ claim }) => claim.path === path && claim.targets.length > 0) ?? telling[0] ?? null
  );
}

function isCount({ value, node }: Binding): boolean {
  return value instanceof Num && (value.isInt || node === null);
}

/** Whether one of the gradients was computed from one of the values: an update of a parameter is no part of the pass. */
function leadsToAny(values: readonly (Node | null)[], gradients: readonly Comparison[]): boolean {
  const depends = dependence(new Set(values.filter((node) => node !== null)));
  return gradients.some(({ claim: { final } }) => final.node !== null && depends(final.node));
}

/** Whether the gradients are multiples of the right ones as they stand: that may be what the author means. */
function isConvention(finals: readonly Comparison[], { claims, trace }: Outcome): boolean {
  if (trace.problems.length > 0) return false;
  return finals.every(({ claim: { path }, truth }) => {
    const written = claims.claims.find((claim) => claim.path === path)?.written;
    return written && truth ? uniformFactor(written, truth) !== null : false;
  });
}

/** Whether the edited text is a right pass, found and judged from the start. */
function isProven({ unit, source }: Search, { edit }: Candidate): boolean {
  const text = applyEdit(source.text, edit);
  const module = reparse(source, text);
  if (module.errors.length > source.module.errors.length) return false;
  const edited = unitsOf({ ...source, text, module }).find(
    ({ name, kind }) => name === unit.name && kind === unit.kind,
  );
  if (!edited) return false;
  const outcome = explore(edited, { ...source, text, module });
  return isRight(outcome) && outcome.judgement?.factor === 1;
}
