import type { Assign, AugAssign, Expr, Stmt } from '../../syntax/ast.ts';
import { NDArray } from '../../ndarray/ndarray.ts';
import { Tensor, toContiguous } from '../../tape/tensor.ts';
import type { Probe, ProbePoint, TargetEffect } from '../execution.ts';
import type { Exec, Frame } from '../frame.ts';
import { inplaceOperator } from '../operators/inplace.ts';
import { Observed } from '../trace.ts';
import { Unsupported, type Value } from '../values.ts';
import type { Context } from './context.ts';

/** Makes a context like another one, whose expressions are numbered apart. */
export type ContextFor = (observed: Observed) => Context;

/** Calls the probe each time before the statement runs. */
export function probed(c: Context, contextFor: ContextFor, probe: Probe, statement: Stmt, exec: Exec): Exec {
  const compiled = new Map<Expr, (frame: Frame) => Value>();
  const apart = contextFor(new Observed(probe.exprCount));
  const runOf = (expr: Expr): ((frame: Frame) => Value) => {
    const known = compiled.get(expr) ?? apart.expression(expr);
    compiled.set(expr, known);
    return known;
  };
  return (frame) => {
    probe.before(statement, pointAt(c, runOf, frame));
    return exec(frame);
  };
}

function pointAt(c: Context, runOf: (expr: Expr) => (frame: Frame) => Value, frame: Frame): ProbePoint {
  const evaluate = (expr: Expr): Value => {
    const value = runOf(expr)(frame);
    return value instanceof Unsupported ? c.unit.rt.stop(value) : value;
  };
  return {
    evaluate: (expr, names) => aside(c, frame, names, () => evaluate(expr)),
    effect: (statement, names) => aside(c, frame, names, () => effectOf(c, evaluate, statement)),
  };
}

/** What an assignment would make of its target, on a copy of what the target holds. */
function effectOf(
  c: Context,
  evaluate: (expr: Expr) => Value,
  statement: Assign | AugAssign,
): TargetEffect | undefined {
  const { rt } = c.unit;
  const target = statement.kind === 'Assign' ? statement.targets[0] : statement.target;
  if (!target || (statement.kind === 'Assign' && statement.targets.length > 1)) return undefined;
  const value = evaluate(statement.value);
  const container = target.kind === 'Subscript' ? evaluate(target.value) : null;
  if (target.kind !== 'Subscript' || !(container instanceof Tensor)) {
    if (statement.kind === 'Assign') return { before: undefined, after: value };
    const before = copyOf(evaluate(target));
    return { before, after: inplaceOperator(statement.op)(rt, copyOf(before), value) };
  }
  const after = copyOf(container);
  const index = evaluate(target.index);
  if (statement.kind === 'Assign') rt.setItem(after, index, value);
  else {
    const old = rt.getItem(after, index);
    const result = inplaceOperator(statement.op)(rt, old, value);
    if (!(result instanceof Tensor && after instanceof Tensor && result.storage === after.storage)) {
      rt.setItem(after, index, result);
    }
  }
  return { before: copyOf(container), after };
}

function copyOf(value: Value): Value {
  if (!(value instanceof Tensor)) return value;
  return Tensor.of(new NDArray(toContiguous(value.array), value.shape, value.dtype));
}

/**
 * Does something with other values for some names, so that the run goes on as if nothing had happened: nothing is
 * recorded, names are put back, and what was spent is not counted. Undefined when it fails.
 */
function aside<T>(
  c: Context,
  frame: Frame,
  names: ReadonlyMap<string, Value> | undefined,
  action: () => T,
): T | undefined {
  const { rt } = c.unit;
  const { recording, elements } = rt.tape;
  const handled = rt.handled.length;
  const scope = frame.scope.names;
  const kept = [...(names ?? [])].map(([name, value]) => {
    const old = scope.get(name);
    scope.set(name, value);
    return { name, old };
  });
  rt.tape.recording = false;
  try {
    return rt.budget.aside(action);
  } catch {
    return undefined;
  } finally {
    rt.tape.recording = recording;
    rt.tape.elements = elements;
    rt.handled.length = handled;
    for (const { name, old } of kept) {
      if (old === undefined) scope.delete(name);
      else scope.set(name, old);
    }
  }
}
