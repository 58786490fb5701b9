import { Num } from '../../tape/tensor.ts';
import { PyList, PyTuple } from '../../interp/values.ts';
import type { Expr } from '../../syntax/ast.ts';
import { enclosingFunction, walkStatements } from '../../syntax/index.ts';
import type { Failure } from './failure.ts';
import { learnCondition } from './learnCondition.ts';
import { learnFlattened, learnGates } from './learnParts.ts';
import { withRank } from './ranks.ts';
import type { Origin, Plans } from './plans.ts';

/** Learns how many axes an array or entries a list needs, and which lengths loops and assertions want equal. */
export function learnRanks(failure: Failure, plans: Plans): boolean {
  const { exception } = failure.problem;
  if (failure.statement?.kind === 'Assert' || failure.statement?.kind === 'Raise')
    return learnCondition(failure, plans);
  if (learnPadded(failure, plans) || learnFlattened(failure, plans) || learnGates(failure, plans)) return true;
  const wanted = wantedRank(failure.problem.message);
  if (wanted !== null && setRank(failure, plans, wanted)) return true;
  return exception === 'IndexError' && learnBounds(failure, plans);
}

function wantedRank(message: string): number | null {
  const unpack = /\(expected (\d+)(?:, got \d+)?\)|(?:expected|needs?) (\d+)\D+(?:got|has|there (?:are|is)) \d+/.exec(
    message,
  );
  if (unpack) return Number(unpack[1] ?? unpack[2]);
  const indices = /\d+-dimensional\D+(\d+) (?:were|are|indices)/.exec(message);
  if (indices) return Number(indices[1]);
  const axis = /axis (\d+)\D+(?:dimension|rank)\w* \d+/.exec(message);
  if (axis) return Number(axis[1]) + 1;
  return /tuple index out of range|list index out of range/.test(message) ? -1 : null;
}

/** `np.pad(x, ((0, 0), (p, p)))` of an array with other axes than there are pairs. */
function learnPadded(failure: Failure, plans: Plans): boolean {
  if (!failure.problem.message.startsWith('pad widths')) return false;
  for (const expr of failure.exprs) {
    if (expr.kind !== 'Call' || !(expr.func.kind === 'Attribute' && expr.func.name === 'pad')) continue;
    const widths = expr.keywords.find(({ name }) => name === 'pad_width')?.value ?? expr.args[1];
    const pairs = widths && failure.valueOf(widths);
    const [array] = expr.args;
    const origin = array && failure.originOf(array);
    const spec = origin && plans.specOf(origin);
    if (!(pairs instanceof PyTuple || pairs instanceof PyList) || !origin || spec?.kind !== 'array') continue;
    plans.change(origin, { ...spec, dims: withRank(spec.dims, pairs.items.length, plans) });
    return true;
  }
  return false;
}

/** The parameter behind an expression: its own value, or the array whose `.shape` it is. */
function originBehind(failure: Failure, expr: Expr): Origin | undefined {
  if (expr.kind === 'Attribute' && expr.name === 'shape') return failure.originOf(expr.value);
  return failure.originOf(expr);
}

function setRank(failure: Failure, plans: Plans, wanted: number): boolean {
  const exprs = [...(failure.statement?.kind === 'Assign' ? [failure.statement.value] : []), ...failure.exprs];
  for (const expr of exprs) {
    const origin = originBehind(failure, expr);
    const spec = origin && plans.specOf(origin);
    if (!origin || !spec) continue;
    const { dimensions } = plans;
    if (spec.kind === 'array' && wanted > 0 && wanted !== spec.dims.length && wanted <= 5) {
      plans.change(origin, { ...spec, dims: withRank(spec.dims, wanted, plans) });
      return true;
    }
    if (spec.kind === 'list' && spec.items.length < 6) {
      const count = wanted > 0 ? wanted : spec.items.length + 1;
      const items = Array.from(
        { length: count },
        (_, i) => spec.items[i] ?? { kind: 'int' as const, length: dimensions.fresh() },
      );
      plans.change(origin, { ...spec, items: count === 3 ? picture(plans) : items });
      return true;
    }
  }
  return false;
}

function picture({ dimensions }: Plans): { kind: 'int'; length: number }[] {
  return ['C', 'H', 'W'].map((name) => ({ kind: 'int', length: dimensions.named(name) }));
}

/** `for i in range(n): a[i]` past the end of `a`: the loop's length is that of the axis. */
function learnBounds(failure: Failure, { dimensions }: Plans): boolean {
  const found = /index (-?\d+) \D*axis (\d+) with size (\d+)/.exec(failure.problem.message);
  const def = failure.statement && enclosingFunction(failure.module, failure.statement.span.start);
  if (!found || !def) return false;
  const [, index = '', , size = ''] = found;
  let changed = failure.exprs.some((expr) => {
    const limit = limitOf(failure, expr);
    return limit !== null && limit > Number(size) && dimensions.unify(limit, Number(size));
  });
  walkStatements(def.body, (statement) => {
    if (changed || statement.kind !== 'For') return !changed;
    const value = failure.valueOf(statement.target);
    const limit = limitOf(failure, statement.iter);
    const isHere = value === undefined || (value instanceof Num && value.value === Number(index));
    if (isHere && limit !== null && limit > Number(size)) changed = dimensions.unify(limit, Number(size));
    return !changed;
  });
  return changed;
}

/** The stop of `range(…)`. */
function limitOf(failure: Failure, iter: Expr): number | null {
  if (iter.kind !== 'Call' || (iter.func.kind !== 'Name' && iter.func.kind !== 'Attribute')) return null;
  const [first, second] = iter.args;
  if (!/^(?:x?range|arange|reversed|list)$/.test(iter.func.name)) return null;
  if (iter.func.name === 'reversed' || iter.func.name === 'list') return first ? limitOf(failure, first) : null;
  const stop = second ?? first;
  const value = stop && failure.valueOf(stop);
  return value instanceof Num ? value.value : null;
}
