import type { Call, Expr } from '../../syntax/ast.ts';
import type { Frame, Run } from '../frame.ts';
import {
  Instance,
  PyClass,
  PyDict,
  PyFunction,
  SuperProxy,
  Unsupported,
  type Arguments,
  type Value,
} from '../values.ts';
import type { Context } from './context.ts';
import { sequence } from './displays.ts';

const NO_KEYWORDS: ReadonlyMap<string, Value> = new Map();

/** Compiles a call. A method of an instance is called without making a bound method first. */
export function call(c: Context, expr: Call): Run {
  if (expr.func.kind === 'Name' && expr.func.name === 'super' && expr.args.length === 0) return bareSuper(c, expr);
  const { rt, observed } = c.unit;
  const args = argumentsOf(c, expr);
  const site = c.site(expr.span);
  const { id, func } = expr;
  if (func.kind === 'Attribute') return methodCall(c, expr, args);
  const callee = c.expression(func);
  return (frame) => {
    const target = callee(frame);
    const given = args(frame);
    rt.budget.place = site;
    return observed.note(id, rt.call(target, given));
  };
}

function methodCall(c: Context, expr: Call, args: (frame: Frame) => Arguments): Run {
  const { rt, observed } = c.unit;
  if (expr.func.kind !== 'Attribute') return () => null;
  const { value: owner, name, id: calleeId } = expr.func;
  const object = c.expression(owner);
  const site = c.site(expr.span);
  const attributeSite = c.site(expr.func.span);
  const { id } = expr;
  return (frame) => {
    const self = object(frame);
    rt.budget.place = attributeSite;
    const method = self instanceof Instance && !self.attributes.has(name) ? plainMethod(self.cls, name) : null;
    const target = method ?? rt.getAttribute(self, name);
    observed.note(calleeId, target);
    const given = args(frame);
    rt.budget.place = site;
    const result = method
      ? rt.callFunction(method, [self, ...given.positional], given.keywords)
      : rt.call(target, given);
    return observed.note(id, result);
  };
}

function plainMethod(cls: PyClass, name: string): PyFunction | null {
  for (const base of cls.mro) {
    const member = base.members.get(name);
    if (member !== undefined) return member instanceof PyFunction ? member : null;
  }
  return null;
}

/** `super()` finds the class in which the running method is written, and its first argument. */
function bareSuper(c: Context, expr: Call): Run {
  const { rt, observed } = c.unit;
  return (frame) => {
    const fn = (frame.around ?? frame).fn;
    const first = fn?.def.params.positional[0];
    const self = first ? (frame.around ?? frame).scope.names.get(first.name) : undefined;
    if (!fn?.owner || !(self instanceof Instance || self instanceof PyClass)) {
      return rt.fail('RuntimeError', rt.localize('super() without arguments works in methods only'), expr.span);
    }
    return observed.note(expr.id, new SuperProxy(fn.owner, self));
  };
}

/** Compiles the arguments of a call, `*` and `**` included. */
function argumentsOf(c: Context, expr: Call): (frame: Frame) => Arguments {
  const positional = sequence(c, expr.args);
  if (expr.keywords.length === 0) return (frame) => ({ positional: positional(frame), keywords: NO_KEYWORDS });
  const keywords = expr.keywords.map(({ name, value, span }) => ({ name, run: c.expression(value), span, value }));
  return (frame) => {
    const given = positional(frame);
    const named = new Map<string, Value>();
    for (const { name, run, value } of keywords) {
      if (name !== null) named.set(name, run(frame));
      else spreadKeywords(c, named, run(frame), value);
    }
    return { positional: given, keywords: named };
  };
}

function spreadKeywords(c: Context, into: Map<string, Value>, given: Value, expr: Expr): void {
  const { rt } = c.unit;
  if (given instanceof Unsupported) return rt.stop(given);
  const mapping = given instanceof Instance ? given.payload : given;
  if (!(mapping instanceof PyDict)) {
    return rt.fail('TypeError', rt.localize('the argument after ** must be a dict'), expr.span);
  }
  for (const { key, value } of mapping.entries.values()) {
    if (typeof key !== 'string') return rt.fail('TypeError', rt.localize('keywords must be strings'), expr.span);
    into.set(key, value);
  }
}
