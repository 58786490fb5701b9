import type { Attribute, Expr, Stmt, Subscript } from '../../syntax/ast.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { Runtime } from '../runtime.ts';
import { BindingPlace, MAX_PER_ELEMENT, nameNode, tracked } from '../trace.ts';
import { PyDict, PyList, PyTuple, Unsupported, type Value } from '../values.ts';
import type { Assigner, Context } from './context.ts';
import { nameAssigner } from './names.ts';
import { keyText, pathOf } from './paths.ts';

/** Compiles the left side of an assignment, a loop target or a name after `as`. */
export function assigner(c: Context, target: Expr, how: 'assign' | 'loop', statement: Stmt | null): Assigner {
  switch (target.kind) {
    case 'Name':
      return nameAssigner(c, target, 'assign', how, statement);
    case 'Attribute':
      return attributeAssigner(c, target, statement);
    case 'Subscript':
      return elementAssigner(c, target, statement);
    case 'Tuple':
    case 'List':
      return unpackAssigner(c, target.elements, how, statement, target);
    case 'Starred':
      return c.assigner(target.value, how, statement);
    default: {
      const { rt } = c.unit;
      return () => rt.fail('SyntaxError', rt.localize('nothing can be assigned to this'), target.span);
    }
  }
}

function attributeAssigner(c: Context, target: Attribute, statement: Stmt | null): Assigner {
  const { rt, trace, observed, file } = c.unit;
  const object = c.expression(target.value);
  const site = c.site(target.span);
  const pathNow = pathOf(c, target);
  const place = new BindingPlace('assign', statement, target.span, file);
  const reshaped = target.name === 'shape' ? reshaping(c, target.value, statement) : null;
  return (frame, value) => {
    const owner = object(frame);
    rt.budget.place = site;
    if (reshaped && owner instanceof Tensor) {
      reshaped(frame, rt.invoke(rt.getAttribute(owner, 'reshape'), value));
      return;
    }
    const path = pathNow();
    const bound = tracked(rt.tape, value, path, site);
    rt.setAttribute(owner, target.name, bound);
    observed.note(target.id, bound);
    trace.record(frame, path, bound, place);
  };
}

/** `x.shape = s` gives the name `x` to the reshaped array; null where the array has no name. */
function reshaping(c: Context, owner: Expr, statement: Stmt | null): Assigner | null {
  return owner.kind === 'Name' || owner.kind === 'Attribute' ? c.assigner(owner, 'assign', statement) : null;
}

function elementAssigner(c: Context, target: Subscript, statement: Stmt | null): Assigner {
  const { rt, trace, observed, file } = c.unit;
  const object = c.expression(target.value);
  const index = c.expression(target.index);
  const site = c.site(target.span);
  const base = pathOf(c, target.value);
  const assign = new BindingPlace('assign', statement, target.span, file);
  const store = new BindingPlace('store', statement, target.span, file, MAX_PER_ELEMENT);
  return (frame, value) => {
    const container = object(frame);
    const key = index(frame);
    rt.budget.place = site;
    const path = elementPath(rt, base(), container, key);
    if (container instanceof Tensor) {
      rt.setItem(container, key, value);
      nameNode(container, path);
      trace.record(frame, path, container, store);
      return;
    }
    const bound = tracked(rt.tape, value, path, site);
    rt.setItem(container, key, bound);
    observed.note(target.id, bound);
    trace.record(frame, path, bound, assign);
  };
}

/** `grads['W1']`, `dx[0]`; for an array its own path, whichever elements are meant. */
export function elementPath(rt: Runtime, base: string, container: Value, key: Value): string {
  if (container instanceof Tensor) return base;
  const text = keyText(key);
  return text === '' && container instanceof PyDict ? `${base}[${rt.repr(key)}]` : base + text;
}

function unpackAssigner(
  c: Context,
  targets: readonly Expr[],
  how: 'assign' | 'loop',
  statement: Stmt | null,
  whole: Expr,
): Assigner {
  const { rt, observed } = c.unit;
  const assigners = targets.map((target) => c.assigner(target, how, statement));
  const starred = targets.findIndex((target) => target.kind === 'Starred');
  const site = c.site(whole.span);
  return (frame, value) => {
    observed.note(whole.id, value);
    rt.budget.place = site;
    const items = value instanceof Unsupported ? targets.map(() => value) : itemsToUnpack(rt, value);
    const parts =
      starred < 0 || value instanceof Unsupported ? items : gatherStarred(rt, items, targets.length, starred);
    if (parts.length !== targets.length) wrongCount(rt, targets.length, parts.length);
    for (let i = 0; i < assigners.length; i++) assigners[i]?.(frame, parts[i] ?? null);
  };
}

function itemsToUnpack(rt: Runtime, value: Value): readonly Value[] {
  if (value instanceof PyTuple || value instanceof PyList) return value.items;
  if (value === null || (value instanceof Num && value.node === null)) {
    return rt.fail('TypeError', rt.localize("'{0}' cannot be unpacked: it is no sequence", rt.typeName(value)));
  }
  return rt.list(value);
}

function gatherStarred(rt: Runtime, items: readonly Value[], count: number, starred: number): Value[] {
  const rest = items.length - (count - 1);
  if (rest < 0) {
    const message = rt.localize(
      'not enough values to unpack (expected at least {0}, got {1})',
      count - 1,
      items.length,
    );
    rt.fail('ValueError', message);
  }
  const middle = new PyList(items.slice(starred, starred + rest));
  return [...items.slice(0, starred), middle, ...items.slice(starred + rest)];
}

function wrongCount(rt: Runtime, expected: number, given: number): never {
  if (given > expected) rt.fail('ValueError', rt.localize('too many values to unpack (expected {0})', expected));
  rt.fail('ValueError', rt.localize('not enough values to unpack (expected {0}, got {1})', expected, given));
}
