import type { Edit, Editor } from '../edit.ts';
import { PRODUCT, put, slotsIn, textOf } from '../slots.ts';

/** The other sign of the whole and of each part, and `+` for `-`. */
export const sign: Editor = function* (context): Generator<Edit> {
  for (const slot of slotsIn(context.value)) {
    const { expr } = slot;
    if (expr.kind === 'UnaryOp' && expr.op === '-') {
      yield put(context, slot, 'sign', textOf(context, expr.operand, slot.needs), slot.needs);
    } else if (slot.isTerm) {
      yield put(context, slot, 'sign', `-${textOf(context, expr, PRODUCT)}`, PRODUCT);
    }
    if (expr.kind !== 'BinOp') continue;
    if (expr.op === '+') yield { kind: 'sign', span: expr.opSpan, newText: '-' };
    if (expr.op === '-') yield { kind: 'sign', span: expr.opSpan, newText: '+' };
  }
};
