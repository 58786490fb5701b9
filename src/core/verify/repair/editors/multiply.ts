import type { Atom } from '../atoms.ts';
import type { Edit, EditKind, Editor, RepairContext } from '../edit.ts';
import { PRODUCT, put, slotsIn, textOf, TIGHT, type Slot } from '../slots.ts';

/** A factor that was forgotten: a gradient, a count or number, or another value of the forward pass. */
export const multiply: Editor = function* (context): Generator<Edit> {
  const { value } = context;
  const terms = slotsIn(value).filter((slot) => slot.isTerm && (slot.expr.kind !== 'Num' || slot.expr === value));
  for (const slot of terms) for (const literal of ['2', '0.5']) yield prefixed(context, slot, 'factor', literal);
  for (const [rank, atom] of context.atoms.entries()) {
    if (atom.text === context.mismatch.claim.path) continue;
    const places = fits(atom, context) ? terms : terms.filter((slot) => slot.expr !== value);
    const doubt = atom.role === 'gradient' ? rank / 500 : rank / 50 + (atom.role === 'unknown' ? 0.2 : 0);
    for (const slot of places) for (const edit of times(context, slot, atom)) yield { ...edit, doubt };
  }
  for (const count of countsOf(context)) {
    for (const slot of terms) {
      yield suffixed(context, slot, 'factor', `/ ${count}`);
      yield prefixed(context, slot, 'factor', count);
    }
  }
};

function* times(context: RepairContext, slot: Slot, { text, role }: Atom): Generator<Edit> {
  const kind: EditKind = role === 'gradient' ? 'upstream' : role === 'count' || role === 'scalar' ? 'factor' : 'local';
  if (kind === 'factor') {
    yield suffixed(context, slot, kind, `/ ${text}`);
    yield prefixed(context, slot, kind, text);
    return;
  }
  // The local gradient 1 needs no mention.
  if (slot.expr.kind === 'Num' && slot.expr.value === 1) yield put(context, slot, kind, text, TIGHT);
  else yield suffixed(context, slot, kind, `* ${text}`);
  if (kind === 'local') yield suffixed(context, slot, kind, `/ ${text}`);
}

function suffixed(context: RepairContext, slot: Slot, kind: EditKind, suffix: string): Edit {
  return put(context, slot, kind, `${textOf(context, slot.expr, PRODUCT)} ${suffix}`, PRODUCT);
}

function prefixed(context: RepairContext, slot: Slot, kind: EditKind, factor: string): Edit {
  return put(context, slot, kind, `${factor} * ${textOf(context, slot.expr, PRODUCT)}`, PRODUCT);
}

/** Whether an elementwise product of the whole with it can have the expected shape. */
function fits({ shape }: Atom, { mismatch, shape: written }: RepairContext): boolean {
  if (!shape || !written) return true;
  return shape.length <= Math.max(mismatch.expected.shape.length, written.length);
}

/** Lengths as the text may name them: `x.shape[0]` for the arrays at hand. */
function countsOf({ atoms, text }: RepairContext): string[] {
  const arrays = atoms.filter(({ shape }) => shape !== null && shape.length > 0).slice(0, 6);
  const first = arrays.map((atom) => `${atom.text}.shape[0]`);
  const last = arrays.map((atom) => `${atom.text}.shape[1]`).filter((count) => text.includes(count));
  return [...new Set([...first, ...last])];
}
