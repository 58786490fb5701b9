import type { Expr } from '../../syntax/ast.ts';
import { expressionsBelow } from '../walk.ts';
import { sourceOf, type Edit, type Editor, type RepairContext } from './edit.ts';

const reductions = new Set(['sum', 'mean']);

/** Sums the whole right-hand side over an axis, or changes, adds or drops the axis of a sum that is there. */
export const sum: Editor = function* (context): Generator<Edit> {
  for (const expr of expressionsBelow(context.value)) {
    if (expr.kind === 'Call' && expr.func.kind === 'Attribute' && reductions.has(expr.func.name)) {
      yield* otherAxis(context, expr, expr.func);
    }
  }
  const whole = sourceOf(context, context.value);
  for (const axes of [
    'axis=0',
    'axis=1',
    'axis=-1',
    '',
    'axis=(0, 1)',
    'axis=(0, 2, 3)',
    'axis=0, keepdims=True',
    'axis=1, keepdims=True',
  ]) {
    yield { kind: 'sum', span: context.value.span, newText: `np.sum(${whole}${axes === '' ? '' : `, ${axes}`})` };
  }
};

function* otherAxis(
  context: RepairContext,
  call: Extract<Expr, { kind: 'Call' }>,
  func: Extract<Expr, { kind: 'Attribute' }>,
): Generator<Edit> {
  const axis = call.keywords.find((keyword) => keyword.name === 'axis');
  const isFunction = func.value.kind === 'Name' && ['np', 'numpy'].includes(func.value.name);
  const operand = isFunction ? call.args[0] : func.value;
  const axisText = axis?.value ?? call.args[isFunction ? 1 : 0];
  if (axisText) {
    for (const other of ['0', '1', '2', '-1', '(0, 1)', '(0, 2, 3)']) {
      if (other !== sourceOf(context, axisText)) yield { kind: 'axis', span: axisText.span, newText: other };
    }
  } else {
    const end = call.span.end - 1;
    const comma = call.args.length > 0 ? ', ' : '';
    for (const other of ['0', '1', '-1'])
      yield { kind: 'axis', span: { start: end, end }, newText: `${comma}axis=${other}` };
  }
  if (operand) yield { kind: 'sum', span: call.span, newText: `(${sourceOf(context, operand)})` };
  if (func.name === 'mean') yield { kind: 'factor', span: func.nameSpan, newText: 'sum' };
}
