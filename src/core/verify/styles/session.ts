import { createMachine, type Machine } from '../../interp/index.ts';
import type { Binding, RunProblem } from '../../interp/execution.ts';
import type { Value } from '../../interp/values.ts';
import type { FunctionDef } from '../../syntax/ast.ts';
import { adjust } from '../sample/adjust.ts';
import { buildValue } from '../sample/build.ts';
import { Dimensions } from '../sample/dimensions.ts';
import { planParameters } from '../sample/plan.ts';
import { generator } from '../sample/random.ts';
import type { ParameterSpec } from '../sample/spec.ts';
import type { InputNote, Source, Trace } from '../unit.ts';
import { describeValue } from '../witness.ts';

/** Arguments for one call, by name, with where each came from. */
export interface Sampled {
  readonly values: ReadonlyMap<string, Value>;
  readonly notes: readonly InputNote[];
}

/** One attempt at running a unit: a fresh machine in which only definitions were run, and sampled arguments. */
export interface Session {
  readonly machine: Machine;
  readonly dimensions: Dimensions;
  readonly sample: (def: FunctionDef) => Sampled;
  readonly random: () => number;
}

/** What an attempt came to: a trace, or the problem that ended it. */
export type Attempt =
  { readonly trace: Omit<Trace, 'bindings' | 'problems' | 'inputs'> } | { readonly problem: RunProblem };

const ATTEMPTS = 24;

/**
 * Runs `attempt` again and again, each time with arguments that fit better: the failing operation of one run says which
 * lengths must agree in the next. Ends with a trace, or with the problem that nothing more could be learned from.
 */
export function solve(
  source: Source,
  defs: readonly FunctionDef[],
  variant: number,
  attempt: (session: Session) => Attempt,
): Trace {
  const dimensions = new Dimensions();
  let plans = new Map(
    defs.map((def) => [def, planParameters(def, source.module.comments, dimensions, { index: variant })] as const),
  );
  let last: Trace = { bindings: [], problems: [], inputs: [] };
  for (let count = 0; count < ATTEMPTS; count++) {
    const notes: InputNote[] = [];
    const machine = createMachine(source.module, source.options);
    machine.runDefinitions();
    const random = generator(1 + variant);
    const sample = (def: FunctionDef): Sampled => sampleArguments(plans.get(def) ?? [], dimensions, random, notes);
    const result = attempt({ machine, dimensions, sample, random });
    const bindings: readonly Binding[] = machine.execution().bindings;
    if ('trace' in result) return { ...result.trace, bindings, problems: [], inputs: notes };
    last = { bindings, problems: [result.problem], inputs: notes };
    const better = adjustPlans(plans, dimensions, result.problem);
    if (!better) return last;
    plans = better;
  }
  return last;
}

function adjustPlans(
  plans: ReadonlyMap<FunctionDef, ParameterSpec[]>,
  dimensions: Dimensions,
  problem: RunProblem,
): Map<FunctionDef, ParameterSpec[]> | null {
  const all = [...plans.values()].flat();
  const changed = adjust(all, dimensions, problem);
  if (!changed) return null;
  const next = new Map<FunctionDef, ParameterSpec[]>();
  let at = 0;
  for (const [def, plan] of plans) {
    next.set(def, changed.slice(at, at + plan.length));
    at += plan.length;
  }
  return next;
}

function sampleArguments(
  plan: readonly ParameterSpec[],
  dimensions: Dimensions,
  random: () => number,
  notes: InputNote[],
): Sampled {
  const values = new Map<string, Value>();
  for (const { name, spec, source } of plan) {
    const value = buildValue(spec, dimensions, random);
    if (value === undefined) continue;
    values.set(name, value);
    notes.push({ name, text: describeValue(value), source: source === 'usage' ? 'solved' : noteSource(source) });
  }
  return { values, notes };
}

function noteSource(source: ParameterSpec['source']): InputNote['source'] {
  if (source === 'docstring' || source === 'comment' || source === 'annotation' || source === 'call') return source;
  return source === 'default' ? 'code' : 'solved';
}
