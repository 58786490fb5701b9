import { remembered } from '../../base/remembered.ts';
import type { Binding } from '../../interp/execution.ts';
import type { ClassDef, Module } from '../../syntax/ast.ts';
import { targetPath } from '../../syntax/index.ts';
import { pathsOf } from '../script.ts';
import type { Source, Trace, Unit } from '../unit.ts';
import { expressionsBelow, statementsInFrame } from '../walk.ts';
import { isHandedOn, isUnwritten } from './handwritten.ts';
import { attemptLossLayer, isLossLayer } from './lossLayer.ts';
import { readAttributes, readForward } from './outputs.ts';
import { backwardArguments } from './pair.ts';
import { returnedGradients } from './returned.ts';
import {
  forwardNames,
  isBackwardName,
  isGradientPath,
  isPredictionName,
  routinesOf,
  takesData,
  type Routine,
} from './roles.ts';
import { absent, solve, type Attempt, type Memory, type Session } from './session.ts';

interface Layer {
  readonly owner: ClassDef;
  readonly forward: Routine;
  readonly backward: Routine;
}

/** Classes with a `forward` and a `backward` method, in any of their spellings. */
export function layerUnits(module: Module): Unit[] {
  return layersOf(module).map(({ forward, backward }) => {
    const memory: Memory = new Map();
    return {
      name: backward.name,
      kind: 'layer',
      span: backward.def.span,
      defs: [forward.def, backward.def],
      run: (source, sample) => runLayer(source, backward.name, sample, memory),
    };
  });
}

const layersOf = remembered((module: Module): readonly Layer[] => {
  const routines = routinesOf(module);
  return routines.flatMap((backward) => {
    const { owner } = backward;
    if (!owner || !isBackwardName(backward.def.name) || isUnwritten(backward.def)) return [];
    if (isHandedOn(backward.def)) return [];
    if (/numeric|check/i.test(backward.def.name)) return [];
    const siblings = routines.filter((routine) => routine.owner === owner);
    const name = forwardNames(backward.def.name).find((candidate) =>
      siblings.some((routine) => routine.def.name === candidate),
    );
    const forward = siblings.find((routine) => routine.def.name === name);
    return forward && goesWith(backward, forward) ? [{ owner, forward, backward }] : [];
  });
});

/** The methods that are judged together with a forward pass of their class. */
export function isOfLayer(routine: Routine, module: Module): boolean {
  return layersOf(module).some(({ backward }) => backward === routine);
}

/** A method that is handed the data may run the forward pass itself: it needs the one before where it reads what that left. */
function goesWith(backward: Routine, forward: Routine): boolean {
  if (!takesData(backward)) return true;
  if (backward.def.params.positional.some(({ name }) => isPredictionName(name))) return true;
  const own = new Set(statementsInFrame(backward.def.body).flatMap(pathsOf));
  const left = statementsInFrame(forward.def.body)
    .flatMap(pathsOf)
    .filter((path) => path.startsWith('self.') && !own.has(path));
  const read = new Set(backward.def.body.flatMap((statement) => expressionsBelow(statement)).map(targetPath));
  return left.some((path) => read.has(path));
}

function runLayer(source: Source, name: string, sample: number, memory: Memory): Trace {
  const layer = layersOf(source.module).find((candidate) => candidate.backward.name === name);
  if (!layer) return { bindings: [], problems: [], inputs: [] };
  let setup: readonly string[] = [];
  const trace = solve(source, sample, memory, {
    defs: [layer.forward.def, layer.backward.def],
    owner: layer.owner.name,
    attempt: (session) => {
      setup = ['__init__', ...session.plans.preludes];
      return attemptLayer(session, layer);
    },
  });
  return { ...trace, bindings: trace.bindings.filter((binding) => isOwn(binding, layer, setup)) };
}

/** Bindings of the two methods, and the attributes that were set before: `self.W` in the constructor or in `initialize`. */
function isOwn({ functionName, path, kind }: Binding, { forward, backward }: Layer, setup: readonly string[]): boolean {
  // What a loss is handed is a prediction, though it be called `dvalues`.
  if (kind === 'parameter' && functionName === backward.def.name && isLossLayer(forward, backward)) return false;
  if (functionName === forward.def.name || functionName === backward.def.name) return true;
  return functionName !== null && setup.includes(functionName) && !isGradientPath(path);
}

/** The class to make an object of: a layer that is handed its functions is made by the subclass that knows them (`Tanh` of `Activation`). */
function instanceOf(module: Module, owner: ClassDef): string {
  const isHanded = requiredOf(owner).some((name) => /activ|func|fn|prime|deriv/i.test(name));
  const heir = module.body.find(
    (statement) =>
      statement.kind === 'ClassDef' &&
      statement.bases.some((base) => base.kind === 'Name' && base.name === owner.name) &&
      statement.body.every((member) => member.kind !== 'FunctionDef' || member.name === '__init__') &&
      requiredOf(statement).length === 0,
  );
  return isHanded && heir?.kind === 'ClassDef' ? heir.name : owner.name;
}

function requiredOf(owner: ClassDef): string[] {
  const init = owner.body.find((member) => member.kind === 'FunctionDef' && member.name === '__init__');
  if (init?.kind !== 'FunctionDef') return [];
  return init.params.positional.flatMap(({ name, default: fallback }) => (name === 'self' || fallback ? [] : [name]));
}

function attemptLayer(session: Session, { owner, forward, backward }: Layer): Attempt {
  const { machine } = session;
  const name = instanceOf(machine.module, owner);
  const made = session.construct(machine.lookup(name), name);
  if (!made.ok) return made;
  const ahead = machine.getAttribute(made.value, forward.def.name);
  const back = machine.getAttribute(made.value, backward.def.name);
  if (ahead === undefined || back === undefined) return { problem: absent(backward.name) };
  const sampled = session.sample(forward.name, forward.def.name, forward.def);
  const ran = machine.call(ahead, [], sampled.values);
  if (!ran.ok) return { problem: ran.problem };
  const outputs =
    ran.value === null ? readAttributes(session, made.value, forward.def) : readForward(forward.def, ran.value);
  if (isLossLayer(forward, backward))
    return attemptLossLayer(session, { forward, backward }, { back, sampled, outputs, self: made.value });
  const { args, given } = backwardArguments(session, backward, sampled, outputs);
  const result = machine.call(back, args);
  if (!result.ok) return { problem: result.problem };
  const returned = returnedGradients(backward.def, result.value);
  const [input] = sampled.values.keys();
  const positions = returned.length === 1 && input !== undefined ? [input] : [];
  return { trace: { given, returned, positions, ...(input === undefined ? {} : { input }) } };
}
