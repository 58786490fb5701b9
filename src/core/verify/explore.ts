import type { Binding } from '../interp/execution.ts';
import { statementAt } from '../syntax/index.ts';
import { collectClaims, type Claims } from './claims.ts';
import { judge, type Judgement } from './judge.ts';
import { hasKink } from './kinks.ts';
import { objectivesOf } from './objective.ts';
import { hasBiasPerExample } from './plausible.ts';
import { ALTERNATIVES, isOnlyToRun } from './sample/scenario.ts';
import { pathsOf } from './script.ts';
import type { Source, Trace, Unit } from './unit.ts';

/** One run of a pass and what was concluded from it. */
export interface Outcome {
  /** The scenario that it was run with. */
  readonly sample: number;
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
  return { sample, trace, claims, judgement: judge(claims.claims, objectivesOf(claims, trace)) };
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
  let best = runUnit(unit, limited, 0);
  for (let sample = 1; sample < ALTERNATIVES && !isRight(best) && !limited.expired(); sample++) {
    if (isOnlyToRun(sample) ? isWrong(unit, best) && !hasRecovered(best) : isTooLong(best)) continue;
    const next = runUnit(unit, limited, sample);
    if (isRight(next) || isWrongInLess(unit, next, best)) best = next;
  }
  if (!isRight(best) || clock() > deadline + SEARCH_TIME) return best;
  const other = runUnit(unit, source, best.sample + ALTERNATIVES);
  return isWrong(unit, other) ? other : best;
}

/** Wrong gradients are held against the assumptions under which most of the others are right: one fault is likelier than many. */
function isWrongInLess(unit: Unit, next: Outcome, best: Outcome): boolean {
  if (!isWrong(unit, next)) return false;
  return !isWrong(unit, best) || rightOnes(next) > rightOnes(best);
}

function rightOnes({ judgement }: Outcome): number {
  return judgement?.comparisons.filter((comparison) => comparison.right).length ?? 0;
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
export function isWrong(unit: Unit, outcome: Outcome): boolean {
  const { judgement, trace } = outcome;
  if (judgement === null || (judgement.mismatches.length === 0 && !hasRecovered(outcome))) return false;
  if (unit.kind !== 'script' && trace.problems.length > (trace.recovered ?? []).length) return false;
  return !hasKink(judgement.objective.root);
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
