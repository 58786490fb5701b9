import type { Span } from '../base/span.ts';
import type { BinaryOperator, Call, Expr, ImportAlias, Keyword, Name, Stmt } from './ast.ts';
import type { Concrete } from './concrete.ts';
import { fail, type Lower, nameOf, sourceOf, spanOf } from './lower.ts';
import { lowerAnnotation } from './parameters.ts';
import { lowerElements, lowerList } from './sequences.ts';

const OPERATORS: ReadonlyMap<string, BinaryOperator> = new Map(
  (['+', '-', '*', '/', '//', '%', '**', '@', '<<', '>>', '&', '|', '^'] as const).map((op) => [`${op}=`, op]),
);

/** Lowers a statement that has no block. */
export function lowerSimple(lower: Lower, node: Concrete): Stmt {
  const span = spanOf(node);
  switch (node.name) {
    case 'PassStatement':
      return { kind: 'Pass', span };
    case 'BreakStatement':
      return { kind: 'Break', span };
    case 'ContinueStatement':
      return { kind: 'Continue', span };
    case 'ReturnStatement':
      return { kind: 'Return', span, value: optionalList(lower, node.children.slice(1)) };
    case 'ExpressionStatement':
      return lowerExpressionStatement(lower, node);
    case 'YieldStatement':
      return lowerYieldStatement(lower, node);
    case 'AssignStatement':
      return lowerAssign(lower, node);
    case 'UpdateStatement':
      return lowerUpdate(lower, node);
    case 'RaiseStatement':
      return lowerRaise(lower, node);
    case 'AssertStatement':
      return lowerAssert(lower, node);
    case 'DeleteStatement':
      return lowerDelete(lower, node);
    case 'ScopeStatement':
      return lowerScope(lower, node);
    case 'ImportStatement':
      return node.children[0]?.name === 'from' ? lowerImportFrom(lower, node) : lowerImport(lower, node);
    case 'TypeDefinition':
      return lowerTypeDefinition(lower, node);
    default:
      return fail(lower.t('This cannot be read.'), span);
  }
}

function optionalList(lower: Lower, nodes: readonly Concrete[]): Expr | null {
  return nodes.length === 0 ? null : lowerList(lower, nodes);
}

/** Python 2's `exec code in scope` is masked as `not code in scope`. */
function lowerExpressionStatement(lower: Lower, node: Concrete): Stmt {
  const span = spanOf(node);
  const [first] = node.children;
  if (first?.children[0]?.name !== 'not' || !sourceOf(lower, first).startsWith('exec')) {
    return { kind: 'ExprStmt', span, value: lowerList(lower, node.children) };
  }
  lower.python2 = true;
  const func = lower.make<Name>({ kind: 'Name', span: { start: node.from, end: node.from + 4 }, name: 'exec' });
  const operand = first.children[1];
  const scoped = operand?.name === 'BinaryExpression' && operand.children[1]?.name === 'in';
  const parts = scoped ? operand.children.filter((child) => child.name !== 'in') : first.children.slice(1);
  const args = lowerElements(lower, [...parts, ...node.children.slice(1)]);
  return { kind: 'ExprStmt', span, value: lower.make<Call>({ kind: 'Call', span, func, args, keywords: [] }) };
}

/** A `yield`, or Python 2's `print a, b` and `print >>file, a`, which are masked as `yield`. */
function lowerYieldStatement(lower: Lower, node: Concrete): Stmt {
  const span = spanOf(node);
  if (!sourceOf(lower, node).startsWith('print')) {
    const value = lower.expression({ ...node, name: 'YieldExpression' });
    return { kind: 'ExprStmt', span, value };
  }
  lower.python2 = true;
  const func = lower.make<Name>({ kind: 'Name', span: { start: node.from, end: node.from + 5 }, name: 'print' });
  const operands = node.children.slice(1);
  const keywords: Keyword[] = [];
  const [file] = operands;
  if (file !== undefined && /^print\s*>>/.test(sourceOf(lower, node))) {
    operands.shift();
    keywords.push({ name: 'file', value: lower.expression(file), span: spanOf(file) });
  }
  const args = lowerElements(lower, operands);
  return { kind: 'ExprStmt', span, value: lower.make<Call>({ kind: 'Call', span, func, args, keywords }) };
}

/** The nodes between the `=` signs. */
function splitAt(nodes: readonly Concrete[], separator: string): Concrete[][] {
  const groups: Concrete[][] = [[]];
  for (const node of nodes) {
    if (node.name === separator) groups.push([]);
    else groups.at(-1)?.push(node);
  }
  return groups;
}

function lowerAssign(lower: Lower, node: Concrete): Stmt {
  const span = spanOf(node);
  const type = node.children.find((child) => child.name === 'TypeDef');
  const groups = splitAt(
    node.children.filter((child) => child !== type),
    'AssignOp',
  ).filter((group) => group.length > 0);
  const values = groups.map((group) => lowerList(lower, group));
  if (type !== undefined) return annotated(lower, type, values, span);
  const targets = values.slice(0, -1);
  for (const target of targets) requireTarget(lower, target);
  const value = values.at(-1);
  if (value === undefined || targets.length === 0) fail(lower.t('A value is missing after `{0}`.', '='), span);
  return { kind: 'Assign', span, targets, value };
}

function annotated(lower: Lower, type: Concrete, values: readonly Expr[], span: Span): Stmt {
  const [target, value = null] = values;
  const annotation = lowerAnnotation(lower, type);
  if (target === undefined || annotation === null) fail(lower.t('A type is missing after `:`.'), spanOf(type));
  if (!isPlace(target)) fail(lower.t('Nothing can be assigned to this.'), target.span);
  return { kind: 'AnnAssign', span, target, annotation, value };
}

function lowerUpdate(lower: Lower, node: Concrete): Stmt {
  const at = node.children.findIndex((child) => child.name === 'UpdateOp');
  const operator = node.children[at];
  const op = operator === undefined ? undefined : OPERATORS.get(sourceOf(lower, operator));
  if (operator === undefined || op === undefined) fail(lower.t('This cannot be read.'), spanOf(node));
  const target = lowerList(lower, node.children.slice(0, at));
  if (!isPlace(target)) fail(lower.t('Nothing can be assigned to this.'), target.span);
  const value = lowerList(lower, node.children.slice(at + 1));
  return { kind: 'AugAssign', span: spanOf(node), target, op, opSpan: spanOf(operator), value };
}

/** What `+=` and annotations may stand behind. */
function isPlace(target: Expr): boolean {
  return target.kind === 'Name' || target.kind === 'Attribute' || target.kind === 'Subscript';
}

/** Ends the statement unless Python can assign to `target`. */
export function requireTarget(lower: Lower, target: Expr): void {
  if (target.kind === 'Tuple' || target.kind === 'List') {
    for (const element of target.elements) requireTarget(lower, element);
  } else if (target.kind === 'Starred') requireTarget(lower, target.value);
  else if (!isPlace(target) && target.kind !== 'BadExpr')
    fail(lower.t('Nothing can be assigned to this.'), target.span);
}

/** `raise E from cause`; Python 2's `raise E, "message"` is `raise E("message")`, its traceback is dropped. */
function lowerRaise(lower: Lower, node: Concrete): Stmt {
  const [, type, joint, second] = node.children;
  const span = spanOf(node);
  if (type === undefined) return { kind: 'Raise', span, exception: null, cause: null };
  const exception = lower.expression(type);
  if (joint === undefined || second === undefined) return { kind: 'Raise', span, exception, cause: null };
  const other = lower.expression(second);
  if (joint.name === 'from') return { kind: 'Raise', span, exception, cause: other };
  lower.python2 = true;
  const call: Omit<Call, 'id'> = {
    kind: 'Call',
    span: { start: type.from, end: second.to },
    func: exception,
    args: [other],
    keywords: [],
  };
  return { kind: 'Raise', span, exception: lower.make<Call>(call), cause: null };
}

function lowerAssert(lower: Lower, node: Concrete): Stmt {
  const [test, message] = lowerElements(lower, node.children.slice(1));
  if (test === undefined) fail(lower.t('A value is missing after `{0}`.', 'assert'), spanOf(node));
  return { kind: 'Assert', span: spanOf(node), test, message: message ?? null };
}

function lowerDelete(lower: Lower, node: Concrete): Stmt {
  const targets = lowerElements(lower, node.children.slice(1));
  for (const target of targets) requireTarget(lower, target);
  return { kind: 'Delete', span: spanOf(node), targets };
}

function lowerScope(lower: Lower, node: Concrete): Stmt {
  const names = node.children.filter((child) => child.name === 'VariableName').map((child) => nameOf(lower, child));
  return { kind: 'Global', span: spanOf(node), names, nonlocal: node.children[0]?.name === 'nonlocal' };
}

function lowerImport(lower: Lower, node: Concrete): Stmt {
  return { kind: 'Import', span: spanOf(node), names: aliases(lower, node.children.slice(1)) };
}

function lowerImportFrom(lower: Lower, node: Concrete): Stmt {
  const at = node.children.findIndex((child) => child.name === 'import');
  let level = 0;
  let module = '';
  for (const child of node.children.slice(1, at)) {
    if (child.name === 'VariableName') module += nameOf(lower, child);
    else if (module !== '') module += '.';
    else level += child.to - child.from;
  }
  return { kind: 'ImportFrom', span: spanOf(node), module, level, names: aliases(lower, node.children.slice(at + 1)) };
}

/** `a.b as c, d`, with or without brackets around. */
function aliases(lower: Lower, nodes: readonly Concrete[]): ImportAlias[] {
  const groups = splitAt(
    nodes.filter((node) => node.name !== '(' && node.name !== ')'),
    ',',
  );
  return groups.flatMap((group) => {
    const [first] = group;
    const last = group.at(-1);
    if (first === undefined || last === undefined) return [];
    const as = group.findIndex((node) => node.name === 'as');
    const name = group.slice(0, as < 0 ? undefined : as);
    return [
      {
        name: name.map((node) => (node.name === 'VariableName' ? nameOf(lower, node) : sourceOf(lower, node))).join(''),
        asName: as < 0 ? null : nameOf(lower, last),
        span: { start: first.from, end: last.to },
      },
    ];
  });
}

/** `type X = value` of Python 3.12 names a value; its type parameters say nothing about it. */
function lowerTypeDefinition(lower: Lower, node: Concrete): Stmt {
  const [, name] = node.children;
  const value = node.children.at(-1);
  if (name === undefined || value === undefined) fail(lower.t('This cannot be read.'), spanOf(node));
  return { kind: 'Assign', span: spanOf(node), targets: [lower.expression(name)], value: lower.expression(value) };
}
