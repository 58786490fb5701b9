import type { BinaryOperator, Expr } from '../../syntax/ast.ts';
import { expressionsBelow } from '../walk.ts';
import { sourceOf, wrapped, type Edit, type Editor } from './edit.ts';

const opposite: Readonly<Record<string, string>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '==': '!=',
  '!=': '==',
};
const swaps: Partial<Record<BinaryOperator, readonly BinaryOperator[]>> = {
  '+': ['-'],
  '-': ['+'],
  '*': ['/', '+'],
  '/': ['*'],
};

/** The whole right-hand side with the other sign, and `+` for `-` inside it. */
export const sign: Editor = function* (context): Generator<Edit> {
  const { value } = context;
  if (value.kind === 'UnaryOp' && value.op === '-') {
    yield { kind: 'sign', span: value.span, newText: sourceOf(context, value.operand) };
  } else {
    yield { kind: 'sign', span: value.span, newText: `-${wrapped(context, value)}` };
  }
  for (const expr of expressionsBelow(value)) {
    if (expr.kind === 'UnaryOp' && expr.op === '-') {
      yield { kind: 'sign', span: { start: expr.span.start, end: expr.operand.span.start }, newText: '' };
    }
  }
};

/** A mask the wrong way round. */
export const mask: Editor = function* (context): Generator<Edit> {
  for (const expr of expressionsBelow(context.statement)) {
    if (expr.kind !== 'Compare' || expr.ops.length !== 1) continue;
    const [operator] = expr.ops;
    const other = operator && opposite[operator];
    const right = expr.comparators[0];
    if (!other || !right) continue;
    const between = context.text.slice(expr.left.span.end, right.span.start);
    const at = between.indexOf(operator);
    if (at < 0) continue;
    const start = expr.left.span.end + at;
    yield { kind: 'mask', span: { start, end: start + operator.length }, newText: other };
  }
};

/** The gradient that should have been multiplied in: every hand-written gradient that broadcasts to the right shape. */
export const upstream: Editor = function* (context): Generator<Edit> {
  for (const name of context.gradients) {
    if (name === context.mismatch.claim.path) continue;
    yield { kind: 'upstream', span: context.value.span, newText: `${wrapped(context, context.value)} * ${name}` };
  }
};

/** A factor missing or too many: small numbers, lengths, and each factor of a product dropped. */
export const factor: Editor = function* (context): Generator<Edit> {
  const { value, names, gradients } = context;
  for (const expr of expressionsBelow(value)) yield* dropped(context.text, expr);
  for (const literal of ['2', '0.5']) {
    yield { kind: 'factor', span: value.span, newText: `${literal} * ${wrapped(context, value)}` };
  }
  for (const [name, shape] of names) {
    if (gradients.has(name) || shape.length > 0) continue;
    yield { kind: 'factor', span: value.span, newText: `${wrapped(context, value)} / ${name}` };
    yield { kind: 'factor', span: value.span, newText: `${name} * ${wrapped(context, value)}` };
  }
};

function* dropped(text: string, expr: Expr): Generator<Edit> {
  if (expr.kind !== 'BinOp' || !['*', '/'].includes(expr.op)) return;
  const left = text.slice(expr.left.span.start, expr.left.span.end);
  const right = text.slice(expr.right.span.start, expr.right.span.end);
  yield { kind: 'factor', span: expr.span, newText: left };
  if (expr.op === '*') yield { kind: 'factor', span: expr.span, newText: right };
}

/** Another operator between the same operands. */
export const operator: Editor = function* (context): Generator<Edit> {
  for (const expr of expressionsBelow(context.value)) {
    if (expr.kind !== 'BinOp') continue;
    for (const other of swaps[expr.op] ?? []) {
      const kind = other === '+' || other === '-' ? (expr.op === '*' ? 'operator' : 'sign') : 'operator';
      yield { kind, span: expr.opSpan, newText: other };
    }
  }
};

/** Another name of the same shape in place of each name: `y` for `x`, `W1` for `W2`, a gradient for its value. */
export const rename: Editor = function* (context): Generator<Edit> {
  for (const expr of expressionsBelow(context.value)) {
    if (expr.kind !== 'Name') continue;
    const shape = context.names.get(expr.name);
    if (!shape) continue;
    for (const [name, other] of context.names) {
      if (name === expr.name || name === context.mismatch.claim.path || other.join() !== shape.join()) continue;
      yield { kind: 'name', span: expr.span, newText: name };
    }
  }
};

/** Indices off by one, and two indices swapped. */
export const index: Editor = function* (context): Generator<Edit> {
  for (const expr of expressionsBelow(context.statement)) {
    if (expr.kind !== 'Subscript') continue;
    const items = expr.index.kind === 'Tuple' ? expr.index.elements : [expr.index];
    const [first, second] = items;
    if (first && second) {
      const newText = [
        sourceOf(context, second),
        sourceOf(context, first),
        ...items.slice(2).map((item) => sourceOf(context, item)),
      ].join(', ');
      yield { kind: 'index', span: expr.index.span, newText };
    }
    for (const item of items) {
      if (item.kind === 'Num' && item.isInt) {
        yield { kind: 'index', span: item.span, newText: String(item.value + 1) };
        if (item.value > 0) yield { kind: 'index', span: item.span, newText: String(item.value - 1) };
      } else if (item.kind === 'Name') {
        yield { kind: 'index', span: item.span, newText: `${item.name} + 1` };
        yield { kind: 'index', span: item.span, newText: `${item.name} - 1` };
      }
    }
  }
};
