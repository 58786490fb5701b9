import { remembered } from '../../base/remembered.ts';
import type { Binding } from '../../interp/execution.ts';
import type { Value } from '../../interp/values.ts';
import type { FunctionDef, Module } from '../../syntax/ast.ts';
import type { Node } from '../../tape/node.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { ReturnedGradient, Source, Trace, Unit } from '../unit.ts';
import { statementsInFrame } from '../walk.ts';
import { computesGradients, isOptimizer } from './computes.ts';
import { bind } from './construct.ts';
import { isAboutSteps, isDelegated, isUnwritten } from './handwritten.ts';
import { isOfLayer } from './layer.ts';
import { partsOfReturn } from './outputs.ts';
import { returnedGradients } from './returned.ts';
import {
  forwardNames,
  isBackwardName,
  isGradientPath,
  returnedPaths,
  routinesOf,
  takesData,
  type Routine,
} from './roles.ts';
import { solve, type Attempt, type Memory, type Session } from './session.ts';

/** Functions and methods that compute a loss or outputs and their gradients in one body: `svm_loss`, `model.loss()`, `lossFun`. */
export function lossUnits(module: Module): Unit[] {
  return lossRoutines(module).map((routine) => {
    const memory: Memory = new Map();
    return {
      name: routine.name,
      kind: routine.owner ? 'model' : 'loss',
      span: routine.def.span,
      defs: [routine.def],
      run: (source, sample) => runLoss(source, routine.name, sample, memory),
    };
  });
}

const lossRoutines = remembered((module: Module): readonly Routine[] => {
  const routines = routinesOf(module);
  const names = new Set(routines.map((routine) => routine.name));
  return routines.filter((routine) => {
    if (routine.def.name === '__init__' || isOptimizer(routine) || !computesGradients(routine.def)) return false;
    if (isUnwritten(routine.def) || isDelegated(routine.def, module) || isAboutSteps(routine.def, module)) return false;
    const prefix = routine.owner ? `${routine.owner.name}.` : '';
    const isPaired =
      isOfLayer(routine, module) ||
      (!takesData(routine) &&
        isBackwardName(routine.def.name) &&
        forwardNames(routine.def.name).some((name) => names.has(prefix + name)));
    return !isPaired && (returnsGradient(routine.def) || !isBackwardName(routine.def.name) || takesData(routine));
  });
});

function returnsGradient(def: FunctionDef): boolean {
  return returnedPaths(def).some((path) => path !== null && isGradientPath(path));
}

function runLoss(source: Source, name: string, sample: number, memory: Memory): Trace {
  const routine = lossRoutines(source.module).find((candidate) => candidate.name === name);
  if (!routine) return { bindings: [], problems: [], inputs: [] };
  const trace = solve(source, sample, memory, {
    defs: [routine.def],
    owner: routine.owner?.name ?? null,
    attempt: (session) => attemptLoss(session, routine),
  });
  return { ...trace, bindings: trace.bindings.filter((binding) => isOwn(binding, routine)) };
}

/** Bindings of the routine itself, and the attributes that the constructor set. */
function isOwn(binding: Binding, routine: Routine): boolean {
  if (binding.functionName === routine.def.name || binding.order < 0) return true;
  return binding.functionName === '__init__' && !isGradientPath(binding.path);
}

function attemptLoss(session: Session, routine: Routine): Attempt {
  const callee = bind(session, routine);
  if (!callee.ok) return callee;
  const ran = session.machine.call(
    callee.value,
    [],
    session.sample(routine.name, routine.def.name, routine.def).values,
  );
  if (!ran.ok) return { problem: ran.problem };
  const parts = partsOfReturn(ran.value).map((part) => part.value);
  const returned = returnedGradients(routine.def, ran.value).filter((part) => part.path !== null);
  const losses = lossesOf(parts);
  return {
    trace: {
      losses: losses.length > 0 ? losses : lossesOf(calledLosses(session, routine)),
      returned: flatten(returned),
    },
  };
}

/**
 * What the routine's own call of a loss on the very data it was handed gave, though nothing keeps it:
 * `self.loss(x, t, train_flg=True)` at the start of `gradient(self, x, t)`.
 */
function calledLosses({ machine }: Session, { def }: Routine): Value[] {
  const parameters = new Set(def.params.positional.map(({ name }) => name));
  const called = new Set<string>();
  for (const statement of statementsInFrame(def.body)) {
    const call = statement.kind === 'ExprStmt' ? statement.value : null;
    if (call?.kind !== 'Call' || call.args.length < 2) continue;
    const name = call.func.kind === 'Attribute' || call.func.kind === 'Name' ? call.func.name : '';
    const isOwnData = call.args.every((arg) => arg.kind === 'Name' && parameters.has(arg.name));
    if (isOwnData && /loss|cost|objective|energy/i.test(name)) called.add(name);
  }
  const returns = machine.execution().bindings.filter(({ kind, functionName }) => {
    return kind === 'return' && functionName !== null && called.has(functionName);
  });
  return returns.slice(-1).map(({ value }) => value);
}

/** A returned dict of gradients (`return loss, grads`) counts entry by entry under its own path. */
function flatten(returned: readonly ReturnedGradient[]): ReturnedGradient[] {
  return returned.flatMap((part) => {
    if (part.path === null || !isGradientPath(part.path)) return [];
    const inner = partsOfReturn(part.value);
    const entries = inner.filter((entry) => entry.key !== null);
    if (entries.length === 0) return [part];
    const { path } = part;
    return entries.map((entry) => ({ ...part, path: `${path}['${entry.key ?? ''}']`, value: entry.value }));
  });
}

/** The scalars among what was returned, the likeliest loss first. */
function lossesOf(parts: readonly Value[]): Node[] {
  return parts.flatMap((part) => {
    const node = part instanceof Num ? part.node : part instanceof Tensor && part.size === 1 ? part.currentNode : null;
    return node?.op ? [node] : [];
  });
}
