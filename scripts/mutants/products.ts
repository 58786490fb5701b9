import { targetPath } from '../../src/core/syntax/index.ts';
import type { Call, Expr } from '../../src/core/syntax/ast.ts';
import {
  bracketed,
  calledName,
  isModuleCall,
  isPenalty,
  isScalar,
  isTight,
  operandTexts,
  subjectOf,
  usesGradient,
  type Change,
  type Site,
} from './site.ts';

/** A product of two matrices, in any of its spellings. */
interface Product {
  readonly expr: Expr;
  readonly left: Operand;
  readonly right: Operand;
  readonly write: (left: string, right: string) => string;
}

interface Operand {
  readonly text: string;
  readonly isTight: boolean;
  readonly expr: Expr;
}

function productsOf(site: Site): Product[] {
  return site.arithmetic.flatMap((expr) => productOf(expr, site) ?? []);
}

function productOf(expr: Expr, { text }: Site): Product | null {
  if (expr.kind === 'BinOp' && expr.op === '@') {
    const { left, right } = operandTexts(expr, text);
    const write = (a: string, b: string): string => `${a} @ ${b}`;
    return { expr, left: operand(expr.left, left), right: operand(expr.right, right), write };
  }
  if (expr.kind !== 'Call' || !/^(?:dot|matmul)$/.test(calledName(expr))) return null;
  const own = (part: Expr): Operand => operand(part, text.slice(part.span.start, part.span.end));
  const name = calledName(expr);
  const [first, second] = expr.args;
  if (isModuleCall(expr)) {
    if (!first || !second) return null;
    const callee = text.slice(expr.func.span.start, expr.func.span.end);
    return { expr, left: own(first), right: own(second), write: (a, b) => `${callee}(${a}, ${b})` };
  }
  const receiver = subjectOf(expr, text);
  if (!receiver || !first || expr.func.kind !== 'Attribute') return null;
  const left = { ...receiver, expr: expr.func.value };
  return { expr, left, right: own(first), write: (a, b) => `${a}.${name}(${b})` };
}

function operand(expr: Expr, text: string): Operand {
  return { expr, text, isTight: isTight(expr) || text.startsWith('(') };
}

/** `a.dot(b)` becomes `b.dot(a)`. */
export function swaps(site: Site): Change[] {
  return productsOf(site).map(({ expr, left, right, write }) => {
    return { kind: 'swap', span: expr.span, newText: write(bracketed(right), bracketed(left)) };
  });
}

/** `.T` and `transpose` go away, or a factor of a matrix product gets one. */
export function transposes(site: Site): Change[] {
  const dropped = site.arithmetic.flatMap((expr): Change[] => {
    const { text } = site;
    if (expr.kind === 'Attribute' && expr.name === 'T') {
      const end = text.lastIndexOf('.', expr.nameSpan.start);
      return [{ kind: 'transpose', span: expr.span, newText: text.slice(expr.span.start, end) }];
    }
    if (expr.kind !== 'Call' || !/^(?:transpose|swapaxes)$/.test(calledName(expr))) return [];
    const subject = subjectOf(expr, text);
    return subject ? [{ kind: 'transpose', span: expr.span, newText: bracketed(subject) }] : [];
  });
  const added = productsOf(site).flatMap(({ expr, left, right, write }): Change[] => {
    const turned = (factor: Operand): string => `${bracketed(factor)}.T`;
    return [
      ...(isTurned(left) ? [] : [write(turned(left), bracketed(right))]),
      ...(isTurned(right) ? [] : [write(bracketed(left), turned(right))]),
    ].map((newText) => ({ kind: 'transpose', span: expr.span, newText }));
  });
  return [...dropped, ...added];
}

function isTurned({ expr }: Operand): boolean {
  return (expr.kind === 'Attribute' && expr.name === 'T') || (expr.kind === 'Call' && calledName(expr) === 'transpose');
}

/** One operand of an elementwise product or quotient goes away. */
export function droppedFactors(site: Site): Change[] {
  return site.arithmetic.flatMap((expr): Change[] => {
    if (expr.kind === 'BinOp') return droppedOperands(expr, site);
    if (expr.kind === 'Call' && isModuleCall(expr) && calledName(expr) === 'multiply')
      return droppedArguments(expr, site);
    return [];
  });
}

function droppedOperands(expr: Extract<Expr, { kind: 'BinOp' }>, site: Site): Change[] {
  const { left, right } = operandTexts(expr, site.text);
  const without = (dropped: Expr, kept: string): Change => {
    return { kind: kindOfFactor(dropped, site), span: expr.span, newText: kept, also: alsoNamed(expr, dropped, site) };
  };
  if (expr.op === '/') {
    if (isOne(expr.left) && !isScalar(expr.right, site)) return [{ kind: 'local', span: expr.span, newText: right }];
    return [without(expr.right, left)];
  }
  if (expr.op !== '*') return [];
  const ofLeft = isInnerProduct(expr.left, site) ? [] : [without(expr.left, right)];
  return [...ofLeft, without(expr.right, left)];
}

/** `a * b * c` is `(a * b) * c`: its factors are a, b and c. A scalar quotient such as `1 / m` is one factor. */
function isInnerProduct(expr: Expr, site: Site): boolean {
  return expr.kind === 'BinOp' && (expr.op === '*' || expr.op === '/') && !isScalar(expr, site);
}

function isOne(expr: Expr): boolean {
  return expr.kind === 'Num' && expr.value === 1;
}

function droppedArguments(call: Call, site: Site): Change[] {
  const [first, second] = call.args;
  if (!first || !second) return [];
  const textOf = (expr: Expr): string =>
    bracketed({ text: site.text.slice(expr.span.start, expr.span.end), isTight: isTight(expr) });
  return [
    { kind: kindOfFactor(first, site), span: call.span, newText: textOf(second), also: alsoNamed(call, first, site) },
    { kind: kindOfFactor(second, site), span: call.span, newText: textOf(first), also: alsoNamed(call, second, site) },
  ];
}

function kindOfFactor(expr: Expr, site: Site): 'upstream' | 'local' | 'factor' {
  if (usesGradient(expr, site)) return 'upstream';
  return isScalar(expr, site) ? 'factor' : 'local';
}

/**
 * A penalty without one of its factors is a wrong gradient of the penalty too; a number that is no literal and no length may
 * be the local gradient of a product.
 */
function alsoNamed(product: Expr, dropped: Expr, site: Site): string[] {
  const isLocal = kindOfFactor(dropped, site) === 'factor' && targetPath(dropped) !== null;
  return [
    ...(isPenalty(product, site) ? ['missing-regularization'] : []),
    ...(isLocal ? ['wrong-local-gradient'] : []),
  ];
}

/** `dW /= m` divides by nothing. */
export function droppedDivisors({ statement }: Site): Change[] {
  if (statement.kind !== 'AugAssign' || !['/', '*'].includes(statement.op)) return [];
  const kind = 'factor';
  return isOne(statement.value) ? [] : [{ kind, span: statement.value.span, newText: '1.0' }];
}

/** `t**2` becomes `t` in `1 - t**2`, `x**3` elsewhere; squares lose their square. */
export function powers(site: Site): Change[] {
  return site.arithmetic.flatMap((expr): Change[] => {
    const kind = 'local';
    if (expr.kind === 'Call' && calledName(expr) === 'square') {
      const subject = subjectOf(expr, site.text);
      return subject ? [{ kind, span: expr.span, newText: bracketed(subject) }] : [];
    }
    if (expr.kind !== 'BinOp' || expr.op !== '**' || expr.right.kind !== 'Num') return [];
    const { left } = operandTexts(expr, site.text);
    const more = `${left}**${String(expr.right.value + 1)}`;
    const changes = [expr.right.value === 2 ? left : more];
    if (targetPath(expr.left) !== null && expr.right.value === 2) changes.push(more);
    return changes.map((newText) => ({ kind, span: expr.span, newText }));
  });
}
