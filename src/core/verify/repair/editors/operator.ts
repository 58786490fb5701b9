import type { BinaryOperator } from '../../../syntax/ast.ts';
import { sourceOf, type Edit, type Editor } from '../edit.ts';
import { calledName, put, slotsIn, textOf, TIGHT, type Precedence, PRODUCT, SUM, POWER } from '../slots.ts';

const swaps: Partial<Record<BinaryOperator, readonly BinaryOperator[]>> = {
  '+': ['*', '/'],
  '-': ['*', '/'],
  '*': ['/', '+', '-', '**'],
  '/': ['*', '-', '+'],
  '//': ['/'],
  '@': ['*'],
  '**': ['*'],
};

const precedences: Partial<Record<BinaryOperator, Precedence>> = {
  '+': SUM,
  '-': SUM,
  '*': PRODUCT,
  '/': PRODUCT,
  '@': PRODUCT,
  '**': POWER,
};

/** Another operator between the same operands. */
export const operator: Editor = function* (context): Generator<Edit> {
  for (const slot of slotsIn(context.value)) {
    const { expr } = slot;
    if (expr.kind === 'BinOp') {
      for (const other of swaps[expr.op] ?? []) {
        const precedence = precedences[other] ?? PRODUCT;
        const left = textOf(context, expr.left, precedence);
        const right = textOf(context, expr.right, precedence === PRODUCT ? POWER : precedence);
        yield put(context, slot, 'operator', `${left} ${other} ${right}`, precedence);
      }
    }
    if (expr.kind !== 'Call' || expr.func.kind !== 'Attribute') continue;
    const others = functions[calledName(expr)] ?? [];
    for (const newText of others) yield { kind: 'operator', span: expr.func.nameSpan, newText };
  }
};

const functions: Readonly<Record<string, readonly string[]>> = {
  multiply: ['divide', 'add'],
  divide: ['multiply'],
  add: ['subtract', 'multiply'],
  subtract: ['add'],
  dot: ['outer'],
  outer: ['dot'],
};

/** Operands in the other order where that matters: `a - b`, `a / b`, the arguments of a call. */
export const order: Editor = function* (context): Generator<Edit> {
  for (const slot of slotsIn(context.value)) {
    const { expr } = slot;
    if (expr.kind === 'BinOp' && ['-', '/', '**'].includes(expr.op)) {
      const precedence = precedences[expr.op] ?? PRODUCT;
      const tighter = expr.op === '-' ? PRODUCT : expr.op === '/' ? POWER : TIGHT;
      const left = textOf(context, expr.right, expr.op === '**' ? TIGHT : precedence);
      yield put(context, slot, 'order', `${left} ${expr.op} ${textOf(context, expr.left, tighter)}`, precedence);
    }
    if (expr.kind !== 'Call' || /^(?:dot|matmul|outer|where)$/.test(calledName(expr))) continue;
    for (let i = 0; i + 1 < expr.args.length; i++) {
      const [first, second] = [expr.args[i], expr.args[i + 1]];
      if (!first || !second) continue;
      const newText = `${sourceOf(context, second)}, ${sourceOf(context, first)}`;
      yield { kind: 'order', span: { start: first.span.start, end: second.span.end }, newText };
    }
  }
};
