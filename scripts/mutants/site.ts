import type { Span } from '../../src/core/base/span.ts';
import type { Call, Expr, Stmt } from '../../src/core/syntax/ast.ts';
import {
  blocksOf,
  childrenOf,
  expressionsOf,
  isStatement,
  targetPath,
  walkExpressions,
} from '../../src/core/syntax/index.ts';
import type { Kind } from './kinds.ts';

/** What is known, from the run, of the names that a statement may use. */
export interface Scope {
  readonly text: string;
  /** Paths that hold gradients, the upstream gradient included. */
  readonly gradients: ReadonlySet<string>;
  /** The shape of every path's number or array. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** Entries of dicts that hold numbers. */
  readonly numbers: ReadonlySet<string>;
  /** Paths that could stand for a path in a statement: same shape, other numbers, known before it. */
  readonly alternatives: (path: string, statement: Stmt) => readonly string[];
}

/** One small change of the text. */
export interface Change {
  readonly kind: Kind;
  readonly span: Span;
  readonly newText: string;
  /** Rules that name it as rightly as those of its kind. */
  readonly also?: readonly string[];
}

/** A statement of a backward pass with everything the mutators need of it. */
export interface Site extends Scope {
  readonly statement: Stmt;
  readonly value: Expr | null;
  /** Expressions that are arithmetic on values: no subscripts, no sizes. Parents first. */
  readonly arithmetic: readonly Expr[];
  /** All expressions of the statement itself. */
  readonly all: readonly Expr[];
}

export function siteOf(statement: Stmt, scope: Scope): Site {
  const value = valueOf(statement);
  const all = expressionsOf(statement).flatMap(everyExpression);
  return { ...scope, statement, value, arithmetic: value ? arithmeticOf(value) : [], all };
}

/** What a simple statement computes; null for other statements. */
export function valueOf(statement: Stmt): Expr | null {
  switch (statement.kind) {
    case 'Assign':
    case 'AugAssign':
    case 'AnnAssign':
    case 'Return':
    case 'ExprStmt':
      return statement.value;
    default:
      return null;
  }
}

function everyExpression(root: Expr): Expr[] {
  const found: Expr[] = [];
  walkExpressions(root, (expr) => {
    found.push(expr);
    return undefined;
  });
  return found;
}

/** Functions whose arguments are sizes, or that compute nothing from them. */
const sizes =
  /^(?:reshape|zeros|ones|empty|full|zeros_like|ones_like|empty_like|range|xrange|arange|len|int|print|isinstance|format|astype|seed|append|extend|get_shape|shape|size)$/;

function arithmeticOf(root: Expr): Expr[] {
  const found: Expr[] = [];
  const pending: Expr[] = [root];
  for (let expr = pending.pop(); expr; expr = pending.pop()) {
    found.push(expr);
    pending.push(...belowArithmetic(expr));
  }
  return found;
}

function belowArithmetic(expr: Expr): Expr[] {
  if (expr.kind === 'Subscript') return [expr.value];
  if (expr.kind === 'Lambda') return [];
  if (expr.kind === 'Call') {
    const receiver = expr.func.kind === 'Attribute' ? [expr.func.value] : [];
    return sizes.test(calledName(expr)) ? receiver : [...receiver, ...expr.args];
  }
  return childrenOf(expr).filter((child): child is Expr => !isStatement(child));
}

/** `sum` of `np.sum(x)` and of `x.sum()`. */
export function calledName({ func }: Call): string {
  if (func.kind === 'Attribute') return func.name;
  return func.kind === 'Name' ? func.name : '';
}

/** Whether a call is `np.f(x)`, a function of the module, rather than a method of a value. */
export function isModuleCall({ func }: Call): boolean {
  return func.kind === 'Attribute' && func.value.kind === 'Name' && /^(?:np|numpy|cp|xp|jnp)$/.test(func.value.name);
}

/** The operand that a call works on: `x` of `np.sum(x)`, of `x.sum()` and of `sum(x)`, with its source text. */
export function subjectOf(call: Call, text: string): { readonly text: string; readonly isTight: boolean } | null {
  if (call.func.kind === 'Attribute' && !isModuleCall(call)) {
    const receiver = text.slice(call.func.span.start, text.lastIndexOf('.', call.func.nameSpan.start)).trimEnd();
    return { text: receiver, isTight: true };
  }
  const [first] = call.args;
  return first ? { text: text.slice(first.span.start, first.span.end), isTight: isTight(first) } : null;
}

export function isTight(expr: Expr): boolean {
  return ['Name', 'Num', 'Call', 'Attribute', 'Subscript', 'List', 'Str'].includes(expr.kind);
}

/** An operand's text, in parentheses where it needs them to stay one operand. */
export function bracketed({ text, isTight: tight }: { text: string; isTight: boolean }): string {
  return tight ? text : `(${text})`;
}

/** The operands of a binary operation as they are written, parentheses included. */
export function operandTexts(expr: Extract<Expr, { kind: 'BinOp' }>, text: string): { left: string; right: string } {
  return {
    left: text.slice(expr.span.start, expr.opSpan.start).trimEnd(),
    right: text.slice(expr.opSpan.end, expr.span.end).trimStart(),
  };
}

/** Whether an expression is made from a gradient. */
export function usesGradient(expr: Expr, { gradients }: Scope): boolean {
  return everyExpression(expr).some((part) => {
    const path = targetPath(part);
    return path !== null && gradients.has(path);
  });
}

/** Whether an expression is the gradient of a penalty on the weights, by the names of what gives its strength. */
export function isPenalty(expr: Expr, { text }: Pick<Scope, 'text'>): boolean {
  return /\b(?:\w*_)?(?:reg|regul\w*|lam|lambd?a?|lmbda|decay|l2)(?:_\w*)?\b/i.test(
    text.slice(expr.span.start, expr.span.end),
  );
}

/** Whether an expression is a number, and no array: a literal, a name that held a number, a length. */
export function isScalar(expr: Expr, scope: Scope): boolean {
  const path = targetPath(expr);
  const shape = path === null ? undefined : scope.shapes.get(path);
  if (shape) return shape.length === 0;
  if (path !== null && scope.numbers.has(path)) return true;
  switch (expr.kind) {
    case 'Num':
      return true;
    case 'BinOp':
      return isScalar(expr.left, scope) && isScalar(expr.right, scope);
    case 'UnaryOp':
      return isScalar(expr.operand, scope);
    case 'Call':
      return /^(?:len|float|int)$/.test(calledName(expr));
    case 'Subscript':
      return expr.value.kind === 'Attribute' && expr.value.name === 'shape';
    case 'Attribute':
      return expr.name === 'size' || expr.name === 'ndim';
    default:
      return false;
  }
}

/** Every simple statement of a block that runs in the same frame. */
export function simpleStatements(block: readonly Stmt[]): Stmt[] {
  return block.flatMap((statement) => {
    if (statement.kind === 'FunctionDef' || statement.kind === 'ClassDef') return [];
    return valueOf(statement) ? [statement] : simpleStatements(blocksOf(statement).flat());
  });
}
