import type { AnnAssign, Assert, Assign, AugAssign, Delete, Expr, ExprStmt, Raise, Return } from '../../syntax/ast.ts';
import { targetPath } from '../../syntax/index.ts';
import { Tensor } from '../../tape/tensor.ts';
import { isExceptionClass, makeException } from '../exceptions.ts';
import { NORMAL, RETURN, type Exec, type Frame } from '../frame.ts';
import { inplaceOperator } from '../operators/inplace.ts';
import { BindingPlace, MAX_PER_ELEMENT, nameNode, tracked } from '../trace.ts';
import { Instance, PyClass, Unsupported, type Value } from '../values.ts';
import type { Context } from './context.ts';
import { loadName, reader, writer } from './names.ts';
import { pathOf } from './paths.ts';
import { elementPath } from './targets.ts';

export function expressionStatement(c: Context, statement: ExprStmt): Exec {
  const { rt, python } = c.unit;
  if (python.dialect === 2 && statement.value.kind === 'Name' && statement.value.name === 'print') {
    return () => {
      rt.print('\n');
      return NORMAL;
    };
  }
  const run = c.expression(statement.value);
  return (frame) => {
    run(frame);
    return NORMAL;
  };
}

export function assign(c: Context, statement: Assign): Exec {
  const value = c.expression(statement.value);
  const targets = statement.targets.map((target) => c.assigner(target, 'assign', statement));
  const { observed } = c.unit;
  const { id } = statement.value;
  return (frame) => {
    const result = value(frame);
    for (const target of targets) target(frame, result);
    // An array becomes an input when it gets its name: its expression shall remember it as that.
    if (result instanceof Tensor) observed.note(id, result);
    return NORMAL;
  };
}

export function annotated(c: Context, statement: AnnAssign): Exec {
  if (!statement.value) return () => NORMAL;
  const value = c.expression(statement.value);
  const target = c.assigner(statement.target, 'assign', statement);
  return (frame) => {
    target(frame, value(frame));
    return NORMAL;
  };
}

/** `target op= value`. The target's parts are evaluated once; arrays and lists change in place. */
export function augmented(c: Context, statement: AugAssign): Exec {
  switch (statement.target.kind) {
    case 'Name':
      return augmentedName(c, statement, statement.target);
    case 'Attribute':
      return augmentedAttribute(c, statement, statement.target);
    case 'Subscript':
      return augmentedElement(c, statement, statement.target);
    default: {
      const { rt } = c.unit;
      return () => rt.fail('SyntaxError', rt.localize('nothing can be assigned to this'), statement.target.span);
    }
  }
}

function augmentedName(c: Context, statement: AugAssign, target: Expr & { kind: 'Name' }): Exec {
  const { rt, trace, observed, file } = c.unit;
  const read = loadName(c, target);
  const write = writer(c, target.name);
  const value = c.expression(statement.value);
  const operate = inplaceOperator(statement.op);
  const site = c.site(statement.span);
  const targetSite = c.site(target.span);
  const place = new BindingPlace('augment', statement, target.span, file);
  return (frame) => {
    const old = read(frame);
    const operand = value(frame);
    rt.budget.place = site;
    const result = tracked(rt.tape, operate(rt, old, operand), target.name, targetSite);
    write(frame, result);
    observed.note(target.id, result);
    trace.record(frame, target.name, result, place);
    return NORMAL;
  };
}

function augmentedAttribute(c: Context, statement: AugAssign, target: Expr & { kind: 'Attribute' }): Exec {
  const { rt, trace, observed, file } = c.unit;
  const object = c.expression(target.value);
  const value = c.expression(statement.value);
  const operate = inplaceOperator(statement.op);
  const site = c.site(statement.span);
  const targetSite = c.site(target.span);
  const pathNow = pathOf(c, target);
  const place = new BindingPlace('augment', statement, target.span, file);
  return (frame) => {
    const owner = object(frame);
    rt.budget.place = targetSite;
    const old = rt.getAttribute(owner, target.name);
    const operand = value(frame);
    rt.budget.place = site;
    const path = pathNow();
    const result = tracked(rt.tape, operate(rt, old, operand), path, targetSite);
    rt.setAttribute(owner, target.name, result);
    observed.note(target.id, result);
    trace.record(frame, path, result, place);
    return NORMAL;
  };
}

function augmentedElement(c: Context, statement: AugAssign, target: Expr & { kind: 'Subscript' }): Exec {
  const { rt, trace, observed, file } = c.unit;
  const object = c.expression(target.value);
  const index = c.expression(target.index);
  const value = c.expression(statement.value);
  const operate = inplaceOperator(statement.op);
  const site = c.site(statement.span);
  const targetSite = c.site(target.span);
  const base = pathOf(c, target.value);
  const place = new BindingPlace('augment', statement, target.span, file, MAX_PER_ELEMENT);
  return (frame) => {
    const container = object(frame);
    const key = index(frame);
    rt.budget.place = targetSite;
    const old = rt.getItem(container, key);
    const operand = value(frame);
    rt.budget.place = site;
    const result = operate(rt, old, operand);
    const path = elementPath(rt, base(), container, key);
    if (container instanceof Tensor) {
      // A view has already been written through.
      if (!(result instanceof Tensor && result.storage === container.storage)) rt.setItem(container, key, result);
      nameNode(container, path);
      trace.record(frame, path, container, place);
      return NORMAL;
    }
    const bound = tracked(rt.tape, result, path, targetSite);
    rt.setItem(container, key, bound);
    observed.note(target.id, bound);
    trace.record(frame, path, bound, place);
    return NORMAL;
  };
}

export function returnStatement(c: Context, statement: Return): Exec {
  const { trace, file } = c.unit;
  if (!statement.value) return () => RETURN;
  const value = c.expression(statement.value);
  const path = targetPath(statement.value) ?? '';
  const place = new BindingPlace('return', statement, statement.value.span, file);
  return (frame) => {
    frame.returned = value(frame);
    trace.record(frame, path, frame.returned, place);
    return RETURN;
  };
}

export function assertStatement(c: Context, statement: Assert): Exec {
  const { rt } = c.unit;
  const test = c.expression(statement.test);
  const message = statement.message ? c.expression(statement.message) : null;
  const site = c.site(statement.span);
  return (frame) => {
    const condition = test(frame);
    // What cannot be evaluated is taken to hold: an assertion changes nothing.
    if (condition instanceof Unsupported) return NORMAL;
    rt.budget.place = site;
    if (rt.truth(condition)) return NORMAL;
    return rt.fail('AssertionError', message ? rt.str(message(frame)) : rt.localize('the assertion does not hold'));
  };
}

export function raiseStatement(c: Context, statement: Raise): Exec {
  const { rt } = c.unit;
  const site = c.site(statement.span);
  if (!statement.exception) return () => rt.raiseAgain();
  const exception = c.expression(statement.exception);
  return (frame) => {
    const value = exception(frame);
    rt.budget.place = site;
    return rt.raise(exceptionOf(c, value));
  };
}

function exceptionOf(c: Context, value: Value): Instance {
  const { rt } = c.unit;
  if (value instanceof Unsupported) return rt.stop(value);
  const made = value instanceof PyClass && isExceptionClass(value) ? rt.invoke(value) : value;
  if (made instanceof Instance && isExceptionClass(made.cls)) return made;
  // Python 2 raised strings.
  if (typeof value === 'string') return makeException(rt.exceptionClass('Exception'), [value]);
  return rt.fail('TypeError', rt.localize('exceptions must derive from BaseException'));
}

export function deleteStatement(c: Context, statement: Delete): Exec {
  const deleters = statement.targets.flatMap((target) => deletersOf(c, target));
  return (frame) => {
    for (const remove of deleters) remove(frame);
    return NORMAL;
  };
}

function deletersOf(c: Context, target: Expr): ((frame: Frame) => void)[] {
  const { rt, globals } = c.unit;
  const site = c.site(target.span);
  switch (target.kind) {
    case 'Name': {
      const read = reader(c, target.name);
      return [
        (frame) => {
          rt.budget.place = site;
          if (read(frame) === undefined) rt.fail('NameError', rt.localize("name '{0}' is not defined", target.name));
          (c.names.global.has(target.name) ? globals : frame.scope).names.delete(target.name);
        },
      ];
    }
    case 'Attribute': {
      const object = c.expression(target.value);
      return [
        (frame) => {
          const owner = object(frame);
          rt.budget.place = site;
          rt.deleteAttribute(owner, target.name);
        },
      ];
    }
    case 'Subscript': {
      const object = c.expression(target.value);
      const index = c.expression(target.index);
      return [
        (frame) => {
          const container = object(frame);
          const key = index(frame);
          rt.budget.place = site;
          rt.deleteItem(container, key);
        },
      ];
    }
    case 'Tuple':
    case 'List':
      return target.elements.flatMap((element) => deletersOf(c, element));
    default:
      return [];
  }
}
