import type { Edit, Editor } from './edit.ts';

/** `=` to `+=` where an earlier contribution would be lost, and the reverse. */
export const accumulate: Editor = function* (context): Generator<Edit> {
  const { statement, text } = context;
  if (statement.kind === 'Assign' && statement.targets.length === 1) {
    const [target] = statement.targets;
    if (!target) return;
    const from = target.span.end;
    const equals = text.indexOf('=', from);
    if (equals < 0 || equals >= statement.value.span.start) return;
    yield { kind: 'accumulate', span: { start: equals, end: equals + 1 }, newText: '+=' };
  }
  if (statement.kind === 'AugAssign') {
    if (statement.op === '+') yield { kind: 'assign-instead', span: statement.opSpan, newText: '=' };
    if (statement.op === '-') yield { kind: 'sign', span: statement.opSpan, newText: '+=' };
    if (statement.op === '+') yield { kind: 'sign', span: statement.opSpan, newText: '-=' };
    if (statement.op === '*') yield { kind: 'factor', span: statement.opSpan, newText: '/=' };
    if (statement.op === '/') yield { kind: 'factor', span: statement.opSpan, newText: '*=' };
  }
};
