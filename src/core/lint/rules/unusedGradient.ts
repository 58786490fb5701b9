import type { Assign, AugAssign, Expr, Stmt } from '../../syntax/ast.ts';
import { isPlaceholder, type Claim } from '../../verify/claims.ts';
import { isComplete, isUnfinished, routineOf } from '../observe/routine.ts';
import { readsByName, usageOf } from '../observe/usage.ts';
import type { Observed, Observation, ObservationRule } from '../rule.ts';

/** A call may be made for what else it does; what NumPy and methods of arrays compute is computed for its value. */
function onlyComputes(statement: Stmt): statement is Assign | AugAssign {
  if (statement.kind === 'AugAssign') return true;
  if (statement.kind !== 'Assign' || callsOthers(statement.value)) return false;
  return statement.targets.every((target) => target.kind !== 'Tuple' && target.kind !== 'List');
}

function callsOthers(value: Expr): boolean {
  if (value.kind !== 'Call') return false;
  if (value.func.kind !== 'Attribute') return true;
  const owner = value.func.value;
  const isNumPy = owner.kind === 'Name' && /^(?:np|numpy|math)$/.test(owner.name);
  return !isNumPy && !/^(?:dot|sum|copy|reshape|transpose|mean|astype|ravel|flatten|squeeze)$/.test(value.func.name);
}

/** Gradients of the pass that are plain names of the function and have numbers of their own. */
function computedNames({ report }: Observed): Map<string, Claim> {
  const { claims } = report.outcome.claims;
  const own = claims.filter((claim) => /^\w+$/.test(claim.path) && claim.written !== null && !isPlaceholder(claim));
  return new Map(own.map((claim) => [claim.path, claim]));
}

function observe(observed: Observed, t: Parameters<ObservationRule['observe']>[1]): Observation[] {
  const { report, module } = observed;
  const routine = routineOf(observed);
  // A refuted gradient is the news then, and often the reason.
  if (!routine || report.faults.length > 0 || !report.gradients.some(({ verdict }) => verdict === 'proven')) return [];
  if (!isComplete(routine) || isUnfinished(module, routine) || readsByName(routine.def.body)) return [];
  const claims = computedNames(observed);
  const shared = new Set(routine.statements.flatMap((one) => (one.kind === 'Global' ? one.names : [])));
  return [...usageOf(routine.def.body)].flatMap(([name, { writes, isRead }]) => {
    const claim = claims.get(name);
    const statement = writes.findLast((write) => onlyComputes(write));
    if (isRead || !claim || !statement || shared.has(name) || !writes.every(onlyComputes)) return [];
    const of = claim.targets[0]?.name;
    return [
      {
        span: statement.span,
        gradient: name,
        message: of
          ? t('`{0}` is computed, but nothing uses it: the gradient of {1} goes nowhere.', name, of)
          : t('`{0}` is computed, but nothing uses it.', name),
        tags: ['unnecessary'] as const,
      },
    ];
  });
}

export const unusedGradient: ObservationRule = {
  code: 'unused-gradient',
  severity: 'warning',
  docs: {
    what: 'A gradient is computed in a function and then neither returned, stored, used for another gradient nor for an update.',
    why: 'Every gradient is a step on the way to a parameter or an input. One that leads nowhere was forgotten in the `return`, or the next step was taken from another gradient by mistake.',
    bad: 'import numpy as np\n\ndef affine_forward(x, w, b):\n    out = x.dot(w) + b\n    return out, (x, w, b)\n\ndef affine_backward(dout, cache):\n    x, w, b = cache\n    dx = dout.dot(w.T)\n    dw = x.T.dot(dout)\n    db = dout.sum(axis=0)\n    return dx, dw\n',
    good: 'import numpy as np\n\ndef affine_forward(x, w, b):\n    out = x.dot(w) + b\n    return out, (x, w, b)\n\ndef affine_backward(dout, cache):\n    x, w, b = cache\n    dx = dout.dot(w.T)\n    dw = x.T.dot(dout)\n    db = dout.sum(axis=0)\n    return dx, dw, db\n',
    howToFix: 'Return it, store it, or take the next step from it; if nobody needs it, do not compute it.',
  },
  observe,
};
