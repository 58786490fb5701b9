import type { Call, Expr } from '../../src/core/syntax/ast.ts';
import { targetPath } from '../../src/core/syntax/index.ts';
import {
  bracketed,
  calledName,
  isModuleCall,
  isPenalty,
  operandTexts,
  subjectOf,
  type Change,
  type Site,
} from './site.ts';

/** `+=` becomes `=`, and `dx = dx + a` becomes `dx = a`. */
export function overwrites({ statement, text }: Site): Change[] {
  const kind = 'overwritten';
  if (statement.kind === 'AugAssign') {
    return statement.op === '+' ? [{ kind, span: statement.opSpan, newText: '=' }] : [];
  }
  if (statement.kind !== 'Assign' || statement.value.kind !== 'BinOp' || statement.value.op !== '+') return [];
  const { left, right } = operandTexts(statement.value, text);
  const [target] = statement.targets;
  const path = target ? targetPath(target) : null;
  return path !== null && path === targetPath(statement.value.left) && left !== ''
    ? [{ kind, span: statement.value.span, newText: right }]
    : [];
}

/** A sum goes away, its operand stays. */
export function missingSums({ arithmetic, text }: Site): Change[] {
  return arithmetic.flatMap((expr): Change[] => {
    if (expr.kind !== 'Call' || calledName(expr) !== 'sum') return [];
    const subject = subjectOf(expr, text);
    return subject ? [{ kind: 'missing-sum', span: expr.span, newText: bracketed(subject) }] : [];
  });
}

/** Reductions run along another axis. */
export function axes({ arithmetic, text }: Site): Change[] {
  return arithmetic.flatMap((expr): Change[] => {
    if (expr.kind !== 'Call' || !/^(?:sum|mean|max|min|argmax|concatenate|var|std)$/.test(calledName(expr))) return [];
    const axis = axisOf(expr);
    const other = axis && otherAxis(axis, text);
    return axis && other !== null ? [{ kind: 'axis', span: axis.span, newText: other }] : [];
  });
}

function axisOf(call: Call): Expr | null {
  const keyword = call.keywords.find(({ name }) => name === 'axis');
  return keyword?.value ?? call.args[isModuleCall(call) ? 1 : 0] ?? null;
}

function otherAxis(axis: Expr, text: string): string | null {
  if (axis.kind === 'Num') return axis.value === 0 ? '1' : axis.value === 1 ? '0' : String(axis.value - 1);
  if (axis.kind === 'UnaryOp') return '0';
  if (axis.kind !== 'Tuple') return null;
  const numbers = axis.elements.map((element) => (element.kind === 'Num' ? element.value : NaN));
  const missing = [0, 1, 2, 3].find((candidate) => !numbers.includes(candidate));
  const [first] = axis.elements;
  if (missing === undefined || !first || numbers.some(Number.isNaN)) return null;
  return text.slice(axis.span.start, first.span.start) + String(missing) + text.slice(first.span.end, axis.span.end);
}

/** Plus becomes minus and the other way round; a minus before an operand goes away, or comes. */
export function signs(site: Site): Change[] {
  const kind = 'sign';
  const { statement, value, arithmetic, text } = site;
  const flipped = arithmetic.flatMap((expr): Change[] => {
    if (expr.kind === 'BinOp' && (expr.op === '+' || expr.op === '-')) {
      return [{ kind, span: expr.opSpan, newText: expr.op === '+' ? '-' : '+' }];
    }
    if (expr.kind !== 'UnaryOp' || expr.op !== '-') return [];
    const operand = text.slice(expr.span.start + 1, expr.span.end).trimStart();
    return [{ kind, span: expr.span, newText: operand }];
  });
  if (statement.kind === 'AugAssign' && (statement.op === '+' || statement.op === '-')) {
    flipped.push({ kind, span: statement.opSpan, newText: statement.op === '+' ? '-=' : '+=' });
  } else if (value && isTerm(value) && statement.kind === 'Assign') {
    flipped.push({ kind, span: value.span, newText: `-${text.slice(value.span.start, value.span.end)}` });
  }
  return flipped;
}

/** Whether a minus before the text negates the whole of it, and it may well be a number. */
function isTerm(value: Expr): boolean {
  if (value.kind === 'BinOp') return ['*', '/', '@'].includes(value.op);
  return value.kind === 'Call' && /^(?:dot|matmul|sum|multiply)$/.test(calledName(value));
}

/** `dW + reg * W` loses its penalty; `dW += reg * W` adds nothing. */
export function regularizations({ statement, arithmetic, text }: Site): Change[] {
  const kind = 'regularization';
  if (statement.kind === 'AugAssign' && statement.op === '+' && isPenalty(statement.value, { text })) {
    return [{ kind, span: statement.span, newText: 'pass' }];
  }
  return arithmetic.flatMap((expr): Change[] => {
    if (expr.kind !== 'BinOp' || expr.op !== '+') return [];
    const { left, right } = operandTexts(expr, text);
    if (isPenalty(expr.right, { text })) return [{ kind, span: expr.span, newText: left }];
    return isPenalty(expr.left, { text }) ? [{ kind, span: expr.span, newText: right }] : [];
  });
}
