import { remembered } from '../../base/remembered.ts';
import type { Value } from '../../interp/values.ts';
import type { FunctionDef, Module } from '../../syntax/ast.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import { lastComponent, readGradientName } from '../gradientNames.ts';
import type { GivenOutput, Source, Trace, Unit } from '../unit.ts';
import { statementsInFrame } from '../walk.ts';
import { isHandedOn, isUnwritten } from './handwritten.ts';
import { readForward, upstreamFor, type ForwardResult } from './outputs.ts';
import { returnedGradients } from './returned.ts';
import { computesGradients } from './computes.ts';
import { forwardNames, isBackwardName, isPredictionName, isTargetName, routinesOf, type Routine } from './roles.ts';
import { absent, solve, type Attempt, type Memory, type Sampled, type Session } from './session.ts';

interface Pair {
  readonly forward: Routine;
  readonly backward: Routine;
}

/** Functions `X_forward` and `X_backward` (in any of their spellings) at module level. */
export function pairUnits(module: Module): Unit[] {
  return pairsOf(module).map(({ forward, backward }) => {
    const memory: Memory = new Map();
    return {
      name: backward.name,
      kind: 'pair',
      span: backward.def.span,
      defs: [forward.def, backward.def],
      run: (source, sample) => runPair(source, backward.name, sample, memory),
    };
  });
}

const pairsOf = remembered((module: Module): readonly Pair[] => {
  const routines = routinesOf(module).filter((routine) => routine.owner === null);
  const byName = new Map(routines.map((routine) => [routine.name, routine]));
  return routines.flatMap((backward) => {
    if (!isBackwardName(backward.name) || backward.def.params.positional.length === 0) return [];
    if (isUnwritten(backward.def) || isHandedOn(backward.def)) return [];
    const name = forwardNames(backward.name).find((candidate) => byName.has(candidate));
    const forward = name === undefined ? undefined : byName.get(name);
    if (!forward || !(computesGradients(backward.def) || takesUpstream(backward.def))) return [];
    return [{ forward, backward }];
  });
});

/** Whether the first parameter is named as a gradient (`dout`, `dA`, `grad_output`). */
function takesUpstream(def: FunctionDef): boolean {
  const [first] = def.params.positional;
  return first !== undefined && readGradientName(first.name) !== null;
}

function runPair(source: Source, name: string, sample: number, memory: Memory): Trace {
  const pair = pairsOf(source.module).find((candidate) => candidate.backward.name === name);
  if (!pair) return { bindings: [], problems: [], inputs: [] };
  const { forward, backward } = pair;
  const trace = solve(source, sample, memory, {
    defs: [forward.def, backward.def],
    owner: null,
    attempt: (session) => attemptPair(session, pair),
  });
  const own = new Set([forward.def.name, backward.def.name]);
  const bindings = trace.bindings.filter(({ functionName }) => functionName !== null && own.has(functionName));
  return { ...trace, bindings };
}

function attemptPair(session: Session, { forward, backward }: Pair): Attempt {
  const { machine } = session;
  const callee = machine.lookup(forward.name);
  const reverse = machine.lookup(backward.name);
  if (callee === undefined || reverse === undefined) return { problem: absent(backward.name) };
  const sampled = session.sample(forward.name, forward.name, forward.def);
  const ran = machine.call(callee, [], sampled.values);
  if (!ran.ok) return { problem: ran.problem };
  const result = readForward(forward.def, ran.value);
  const { args, given } = backwardArguments(session, backward, sampled, result);
  const back = machine.call(reverse, args);
  if (!back.ok) return { problem: back.problem };
  const returned = returnedGradients(backward.def, back.value);
  return { trace: { given, returned, positions: positionsOf(forward.def, sampled, returned.length) } };
}

/** Array parameters of the forward pass, when there are exactly as many as returned gradients. */
function positionsOf(def: FunctionDef, sampled: Sampled, count: number): string[] {
  const arrays = def.params.positional
    .map((parameter) => parameter.name)
    .filter((name) => isReal(sampled.values.get(name)));
  return arrays.length === count ? arrays : arrays.slice(0, count === 1 ? 1 : 0);
}

function isReal(value: Value | undefined): boolean {
  return value instanceof Tensor ? value.dtype === 'float64' : value instanceof Num && !value.isInt;
}

/** The arguments of the backward function: upstream gradients, the cache, and forward values by name. */
export function backwardArguments(
  session: Session,
  { name: routine, def }: Routine,
  sampled: Sampled,
  result: ForwardResult,
): { args: Value[]; given: GivenOutput[] } {
  const given: GivenOutput[] = [];
  const outputs = [...result.outputs];
  const caches = [...result.caches];
  const own = session.sample(routine, def.name, def).values;
  const locals = localsOf(session);
  const args: Value[] = [];
  const parameters = def.params.positional.filter(({ name }) => name !== 'self');
  const hasTarget = parameters.some(({ name }) => isTargetName(name));
  for (const [i, { name, default: fallback }] of parameters.entries()) {
    const known = sampled.values.get(name) ?? sameName(result, name);
    if (known !== undefined && known !== null) args.push(known);
    else if (/cache|memory|ctx|saved/i.test(name) && caches.length > 0) args.push(caches.shift()?.value ?? null);
    else if (hasTarget && isPredictionName(name) && result.outputs[0])
      args.push(locals.get(name) ?? result.outputs[0].value);
    else if (/cache|memory|ctx|saved/i.test(name) && given.length > 0 && outputs.length > 0) {
      // `return np.maximum(0, x), x`: what comes after the output is kept for the way back, whatever its name.
      args.push(outputs.shift()?.value ?? null);
    } else if (outputs.length > 0 && (readGradientName(name) !== null || (i === 0 && !isTargetName(name)))) {
      const output = takeOutput(outputs, name);
      const upstream = upstreamFor(output, session.machine.tape, session.random, expectsOneGradient(def));
      given.push(upstream.given);
      args.push(upstream.value);
    } else {
      const value = locals.get(name) ?? (isTargetName(name) ? own.get(name) : caches.shift()?.value);
      if (value === undefined && fallback) break;
      args.push(value ?? own.get(name) ?? result.outputs[0]?.value ?? null);
    }
  }
  return { args, given };
}

/** What the forward pass gave back under the name of a parameter; a gradient is none of that. */
function sameName({ caches, outputs }: ForwardResult, name: string): Value | undefined {
  if (readGradientName(name) !== null) return caches.find((cache) => cache.name === name)?.value;
  return [...caches, ...outputs].find((part) => part.name === name)?.value;
}

/** Whether a loop over the upstream gradient skips zeros: `if gradient == 0: continue`. */
function expectsOneGradient(def: FunctionDef): boolean {
  return statementsInFrame(def.body).some((statement) => {
    const [only] = statement.kind === 'If' ? statement.body : [];
    if (statement.kind !== 'If' || only?.kind !== 'Continue' || statement.test.kind !== 'Compare') return false;
    const [zero] = statement.test.comparators;
    return statement.test.ops[0] === '==' && zero?.kind === 'Num' && zero.value === 0;
  });
}

/** The output that a gradient's name speaks of, else the first one that is left. */
function takeOutput(
  outputs: { name: string; value: Num | Tensor }[],
  name: string,
): { name: string; value: Num | Tensor } {
  const of = readGradientName(name)?.of ?? [];
  const at = outputs.findIndex((output) => of.includes(lastComponent(output.name)));
  const [taken] = outputs.splice(Math.max(at, 0), 1);
  return taken ?? { name: 'out', value: new Num(0, false) };
}

/** The last value of each name that the forward pass assigned. */
function localsOf({ machine }: Session): Map<string, Value> {
  const { bindings } = machine.execution();
  // What the module itself assigns is another matter: `X, Y = load_data()`.
  return new Map(bindings.flatMap(({ path, value, functionName }) => (functionName === null ? [] : [[path, value]])));
}
