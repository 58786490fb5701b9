import { contains } from '../../base/span.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import { PyList, PyTuple, type Value } from '../../interp/values.ts';
import type { Expr, Stmt } from '../../syntax/ast.ts';
import { enclosingFunction, walkStatements } from '../../syntax/index.ts';
import { expressionsBelow } from '../walk.ts';
import type { Failure } from './failure.ts';
import { withRank } from './ranks.ts';
import { unifyEqual } from './learnShapes.ts';
import type { Plans } from './plans.ts';

/**
 * Learns from a condition that was not met: `assert x.shape[0] == y.shape[0]`, `if x.ndim != 2: raise …`,
 * `assert d_model % n_heads == 0`.
 */
export function learnCondition(failure: Failure, plans: Plans): boolean {
  return learnText(failure, plans) || learnComparison(failure, plans);
}

function learnComparison(failure: Failure, plans: Plans): boolean {
  return wantedEqual(failure).some(([left, right]) => {
    return (
      learnRank(failure, plans, left, right) ||
      learnMultiple(failure, plans, left, right) ||
      learnEqual(failure, plans, left, right)
    );
  });
}

/** `if mode == 'train': … elif mode == 'test': … else: raise` of a text that is none of these. */
function learnText({ statement, module, valueOf }: Failure, plans: Plans): boolean {
  const def = statement?.kind === 'Raise' ? enclosingFunction(module, statement.span.start) : null;
  if (!def) return false;
  const known = new Map<string, Set<string>>();
  for (const expr of def.body.flatMap((inner) => expressionsBelow(inner))) {
    const [right] = expr.kind === 'Compare' ? expr.comparators : [];
    if (expr.kind !== 'Compare' || right?.kind !== 'Str') continue;
    const value = valueOf(expr.left);
    if (typeof value === 'string') known.set(value, (known.get(value) ?? new Set()).add(right.value));
  }
  for (const [value, texts] of known) {
    const [wanted] = [...texts].slice(plans.scenario.variant % texts.size);
    if (wanted !== undefined && !texts.has(value) && plans.replaceText(value, wanted)) return true;
  }
  return false;
}

type Sides = readonly [Expr, Expr];

/** The two sides of every comparison that ought to be equal. */
function wantedEqual(failure: Failure): Sides[] {
  const { statement } = failure;
  if (statement?.kind === 'Assert') return comparisons(statement.test, 'and', '==');
  const guard = statement && guardOf(failure, statement);
  return guard ? comparisons(guard, 'or', '!=') : [];
}

/** The test of the `if` whose block raises. */
function guardOf({ module }: Failure, raised: Stmt): Expr | null {
  let guard: Expr | null = null;
  walkStatements(module.body, (statement) => {
    if (!contains(statement.span, raised.span)) return false;
    if (statement.kind === 'If' && statement.body.includes(raised)) guard = statement.test;
    return true;
  });
  return guard;
}

function comparisons(test: Expr, join: 'and' | 'or', operator: '==' | '!='): Sides[] {
  if (test.kind === 'BoolOp' && test.op === join)
    return test.values.flatMap((value) => comparisons(value, join, operator));
  if (test.kind === 'UnaryOp' && test.op === 'not') return comparisons(test.operand, 'and', '==');
  const [right] = test.kind === 'Compare' ? test.comparators : [];
  return test.kind === 'Compare' && right && test.ops[0] === operator ? [[test.left, right]] : [];
}

/** `x.ndim == 2`, `len(x.shape) == 4` */
function learnRank(failure: Failure, plans: Plans, left: Expr, right: Expr): boolean {
  const array = rankedBy(left);
  const wanted = failure.valueOf(right);
  const origin = array && failure.originOf(array);
  const spec = origin && plans.specOf(origin);
  if (!origin || spec?.kind !== 'array' || !(wanted instanceof Num) || wanted.value === spec.dims.length) return false;
  if (wanted.value < 1 || wanted.value > 5) return false;
  plans.change(origin, { ...spec, dims: withRank(spec.dims, wanted.value, plans) });
  return true;
}

function rankedBy(expr: Expr): Expr | null {
  if (expr.kind === 'Attribute') return expr.name === 'ndim' ? expr.value : null;
  const [only] = expr.kind === 'Call' && expr.func.kind === 'Name' && expr.func.name === 'len' ? expr.args : [];
  return only?.kind === 'Attribute' && only.name === 'shape' ? only.value : null;
}

/** `d_model % n_heads == 0`: a length that nothing else holds becomes a multiple of the other. */
function learnMultiple({ valueOf }: Failure, { dimensions }: Plans, left: Expr, right: Expr): boolean {
  const zero = valueOf(right);
  if (left.kind !== 'BinOp' || left.op !== '%' || !(zero instanceof Num) || zero.value !== 0) return false;
  const [whole, part] = [valueOf(left.left), valueOf(left.right)];
  return whole instanceof Num && part instanceof Num && dimensions.become(whole.value, 2 * part.value);
}

function learnEqual({ valueOf }: Failure, { dimensions }: Plans, left: Expr, right: Expr): boolean {
  const a = lengthsOf(valueOf(left));
  const b = lengthsOf(valueOf(right));
  return a !== null && b !== null && unifyEqual(a, b, dimensions);
}

function lengthsOf(value: Value | undefined): number[] | null {
  if (value instanceof Num) return [value.value];
  if (value instanceof Tensor) return null;
  if (!(value instanceof PyTuple || value instanceof PyList)) return null;
  const lengths = value.items.flatMap((item) => (item instanceof Num ? [item.value] : []));
  return lengths.length === value.items.length ? lengths : null;
}
