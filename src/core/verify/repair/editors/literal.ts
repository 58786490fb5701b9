import { expressionsBelow } from '../../walk.ts';
import type { Edit, Editor } from '../edit.ts';

/** Numbers changed by one, doubled, halved or with the other sign, 0 for 1, True for False. */
export const literal: Editor = function* (context): Generator<Edit> {
  const { statement } = context;
  const root = statement.kind === 'For' || statement.kind === 'If' ? context.value : statement;
  for (const expr of expressionsBelow(root)) {
    const { span } = expr;
    if (expr.kind === 'Constant' && typeof expr.value === 'boolean') {
      yield { kind: 'literal', span, newText: expr.value ? 'False' : 'True' };
    }
    if (expr.kind !== 'Num' || expr.imaginary) continue;
    const { value } = expr;
    const near = [value - 1, value + 1, 0, 1, 2, 0.5, 2 * value, value / 2, 1 - value].filter(
      (other) => other !== value && other >= 0,
    );
    for (const other of new Set(near)) yield { kind: 'literal', span, newText: String(other) };
    if (value !== 0) yield { kind: 'literal', span, newText: `-${String(value)}` };
  }
};
