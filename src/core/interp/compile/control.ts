import type { For, If, Stmt, While, With } from '../../syntax/ast.ts';
import { BREAK, CONTINUE, NORMAL, RETURN, type Completion, type Exec, type Frame } from '../frame.ts';
import { iteratorOf } from '../iterate.ts';
import { Instance, type Value } from '../values.ts';
import type { Assigner, Context } from './context.ts';

export function block(c: Context, statements: readonly Stmt[]): Exec {
  const execs = statements.map((statement) => c.statement(statement));
  const { budget } = c.unit.rt;
  const only = execs.length === 1 ? execs[0] : undefined;
  if (only) {
    return (frame) => {
      budget.step();
      return only(frame);
    };
  }
  return (frame) => {
    for (const exec of execs) {
      budget.step();
      const completion = exec(frame);
      if (completion !== NORMAL) return completion;
    }
    return NORMAL;
  };
}

export function conditional(c: Context, statement: If): Exec {
  const { rt } = c.unit;
  const test = c.expression(statement.test);
  const site = c.site(statement.test.span);
  const body = c.body(statement.body);
  const orelse = c.body(statement.orelse);
  return (frame) => {
    const condition = test(frame);
    rt.budget.place = site;
    return rt.truth(condition) ? body(frame) : orelse(frame);
  };
}

/** How often the loop may go round: training loops are cut short when the caller wants it. */
export function roundsOf(c: Context, statement: Stmt): number {
  return c.unit.loopLimit(statement) ?? Infinity;
}

export function whileLoop(c: Context, statement: While): Exec {
  const { rt } = c.unit;
  const test = c.expression(statement.test);
  const site = c.site(statement.test.span);
  const body = c.body(statement.body);
  const orelse = c.body(statement.orelse);
  const rounds = roundsOf(c, statement);
  return (frame) => {
    for (let round = 0; round < rounds; round++) {
      const condition = test(frame);
      rt.budget.place = site;
      rt.budget.step();
      if (!rt.truth(condition)) return orelse(frame);
      const completion = body(frame);
      if (completion === BREAK) return NORMAL;
      if (completion === RETURN) return RETURN;
    }
    return NORMAL;
  };
}

export function forLoop(c: Context, statement: For): Exec {
  const { rt } = c.unit;
  const iterable = c.expression(statement.iter);
  const site = c.site(statement.iter.span);
  const assign = c.assigner(statement.target, 'loop', statement);
  const body = c.body(statement.body);
  const orelse = c.body(statement.orelse);
  const rounds = roundsOf(c, statement);
  return (frame) => {
    const value = iterable(frame);
    rt.budget.place = site;
    const items = iteratorOf(rt, value);
    for (let round = 0; round < rounds; round++) {
      const item = items.next();
      if (item === undefined) return orelse(frame);
      rt.budget.step();
      assign(frame, item);
      const completion = body(frame);
      if (completion === BREAK) return NORMAL;
      if (completion === RETURN) return RETURN;
    }
    return NORMAL;
  };
}

export const breakStatement: Exec = () => BREAK;
export const continueStatement: Exec = () => CONTINUE;
export const nothing: Exec = () => NORMAL;

/** What `with` has entered, so that it can be left again. */
export interface Entered {
  readonly manager: Value;
}

/** Compiles the `context as target` parts of `with`. Managers that are not the user's are taken as they are. */
export function entering(c: Context, statement: With): (frame: Frame, entered: Entered[]) => void {
  const { rt } = c.unit;
  const items = statement.items.map(({ context, target }) => ({
    run: c.expression(context),
    site: c.site(context.span),
    assign: target ? c.assigner(target, 'assign', statement) : (null as Assigner | null),
  }));
  return (frame, entered) => {
    for (const { run, site, assign } of items) {
      const manager = run(frame);
      rt.budget.place = site;
      const enter = manager instanceof Instance ? rt.attribute(manager, '__enter__') : undefined;
      const value = enter === undefined ? manager : rt.invoke(enter);
      entered.push({ manager });
      assign?.(frame, value);
    }
  };
}

/** Leaves the managers, innermost first; returns whether one of them swallowed the exception. */
export function leave(c: Context, entered: readonly Entered[], exception: Instance | null): boolean {
  const { rt } = c.unit;
  let pending = exception;
  for (const { manager } of entered.toReversed()) {
    const exit = manager instanceof Instance ? rt.attribute(manager, '__exit__') : undefined;
    if (exit === undefined) continue;
    const result = rt.invoke(exit, pending?.cls ?? null, pending, null);
    if (pending && rt.truth(result)) pending = null;
  }
  return exception !== null && pending === null;
}

export function withStatement(c: Context, statement: With): Exec {
  const enter = entering(c, statement);
  const body = c.body(statement.body);
  return (frame) => {
    const entered: Entered[] = [];
    let completion: Completion;
    try {
      enter(frame, entered);
      completion = body(frame);
    } catch (error) {
      const raised = c.unit.rt.raised(error);
      if (raised && leave(c, entered, raised.exception)) return NORMAL;
      throw raised ?? error;
    }
    leave(c, entered, null);
    return completion;
  };
}
