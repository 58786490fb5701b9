import { createMachine } from '../interp/index.ts';
import type { Value } from '../interp/values.ts';
import type { Expr, Module, Stmt } from '../syntax/ast.ts';
import { parseModule } from '../syntax/index.ts';
import { flatOfValue } from '../verify/compare.ts';

/** A user's text for an input, read as Python: the expression and its value, or why it cannot be taken. */
export type ReadText =
  | { readonly ok: true; readonly expr: Expr; readonly value: Value }
  | { readonly ok: false; readonly problem: 'unreadable' | 'not-numeric' };

/** Reads a number, list or NumPy expression that the user typed. It is evaluated by our own interpreter, with NumPy at hand. */
export function readInputText(text: string): ReadText {
  const module = parseModule(`import numpy as np\nvalue = ${text.replace(/[\r\n]+/g, ' ')}\n`);
  const statement = module.body[1];
  if (module.errors.length > 0 || module.body.length !== 2 || statement?.kind !== 'Assign') {
    return { ok: false, problem: 'unreadable' };
  }
  const machine = createMachine(module, { limits: { steps: 10_000 } });
  machine.run();
  const value = machine.lookup('value');
  if (value === undefined || flatOfValue(value) === null) return { ok: false, problem: 'not-numeric' };
  return { ok: true, expr: statement.value, value };
}

/** The module with other right-hand sides for the first assignments of some names. Spans stay those of the text. */
export function overrideModule(module: Module, values: ReadonlyMap<string, Expr>): Module {
  if (values.size === 0) return module;
  const open = new Map(values);
  const body = module.body.map((statement) => overrideStatement(statement, open));
  return { ...module, body };
}

function overrideStatement(statement: Stmt, open: Map<string, Expr>): Stmt {
  if (statement.kind !== 'Assign') return statement;
  const [target] = statement.targets;
  if (!target || statement.targets.length !== 1) return statement;
  if (target.kind === 'Name') {
    const value = take(open, target.name);
    return value ? { ...statement, value: placed(value, statement.value) } : statement;
  }
  const { value } = statement;
  if (target.kind !== 'Tuple' || value.kind !== 'Tuple') return statement;
  const elements = value.elements.map((element, i) => {
    const name = target.elements[i];
    const other = name?.kind === 'Name' ? take(open, name.name) : undefined;
    return other ? placed(other, element) : element;
  });
  return { ...statement, value: { ...value, elements } };
}

function take(open: Map<string, Expr>, name: string): Expr | undefined {
  const value = open.get(name);
  open.delete(name);
  return value;
}

/** The new expression at the old one's place; the numbers of its parts are not asked for by anybody. */
function placed(value: Expr, old: Expr): Expr {
  return { ...value, span: old.span, id: old.id };
}
