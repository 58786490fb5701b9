import { lastComponent } from '../../gradientNames.ts';
import type { Atom } from '../atoms.ts';
import type { Edit, Editor, RepairContext } from '../edit.ts';
import { put, slotsIn, SUM, textOf } from '../slots.ts';

/** What strengths of a penalty on the weights are called. */
const strength = /^(?:\w*_)?(?:reg\w*|lam|lambd?a?|lmbda|alpha|decay|weight_decay|l2\w*|wd)(?:_\w*)?$/i;

/** `+ reg * W` in its usual scalings, where a number for it is at hand. */
export const penalty: Editor = function* (context): Generator<Edit> {
  const { atoms } = context;
  const weights = weightsOf(context);
  const [slot] = slotsIn(context.value);
  if (!slot) return;
  const own = textOf(context, slot.expr, SUM);
  yield* added(context, weights);
  for (const reg of strengthsOf(atoms)) {
    for (const weight of weights) {
      for (const term of terms(reg, weight, atoms)) {
        yield put(context, slot, 'regularization', `${own} + ${term}`, SUM);
        if (context.statement.kind === 'AugAssign') yield put(context, slot, 'regularization', term, SUM);
      }
    }
  }
};

/** `dW += reg * W` on a line of its own after the last statement of the gradient. */
function* added(context: RepairContext, weights: readonly string[]): Generator<Edit> {
  const { text, statement, mismatch, atoms } = context;
  const { path, final } = mismatch.claim;
  if (statement !== final.statement || statement.kind === 'Return' || path.startsWith('return')) return;
  const line = text.slice(text.lastIndexOf('\n', statement.span.start) + 1, statement.span.start);
  const { end } = statement.span;
  const isAlone = /^[ \t]*$/.test(line) && /^[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/.test(text.slice(end));
  if (!isAlone) return;
  const [weight] = weights;
  for (const reg of weight === undefined ? [] : strengthsOf(atoms).slice(0, 2)) {
    for (const [rank, term] of terms(reg, weight ?? '', atoms)
      .slice(0, 5)
      .entries()) {
      const newText = `\n${line}${path} += ${term}`;
      yield { kind: 'regularization', span: { start: end, end }, newText, doubt: rank / 10 - 0.4 };
    }
  }
}

function terms(reg: string, weight: string, atoms: readonly Atom[]): string[] {
  const counts = atoms.filter(({ role }) => role === 'count').map(({ text }) => text);
  const averaged = counts
    .slice(0, 4)
    .flatMap((count) => [`${reg} / ${count} * ${weight}`, `(${reg} * ${weight}) / ${count}`]);
  return [`${reg} * ${weight}`, `2 * ${reg} * ${weight}`, `0.5 * ${reg} * ${weight}`, ...averaged];
}

function strengthsOf(atoms: readonly Atom[]): string[] {
  return atoms
    .filter(({ text, shape }) => strength.test(lastComponent(text)) && (shape === null || shape.length === 0))
    .map(({ text }) => text)
    .slice(0, 4);
}

/** The value that the gradient is of, as it can be named here. */
function weightsOf({ atoms, mismatch }: RepairContext): string[] {
  const { name, shape } = mismatch.target;
  const same = atoms.filter(
    (atom) => atom.role !== 'gradient' && (atom.shape?.join() ?? shape.join()) === shape.join(),
  );
  const byName = same.filter(({ text }) => lastComponent(text) === lastComponent(name));
  return [...new Set([...byName, ...same].map(({ text }) => text))].slice(0, 4);
}
