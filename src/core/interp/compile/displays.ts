import type { Dict, Expr, FString, List, Num as NumExpr, SetExpr, Slice, Str, Tuple } from '../../syntax/ast.ts';
import type { Frame, Run } from '../frame.ts';
import { Literal } from '../literal.ts';
import { putEntry, putMember } from '../dict.ts';
import { formatValue } from '../text/format.ts';
import { EllipsisValue, PyDict, PyList, PySet, PySlice, PyTuple, type Value } from '../values.ts';
import type { Context } from './context.ts';

export function number(c: Context, expr: NumExpr): Run {
  const { rt, observed } = c.unit;
  if (expr.imaginary) return () => rt.unsupported(rt.localize('complex numbers'), expr.span);
  const literal = new Literal(expr.value, expr.isInt);
  return () => observed.note(expr.id, literal);
}

export function string(c: Context, expr: Str): Run {
  const { observed } = c.unit;
  return () => observed.note(expr.id, expr.value);
}

export function constant(c: Context, expr: Expr & { kind: 'Constant' }): Run {
  const { observed } = c.unit;
  const value = expr.value === '...' ? EllipsisValue.instance : expr.value;
  return () => observed.note(expr.id, value);
}

/** Compiles a list of expressions among which `*iterable` may stand. */
export function sequence(c: Context, elements: readonly Expr[]): (frame: Frame) => Value[] {
  const { rt } = c.unit;
  if (!elements.some((element) => element.kind === 'Starred')) {
    const runs = elements.map((element) => c.expression(element));
    return (frame) => {
      const items: Value[] = [];
      for (const run of runs) items.push(run(frame));
      return items;
    };
  }
  const parts = elements.map((element) =>
    element.kind === 'Starred'
      ? { run: c.expression(element.value), spread: true }
      : { run: c.expression(element), spread: false },
  );
  return (frame) => {
    const items: Value[] = [];
    for (const { run, spread } of parts) {
      const value = run(frame);
      if (!spread) items.push(value);
      else for (const item of rt.list(value)) items.push(item);
    }
    return items;
  };
}

export function tuple(c: Context, expr: Tuple): Run {
  const { observed } = c.unit;
  const items = sequence(c, expr.elements);
  return (frame) => observed.note(expr.id, new PyTuple(items(frame)));
}

export function list(c: Context, expr: List): Run {
  const { observed } = c.unit;
  const items = sequence(c, expr.elements);
  return (frame) => observed.note(expr.id, new PyList(items(frame)));
}

export function set(c: Context, expr: SetExpr): Run {
  const { rt, observed } = c.unit;
  const items = sequence(c, expr.elements);
  return (frame) => {
    const made = new PySet();
    for (const item of items(frame)) putMember(rt, made, item);
    return observed.note(expr.id, made);
  };
}

export function dict(c: Context, expr: Dict): Run {
  const { rt, observed } = c.unit;
  const entries = expr.entries.map(({ key, value }) => ({
    key: key ? c.expression(key) : null,
    value: c.expression(value),
  }));
  const site = c.site(expr.span);
  return (frame) => {
    const made = new PyDict();
    for (const entry of entries) {
      const key = entry.key?.(frame);
      const value = entry.value(frame);
      rt.budget.place = site;
      if (key !== undefined) putEntry(rt, made, key, value);
      else spreadInto(c, made, value);
    }
    return observed.note(expr.id, made);
  };
}

function spreadInto(c: Context, into: PyDict, value: Value): void {
  const { rt } = c.unit;
  if (value instanceof PyDict) {
    for (const [name, entry] of value.entries) into.entries.set(name, { ...entry });
    return;
  }
  rt.fail('TypeError', rt.localize("'{0}' cannot be spread with **: it is no dict", rt.typeName(value)));
}

export function slice(c: Context, expr: Slice): Run {
  const { observed } = c.unit;
  const part = (bound: Expr | null): Run => (bound ? c.expression(bound) : () => null);
  const lower = part(expr.lower);
  const upper = part(expr.upper);
  const step = part(expr.step);
  return (frame) => observed.note(expr.id, new PySlice(lower(frame), upper(frame), step(frame)));
}

export function formatted(c: Context, expr: FString): Run {
  const { rt, observed } = c.unit;
  const site = c.site(expr.span);
  const parts = expr.parts.map((part) =>
    typeof part === 'string'
      ? part
      : {
          value: c.expression(part.value),
          format: part.format,
          fields: part.formatValues.map((field) => c.expression(field)),
          conversion: part.conversion,
        },
  );
  return (frame) => {
    let text = '';
    for (const part of parts) {
      if (typeof part === 'string') {
        text += part;
        continue;
      }
      let value = part.value(frame);
      const fields = part.fields.map((field) => rt.str(field(frame)));
      rt.budget.place = site;
      if (part.conversion !== '') value = part.conversion === 's' ? rt.str(value) : rt.repr(value);
      const spec = part.format.replaceAll('{}', () => fields.shift() ?? '');
      text += formatValue(rt, value, spec);
    }
    rt.work(text.length >> 8);
    return observed.note(expr.id, text);
  };
}
