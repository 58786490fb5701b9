import { contains } from '../base/span.ts';
import { createMachine } from '../interp/index.ts';
import type { Binding, Execution, RunOptions, RunProblem } from '../interp/execution.ts';
import type { Value } from '../interp/values.ts';
import type { Module } from '../syntax/ast.ts';
import { Num, Tensor } from '../tape/tensor.ts';
import { trainingLoops } from '../verify/script.ts';
import { bind } from '../verify/styles/construct.ts';
import { routinesOf } from '../verify/styles/roles.ts';
import { solve } from '../verify/styles/session.ts';
import type { Region } from './region.ts';

/** What a run of a region showed. */
export interface Ran {
  readonly bindings: readonly Binding[];
  readonly problems: readonly RunProblem[];
  readonly execution: Execution | null;
  /** Names that had no value in the text and were given one. */
  readonly sampled: ReadonlySet<string>;
}

/** Numbers for names without a value: small, distinct, of both signs. */
const GUESSES = [2, -1, 3, -2, 0.5, -3, 1.5, 4];

/** Runs what a region needs. Functions are called with sampled arguments; names without a value get one. */
export function execute(
  module: Module,
  region: Region,
  options: RunOptions,
  given: ReadonlyMap<string, Value>,
  unknowns: readonly string[],
): Ran {
  if (region.kind === 'function') {
    const ran = executeFunction(module, region.def, options);
    if (ran) return ran;
  }
  return executeModule(module, region, options, given, unknowns);
}

function executeModule(
  module: Module,
  region: Region,
  options: RunOptions,
  given: ReadonlyMap<string, Value>,
  unknowns: readonly string[],
): Ran {
  const sampled = new Map(unknowns.map((name, i) => [name, guess(i)] as const));
  const training = trainingLoops(module);
  for (let attempt = 0; ; attempt++) {
    const machine = createMachine(module, {
      ...options,
      loopLimit: (statement) => (training.has(statement) ? 1 : undefined),
    });
    for (const [name, sample] of sampled) {
      const value = given.get(name) ?? sample;
      const isNumber = value instanceof Num || value instanceof Tensor;
      machine.globals.set(name, isNumber ? machine.tape.track(value, name, null) : value);
    }
    const execution = machine.run();
    const missing = execution.problems.flatMap((problem) => missingName(problem, region) ?? []);
    const fresh = missing.filter((name) => !sampled.has(name));
    if (fresh.length === 0 || attempt >= 20) {
      const bindings = execution.bindings.filter((binding) => binding.frame === 0);
      return { bindings, problems: execution.problems, execution, sampled: new Set(sampled.keys()) };
    }
    for (const name of fresh) sampled.set(name, guess(sampled.size));
  }
}

function guess(index: number): Value {
  return new Num(GUESSES[index % GUESSES.length] ?? 1, false);
}

/** The undefined name that a statement of the region stumbled over. */
function missingName(problem: RunProblem, region: Region): string | null {
  if (problem.exception !== 'NameError' || problem.file !== '' || !contains(region.span, problem.span)) return null;
  return /['`"]([A-Za-z_]\w*)['`"]/.exec(problem.message)?.[1] ?? null;
}

function executeFunction(
  module: Module,
  def: Extract<Region, { kind: 'function' }>['def'],
  options: RunOptions,
): Ran | null {
  const routine = routinesOf(module).find((candidate) => candidate.def === def);
  if (!routine) return null;
  const trace = solve({ text: '', module, options }, 0, new Map(), {
    defs: [def],
    owner: routine.owner?.name ?? null,
    attempt: (session) => {
      const callee = bind(session, routine);
      if (!callee.ok) return callee;
      const ran = session.machine.call(callee.value, [], session.sample(routine.name, def.name, def).values);
      return ran.ok ? { trace: {} } : { problem: ran.problem };
    },
  });
  const bindings = trace.bindings.filter((binding) => binding.functionName === def.name);
  const sampled = new Set(def.params.positional.map((parameter) => parameter.name));
  return { bindings, problems: trace.problems, execution: null, sampled };
}
