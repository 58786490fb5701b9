import type { Attribute, BinOp, BoolOp, Compare, IfExp, Subscript, UnaryOp } from '../../syntax/ast.ts';
import type { Run } from '../frame.ts';
import { Literal } from '../literal.ts';
import { binaryOperators } from '../operators/binary.ts';
import { comparisons } from '../operators/compare.ts';
import { unaryOperators } from '../operators/unary.ts';
import type { Context } from './context.ts';

export function binary(c: Context, expr: BinOp): Run {
  const { rt, observed } = c.unit;
  const left = c.expression(expr.left);
  const right = c.expression(expr.right);
  const operate = binaryOperators[expr.op];
  const site = c.site(expr.span);
  const { budget } = rt;
  const { id } = expr;
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    budget.place = site;
    return observed.note(id, operate(rt, a, b));
  };
}

export function unary(c: Context, expr: UnaryOp): Run {
  const { rt, observed } = c.unit;
  const { op, operand, id } = expr;
  if (operand.kind === 'Num' && !operand.imaginary && (op === '-' || op === '+')) {
    // A negative number is written with an operator, but is a number all the same.
    const literal = new Literal(op === '-' ? -operand.value : operand.value, operand.isInt);
    return () => observed.note(id, literal);
  }
  const run = c.expression(operand);
  const operate = unaryOperators[op];
  const site = c.site(expr.span);
  return (frame) => {
    const value = run(frame);
    rt.budget.place = site;
    return observed.note(id, operate(rt, value));
  };
}

export function logical(c: Context, expr: BoolOp): Run {
  const { rt, observed } = c.unit;
  const runs = expr.values.map((value) => c.expression(value));
  const sites = expr.values.map((value) => c.site(value.span));
  const stopsAt = expr.op === 'or';
  const last = runs.length - 1;
  return (frame) => {
    for (let i = 0; i < last; i++) {
      const value = runs[i]?.(frame) ?? null;
      rt.budget.place = sites[i] ?? null;
      if (rt.truth(value) === stopsAt) return observed.note(expr.id, value);
    }
    return observed.note(expr.id, runs[last]?.(frame) ?? null);
  };
}

export function compare(c: Context, expr: Compare): Run {
  const { rt, observed } = c.unit;
  const first = c.expression(expr.left);
  const rest = expr.comparators.map((comparator, i) => ({
    run: c.expression(comparator),
    operate: comparisons[expr.ops[i] ?? '=='],
  }));
  const site = c.site(expr.span);
  const { id } = expr;
  const only = rest.length === 1 ? rest[0] : undefined;
  if (only) {
    const { run, operate } = only;
    return (frame) => {
      const a = first(frame);
      const b = run(frame);
      rt.budget.place = site;
      return observed.note(id, operate(rt, a, b));
    };
  }
  return (frame) => {
    let left = first(frame);
    for (let i = 0; ; i++) {
      const link = rest[i];
      if (!link) return observed.note(id, true);
      const right = link.run(frame);
      rt.budget.place = site;
      const result = link.operate(rt, left, right);
      if (i === rest.length - 1 || !rt.truth(result)) return observed.note(id, result);
      left = right;
    }
  };
}

export function conditional(c: Context, expr: IfExp): Run {
  const { rt, observed } = c.unit;
  const test = c.expression(expr.test);
  const body = c.expression(expr.body);
  const orelse = c.expression(expr.orelse);
  const site = c.site(expr.test.span);
  return (frame) => {
    const condition = test(frame);
    rt.budget.place = site;
    return observed.note(expr.id, (rt.truth(condition) ? body : orelse)(frame));
  };
}

export function attribute(c: Context, expr: Attribute): Run {
  const { rt, observed } = c.unit;
  const object = c.expression(expr.value);
  const site = c.site(expr.span);
  const { id, name } = expr;
  return (frame) => {
    const value = object(frame);
    rt.budget.place = site;
    return observed.note(id, rt.getAttribute(value, name));
  };
}

export function subscript(c: Context, expr: Subscript): Run {
  const { rt, observed } = c.unit;
  const object = c.expression(expr.value);
  const index = c.expression(expr.index);
  const site = c.site(expr.span);
  const { id } = expr;
  return (frame) => {
    const container = object(frame);
    const key = index(frame);
    rt.budget.place = site;
    return observed.note(id, rt.getItem(container, key));
  };
}
