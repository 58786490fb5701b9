import type { Expr } from '../../../syntax/ast.ts';
import { sameButForOnes } from '../../compare.ts';
import { sourceOf, type Edit, type Editor, type RepairContext } from '../edit.ts';
import { calledName, isFunctionCall, isReduction, put, slotsIn, textOf, TIGHT, type Slot } from '../slots.ts';

type Call = Extract<Expr, { kind: 'Call' }>;

const AXES = [
  'axis=0',
  'axis=1',
  'axis=-1',
  '',
  'axis=2',
  'axis=(0, 1)',
  'axis=(1, 2)',
  'axis=(0, 2)',
  'axis=(0, 2, 3)',
  'axis=(1, 2, 3)',
  'axis=(0, 1, 2)',
  'axis=(2, 3)',
];
const KEPT = ['axis=0, keepdims=True', 'axis=1, keepdims=True', 'axis=-1, keepdims=True'];

/** Adds a sum that gives the expected shape, and changes or drops the sums that are there. */
export const sum: Editor = function* (context): Generator<Edit> {
  const slots = slotsIn(context.value);
  for (const slot of slots) {
    if (slot.expr.kind === 'Call' && isReduction(slot.expr)) yield* changed(context, slot, slot.expr);
  }
  for (const slot of slots) if (slot.expr.kind !== 'Num') yield* added(context, slot);
};

function* added(context: RepairContext, slot: Slot): Generator<Edit> {
  const inner = sourceOf(context, slot.expr);
  const isWhole = slot.expr === context.value;
  const isInner = !isWhole && (slot.isTerm || slot.expr.kind !== 'Name');
  if (!isWhole && !isInner) return;
  const possible = isWhole && context.statement.kind === 'Assign' && context.shape ? AXES.filter(fits(context)) : AXES;
  const few = isWhole ? [...possible, ...KEPT] : [...AXES.slice(0, 4), ...KEPT];
  for (const axis of few) {
    yield put(context, slot, 'sum', `np.sum(${inner}${axis === '' ? '' : `, ${axis}`})`, TIGHT);
  }
}

/** Whether a sum over these axes of what is there gives the expected shape, axes of length one aside. */
function fits({ shape, mismatch }: RepairContext): (axis: string) => boolean {
  return (axis) => {
    const given = shape ?? [];
    const axes = [...axis.matchAll(/-?\d+/g)].map(([number]) => (Number(number) + given.length) % given.length);
    if (axes.some((one) => one >= given.length)) return false;
    const left = axis === '' ? [] : given.filter((_, i) => !axes.includes(i));
    return sameButForOnes(left, mismatch.expected.shape);
  };
}

function* changed(context: RepairContext, slot: Slot, call: Call): Generator<Edit> {
  const subject = isFunctionCall(call) || call.func.kind !== 'Attribute' ? call.args[0] : call.func.value;
  yield* otherAxes(context, call);
  if (subject) yield put(context, slot, 'sum', textOf(context, subject, TIGHT), TIGHT);
  if (call.func.kind !== 'Attribute') return;
  if (call.func.name === 'mean') yield { kind: 'factor', span: call.func.nameSpan, newText: 'sum' };
  if (call.func.name === 'sum') yield { kind: 'factor', span: call.func.nameSpan, newText: 'mean' };
  for (const [name, other] of [
    ['max', 'sum'],
    ['sum', 'max'],
    ['mean', 'var'],
    ['argmax', 'max'],
  ] as const) {
    if (call.func.name === name) yield { kind: 'operator', span: call.func.nameSpan, newText: other };
  }
}

function* otherAxes(context: RepairContext, call: Call): Generator<Edit> {
  const keyword = call.keywords.find((candidate) => candidate.name === 'axis');
  const positional = call.args[isFunctionCall(call) ? 1 : 0];
  const axis = keyword?.value ?? positional;
  const end = call.span.end - 1;
  const comma = call.args.length > 0 || call.keywords.length > 0 ? ', ' : '';
  if (axis) {
    const own = sourceOf(context, axis);
    for (const other of ['0', '1', '-1', '2', '3', ...tuples(axis)]) {
      const span = axis.kind === 'Tuple' ? bracketed(context.text, axis) : axis.span;
      if (other !== own) yield { kind: 'axis', span, newText: other };
    }
    const last = keyword ? keyword.span : axis.span;
    const before = context.text.lastIndexOf(',', last.start);
    if (before > call.func.span.end) yield { kind: 'axis', span: { start: before, end: last.end }, newText: '' };
  } else {
    for (const other of ['0', '1', '-1', '(0, 1)']) {
      yield { kind: 'axis', span: { start: end, end }, newText: `${comma}axis=${other}` };
    }
  }
  const kept = call.keywords.find((candidate) => candidate.name === 'keepdims');
  if (kept) {
    yield { kind: 'axis', span: kept.value.span, newText: sourceOf(context, kept.value) === 'True' ? 'False' : 'True' };
  } else if (/^(?:sum|mean|max|min)$/.test(calledName(call))) {
    yield { kind: 'axis', span: { start: end, end }, newText: `${comma}keepdims=True` };
    if (!axis) yield { kind: 'axis', span: { start: end, end }, newText: `${comma}axis=1, keepdims=True` };
  }
}

/** A tuple's span with its parentheses, which belong to no expression. */
function bracketed(text: string, { span }: Expr): { start: number; end: number } {
  if (text[span.start] === '(') return span;
  const isInside = text[span.start - 1] === '(' && text[span.end] === ')';
  return isInside ? { start: span.start - 1, end: span.end + 1 } : span;
}

function tuples(axis: Expr): string[] {
  const pairs = ['(0, 1)', '(1, 2)', '(0, 2)', '(2, 3)'];
  const triples = ['(0, 2, 3)', '(1, 2, 3)', '(0, 1, 2)', '(0, 1, 3)'];
  if (axis.kind !== 'Tuple') return [...pairs, ...triples];
  return axis.elements.length === 2 ? [...pairs, ...triples, '(1, 3)', '(0, 3)'] : [...triples, ...pairs];
}
