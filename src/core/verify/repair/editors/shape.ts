import { lastComponent } from '../../gradientNames.ts';
import { sourceOf, type Edit, type Editor } from '../edit.ts';
import { calledName, isFunctionCall, LOOSE, put, slotsIn, textOf, TIGHT } from '../slots.ts';

/** A reshape that is missing, to the wrong shape, or too many. */
export const shape: Editor = function* (context): Generator<Edit> {
  const kind = 'shape';
  const { target, expected } = context.mismatch;
  const own = lastComponent(target.name);
  const arrays = context.atoms.filter((atom) => atom.shape !== null && atom.shape.length > 0);
  const sameShape = arrays.filter((atom) => atom.shape?.join() === expected.shape.join());
  const shapes = [...sameShape.filter(({ text }) => lastComponent(text) === own), ...sameShape, ...arrays]
    .map(({ text }) => `${text}.shape`)
    .slice(0, 10);
  for (const slot of slotsIn(context.value)) {
    const { expr } = slot;
    if (expr.kind === 'Call' && calledName(expr) === 'reshape') {
      const given = isFunctionCall(expr) ? expr.args.slice(1) : expr.args;
      const [first, last] = [given[0], given.at(-1)];
      if (first && last) {
        const span = { start: first.span.start, end: last.span.end };
        const isTuple = context.text[first.span.start - 1] === '(' && first.kind === 'Tuple';
        for (const newText of shapes) if (!isTuple) yield { kind, span, newText };
        if (given.length === 2) {
          yield { kind, span, newText: `${sourceOf(context, last)}, ${sourceOf(context, first)}` };
        }
      }
      const subject = isFunctionCall(expr) || expr.func.kind !== 'Attribute' ? expr.args[0] : expr.func.value;
      if (subject) yield put(context, slot, kind, textOf(context, subject, LOOSE), TIGHT);
    } else if (expr.kind !== 'Num' && (slot.isTerm || expr === context.value)) {
      for (const wanted of shapes) {
        yield put(context, slot, kind, `${textOf(context, expr, TIGHT)}.reshape(${wanted})`, TIGHT);
      }
    }
  }
};
