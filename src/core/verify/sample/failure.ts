import { contains } from '../../base/span.ts';
import type { RunProblem } from '../../interp/execution.ts';
import type { Machine } from '../../interp/index.ts';
import type { Value } from '../../interp/values.ts';
import type { Expr, Module, Stmt } from '../../syntax/ast.ts';
import { expressionCovering, expressionsOf, statementAt } from '../../syntax/index.ts';
import { expressionsBelow } from '../walk.ts';
import { Tensor } from '../../tape/tensor.ts';
import type { Origin, Origins, Plans } from './plans.ts';

/** A failed run, with the place that failed and what its parts were. */
export interface Failure {
  readonly problem: RunProblem;
  readonly module: Module;
  readonly statement: Stmt | null;
  /** The expression that failed, or the whole statement's expressions where none fits. */
  readonly exprs: readonly Expr[];
  readonly valueOf: (expr: Expr) => Value | undefined;
  readonly originOf: (expr: Expr) => Origin | undefined;
}

/** Reads the place of a problem; null when its file is unknown. */
export function failureAt(problem: RunProblem, machine: Machine, origins: Origins, plans: Plans): Failure | null {
  const file = machine.inspect(problem.file);
  if (!file) return null;
  const statement = statementAt(file.module, problem.span.start);
  const exact = expressionCovering(file.module, problem.span);
  const fits = exact !== null && contains(problem.span, exact.span);
  const roots = fits ? [exact] : statement ? expressionsOf(statement) : [];
  const valueOf = (expr: Expr): Value | undefined => file.lastValue(expr);
  return {
    problem,
    module: file.module,
    statement,
    exprs: roots.flatMap((root) => expressionsBelow(root)),
    valueOf,
    originOf: (expr) => {
      const value = valueOf(expr);
      if (value === undefined || value === null || typeof value !== 'object') return undefined;
      return origins.get(value) ?? (value instanceof Tensor ? plans.originOfShape(value.shape) : undefined);
    },
  };
}
