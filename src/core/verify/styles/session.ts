import { english } from '../../base/localize.ts';
import { createMachine, type Machine } from '../../interp/index.ts';
import type { RunProblem } from '../../interp/execution.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import { PyClass, Unsupported, type Value } from '../../interp/values.ts';
import type { FunctionDef, Module, Stmt } from '../../syntax/ast.ts';
import { statementAt } from '../../syntax/index.ts';
import { buildValue, type Builder } from '../sample/build.ts';
import { failureAt, type Failure } from '../sample/failure.ts';
import { learn } from '../sample/learn.ts';
import { gradientTarget } from '../gradientTarget.ts';
import { Plans, type Origins } from '../sample/plans.ts';
import { generator } from '../sample/random.ts';
import { scenarioOf } from '../sample/scenario.ts';
import type { ParameterSpec } from '../sample/spec.ts';
import { trainingLoops } from '../script.ts';
import type { InputNote, Source, Trace } from '../unit.ts';
import { describeValue } from '../witness.ts';
import { methodOf, methodThatSets } from './classes.ts';
import { globalBindings, provideGlobals } from './globals.ts';
import { fitting, insteadOf, withTime } from './otherLengths.ts';

/** Arguments for one call, by name, with where each came from. */
export interface Sampled {
  readonly values: ReadonlyMap<string, Value>;
}

/** One attempt at running a unit: a machine in which only definitions were run, and sampled arguments. */
export interface Session {
  readonly machine: Machine;
  readonly plans: Plans;
  /** Arguments for a function; `routine` is its own name (`Net.loss`), `callee` the one that calls use (`loss`, `Net`). */
  readonly sample: (routine: string, callee: string, def: FunctionDef) => Sampled;
  /** An object of a class, with sampled arguments; its preludes were called. */
  readonly construct: (cls: Value | undefined, name: string) => Constructed;
  readonly random: () => number;
  /** The classes of which arguments are being made. */
  readonly making: Set<string>;
}

export type Constructed =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: RunProblem };

/** What an attempt came to: a trace, or the problem that ended it. */
export type Attempt =
  { readonly trace: Omit<Trace, 'bindings' | 'problems' | 'inputs'> } | { readonly problem: RunProblem };

/** What was learned about a unit's inputs, by scenario: an edited text starts from there. */
export type Memory = Map<number, Plans>;

/** What one pass is made of. */
export interface Subject {
  readonly defs: readonly FunctionDef[];
  /** The class whose object is needed, null for plain functions. */
  readonly owner: string | null;
  readonly attempt: (session: Session) => Attempt;
}

const ATTEMPTS = 40;
/** A sampled run is small; what needs more than this is training. */
const LIMITS = { steps: 120_000, milliseconds: 600, elements: 2e6, totalElements: 2e7 };
/** Milliseconds for finding inputs of other lengths where the first ones cannot do. */
const OTHER_TIME = 1500;
/** Small pictures, and pictures of a stated size, are for passes that take long: these may. */
const PATIENT = { ...LIMITS, steps: 500_000, milliseconds: 1500 };

/**
 * Runs a pass again and again, each time with arguments that fit better: the failing expression of one run says what is
 * wanted in the next. Ends with a trace, or with the problem that nothing more could be learned from.
 */
export function solve(source: Source, sample: number, memory: Memory, subject: Subject): Trace {
  // What is learned for wanted shapes is kept beside what is learned without.
  const key = source.shapes ? sample + 0.5 : sample;
  const known = memory.get(key);
  let plans = known ?? new Plans(fitting(scenarioOf(sample), subject), source.shapes);
  const localize = source.options.localize ?? english;
  let learned = known ? null : learnInputs(source, plans, subject);
  const instead = learned?.problem && plans.scenario.profile === 'free' ? insteadOf(learned.problem, plans) : null;
  if (instead) {
    plans = new Plans({ ...plans.scenario, profile: instead }, source.shapes);
    learned = learnInputs(withTime(source, OTHER_TIME), plans, subject);
  }
  if (learned?.problem) {
    const { problem, trace } = learned;
    const isLate = problem.exception === 'ValueError' && failsInGradient(problem, source.module);
    // What was learned until then serves for other versions of the statement that failed.
    if (!isLate) memory.set(key, plans);
    if (!isLate && (localize === english || problem.kind === 'limit')) return trace;
  } else memory.set(key, plans);
  if (learned?.saysNothing === true) return learned.trace;
  return run(source, plans, subject, localize).trace;
}

/** Whether an error is one of a statement that assigns a gradient: the forward pass has ended well then. */
function failsInGradient({ file, span }: RunProblem, module: Module): boolean {
  const statement = file === '' ? statementAt(module, span.start) : null;
  return statement !== null && assignsGradient(statement);
}

function assignsGradient(statement: Stmt): boolean {
  return gradientTarget(statement) !== null;
}

interface Ran {
  readonly trace: Trace;
  readonly problem: RunProblem | null;
  readonly origins: Origins;
  /** Whether nothing in the trace is words, so that it is the same in every language. */
  readonly saysNothing: boolean;
}

/**
 * The last run: without a problem when the inputs fit in the end. Each run has a machine of its own, since one that failed
 * midway may leave other globals behind.
 */
function learnInputs(source: Source, plans: Plans, subject: Subject): Ran {
  for (let count = 0; ; count++) {
    const machine = freshMachine(source, plans, subject, english);
    const ran = runIn(machine, plans, subject);
    if (!ran.problem) return ran;
    const failure = failureAt(ran.problem, machine, ran.origins, plans);
    const isOver = count >= ATTEMPTS || source.expired?.() === true || ran.problem.kind === 'limit';
    if (isOver || !failure || !(learn(failure, plans) || learnPrelude(failure, machine, plans, subject))) return ran;
  }
}

function run(source: Source, plans: Plans, subject: Subject, localize: typeof english): Ran {
  const options = { ...source.options, recovers: assignsGradient };
  return runIn(freshMachine({ ...source, options }, plans, subject, localize), plans, subject);
}

function freshMachine(source: Source, plans: Plans, subject: Subject, localize: typeof english): Machine {
  const isPatient = ['even', 'small', 'stated'].includes(plans.scenario.profile);
  const limits = { ...(isPatient ? PATIENT : LIMITS), ...source.options.limits };
  // Training goes round once: one step shows its gradients, and the next ones start from other parameters.
  const training = new Set(subject.defs.flatMap((def) => [...trainingLoops(def.body)]));
  const loopLimit = (statement: Stmt): number | undefined => (training.has(statement) ? 1 : undefined);
  const machine = createMachine(source.module, { ...source.options, localize, limits, loopLimit });
  machine.runDefinitions();
  provideGlobals(machine, source.module, subject.defs, plans);
  return machine;
}

function runIn(machine: Machine, plans: Plans, subject: Subject): Ran {
  const origins: Origins = new Map();
  const notes: InputNote[] = [];
  const session = sessionOf(machine, plans, origins, notes);
  for (const name of plans.globals) {
    const [value] = build(session, machine, plans, [`/${name}`], origins, notes);
    if (!value) continue;
    const isNumber = value[1] instanceof Num || value[1] instanceof Tensor;
    machine.globals.set(name, isNumber ? machine.tape.track(value[1] as Num | Tensor, name, null) : value[1]);
  }
  const before = machine.execution().bindings.at(-1)?.order ?? -1;
  const result = subject.attempt(session);
  const bindings = machine.execution().bindings.filter((binding) => binding.order > before);
  if ('trace' in result) {
    const isGuessed = [...plans.entries()].some(([, { name, spec }]) => {
      return spec.kind === 'callable' || (spec.kind === 'stub' && !name.includes('opt'));
    });
    const all = [...globalBindings(machine, subject.defs), ...bindings];
    const { problems } = machine.execution();
    const recovered = problems.filter(({ kind }) => kind === 'error');
    return {
      trace: { ...result.trace, bindings: all, problems: recovered, recovered, inputs: notes, isGuessed },
      problem: null,
      origins,
      saysNothing: problems.length === 0 && !all.some(({ value }) => value instanceof Unsupported),
    };
  }
  const trace = { bindings, problems: [result.problem], inputs: notes };
  return { trace, problem: result.problem, origins, saysNothing: false };
}

function sessionOf(machine: Machine, plans: Plans, origins: Origins, notes: InputNote[]): Session {
  const random = generator(1 + plans.scenario.variant);
  const session: Session = {
    machine,
    plans,
    random,
    making: new Set(),
    sample: (routine, callee, def) => {
      const keys = plans.keysOf(routine, callee, def, machine.module);
      return { values: new Map(build(session, machine, plans, keys, origins, notes)) };
    },
    construct: (cls, name) => construct(session, cls, name),
  };
  return session;
}

/** The values of planned parameters, by name; those that are left out of the call are missing. */
function build(
  session: Session,
  machine: Machine,
  plans: Plans,
  keys: readonly string[],
  origins: Origins,
  notes: InputNote[],
): [string, Value][] {
  return keys.flatMap((key): [string, Value][] => {
    const entry = plans.get(key);
    if (!entry) return [];
    const builder: Builder = {
      dimensions: plans.dimensions,
      random: session.random,
      machine,
      note: (value, path) => {
        if (value !== null && typeof value === 'object') origins.set(value, { key, path });
        // Notebooks hand in `{'W': W}`, and functions then read the global by mistake: it is the same array there.
        const entry = path.at(-1);
        const isGlobal = typeof entry === 'string' && machine.globals.get(entry) instanceof Tensor;
        if (isGlobal && value instanceof Tensor) machine.globals.set(entry, value);
      },
      make: (className) => {
        // A wrapper is handed an object of its own class: some wrap wrappers, and there is no end to it.
        if (session.making.has(className)) return null;
        session.making.add(className);
        const made = session.construct(machine.lookup(className), className);
        session.making.delete(className);
        return made.ok ? made.value : null;
      },
    };
    const value = buildValue(builder, entry.spec);
    if (value === undefined) return [];
    notes.push(noteOf(entry, value));
    return [[entry.name, value]];
  });
}

function noteOf({ name, source }: ParameterSpec, value: Value): InputNote {
  const stated = source === 'docstring' || source === 'comment' || source === 'annotation' || source === 'call';
  return { name, text: describeValue(value), source: stated ? source : source === 'default' ? 'code' : 'solved' };
}

function construct(session: Session, cls: Value | undefined, name: string): Constructed {
  const { machine, plans } = session;
  if (!(cls instanceof PyClass)) return { ok: false, problem: absent(name) };
  const init = methodOf(cls, '__init__');
  const made = machine.call(cls, [], init ? session.sample(`${name}.__init__`, name, init).values : new Map());
  if (!made.ok) return made;
  for (const prelude of plans.preludes) {
    const def = methodOf(cls, prelude);
    const method = def && machine.getAttribute(made.value, prelude);
    if (!def || method === null || method === undefined) continue;
    const called = machine.call(method, [], session.sample(`${name}.${prelude}`, prelude, def).values);
    if (!called.ok) return called;
  }
  return made;
}

/** An attribute that is missing or None may be set by a method that callers call first: `initialize`, `fit`, `set_input_shape`. */
function learnPrelude(failure: Failure, machine: Machine, plans: Plans, { owner, defs }: Subject): boolean {
  const cls = owner === null ? undefined : machine.lookup(owner);
  if (!(cls instanceof PyClass)) return false;
  for (const expr of failure.exprs) {
    if (expr.kind !== 'Attribute' || expr.value.kind !== 'Name' || expr.value.name !== 'self') continue;
    const value = failure.valueOf(expr);
    if (value !== null && failure.problem.exception !== 'AttributeError') continue;
    const prelude = methodThatSets(cls, expr.name, [...plans.preludes, ...defs.map((def) => def.name)]);
    if (prelude === null) continue;
    // The method found last sets what earlier ones need.
    plans.preludes.unshift(prelude);
    return true;
  }
  return false;
}

export function absent(name: string): RunProblem {
  const span = { start: 0, end: 0 };
  return { kind: 'error', exception: 'NameError', message: name, span, file: '', calls: [] };
}
