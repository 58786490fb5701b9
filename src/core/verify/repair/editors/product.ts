import type { Expr } from '../../../syntax/ast.ts';
import { sourceOf, type Edit, type EditKind, type Editor, type RepairContext } from '../edit.ts';
import {
  calledName,
  isFunctionCall,
  LOOSE,
  POWER,
  PRODUCT,
  put,
  slotsIn,
  textOf,
  TIGHT,
  type Precedence,
  type Slot,
} from '../slots.ts';

type Write = (left: string, right: string) => string;

interface Product {
  readonly slot: Slot;
  readonly left: Expr;
  readonly right: Expr;
  readonly write: Write;
  /** How tightly the operands must bind where `write` puts them. */
  readonly needs: readonly [Precedence, Precedence];
  readonly precedence: Precedence;
}

/** Transposes and swaps the operands of each matrix product, and turns `*` into a matrix product and back. */
export const product: Editor = function* (context): Generator<Edit> {
  const slots = slotsIn(context.value);
  for (const slot of slots) yield* turned(context, slot);
  for (const found of slots.flatMap((slot) => productAt(context, slot))) {
    const { slot, left, right, write, precedence } = found;
    for (const [kind, a, b] of arrangements(context, found, left, right)) {
      yield put(context, slot, kind, write(a, b), precedence);
    }
    const elementwise = `${textOf(context, left, PRODUCT)} * ${textOf(context, right, POWER)}`;
    yield put(context, slot, 'elementwise-or-product', elementwise, PRODUCT);
  }
  for (const slot of slots) yield* matrixProducts(context, slot);
};

function* arrangements(
  context: RepairContext,
  { needs: [first, second] }: Pick<Product, 'needs'>,
  left: Expr,
  right: Expr,
): Generator<readonly [EditKind, string, string]> {
  for (const a of turns(context, left, first)) for (const b of turns(context, right, second)) yield ['transpose', a, b];
  for (const a of turns(context, right, first)) for (const b of turns(context, left, second)) yield ['swap', a, b];
}

/** The operand as written and with `.T` added or dropped. */
function turns(context: RepairContext, operand: Expr, needs: Precedence): string[] {
  const text = textOf(context, operand, needs);
  if (operand.kind === 'Attribute' && operand.name === 'T') return [text, textOf(context, operand.value, needs)];
  return [text, `${textOf(context, operand, TIGHT)}.T`];
}

/** `.T` added or dropped outside of products too, and the axes of `transpose` in another order. */
function* turned(context: RepairContext, slot: Slot): Generator<Edit> {
  const { expr } = slot;
  if (expr.kind === 'Num') return;
  if (expr.kind === 'Attribute' && expr.name === 'T') {
    yield put(context, slot, 'transpose', textOf(context, expr.value, LOOSE), TIGHT);
    return;
  }
  yield { ...put(context, slot, 'transpose', `${textOf(context, expr, TIGHT)}.T`, TIGHT), doubt: 0.5 };
  if (expr.kind !== 'Call' || calledName(expr) !== 'transpose') return;
  const subject = subjectOf(expr);
  if (subject) yield put(context, slot, 'transpose', textOf(context, subject, TIGHT), TIGHT);
  const given = isFunctionCall(expr) ? expr.args.slice(1) : expr.args;
  const [tuple] = given;
  const axes = tuple?.kind === 'Tuple' || tuple?.kind === 'List' ? tuple.elements : given;
  const [first, last] = [axes[0], axes.at(-1)];
  if (!first || !last || axes.length < 2 || axes.length > 4) return;
  for (const order of orders(axes.map((axis) => sourceOf(context, axis)))) {
    yield { kind: 'transpose', span: { start: first.span.start, end: last.span.end }, newText: order.join(', ') };
  }
}

function orders(items: readonly string[]): string[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => orders(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));
}

function subjectOf(call: Extract<Expr, { kind: 'Call' }>): Expr | undefined {
  return isFunctionCall(call) || call.func.kind !== 'Attribute' ? call.args[0] : call.func.value;
}

function productAt(context: RepairContext, slot: Slot): Product[] {
  const { expr } = slot;
  if (expr.kind === 'BinOp' && expr.op === '@') {
    const write: Write = (a, b) => `${a} @ ${b}`;
    return [{ slot, left: expr.left, right: expr.right, write, needs: [PRODUCT, POWER], precedence: PRODUCT }];
  }
  if (expr.kind !== 'Call' || !/^(?:dot|matmul|outer)$/.test(calledName(expr))) return [];
  const [first, second] = expr.args;
  const name = sourceOf(context, expr.func);
  if (isFunctionCall(expr)) {
    if (!first || !second || expr.args.length > 2) return [];
    const write: Write = (a, b) => `${name}(${a}, ${b})`;
    return [{ slot, left: first, right: second, write, needs: [LOOSE, LOOSE], precedence: TIGHT }];
  }
  if (!first || second || expr.keywords.length > 0 || expr.func.kind !== 'Attribute') return [];
  const method = expr.func.name;
  const write: Write = (a, b) => `${a}.${method}(${b})`;
  return [{ slot, left: expr.func.value, right: first, write, needs: [TIGHT, LOOSE], precedence: TIGHT }];
}

/** `a * b` and `np.multiply(a, b)` as a matrix product, spelled as the text spells them. */
function* matrixProducts(context: RepairContext, slot: Slot): Generator<Edit> {
  const { expr } = slot;
  const isCall = expr.kind === 'Call' && calledName(expr) === 'multiply';
  const [left, right] = expr.kind === 'BinOp' && expr.op === '*' ? [expr.left, expr.right] : isCall ? expr.args : [];
  if (!left || !right || left.kind === 'Num' || right.kind === 'Num') return;
  const { write, needs, precedence } = spelling(context.text);
  for (const [, a, b] of arrangements(context, { needs }, left, right)) {
    yield put(context, slot, 'elementwise-or-product', write(a, b), precedence);
  }
}

function spelling(text: string): Pick<Product, 'write' | 'needs' | 'precedence'> {
  if (/\bnp\.dot\(/.test(text))
    return { write: (a, b) => `np.dot(${a}, ${b})`, needs: [LOOSE, LOOSE], precedence: TIGHT };
  if (/\w\.dot\(/.test(text)) return { write: (a, b) => `${a}.dot(${b})`, needs: [TIGHT, LOOSE], precedence: TIGHT };
  return { write: (a, b) => `${a} @ ${b}`, needs: [PRODUCT, POWER], precedence: PRODUCT };
}
