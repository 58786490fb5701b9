import type { Binding } from '../interp/execution.ts';
import { statementAt } from '../syntax/index.ts';
import type { Node } from '../tape/node.ts';
import { collectClaims, type Claims } from './claims.ts';
import { flatOfData } from './compare.ts';
import { impliedObjectives } from './implied.ts';
import { isTelling, judge, type Judgement } from './judge.ts';
import { hasKink } from './kinks.ts';
import { objectivesOf } from './objective.ts';
import { hasBiasPerExample } from './plausible.ts';
import { ALTERNATIVES, isOfOneExample, isOnlyToRun } from './sample/scenario.ts';
import { likelierShapes } from './likelierShapes.ts';
import { pathsOf } from './script.ts';
import type { Source, Trace, Unit } from './unit.ts';

/** One run of a pass and what was concluded from it. */
export interface Outcome {
  /** The scenario that it was run with. */
  readonly sample: number;
  /** The shapes that it was asked to give to parameters. */
  readonly shapes?: ReadonlyMap<string, readonly number[]>;
  readonly trace: Trace;
  readonly claims: Claims;
  readonly judgement: Judgement | null;
}

/** Runs a pass under one set of assumptions and judges its gradients. */
export function runUnit(unit: Unit, source: Source, sample: number): Outcome {
  const ran = unit.run(source, sample);
  const trace = { ...ran, bindings: [...ran.bindings, ...failedBindings(source, ran)] };
  const claims = collectClaims(trace);
  const isUnfinished = unit.kind !== 'script' && trace.problems.some((problem) => problem.kind === 'limit');
  if (isUnfinished) return { sample, trace, claims, judgement: null };
  const objectives = objectivesOf(claims, trace);
  const judgement = judge(claims.claims, objectives);
  const isSettled = judgement?.allRight === true || (judgement?.mismatches.length ?? 0) > 0;
  if (isSettled || objectives.some(({ isNamed }) => isNamed)) return { sample, trace, claims, judgement };
  const implied = judge(claims.claims, impliedObjectives(claims.claims));
  return { sample, trace, claims, judgement: implied?.allRight === true ? implied : judgement };
}

/** Milliseconds in which the inputs of one pass must be found. */
const SEARCH_TIME = 1000;

/**
 * Runs a pass under one set of assumptions after the other until its gradients are right: what a text leaves open about
 * shapes is chosen in its favour. Then once more with other strides, paddings and modes, which the pass must bear as well.
 */
export function explore(unit: Unit, source: Source): Outcome {
  if (unit.kind === 'script') return runUnit(unit, source, 0);
  const clock = source.options.clock ?? ((): number => 0);
  const deadline = clock() + SEARCH_TIME;
  const limited = { ...source, expired: () => clock() > deadline };
  let best = unmuted(unit, limited, runUnit(unit, limited, 0));
  for (let sample = 1; sample < ALTERNATIVES && !isRight(best) && !limited.expired(); sample++) {
    if (isOfOneExample(sample) && (!endedEarly(best) || hasRecovered(best))) continue;
    if (isOnlyToRun(sample) ? isWrong(unit, best) && !hasRecovered(best) : isTooLong(best)) continue;
    const next = unmuted(unit, limited, runUnit(unit, limited, sample));
    // One example alone may bear a pass out; what is wrong with it alone is so for its sake.
    if (isOfOneExample(sample) ? isRight(next) : isBetter(unit, next, best)) best = next;
  }
  const shapes = isWrong(unit, best) ? likelierShapes(unit, source, best) : null;
  if (shapes) {
    // Nothing is said against a gradient before its parameter had the shape that the gradient came out with.
    const next = runUnit(unit, { ...limited, shapes }, best.sample);
    if (isRight(next)) best = { ...next, shapes };
  }
  if (!isRight(best) || clock() > deadline + SEARCH_TIME) return best;
  const asked = best.shapes ? { ...source, shapes: best.shapes } : source;
  const other = runUnit(unit, asked, best.sample + ALTERNATIVES);
  return isWrong(unit, other) ? { ...other, ...(best.shapes ? { shapes: best.shapes } : {}) } : best;
}

/**
 * Right before wrong before nothing to say; of two wrong ones the one with more gradients right: assumptions under which
 * most of a pass is right are the ones that its author had.
 */
function isBetter(unit: Unit, next: Outcome, best: Outcome): boolean {
  // Where something could not be evaluated, that the rest is right says nothing for other shapes.
  if (isRight(next)) return next.trace.problems.length === 0 || !isWrong(unit, best);
  if (!isWrong(unit, next)) return !isWrong(unit, best) && isFurther(next, best);
  return !isWrong(unit, best) || merit(next) > merit(best);
}

/** Whether more gradients are right, or as many and more of the text ran. */
function isFurther(next: Outcome, best: Outcome): boolean {
  const more = countRight(next) - countRight(best);
  return more > 0 || (more === 0 && progress(next) > progress(best));
}

/** The same assumptions with other numbers, where a gradient that is not right flowed through a kink, which proves nothing. */
function unmuted(unit: Unit, source: Source, outcome: Outcome): Outcome {
  const { judgement } = outcome;
  if (isRight(outcome) || !judgement || judgement.mismatches.length === 0 || !hasKink(judgement.objective.root))
    return outcome;
  const other = runUnit(unit, source, outcome.sample + ALTERNATIVES);
  return isRight(other) || isWrong(unit, other) ? other : outcome;
}

/** How much of the text ran before a pass ended with an error; all of it where it did not. */
function progress({ trace: { bindings, problems } }: Outcome): number {
  if (problems.length === 0) return Infinity;
  if (problems.some(({ kind }) => kind !== 'error')) return 0;
  return new Set(bindings.map(({ statement }) => statement)).size;
}

function merit(outcome: Outcome): number {
  return countRight(outcome) - (outcome.judgement?.mismatches.length ?? 0) - (outcome.trace.recovered?.length ?? 0);
}

function countRight({ judgement }: Outcome): number {
  return judgement?.comparisons.filter((comparison) => comparison.right && isTelling(comparison)).length ?? 0;
}

function endedEarly({ trace }: Outcome): boolean {
  return trace.problems.some(({ kind, exception }) => kind === 'error' && exception === 'ValueError');
}

/** Other axes for biases do not make a run shorter. */
function isTooLong({ trace }: Outcome): boolean {
  return trace.problems.some((problem) => problem.kind === 'limit');
}

/** Whether every gradient that could be compared is right, and one at least is. */
export function isRight(outcome: Outcome): boolean {
  const { judgement } = outcome;
  // A function that ended early has not shown all of its gradients.
  if (!judgement || outcome.trace.problems.some((problem) => problem.kind === 'error')) return false;
  const [data] = outcome.trace.inputs;
  if (data && hasBiasPerExample(judgement.objective.root, data.name)) return false;
  return judgement.allRight && (judgement.factor !== 1 || countRight(outcome) > 0);
}

/** A function that ended early left its gradients unfinished: that says nothing against them. */
export function isWrong(unit: Unit, outcome: Outcome): boolean {
  const { judgement, trace } = outcome;
  if (judgement === null || (judgement.mismatches.length === 0 && !hasRecovered(outcome))) return false;
  if (unit.kind !== 'script' && trace.problems.length > (trace.recovered ?? []).length) return false;
  // A number that no name calls a loss must have explained some gradient first.
  const { kind, isNamed } = judgement.objective;
  if (unit.kind !== 'script' && kind === 'loss' && !isNamed && countRight(outcome) === 0) return false;
  // Where numbers have run out of range nothing can be compared.
  if (!isFiniteRoot(judgement.objective.root)) return false;
  return !hasKink(judgement.objective.root);
}

function isFiniteRoot({ value }: Node): boolean {
  return value !== undefined && flatOfData(value).data.every((entry) => Number.isFinite(entry));
}

/** Whether the forward pass ran and a gradient could not be computed from it. */
export function hasRecovered({ trace }: Outcome): boolean {
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
