import type { Expr } from '../../../syntax/ast.ts';
import { targetPath } from '../../../syntax/index.ts';
import { lastComponent, readGradientName } from '../../gradientNames.ts';
import { expressionsBelow } from '../../walk.ts';
import type { Edit, EditKind, Editor, RepairContext } from '../edit.ts';
import { precedenceOf, put, slotsIn, textOf, type Slot } from '../slots.ts';

/** A factor or term too many. */
export const drop: Editor = function* (context): Generator<Edit> {
  for (const slot of slotsIn(context.value)) {
    const { expr } = slot;
    if (expr.kind === 'BinOp' && ['*', '/', '+', '-'].includes(expr.op)) {
      const kind = kindOf(context, expr.op, expr.right);
      yield kept(context, slot, kind, expr.left);
      if (expr.op === '*' || expr.op === '+')
        yield kept(context, slot, kindOf(context, expr.op, expr.left), expr.right);
    }
    if (expr.kind === 'Call' && expr.args.length === 1 && expr.keywords.length === 0) {
      const [argument] = expr.args;
      const isFunction = expr.func.kind === 'Name' || (expr.func.kind === 'Attribute' && isLibrary(expr.func.value));
      if (argument && isFunction) yield kept(context, slot, 'local', argument);
    }
  }
};

function kept(context: RepairContext, slot: Slot, kind: EditKind, part: Expr): Edit {
  return put(context, slot, kind, textOf(context, part, slot.needs), precedenceOf(part));
}

function isLibrary(expr: Expr): boolean {
  return expr.kind === 'Name' && /^(?:np|numpy|math)$/.test(expr.name);
}

function kindOf({ atoms, mismatch }: RepairContext, op: string, dropped: Expr): EditKind {
  if (op === '+' || op === '-') {
    const own = lastComponent(mismatch.target.name);
    const isPenalty = expressionsBelow(dropped).some((expr) => lastComponent(targetPath(expr) ?? '') === own);
    return isPenalty ? 'regularization' : 'operator';
  }
  const path = targetPath(dropped);
  if (path !== null && readGradientName(path) !== null) return 'upstream';
  const atom = atoms.find(({ text }) => text === path);
  const isNumber = dropped.kind === 'Num' || atom?.role === 'count' || atom?.role === 'scalar';
  return isNumber || op === '/' ? 'factor' : 'local';
}
