import type { Name, NamedExpr, Stmt } from '../../syntax/ast.ts';
import { Num } from '../../tape/tensor.ts';
import type { Frame, Run } from '../frame.ts';
import { BindingPlace, tracked } from '../trace.ts';
import { Unsupported, type Scope, type Value } from '../values.ts';
import type { Assigner, Context, Unit } from './context.ts';

/** How a name is read, by where Python's rules say that it lives. */
export function loadName(c: Context, expr: Name): Run {
  const { unit } = c;
  const { rt, observed } = unit;
  const { name, id } = expr;
  const site = c.site(expr.span);
  const read = reader(c, name);
  return (frame) => {
    const value = read(frame);
    if (value !== undefined) return observed.note(id, value);
    rt.budget.place = site;
    if (c.kind === 'function' && c.names.local.has(name)) {
      const message = rt.localize("'{0}' is used here before it gets a value in this function", name);
      return rt.fail('UnboundLocalError', message);
    }
    return rt.fail('NameError', rt.localize("name '{0}' is not defined", name));
  };
}

/** Reads a name, undefined when it has no value. */
export function reader(c: Context, name: string): (frame: Frame) => Value | undefined {
  const globals = c.unit.globals.names;
  if (c.kind === 'function' && c.names.local.has(name)) return (frame) => frame.scope.names.get(name);
  if (c.kind === 'module' || c.names.global.has(name)) {
    return () => {
      const value = globals.get(name);
      return value === undefined ? given(c.unit, name) : value;
    };
  }
  return (frame) => {
    for (let scope: Scope | null = frame.scope; scope; scope = scope.parent) {
      const value = scope.names.get(name);
      if (value !== undefined) return value;
    }
    return given(c.unit, name);
  };
}

/** A name that no scope of the file has: from a module imported with `*`, or built in. */
function given(unit: Unit, name: string): Value | undefined {
  for (let i = unit.stars.length - 1; i >= 0; i--) {
    const value = unit.stars[i]?.(name);
    if (value !== undefined && !(value instanceof Unsupported)) return value;
  }
  return unit.builtins.get(name) ?? unit.unknownStar ?? undefined;
}

/** Puts a value under a name without recording it. */
export function writer(c: Context, name: string): Assigner {
  const globals = c.unit.globals.names;
  if (c.kind === 'comprehension' && c.around && !c.names.local.has(name)) {
    const outer = writer(c.around, name);
    return (frame, value) => {
      outer(frame.around ?? frame, value);
    };
  }
  if (c.names.global.has(name)) {
    return (_, value) => {
      globals.set(name, value);
    };
  }
  if (c.names.nonlocal.has(name)) {
    return (frame, value) => {
      nonlocalScope(frame.scope, name).names.set(name, value);
    };
  }
  return (frame, value) => {
    frame.scope.names.set(name, value);
  };
}

function nonlocalScope(from: Scope, name: string): Scope {
  for (let scope = from.parent; scope?.parent; scope = scope.parent) if (scope.names.has(name)) return scope;
  return from.parent ?? from;
}

/** Binds a name and records it. Loop targets are counters: numbers among them do not become inputs. */
export function nameAssigner(
  c: Context,
  expr: Name,
  kind: BindingPlace['kind'],
  how: 'assign' | 'loop',
  statement: Stmt | null,
): Assigner {
  const { rt, trace, observed, file } = c.unit;
  const { name, id, span } = expr;
  const site = c.site(span);
  const place = new BindingPlace(kind, statement, span, file);
  const write = writer(c, name);
  if (how === 'assign') {
    return (frame, value) => {
      const bound = tracked(rt.tape, value, name, site);
      write(frame, bound);
      observed.note(id, bound);
      trace.record(frame, name, bound, place);
    };
  }
  return (frame, value) => {
    const bound = isPlainNumber(value) ? value : tracked(rt.tape, value, name, site);
    write(frame, bound);
    observed.note(id, bound);
    // The targets of comprehensions belong to no statement and are nobody's business.
    if (statement) trace.record(frame, name, bound, place);
  };
}

/** `(name := value)`. */
export function namedExpression(c: Context, expr: NamedExpr): Run {
  const value = c.expression(expr.value);
  const assign = nameAssigner(c, expr.target, 'assign', 'assign', null);
  const read = reader(c, expr.target.name);
  const { observed } = c.unit;
  return (frame) => {
    assign(frame, value(frame));
    return observed.note(expr.id, read(frame) ?? null);
  };
}

function isPlainNumber(value: Value): boolean {
  return value instanceof Num && value.node === null;
}
