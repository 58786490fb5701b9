import type { BinaryOperator, Expr } from '../../syntax/ast.ts';
import { sourceOf, type Edit, type EditKind, type RepairContext } from './edit.ts';

/** A place in arithmetic whose text may be replaced, with what stands around it. */
export interface Slot {
  readonly expr: Expr;
  /** How tightly a text must bind to stand here without parentheses. */
  readonly needs: Precedence;
  /** True when it is no operand of a product: multiplying it differs from multiplying what is around it. */
  readonly isTerm: boolean;
}

/** Loosest first: comparisons, sums, products and signs, powers, and what needs no parentheses anywhere. */
export type Precedence = 0 | 1 | 2 | 3 | 4;
export const LOOSE = 0;
export const SUM = 1;
export const PRODUCT = 2;
export const POWER = 3;
export const TIGHT = 4;

const levels: Partial<Record<BinaryOperator, Precedence>> = {
  '+': SUM,
  '-': SUM,
  '*': PRODUCT,
  '/': PRODUCT,
  '//': PRODUCT,
  '%': PRODUCT,
  '@': PRODUCT,
  '**': POWER,
};

const loose: readonly Expr['kind'][] = ['Compare', 'BoolOp', 'IfExp', 'Lambda', 'Slice', 'Starred', 'Yield'];

export function precedenceOf(expr: Expr): Precedence {
  if (expr.kind === 'BinOp') return levels[expr.op] ?? LOOSE;
  if (expr.kind === 'UnaryOp') return expr.op === 'not' ? LOOSE : PRODUCT;
  return loose.includes(expr.kind) ? LOOSE : TIGHT;
}

/** The text of an expression, in parentheses where it would else bind too loosely. */
export function textOf(context: { readonly text: string }, expr: Expr, needs: Precedence): string {
  const text = sourceOf(context, expr);
  return precedenceOf(expr) < needs ? `(${text})` : text;
}

/** The edit that puts a text of the given precedence into a slot, in parentheses where it needs them and has none. */
export function put(
  context: RepairContext,
  { expr, needs }: Slot,
  kind: EditKind,
  newText: string,
  precedence: Precedence,
): Edit {
  const bare = precedence >= needs || isEnclosed(context.text, expr);
  return { kind, span: expr.span, newText: bare ? newText : `(${newText})` };
}

function isEnclosed(text: string, { span }: Expr): boolean {
  return text[span.start - 1] === '(' && text[span.end] === ')' && !/[\w\])]/.test(text[span.start - 2] ?? '');
}

/** Calls whose arguments are sizes, axes or options. */
const sizes = /^(?:zeros|ones|empty|full|arange|range|reshape|eye|shape|len|transpose|swapaxes|squeeze|expand_dims)$/;

/** Every place of arithmetic in an expression, outermost first. Indices, sizes, options and what is compared are left out. */
export function slotsIn(value: Expr): Slot[] {
  const found: Slot[] = [];
  const open: Slot[] = [{ expr: value, needs: LOOSE, isTerm: true }];
  for (let slot = open.shift(); slot; slot = open.shift()) {
    if (slot.expr.kind !== 'Tuple' && slot.expr.kind !== 'List') found.push(slot);
    open.push(...below(slot.expr));
  }
  return found;
}

function below(expr: Expr): Slot[] {
  const slot = (inner: Expr, needs: Precedence, isTerm = true): Slot => ({ expr: inner, needs, isTerm });
  switch (expr.kind) {
    case 'BinOp':
      return operands(expr);
    case 'UnaryOp':
      return [slot(expr.operand, PRODUCT, false)];
    case 'Attribute':
      return expr.name === 'T' ? [slot(expr.value, TIGHT)] : [];
    case 'Subscript':
      return [slot(expr.value, TIGHT, false)];
    case 'IfExp':
      return [expr.test, expr.body, expr.orelse].map((part) => slot(part, SUM));
    case 'Tuple':
    case 'List':
      return expr.elements.map((element) => slot(element, LOOSE));
    case 'Call': {
      const name = calledName(expr);
      const receiver = isFunctionCall(expr) || expr.func.kind !== 'Attribute' ? [] : [slot(expr.func.value, TIGHT)];
      if (sizes.test(name)) {
        const isFunction = receiver.length === 0 && /^(?:reshape|transpose|swapaxes|squeeze|expand_dims)$/.test(name);
        return isFunction ? expr.args.slice(0, 1).map((argument) => slot(argument, LOOSE)) : receiver;
      }
      const values = isReduction(expr) ? expr.args.slice(0, receiver.length > 0 ? 0 : 1) : expr.args;
      return [...receiver, ...values.map((argument) => slot(argument, LOOSE))];
    }
    default:
      return [];
  }
}

function operands({ op, left, right }: Extract<Expr, { kind: 'BinOp' }>): Slot[] {
  const level = levels[op] ?? LOOSE;
  const isProduct = op === '*' || op === '/';
  const needsRight: Precedence = op === '-' ? PRODUCT : isProduct || op === '@' ? POWER : level;
  return [
    { expr: left, needs: op === '**' ? TIGHT : level, isTerm: !isProduct },
    { expr: right, needs: op === '**' ? POWER : needsRight, isTerm: op !== '*' },
  ];
}

/** `sum` of `np.sum(x)`, of `x.sum()` and of `sum(x)`. */
export function calledName({ func }: Extract<Expr, { kind: 'Call' }>): string {
  if (func.kind === 'Attribute') return func.name;
  return func.kind === 'Name' ? func.name : '';
}

export function isModule(expr: Expr): boolean {
  return expr.kind === 'Name' && /^(?:np|numpy|cp|xp|jnp|math)$/.test(expr.name);
}

/** Whether a call is `np.f(x)` or `f(x)` rather than a method of a value. */
export function isFunctionCall({ func }: Extract<Expr, { kind: 'Call' }>): boolean {
  return func.kind !== 'Attribute' || isModule(func.value);
}

export function isReduction(call: Extract<Expr, { kind: 'Call' }>): boolean {
  return /^(?:sum|mean|max|min|argmax|argmin|cumsum|prod|var|std)$/.test(calledName(call));
}
