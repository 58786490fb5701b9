import type { Edit, Editor } from '../edit.ts';

/** `=` to `+=` where an earlier contribution would be lost, and the other augmented assignments for each other. */
export const accumulate: Editor = function* ({ statement, text }): Generator<Edit> {
  if (statement.kind === 'Assign' && statement.targets.length === 1) {
    const [target] = statement.targets;
    if (!target || target.kind === 'Tuple') return;
    const equals = text.indexOf('=', target.span.end);
    if (equals < 0 || equals >= statement.value.span.start) return;
    const span = { start: equals, end: equals + 1 };
    yield { kind: 'accumulate', span, newText: '+=' };
    yield { kind: 'sign', span, newText: '-=', doubt: 0.8 };
  }
  if (statement.kind !== 'AugAssign') return;
  const { op, opSpan: span } = statement;
  if (op === '+') {
    yield { kind: 'assign-instead', span, newText: '=' };
    yield { kind: 'sign', span, newText: '-=' };
    yield { kind: 'operator', span, newText: '*=' };
  }
  if (op === '-') {
    yield { kind: 'sign', span, newText: '+=' };
    yield { kind: 'assign-instead', span, newText: '=' };
  }
  if (op === '*') {
    yield { kind: 'factor', span, newText: '/=' };
    yield { kind: 'operator', span, newText: '+=' };
    yield { kind: 'assign-instead', span, newText: '=' };
  }
  if (op === '/') {
    yield { kind: 'factor', span, newText: '*=' };
    yield { kind: 'assign-instead', span, newText: '=' };
  }
};
