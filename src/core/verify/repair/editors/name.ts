import type { Expr } from '../../../syntax/ast.ts';
import { targetPath } from '../../../syntax/index.ts';
import { expressionsBelow } from '../../walk.ts';
import type { Atom } from '../atoms.ts';
import type { Edit, Editor, RepairContext } from '../edit.ts';
import { isModule } from '../slots.ts';

/** Another name, attribute or entry in place of each: of the same shape first, then of any. */
export const name: Editor = function* (context): Generator<Edit> {
  const places = namedIn(context.value);
  for (const wantsShape of [true, false]) {
    for (const { expr, path } of places) {
      const own = context.atoms.find(({ text }) => text === path);
      for (const [rank, atom] of context.atoms.entries()) {
        if (atom.text === path || isSameShape(own, atom) !== wantsShape) continue;
        const doubt = (wantsShape ? 0 : 0.8) + rank / 50;
        yield { kind: kindOf(own, atom, context), span: expr.span, newText: atom.text, doubt };
      }
    }
  }
};

/** A name whose value was overwritten, and the one that has the value it had. */
function kindOf(own: Atom | undefined, { text }: Atom, { mismatch }: RepairContext): 'stale' | 'name' {
  return own && own.versions > 1 && text !== mismatch.claim.path && own.role !== 'gradient' ? 'stale' : 'name';
}

function isSameShape(own: Atom | undefined, { shape, role }: Atom): boolean {
  if (!own?.shape || !shape) return own?.role === role;
  return shape.join() === own.shape.join();
}

/** Outermost paths first: `cache['a1']` before `cache`. Called names are functions. */
function namedIn(value: Expr): { expr: Expr; path: string }[] {
  const skipped = new Set<Expr>();
  return expressionsBelow(value).flatMap((expr) => {
    if (expr.kind === 'Call') skipped.add(expr.func);
    if (skipped.has(expr) || isModule(expr)) return [];
    const path = targetPath(expr);
    if (path === null || (expr.kind !== 'Name' && expr.kind !== 'Attribute' && expr.kind !== 'Subscript')) return [];
    if (expr.kind === 'Attribute' && (isModule(expr.value) || /^(?:T|shape|size|ndim)$/.test(expr.name))) return [];
    return [{ expr, path }];
  });
}
