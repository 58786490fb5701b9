import type { Expr, FunctionDef, Module } from '../../syntax/ast.ts';
import { walkExpressions } from '../../syntax/index.ts';
import type { Dimensions } from './dimensions.ts';
import type { Spec } from './spec.ts';

type Call = Extract<Expr, { kind: 'Call' }>;

const known = new WeakMap<Module, Map<string, Call[]>>();

/** The calls of a text by the last part of the callee's name. */
function callsOf(module: Module): ReadonlyMap<string, readonly Call[]> {
  const before = known.get(module);
  if (before) return before;
  const calls = new Map<string, Call[]>();
  walkExpressions(module, (expr) => {
    if (expr.kind !== 'Call') return undefined;
    const name = expr.func.kind === 'Name' ? expr.func.name : expr.func.kind === 'Attribute' ? expr.func.name : null;
    if (name === null) return undefined;
    const list = calls.get(name) ?? [];
    list.push(expr);
    calls.set(name, list);
    return undefined;
  });
  known.set(module, calls);
  return calls;
}

/** The literal that a parameter is given somewhere in the text, as a spec; null where it never is. */
export function specFromCalls(
  module: Module,
  callee: string,
  def: FunctionDef,
  parameter: string,
  dimensions: Dimensions,
): Spec | null {
  const names = def.params.positional.map(({ name }) => name).filter((name) => name !== 'self' && name !== 'cls');
  const position = names.indexOf(parameter);
  for (const call of callsOf(module).get(callee) ?? []) {
    if (call.args.some((arg) => arg.kind === 'Starred')) continue;
    const keyword = call.keywords.find(({ name }) => name === parameter)?.value;
    const argument = keyword ?? call.args[position];
    const spec = argument && literalSpec(argument, dimensions);
    if (spec) return spec;
  }
  return null;
}

/** Lists of numbers are lengths of layers; a number alone says nothing sure. */
export function literalSpec(expr: Expr, dimensions: Dimensions): Spec | null {
  switch (expr.kind) {
    case 'Str':
      return { kind: 'text', value: expr.value };
    case 'Constant':
      return typeof expr.value === 'boolean' ? { kind: 'flag', value: expr.value } : null;
    case 'List':
    case 'Tuple':
      return listOfLengths(expr, dimensions);
    case 'Dict': {
      const entries = new Map<string, Spec>();
      for (const { key, value } of expr.entries) {
        const inner = literalSpec(value, dimensions) ?? scalarSpec(value);
        if (key?.kind !== 'Str' || !inner) return null;
        entries.set(key.value, inner);
      }
      return entries.size > 0 ? { kind: 'dict', entries } : null;
    }
    case 'Call':
      return isClassName(expr.func) && expr.func.kind === 'Name' ? { kind: 'object', className: expr.func.name } : null;
    default:
      return null;
  }
}

function isClassName(func: Expr): boolean {
  return func.kind === 'Name' && /^[A-Z]\w*[a-z]/.test(func.name);
}

function scalarSpec(expr: Expr): Spec | null {
  return expr.kind === 'Num' ? { kind: 'number', value: expr.value, isInt: expr.isInt } : null;
}

function listOfLengths(expr: Extract<Expr, { kind: 'List' | 'Tuple' }>, dimensions: Dimensions): Spec | null {
  const { elements } = expr;
  const whole = elements.every((item) => (item.kind === 'Num' && item.isInt) || item.kind === 'Name');
  if (elements.length === 0 || elements.length > 6 || !whole) return null;
  const isTuple = expr.kind === 'Tuple';
  const names = isTuple && elements.length === 3 ? ['C', 'H', 'W'] : [];
  const items = elements.map((item, i): Spec => {
    const name = names[i];
    if (name !== undefined) return { kind: 'int', length: dimensions.named(name) };
    if (isTuple && item.kind === 'Num' && item.value < 4) return { kind: 'number', value: item.value, isInt: true };
    return { kind: 'int', length: dimensions.fresh() };
  });
  return { kind: 'list', items, isTuple };
}
