import type { CompareOperator } from '../../../syntax/ast.ts';
import { expressionsBelow } from '../../walk.ts';
import { sourceOf, type Edit, type Editor } from '../edit.ts';
import { calledName } from '../slots.ts';

const others: Partial<Record<CompareOperator, readonly CompareOperator[]>> = {
  '<': ['>', '>=', '<='],
  '<=': ['>=', '>', '<'],
  '>': ['<', '<=', '>='],
  '>=': ['<=', '<', '>'],
  '==': ['!='],
  '!=': ['=='],
};

/** A mask the wrong way round, with another bound, or of the wrong strictness. */
export const mask: Editor = function* (context): Generator<Edit> {
  const { statement, text } = context;
  const root = statement.kind === 'For' || statement.kind === 'If' ? context.value : statement;
  for (const expr of expressionsBelow(root)) {
    if (expr.kind === 'UnaryOp' && (expr.op === '~' || expr.op === 'not')) {
      yield { kind: 'mask', span: expr.span, newText: sourceOf(context, expr.operand) };
    }
    if (expr.kind === 'Call' && calledName(expr) === 'where' && expr.args.length === 3) {
      const [, yes, no] = expr.args;
      if (yes && no) {
        const newText = `${sourceOf(context, no)}, ${sourceOf(context, yes)}`;
        yield { kind: 'mask', span: { start: yes.span.start, end: no.span.end }, newText };
      }
    }
    if (expr.kind !== 'Compare' || expr.ops.length !== 1) continue;
    const [operator] = expr.ops;
    const [right] = expr.comparators;
    if (!operator || !right) continue;
    const at = text.indexOf(operator, expr.left.span.end);
    if (at < 0 || at >= right.span.start) continue;
    for (const newText of others[operator] ?? []) {
      yield { kind: 'mask', span: { start: at, end: at + operator.length }, newText };
    }
    if (right.kind === 'Num') {
      for (const bound of ['0', '1', '0.5']) yield { kind: 'mask', span: right.span, newText: bound };
    }
  }
};
