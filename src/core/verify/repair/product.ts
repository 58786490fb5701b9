import type { Expr } from '../../syntax/ast.ts';
import { expressionsBelow } from '../walk.ts';
import { sourceOf, wrapped, type Edit, type Editor, type RepairContext } from './edit.ts';

interface Product {
  readonly whole: Expr;
  readonly left: Expr;
  readonly right: Expr;
  readonly write: (left: string, right: string) => string;
}

/** Transposes and swaps the operands of each matrix product, and turns `*` into a matrix product. */
export const product: Editor = function* (context): Generator<Edit> {
  for (const found of productsIn(context)) {
    const lefts = transposes(context, found.left);
    const rights = transposes(context, found.right);
    const original = sourceOf(context, found.whole);
    for (const [kind, a, b] of arrangements(lefts, rights)) {
      const newText = found.write(a, b);
      if (newText !== original) yield { kind, span: found.whole.span, newText };
    }
  }
  yield* betweenKinds(context);
};

function* arrangements(
  lefts: readonly string[],
  rights: readonly string[],
): Generator<readonly ['transpose' | 'swap', string, string]> {
  for (const a of lefts) for (const b of rights) yield ['transpose', a, b];
  for (const a of lefts) for (const b of rights) yield ['swap', b, a];
}

/** The operand as written and with `.T` added or dropped. */
function transposes(context: RepairContext, operand: Expr): string[] {
  const text = wrapped(context, operand);
  if (operand.kind === 'Attribute' && operand.name === 'T') return [text, wrapped(context, operand.value)];
  return [text, `${text}.T`];
}

function* productsIn(context: RepairContext): Generator<Product> {
  for (const expr of expressionsBelow(context.value)) {
    if (expr.kind === 'BinOp' && expr.op === '@') {
      yield { whole: expr, left: expr.left, right: expr.right, write: (a, b) => `${a} @ ${b}` };
    } else if (expr.kind === 'Call' && expr.func.kind === 'Attribute') {
      yield* productCall(context, expr, expr.func);
    }
  }
}

function* productCall(
  context: RepairContext,
  call: Extract<Expr, { kind: 'Call' }>,
  func: Extract<Expr, { kind: 'Attribute' }>,
): Generator<Product> {
  const [first, second] = call.args;
  if (func.name === 'dot' && first && !second && call.keywords.length === 0) {
    yield { whole: call, left: func.value, right: first, write: (a, b) => `${a}.dot(${bare(b)})` };
  } else if (['dot', 'matmul', 'outer'].includes(func.name) && first && second && call.args.length === 2) {
    const name = sourceOf(context, func);
    yield { whole: call, left: first, right: second, write: (a, b) => `${name}(${bare(a)}, ${bare(b)})` };
  }
}

/** Drops the outer parentheses that `wrapped` added, where an argument needs none. */
function bare(text: string): string {
  return /^\([^()]*\)$/.test(text) ? text.slice(1, -1) : text;
}

/** `a * b` written for `a.dot(b)` and the other way round. */
function* betweenKinds(context: RepairContext): Generator<Edit> {
  for (const expr of expressionsBelow(context.value)) {
    if (expr.kind !== 'BinOp' || expr.op !== '*') continue;
    const isArray = [expr.left, expr.right].every(
      (side) => (context.names.get(sourceOf(context, side))?.length ?? 1) > 0,
    );
    if (!isArray) continue;
    for (const [, a, b] of arrangements(transposes(context, expr.left), transposes(context, expr.right))) {
      yield { kind: 'elementwise-or-product', span: expr.span, newText: `${a}.dot(${bare(b)})` };
    }
  }
  for (const found of productsIn(context)) {
    const newText = `${wrapped(context, found.left)} * ${wrapped(context, found.right)}`;
    yield {
      kind: 'elementwise-or-product',
      span: found.whole.span,
      newText: isTopLevel(context, found.whole) ? newText : `(${newText})`,
    };
  }
}

function isTopLevel(context: RepairContext, expr: Expr): boolean {
  return expr === context.value;
}
