import type { Expr } from '../../../syntax/ast.ts';
import { targetPath } from '../../../syntax/index.ts';
import { expressionsBelow } from '../../walk.ts';
import { sourceOf, type Edit, type Editor, type RepairContext } from '../edit.ts';
import { calledName } from '../slots.ts';

type Subscript = Extract<Expr, { kind: 'Subscript' }>;
type Slice = Extract<Expr, { kind: 'Slice' }>;

/** Indices off by one or swapped, other indices and keys, other ends of slices and ranges, on both sides. */
export const index: Editor = function* (context): Generator<Edit> {
  const { statement } = context;
  const root = statement.kind === 'For' || statement.kind === 'If' ? context.value : statement;
  for (const expr of expressionsBelow(root)) {
    if (expr.kind === 'Subscript') yield* subscripts(context, expr);
    if (expr.kind === 'Call' && calledName(expr) === 'range') yield* ranges(context, expr.args);
    if (expr.kind === 'Call' && calledName(expr) === 'reversed' && expr.args[0]) {
      yield { kind: 'index', span: expr.span, newText: sourceOf(context, expr.args[0]) };
    }
  }
};

function* subscripts(context: RepairContext, expr: Subscript): Generator<Edit> {
  const items = expr.index.kind === 'Tuple' ? expr.index.elements : [expr.index];
  const [first, second] = items;
  if (first && second) {
    const newText = `${sourceOf(context, second)}, ${sourceOf(context, first)}`;
    yield { kind: 'index', span: { start: first.span.start, end: second.span.end }, newText };
  }
  for (const item of items) {
    if (item.kind === 'Slice') yield* slices(context, item);
    else if (item.kind === 'Str') yield* keys(context, expr, item);
    else yield* offByOne(context, item);
  }
  const [only] = items;
  if (!first || second || !only || only.kind === 'Slice') return;
  if (only.kind === 'Name') yield { kind: 'index', span: only.span, newText: `:, ${only.name}` };
}

function* offByOne(context: RepairContext, item: Expr): Generator<Edit> {
  const kind = 'index';
  if (item.kind === 'Num' && item.isInt) {
    yield { kind, span: item.span, newText: String(item.value + 1) };
    yield { kind, span: item.span, newText: item.value > 0 ? String(item.value - 1) : '-1' };
    return;
  }
  if (item.kind === 'BinOp' && (item.op === '+' || item.op === '-')) {
    yield { kind, span: item.span, newText: sourceOf(context, item.left) };
    yield { kind, span: item.opSpan, newText: item.op === '+' ? '-' : '+' };
  }
  if (item.kind === 'UnaryOp' && item.op === '-') {
    yield { kind, span: item.span, newText: `${sourceOf(context, item)} + 1` };
    yield { kind, span: item.span, newText: `${sourceOf(context, item)} - 1` };
  }
  if (item.kind !== 'Name') return;
  yield { kind, span: item.span, newText: `${item.name} + 1` };
  yield { kind, span: item.span, newText: `${item.name} - 1` };
  yield { kind, span: item.span, newText: `${item.name} * 2` };
  for (const other of indicesNear(context, item.name)) yield { kind, span: item.span, newText: other };
}

/** Other counts and index arrays that are at hand. */
function indicesNear({ atoms }: RepairContext, own: string): string[] {
  const names = atoms.filter(
    ({ role, text }) => (role === 'count' || role === 'array') && /^\w+$/.test(text) && text !== own,
  );
  return names.slice(0, 12).map(({ text }) => text);
}

function* keys({ atoms, text }: RepairContext, { value, index: own }: Subscript, item: Expr): Generator<Edit> {
  const container = targetPath(value);
  if (container === null || item !== own) return;
  const quote = text[item.span.start] === '"' ? '"' : "'";
  for (const atom of atoms) {
    const key = atom.text.startsWith(`${container}['`)
      ? /^'([^']*)'\]$/.exec(atom.text.slice(container.length + 1))
      : null;
    if (key?.[1] !== undefined) yield { kind: 'index', span: item.span, newText: quote + key[1] + quote };
  }
}

function* slices(context: RepairContext, { lower, upper, step, span }: Slice): Generator<Edit> {
  const kind = 'index';
  const from = lower ? sourceOf(context, lower) : '';
  const to = upper ? sourceOf(context, upper) : '';
  const tail = step ? `:${sourceOf(context, step)}` : '';
  for (const [a, b] of [
    [to, from],
    [from, ''],
    ['', to],
    ['1', ''],
    ['', '-1'],
    ['', ''],
    ['1', '-1'],
  ]) {
    if (a !== from || b !== to) yield { kind, span, newText: `${a ?? ''}:${b ?? ''}${tail}` };
  }
  if (lower) yield* ends(context, lower);
  if (upper) yield* ends(context, upper);
  if (step) yield { kind, span, newText: `${from}:${to}` };
  else yield { kind, span, newText: `${from}:${to}:-1` };
}

function* ends(context: RepairContext, end: Expr): Generator<Edit> {
  yield* offByOne(context, end);
  const text = sourceOf(context, end);
  if (end.kind === 'BinOp' || end.kind === 'Call') {
    yield { kind: 'index', span: end.span, newText: `${text} + 1` };
    yield { kind: 'index', span: end.span, newText: `${text} - 1` };
  }
}

function* ranges(context: RepairContext, args: readonly Expr[]): Generator<Edit> {
  for (const argument of args) yield* ends(context, argument);
  const [only] = args;
  if (!only || args.length > 1) return;
  const text = sourceOf(context, only);
  yield { kind: 'index', span: only.span, newText: `1, ${text}` };
  yield { kind: 'index', span: only.span, newText: `${text} - 1, -1, -1` };
}
