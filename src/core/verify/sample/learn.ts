import type { Expr } from '../../syntax/ast.ts';
import { enclosingFunction } from '../../syntax/index.ts';
import { pathsOf } from '../script.ts';
import { forwardNames, isBackwardName, isGradientPath, isTargetName, takesData } from '../styles/roles.ts';
import { learnKinds } from './learnKinds.ts';
import { learnOneExample } from './learnOneExample.ts';
import { learnShapes } from './learnShapes.ts';
import { learnRanks } from './learnRanks.ts';
import { learnTuples } from './learnTuples.ts';
import type { Failure } from './failure.ts';
import type { Plans } from './plans.ts';

/**
 * Learns from a run that failed. What the failing expression was given leads back to the parameters that it was built for,
 * and every unknown length is a number of its own, so that shapes say which lengths must agree. False when there is
 * nothing to learn.
 */
export function learn(failure: Failure, plans: Plans): boolean {
  if (learnTuples(failure, plans) || learnKinds(failure, plans)) return true;
  const isBackward = isInBackward(failure);
  if ((!isBackward || isAboutLabels(failure, plans)) && learnShapes(failure, plans)) return true;
  if (isBackward && plans.scenario.profile === 'one' && learnOneExample(failure, plans)) return true;
  return learnRanks(failure, plans);
}

/** `a - y` is often the first use of the labels: they are as large as what they are compared with. */
function isAboutLabels({ problem, exprs }: Failure, plans: Plans): boolean {
  if (exprs.some(comparesWithLabels)) return true;
  const shapes = problem.operation?.shapes ?? [];
  return shapes.some((shape) => {
    const origin = plans.originOfShape(shape);
    const name = origin && plans.get(origin.key)?.name;
    return name !== undefined && /^(?:y|Y|t|targets?|labels?|y_true)$/.test(name);
  });
}

/** `A2 - one_hot_Y`, `probs - self.one_hot(y)` */
function comparesWithLabels(expr: Expr): boolean {
  if (expr.kind !== 'BinOp' || expr.op !== '-') return false;
  return [expr.left, expr.right].some((side) => {
    const named = side.kind === 'Call' ? side.func : side.kind === 'Attribute' && side.name === 'T' ? side.value : side;
    const name = named.kind === 'Name' || named.kind === 'Attribute' ? named.name : '';
    return /one_?hot/i.test(name) || isTargetName(name);
  });
}

/**
 * Where a gradient is computed shapes teach nothing: the forward pass has chosen them, and a wrong transpose would be made
 * to fit.
 */
function isInBackward({ statement, problem, module }: Failure): boolean {
  if (!statement || problem.file !== '') return false;
  const def = enclosingFunction(module, statement.span.start);
  if (def && takesData({ def })) return false;
  if (def && isBackwardName(def.name) && forwardNames(def.name).length > 0) return true;
  return pathsOf(statement).some(isGradientPath);
}
