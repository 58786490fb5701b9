import type { Comprehension, ComprehensionClause, DictComprehension, Expr } from '../../syntax/ast.ts';
import { putEntry, putMember } from '../dict.ts';
import { Frame, type Run } from '../frame.ts';
import { iteratorOf } from '../iterate.ts';
import { namesOfTargets } from '../scopes.ts';
import { PyDict, PyIterator, PyList, PySet, Scope, type Value } from '../values.ts';
import type { Assigner, Context } from './context.ts';

interface Clause {
  readonly iter: Run;
  readonly assign: Assigner;
  readonly conditions: readonly Run[];
}

/** What a comprehension does with each element; returning true ends it. */
type Visit = (frame: Frame) => void;

export function comprehension(c: Context, expr: Comprehension): Run {
  const { rt, observed } = c.unit;
  const inner = innerContext(c, expr.clauses);
  const clauses = clausesOf(c, inner, expr.clauses);
  const element = inner.expression(expr.element);
  const site = c.site(expr.span);
  if (expr.result === 'generator') {
    return (frame) => observed.note(expr.id, lazily(c, clauses, element, childFrame(frame), frame));
  }
  return (frame) => {
    const child = childFrame(frame);
    const items: Value[] = [];
    visit(c, clauses, 0, child, frame, (at) => {
      if ((items.push(element(at)) & 1023) === 0) rt.budget.items(items.length);
    });
    if (expr.result === 'list') return observed.note(expr.id, new PyList(items));
    rt.budget.place = site;
    const set = new PySet();
    for (const item of items) putMember(rt, set, item);
    return observed.note(expr.id, set);
  };
}

export function dictComprehension(c: Context, expr: DictComprehension): Run {
  const { rt, observed } = c.unit;
  const inner = innerContext(c, expr.clauses);
  const clauses = clausesOf(c, inner, expr.clauses);
  const key = inner.expression(expr.key);
  const value = inner.expression(expr.value);
  return (frame) => {
    const made = new PyDict();
    visit(c, clauses, 0, childFrame(frame), frame, (at) => {
      putEntry(rt, made, key(at), value(at));
    });
    return observed.note(expr.id, made);
  };
}

function innerContext(c: Context, clauses: readonly ComprehensionClause[]): Context {
  return c.nested('comprehension', namesOfTargets(clauses.map(({ target }) => target)));
}

/** The first iterable is evaluated outside, as in Python; the others see the targets before them. */
function clausesOf(c: Context, inner: Context, clauses: readonly ComprehensionClause[]): Clause[] {
  return clauses.map(({ target, iter, conditions }, i) => ({
    iter: (i === 0 ? c : inner).expression(iter),
    assign: inner.assigner(target, 'loop', null),
    conditions: conditions.map((condition: Expr) => inner.expression(condition)),
  }));
}

function childFrame(frame: Frame): Frame {
  const child = new Frame(new Scope(frame.scope), frame.number, frame.functionName, frame.fn);
  child.around = frame.around ?? frame;
  return child;
}

function visit(c: Context, clauses: readonly Clause[], depth: number, child: Frame, outer: Frame, each: Visit): void {
  const clause = clauses[depth];
  if (!clause) {
    each(child);
    return;
  }
  const { rt } = c.unit;
  const items = iteratorOf(rt, clause.iter(depth === 0 ? outer : child));
  for (let item = items.next(); item !== undefined; item = items.next()) {
    rt.budget.step();
    clause.assign(child, item);
    if (holds(c, clause, child)) visit(c, clauses, depth + 1, child, outer, each);
  }
}

function holds(c: Context, clause: Clause, child: Frame): boolean {
  return clause.conditions.every((condition) => c.unit.rt.truth(condition(child)));
}

/** A generator expression: its first iterable is evaluated now, everything else when it is asked for. */
function lazily(c: Context, clauses: readonly Clause[], element: Run, child: Frame, outer: Frame): PyIterator {
  const { rt } = c.unit;
  const first = iteratorOf(rt, clauses[0]?.iter(outer) ?? null);
  function* level(depth: number, items: PyIterator): Generator<Value> {
    const clause = clauses[depth];
    if (!clause) return;
    for (let item = items.next(); item !== undefined; item = items.next()) {
      rt.budget.step();
      clause.assign(child, item);
      if (!holds(c, clause, child)) continue;
      const next = clauses[depth + 1];
      if (next) yield* level(depth + 1, iteratorOf(rt, next.iter(child)));
      else yield element(child);
    }
  }
  const values = level(0, first);
  return new PyIterator(() => {
    const { done, value } = values.next() as IteratorResult<Value, undefined>;
    return done ? undefined : value;
  });
}
