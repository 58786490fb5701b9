import type { Expr, For, If, Stmt, Try, While, With, Yield } from '../../syntax/ast.ts';
import { BREAK, NORMAL, RETURN, type Completion, type Frame, type Run, type Steps } from '../frame.ts';
import { iteratorOf } from '../iterate.ts';
import type { Value } from '../values.ts';
import type { Context } from './context.ts';
import { entering, leave, roundsOf, type Entered } from './control.ts';
import { yieldsIn } from './yields.ts';
import { handlersOf } from './try.ts';

/**
 * Generator bodies run as JavaScript generators, statement by statement. The `yield`s of a statement are taken in order
 * before the statement itself runs, which then finds in the frame what each of them gave.
 */
export function stepsOf(c: Context, statements: readonly Stmt[]): Steps {
  const parts = statements.map((statement) => stepsOfStatement(c, statement));
  return function* (frame) {
    for (const part of parts) {
      c.unit.rt.budget.step();
      const completion = yield* part(frame);
      if (completion !== NORMAL) return completion;
    }
    return NORMAL;
  };
}

function stepsOfStatement(c: Context, statement: Stmt): Steps {
  switch (statement.kind) {
    case 'If':
      return conditionalSteps(c, statement);
    case 'While':
      return whileSteps(c, statement);
    case 'For':
      return forSteps(c, statement);
    case 'With':
      return withSteps(c, statement);
    case 'Try':
      return trySteps(c, statement);
    default:
      return plainSteps(c, statement);
  }
}

function plainSteps(c: Context, statement: Stmt): Steps {
  const take = yieldSteps(c, yieldsIn(statement));
  const exec = c.statement(statement);
  return function* (frame) {
    yield* take(frame);
    return exec(frame);
  };
}

function yieldSteps(c: Context, yields: readonly Yield[]): (frame: Frame) => Generator<Value, void, Value> {
  const { rt } = c.unit;
  const parts = yields.map((expr) => ({ expr, run: expr.value ? c.expression(expr.value) : () => null }));
  return function* (frame) {
    for (const { expr, run } of parts) {
      const value = run(frame);
      if (!expr.from) {
        frame.sent?.set(expr.id, yield value);
        continue;
      }
      const items = iteratorOf(rt, value);
      for (let item = items.next(); item !== undefined; item = items.next()) yield item;
      frame.sent?.set(expr.id, null);
    }
  };
}

/** A `yield` inside a statement: its value is there already. */
export function yieldExpression(c: Context, expr: Yield): Run {
  const { observed } = c.unit;
  return (frame) => observed.note(expr.id, frame.sent?.get(expr.id) ?? null);
}

function testOf(c: Context, test: Expr): (frame: Frame) => Generator<Value, boolean, Value> {
  const { rt } = c.unit;
  const take = yieldSteps(c, yieldsIn(test));
  const run = c.expression(test);
  const site = c.site(test.span);
  return function* (frame) {
    yield* take(frame);
    const value = run(frame);
    rt.budget.place = site;
    return rt.truth(value);
  };
}

function conditionalSteps(c: Context, statement: If): Steps {
  const test = testOf(c, statement.test);
  const body = c.steps(statement.body);
  const orelse = c.steps(statement.orelse);
  return function* (frame) {
    return yield* (yield* test(frame)) ? body(frame) : orelse(frame);
  };
}

function whileSteps(c: Context, statement: While): Steps {
  const test = testOf(c, statement.test);
  const body = c.steps(statement.body);
  const orelse = c.steps(statement.orelse);
  return function* (frame) {
    while (yield* test(frame)) {
      c.unit.rt.budget.step();
      const completion: Completion = yield* body(frame);
      if (completion === BREAK) return NORMAL;
      if (completion === RETURN) return RETURN;
    }
    return yield* orelse(frame);
  };
}

function forSteps(c: Context, statement: For): Steps {
  const { rt } = c.unit;
  const take = yieldSteps(c, yieldsIn(statement.iter));
  const iterable = c.expression(statement.iter);
  const assign = c.assigner(statement.target, 'loop', statement);
  const body = c.steps(statement.body);
  const orelse = c.steps(statement.orelse);
  const rounds = roundsOf(c, statement);
  return function* (frame) {
    yield* take(frame);
    const items = iteratorOf(rt, iterable(frame));
    for (let round = 0; round < rounds; round++) {
      const item = items.next();
      if (item === undefined) return yield* orelse(frame);
      rt.budget.step();
      assign(frame, item);
      const completion: Completion = yield* body(frame);
      if (completion === BREAK) return NORMAL;
      if (completion === RETURN) return RETURN;
    }
    return NORMAL;
  };
}

function withSteps(c: Context, statement: With): Steps {
  const enter = entering(c, statement);
  const body = c.steps(statement.body);
  return function* (frame) {
    const entered: Entered[] = [];
    let completion: Completion;
    try {
      enter(frame, entered);
      completion = yield* body(frame);
    } catch (error) {
      const raised = c.unit.rt.raised(error);
      if (raised && leave(c, entered, raised.exception)) return NORMAL;
      throw raised ?? error;
    }
    leave(c, entered, null);
    return completion;
  };
}

function trySteps(c: Context, statement: Try): Steps {
  const { rt } = c.unit;
  const body = c.steps(statement.body);
  const orelse = c.steps(statement.orelse);
  const finalbody = c.steps(statement.finalbody);
  const handlers = handlersOf(c, statement, (handler) => c.steps(handler.body));
  function* guarded(frame: Frame): Generator<Value, Completion, Value> {
    try {
      const completion: Completion = yield* body(frame);
      if (completion !== NORMAL) return completion;
    } catch (error) {
      const raised = rt.raised(error);
      const handler = raised && handlers.find(({ matches }) => matches(frame, raised.exception));
      if (!handler) throw error;
      handler.enter(frame, raised.exception);
      return yield* handler.body(frame);
    }
    return yield* orelse(frame);
  }
  return function* (frame) {
    let completion: Completion;
    try {
      completion = yield* guarded(frame);
    } catch (error) {
      if (!rt.raised(error)) throw error;
      const final: Completion = yield* finalbody(frame);
      if (final !== NORMAL) return final;
      throw error;
    }
    const final: Completion = yield* finalbody(frame);
    return final === NORMAL ? completion : final;
  };
}
