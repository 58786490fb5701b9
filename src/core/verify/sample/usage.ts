import type { Expr, FunctionDef, Stmt } from '../../syntax/ast.ts';
import { targetPath } from '../../syntax/index.ts';
import { expressionsBelow, statementsInFrame } from '../walk.ts';

/** What a function's body says about one parameter. */
export interface Usage {
  /** Names (or null) that its shape is unpacked into: `N, D = x.shape`. */
  dims: (string | null)[] | null;
  /** The largest axis or index that it is used with, plus one: a lower bound on its rank. */
  rank: number;
  /** Used as an index, so it holds labels. */
  isIndex: boolean;
  /** Used as a length: `range(n)`, `np.zeros((n, m))`. */
  isLength: boolean;
  isCalled: boolean;
  /** Keys it is subscripted with: a dict of options or parameters. */
  readonly keys: Set<string>;
  /** Strings it is compared with. */
  readonly texts: Set<string>;
  /** Compared with None or used as a truth value only. */
  isIterated: boolean;
  isMatrix: boolean;
}

/** What the body of a function says about each of its parameters, or of other names that it reads. */
export function usageOf(def: FunctionDef, names?: readonly string[]): Map<string, Usage> {
  const found = new Map<string, Usage>();
  const wanted = names ?? [...def.params.positional, ...def.params.keywordOnly].map((parameter) => parameter.name);
  for (const name of wanted) found.set(name, blank());
  for (const statement of statementsInFrame(def.body)) {
    readStatement(statement, found);
    for (const expr of ownExpressions(statement)) readExpression(expr, found);
  }
  return found;
}

function blank(): Usage {
  return {
    dims: null,
    rank: 0,
    isIndex: false,
    isLength: false,
    isCalled: false,
    keys: new Set(),
    texts: new Set(),
    isIterated: false,
    isMatrix: false,
  };
}

function ownExpressions(statement: Stmt): Expr[] {
  const values: (Expr | null)[] = [];
  if (statement.kind === 'Assign') values.push(statement.value, ...statement.targets);
  else if (statement.kind === 'AugAssign') values.push(statement.value, statement.target);
  else if (statement.kind === 'ExprStmt' || statement.kind === 'Return') values.push(statement.value);
  else if (statement.kind === 'For') values.push(statement.iter);
  else if (statement.kind === 'If' || statement.kind === 'While') values.push(statement.test);
  return values.flatMap((value) => (value ? expressionsBelow(value) : []));
}

function readStatement(statement: Stmt, found: ReadonlyMap<string, Usage>): void {
  if (statement.kind !== 'Assign') {
    if (statement.kind === 'For' && statement.iter.kind === 'Name')
      mark(found, statement.iter.name, (usage) => (usage.isIterated = true));
    return;
  }
  const [target] = statement.targets;
  if (!target || !isShapeOf(statement.value)) return;
  const usage = found.get(statement.value.value.name);
  if (!usage || (target.kind !== 'Tuple' && target.kind !== 'List')) return;
  const dims = target.elements.map(targetPath);
  // Functions that return early may unpack it twice: the longer one says more.
  if (!usage.dims || dims.length > usage.dims.length) usage.dims = dims;
}

type ShapeOf = Extract<Expr, { kind: 'Attribute' }> & { readonly value: Extract<Expr, { kind: 'Name' }> };

function isShapeOf(expr: Expr): expr is ShapeOf {
  return expr.kind === 'Attribute' && expr.name === 'shape' && expr.value.kind === 'Name';
}

function readExpression(expr: Expr, found: ReadonlyMap<string, Usage>): void {
  if (expr.kind === 'Subscript') readSubscript(expr, found);
  else if (expr.kind === 'Call') readCall(expr, found);
  else if (expr.kind === 'Compare') readComparison(expr, found);
  else if (expr.kind === 'Attribute' && expr.name === 'T' && expr.value.kind === 'Name') {
    mark(found, expr.value.name, (usage) => (usage.isMatrix = true));
  } else if (expr.kind === 'BinOp' && expr.op === '@') {
    for (const side of [expr.left, expr.right]) markMatrix(side, found);
  }
}

function readSubscript(expr: Extract<Expr, { kind: 'Subscript' }>, found: ReadonlyMap<string, Usage>): void {
  const { value, index } = expr;
  if (isShapeOf(value) && index.kind === 'Num') {
    mark(found, value.value.name, (usage) => (usage.rank = Math.max(usage.rank, index.value + 1)));
    return;
  }
  const items = index.kind === 'Tuple' ? index.elements : [index];
  if (value.kind === 'Name') {
    if (index.kind === 'Str') mark(found, value.name, (usage) => usage.keys.add(index.value));
    else mark(found, value.name, (usage) => (usage.rank = Math.max(usage.rank, items.length)));
  }
  for (const item of items) {
    if (item.kind === 'Name') mark(found, item.name, (usage) => (usage.isIndex = true));
    if (item.kind === 'Subscript' && item.value.kind === 'Name')
      mark(found, item.value.name, (usage) => (usage.isIndex = true));
  }
}

const sizedBy = new Set(['range', 'xrange', 'zeros', 'ones', 'empty', 'randn', 'rand', 'arange', 'eye', 'reshape']);

function readCall(expr: Extract<Expr, { kind: 'Call' }>, found: ReadonlyMap<string, Usage>): void {
  const { func, args } = expr;
  if (func.kind === 'Name') mark(found, func.name, (usage) => (usage.isCalled = true));
  const name = func.kind === 'Name' ? func.name : func.kind === 'Attribute' ? func.name : '';
  if (sizedBy.has(name)) {
    for (const arg of args.flatMap((argument) => (argument.kind === 'Tuple' ? argument.elements : [argument]))) {
      if (arg.kind === 'Name') mark(found, arg.name, (usage) => (usage.isLength = true));
    }
  }
  if (name === 'dot' || name === 'matmul') {
    for (const side of args) markMatrix(side, found);
    if (func.kind === 'Attribute') markMatrix(func.value, found);
  }
  if (name === 'get' && func.kind === 'Attribute' && func.value.kind === 'Name') {
    const [key] = args;
    if (key?.kind === 'Str') mark(found, func.value.name, (usage) => usage.keys.add(key.value));
  }
}

function readComparison(expr: Extract<Expr, { kind: 'Compare' }>, found: ReadonlyMap<string, Usage>): void {
  const [other] = expr.comparators;
  if (expr.left.kind === 'Name' && other?.kind === 'Str') {
    mark(found, expr.left.name, (usage) => usage.texts.add(other.value));
  }
}

function markMatrix(side: Expr, found: ReadonlyMap<string, Usage>): void {
  if (side.kind === 'Name') mark(found, side.name, (usage) => (usage.isMatrix = true));
}

function mark(found: ReadonlyMap<string, Usage>, name: string, change: (usage: Usage) => unknown): void {
  const usage = found.get(name);
  if (usage) change(usage);
}
