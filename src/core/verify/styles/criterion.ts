import { remembered } from '../../base/remembered.ts';
import type { Value } from '../../interp/values.ts';
import type { FunctionDef, Module } from '../../syntax/ast.ts';
import type { Node } from '../../tape/node.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import { flatOfValue } from '../compare.ts';
import { NDArray } from '../../ndarray/ndarray.ts';
import type { Source, Trace, Unit } from '../unit.ts';
import { expressionsBelow } from '../walk.ts';
import { bind } from './construct.ts';
import { isScaledByConvention } from './convention.ts';
import { partsOfReturn } from './outputs.ts';
import { returnedGradients } from './returned.ts';
import { flagOf, isBackwardName, isTargetName, routinesOf, type Routine } from './roles.ts';
import { solve, type Attempt, type Memory, type Session } from './session.ts';

/**
 * A loss and its gradient with the same parameters: `loss(y, p)` and `gradient(y, p)`, `model.loss(x, t)` and
 * `model.gradient(x, t)`, or `mse(y, p, derivative=True)`.
 */
interface Criterion {
  readonly loss: Routine;
  readonly gradient: Routine;
  /** The flag that turns the one function into its gradient (`derivative=True`), null for two functions. */
  readonly flag: string | null;
}

export function criterionUnits(module: Module): Unit[] {
  return criteriaOf(module).map(({ loss, gradient }) => {
    const memory: Memory = new Map();
    return {
      name: gradient.name,
      kind: 'loss',
      span: gradient.def.span,
      defs: [loss.def, gradient.def],
      run: (source, sample) => runCriterion(source, gradient.name, sample, memory),
    };
  });
}

const lossWord = /loss|cost|error|energy|objective|^(?:forward|__call__|fn|f|J)$|entropy|mse|mae/i;

const criteriaOf = remembered((module: Module): readonly Criterion[] => {
  const routines = routinesOf(module);
  return routines.flatMap((gradient): Criterion[] => {
    const { def, owner } = gradient;
    const flag = flagOf(def);
    if (flag !== null) return requiredOf(gradient, flag).length === 2 ? [{ loss: gradient, gradient, flag }] : [];
    if (!isBackwardName(def.name) || /numeric|check/i.test(def.name)) return [];
    const own = parametersOf(gradient);
    if (own.length < 2) return [];
    const isOther = (routine: Routine): boolean =>
      routine.owner === owner &&
      routine !== gradient &&
      !isBackwardName(routine.def.name) &&
      lossWord.test(routine.def.name);
    const related = (routine: Routine): boolean => owner !== null || shareStem(routine.def.name, def.name);
    const loss = routines.find(
      (routine) => isOther(routine) && parametersOf(routine).join() === own.join() && related(routine),
    );
    return loss ? [{ loss, gradient, flag: null }] : [];
  });
});

function requiredOf({ def }: Routine, flag: string): string[] {
  return def.params.positional
    .filter(({ name, default: fallback }) => !['self', 'cls', flag].includes(name) && fallback === null)
    .map(({ name }) => name);
}

/** `mse` and `mse_prime`, `cross_entropy_loss` and `cross_entropy_grad`: one name begins as the other. */
function shareStem(loss: string, gradient: string): boolean {
  const stem = loss.replace(/_?(?:loss|cost|function|fn)$/i, '');
  return stem.length > 1 && gradient.toLowerCase().includes(stem.toLowerCase());
}

function parametersOf({ def }: Routine): string[] {
  return def.params.positional.map(({ name }) => name).filter((name) => name !== 'self' && name !== 'cls');
}

function runCriterion(source: Source, name: string, sample: number, memory: Memory): Trace {
  const pair = criteriaOf(source.module).find((candidate) => candidate.gradient.name === name);
  if (!pair) return { bindings: [], problems: [], inputs: [] };
  const { loss, gradient } = pair;
  const trace = solve(source, sample, memory, {
    defs: [loss.def, gradient.def],
    owner: loss.owner?.name ?? null,
    attempt: (session) => attemptCriterion(session, pair),
  });
  const own = new Set([loss.def.name, gradient.def.name]);
  const bindings = trace.bindings.filter(
    ({ functionName }) => functionName === '__init__' || (functionName !== null && own.has(functionName)),
  );
  return { ...trace, bindings };
}

function attemptCriterion(session: Session, { loss, gradient, flag }: Criterion): Attempt {
  const { machine, plans } = session;
  const ahead = bind(session, loss);
  if (!ahead.ok) return ahead;
  if (loss.owner === null || parametersOf(loss).length === 2) alignArrays(session, loss);
  const sampled = session.sample(loss.name, loss.def.name, loss.def).values;
  const values = new Map<string, Value>([...sampled].filter(([name]) => name !== flag));
  // A gradient that runs its loss itself is held to that run: another one would drop other units out.
  const isInside = flag === null && callsByName(gradient.def, loss.def.name);
  const ran = isInside ? null : machine.call(ahead.value, [], values);
  if (ran?.ok === false) return { problem: ran.problem };
  const reverse = loss.owner
    ? methodOfSame(session, ahead.value, gradient)
    : bind(session, gradient).ok
      ? machine.lookup(gradient.name)
      : undefined;
  if (reverse === undefined) return { trace: {} };
  const back = machine.call(reverse, [], flag === null ? values : new Map<string, Value>([...values, [flag, true]]));
  if (!back.ok) return { problem: back.problem };
  const result = ran?.ok === true ? ran.value : lastReturned(session, loss.def.name);
  const [first] = result === undefined ? [] : partsOfReturn(result);
  const given = first && outputOf(session, first.value);
  const arrays = [...values].flatMap(([name, value]) =>
    value instanceof Tensor && plans.get(`${loss.name}/${name}`) ? [name] : [],
  );
  if (given && arrays.some((name) => isScaled(session, given.node, values.get(name), back.value))) return { trace: {} };
  const returned = returnedGradients(gradient.def, back.value);
  return {
    trace: {
      given: given ? [given] : [],
      returned,
      positions: returned.length === 1 ? [arrays.findLast((name) => !isTargetName(name)) ?? arrays.at(-1) ?? ''] : [],
    },
  };
}

function callsByName(def: FunctionDef, name: string): boolean {
  return def.body.some((statement) =>
    expressionsBelow(statement).some(
      (expr) =>
        expr.kind === 'Call' &&
        (expr.func.kind === 'Name' || expr.func.kind === 'Attribute') &&
        expr.func.name === name,
    ),
  );
}

/** What the last call of a function gave back. */
function lastReturned({ machine }: Session, name: string): Value | undefined {
  return machine.execution().bindings.findLast(({ kind, functionName }) => kind === 'return' && functionName === name)
    ?.value;
}

/** A loss that is one number, and a gradient of the argument that is right but for a constant. */
function isScaled({ machine }: Session, output: Node, argument: Value | undefined, written: Value): boolean {
  if (output.shape.length > 0 || !(argument instanceof Tensor)) return false;
  return isScaledByConvention(written, output, machine.tape.nodeOf(argument));
}

/** Two arguments of a loss are arrays of one shape. */
function alignArrays(session: Session, loss: Routine): void {
  const { plans, machine } = session;
  const [first, second] = plans.keysOf(loss.name, loss.def.name, loss.def, machine.module);
  const one = first === undefined ? undefined : plans.get(first);
  const other = second === undefined ? undefined : plans.get(second);
  if (!one || !other || first === undefined || second === undefined) return;
  if (one.spec.kind === 'number') plans.change({ key: first, path: [] }, matrix(session));
  if (other.spec.kind === 'number') plans.change({ key: second, path: [] }, matrix(session));
}

function matrix({ plans }: Session): { kind: 'array'; dims: number[]; content: 'probability' } {
  return { kind: 'array', dims: [plans.dimensions.fresh(), plans.dimensions.fresh()], content: 'probability' };
}

function methodOfSame({ machine }: Session, method: Value, gradient: Routine): Value | undefined {
  const self = machine.getAttribute(method, '__self__');
  return self === undefined ? undefined : machine.getAttribute(self, gradient.def.name);
}

function outputOf(
  { machine }: Session,
  value: Value,
): { name: string; node: ReturnType<typeof machine.tape.nodeOf>; seed: number | NDArray } | null {
  if (!(value instanceof Num || value instanceof Tensor)) return null;
  const node = machine.tape.nodeOf(value);
  const numbers = flatOfValue(value)?.data ?? new Float64Array(0);
  // What is below zero throughout is a log-likelihood: its gradient is written for descent.
  const sign = numbers.every((number) => number <= 0) ? -1 : 1;
  if (node.shape.length === 0) return { name: 'loss', node, seed: sign };
  return { name: 'loss', node, seed: new NDArray(new Float64Array(numbers.length).fill(sign), node.shape, 'float64') };
}
