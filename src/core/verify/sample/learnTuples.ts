import { targetPath } from '../../syntax/index.ts';
import type { Expr } from '../../syntax/ast.ts';
import { Tensor } from '../../tape/tensor.ts';
import { lastComponent } from '../gradientNames.ts';
import type { Failure } from './failure.ts';
import { entryByName } from './options.ts';
import type { Origin, Plans } from './plans.ts';
import type { Spec } from './spec.ts';

/** Pairs in a data set: enough that a sum over them is not one of them. */
const EXAMPLES = 3;

/**
 * Learns that a parameter is a tuple or a list of tuples, from the names that it is unpacked into: `h, w = self.filter_shape`,
 * `x, w = cache`, `for x, y in mini_batch`.
 */
export function learnTuples(failure: Failure, plans: Plans): boolean {
  if (!failure.problem.message.includes('unpack')) return false;
  const { statement } = failure;
  if (statement?.kind === 'Assign') {
    const [target] = statement.targets;
    return target !== undefined && unpackTo(failure, plans, statement.value, target);
  }
  const loop = statement?.kind === 'For' ? { target: statement.target, iter: statement.iter } : loopIn(failure);
  return loop !== null && iterateAs(failure, plans, loop);
}

interface Loop {
  readonly target: Expr;
  readonly iter: Expr;
}

/** The comprehension of a failed expression: `[f(x) for x, y in data]`. */
function loopIn({ exprs }: Failure): Loop | null {
  for (const expr of exprs) {
    if (expr.kind !== 'Comprehension') continue;
    const [clause] = expr.clauses;
    if (clause) return { target: clause.target, iter: clause.iter };
  }
  return null;
}

function unpackTo(failure: Failure, plans: Plans, value: Expr, target: Expr): boolean {
  const path = targetPath(value) ?? '';
  const origin =
    guessedAt(failure, plans, value) ?? (path === '' ? undefined : defaultNamed(lastComponent(path), plans));
  const items = origin && itemsOf(target, path, plans);
  if (!origin || !items) return false;
  plans.change(origin, { kind: 'list', items, isTuple: true });
  return true;
}

/** `for i, (x, y) in enumerate(data)` is a loop over `data` too. */
function iterateAs(failure: Failure, plans: Plans, { target, iter }: Loop): boolean {
  const isEnumerated = iter.kind === 'Call' && iter.func.kind === 'Name' && iter.func.name === 'enumerate';
  const over = isEnumerated ? iter.args[0] : iter;
  const inner = isEnumerated && target.kind === 'Tuple' ? target.elements[1] : target;
  const origin = over && guessedAt(failure, plans, over);
  const items = origin && inner && itemsOf(inner, '', plans);
  if (!origin || !items) return false;
  const example: Spec = { kind: 'list', items, isTuple: true };
  plans.change(origin, { kind: 'list', items: Array.from({ length: EXAMPLES }, () => example) });
  return true;
}

/** The parameter that an expression's value was made for, when all that is known of it is a guess. */
function guessedAt(failure: Failure, plans: Plans, expr: Expr): Origin | undefined {
  const value = failure.valueOf(expr);
  const origin = failure.originOf(expr);
  const spec = origin && plans.specOf(origin);
  if (!origin || !spec) return undefined;
  const isArray = spec.kind === 'array' && value instanceof Tensor;
  return isArray || spec.kind === 'number' || spec.kind === 'int' ? origin : undefined;
}

/** A parameter that was left out of the call, by the name of the attribute that keeps it: `self.input_shape` of `input_shape=None`. */
function defaultNamed(name: string, plans: Plans): Origin | undefined {
  for (const [key, entry] of plans.entries()) {
    const isLeftOut = entry.spec.kind === 'default' || entry.spec.kind === 'none';
    if (isLeftOut && entry.name === name.replace(/^_/, '')) return { key, path: [] };
  }
  return undefined;
}

/** One spec for each name: lengths where any name or the whole is called one, else what each name says. */
function itemsOf(target: Expr, whole: string, plans: Plans): Spec[] | null {
  if (target.kind !== 'Tuple' && target.kind !== 'List') return null;
  const names = target.elements.map((element) => lastComponent(targetPath(element) ?? '_'));
  const areLengths = isLength(whole) || names.some(isLength);
  const { dimensions, scenario } = plans;
  return names.map((name): Spec => {
    if (areLengths) return { kind: 'int', length: name === '_' ? dimensions.fresh() : dimensions.named(name) };
    return entryByName(name, scenario, dimensions);
  });
}

function isLength(name: string): boolean {
  return /(?:shape|size|dims?|height|width|channels|timesteps|_steps|features|units|classes)$/i.test(name);
}
