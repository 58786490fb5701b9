import type { ExceptHandler, Try } from '../../syntax/ast.ts';
import { NORMAL, type Completion, type Exec, type Frame } from '../frame.ts';
import type { PyRaise } from '../signals.ts';
import { PyClass, PyTuple, type Instance, type Value } from '../values.ts';
import type { Context } from './context.ts';
import { writer } from './names.ts';

interface Handler<Body> {
  readonly matches: (frame: Frame, exception: Instance) => boolean;
  readonly enter: (frame: Frame, exception: Instance) => void;
  readonly leave: (frame: Frame) => void;
  readonly body: Body;
}

/** Compiles the heads of `except` clauses; `body` compiles what stands under them. */
export function handlersOf<Body>(c: Context, statement: Try, body: (handler: ExceptHandler) => Body): Handler<Body>[] {
  return statement.handlers.map((handler) => {
    const { name } = handler;
    const write = name === null ? null : writer(c, name);
    return {
      matches: matcher(c, handler),
      enter: (frame, exception) => write?.(frame, exception),
      leave: (frame) => {
        if (name !== null) frame.scope.names.delete(name);
      },
      body: body(handler),
    };
  });
}

function matcher(c: Context, handler: ExceptHandler): Handler<unknown>['matches'] {
  if (!handler.type) return () => true;
  const type = c.expression(handler.type);
  return (frame, exception) => isOf(exception, type(frame));
}

/** Whether an exception is of a class or of one of a tuple of classes. A class we do not know matches nothing. */
function isOf(exception: Instance, type: Value): boolean {
  if (type instanceof PyTuple) return type.items.some((item) => isOf(exception, item));
  return type instanceof PyClass && exception.cls.mro.includes(type);
}

export function tryStatement(c: Context, statement: Try): Exec {
  const body = c.body(statement.body);
  const orelse = c.body(statement.orelse);
  const finalbody = statement.finalbody.length > 0 ? c.body(statement.finalbody) : null;
  const handlers = handlersOf(c, statement, (handler) => c.body(handler.body));
  const guarded = (frame: Frame): Completion => {
    const { rt } = c.unit;
    const { depth } = rt.budget;
    try {
      const completion = body(frame);
      if (completion !== NORMAL) return completion;
    } catch (error) {
      const raised = rt.raised(error);
      if (!raised) throw error;
      rt.budget.depth = depth;
      return handle(c, handlers, frame, raised, (handler) => handler.body(frame));
    }
    return orelse(frame);
  };
  if (!finalbody) return guarded;
  return (frame) => {
    let completion: Completion;
    try {
      completion = guarded(frame);
    } catch (error) {
      if (!c.unit.rt.raised(error)) throw error;
      const final = finalbody(frame);
      if (final !== NORMAL) return final;
      throw error;
    }
    const { returned } = frame;
    const final = finalbody(frame);
    if (final !== NORMAL) return final;
    frame.returned = returned;
    return completion;
  };
}

function handle<Body>(
  c: Context,
  handlers: readonly Handler<Body>[],
  frame: Frame,
  raised: PyRaise,
  run: (handler: Handler<Body>) => Completion,
): Completion {
  const handler = handlers.find(({ matches }) => matches(frame, raised.exception));
  if (!handler) throw raised;
  handler.enter(frame, raised.exception);
  const { rt } = c.unit;
  rt.handled.push(raised);
  try {
    return run(handler);
  } finally {
    rt.handled.pop();
    handler.leave(frame);
  }
}
