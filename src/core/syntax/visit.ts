import type { Expr, Module, Parameters, Stmt } from './ast.ts';

export type Node = Expr | Stmt;

/** Return `false` from a visitor to leave out what lies below the node. */
export type Visitor<N> = (node: N) => boolean | undefined;

const STATEMENT_KINDS: ReadonlySet<string> = new Set<Stmt['kind']>([
  'ExprStmt',
  'Assign',
  'AugAssign',
  'AnnAssign',
  'For',
  'While',
  'If',
  'With',
  'Try',
  'FunctionDef',
  'ClassDef',
  'Return',
  'Raise',
  'Assert',
  'Delete',
  'Pass',
  'Break',
  'Continue',
  'Global',
  'Import',
  'ImportFrom',
  'BadStmt',
]);

export function isStatement(node: Node): node is Stmt {
  return STATEMENT_KINDS.has(node.kind);
}

/** The nodes directly below a node: statements and expressions, in the order in which they are evaluated or written. */
export function childrenOf(node: Node): readonly Node[] {
  return isStatement(node) ? [...expressionsOf(node), ...blocksOf(node).flat()] : partsOf(node);
}

/** The expressions that a statement holds itself, without those of the statements below it. */
export function expressionsOf(statement: Stmt): readonly Expr[] {
  switch (statement.kind) {
    case 'ExprStmt':
      return [statement.value];
    case 'Assign':
      return [...statement.targets, statement.value];
    case 'AugAssign':
      return [statement.target, statement.value];
    case 'AnnAssign':
      return present(statement.target, statement.annotation, statement.value);
    case 'For':
      return [statement.target, statement.iter];
    case 'While':
    case 'If':
      return [statement.test];
    case 'With':
      return statement.items.flatMap(({ context, target }) => present(context, target));
    case 'Try':
      return present(...statement.handlers.map((handler) => handler.type));
    case 'FunctionDef':
      return [...statement.decorators, ...parameterExpressions(statement.params), ...present(statement.returns)];
    case 'ClassDef':
      return [...statement.decorators, ...statement.bases, ...statement.keywords.map((keyword) => keyword.value)];
    case 'Return':
      return present(statement.value);
    case 'Raise':
      return present(statement.exception, statement.cause);
    case 'Assert':
      return present(statement.test, statement.message);
    case 'Delete':
      return statement.targets;
    default:
      return [];
  }
}

/** The blocks of a statement in text order. */
export function blocksOf(statement: Stmt): readonly (readonly Stmt[])[] {
  switch (statement.kind) {
    case 'For':
    case 'While':
    case 'If':
      return [statement.body, statement.orelse];
    case 'With':
    case 'FunctionDef':
    case 'ClassDef':
      return [statement.body];
    case 'Try': {
      const handlers = statement.handlers.map((handler) => handler.body);
      return [statement.body, ...handlers, statement.orelse, statement.finalbody];
    }
    default:
      return [];
  }
}

function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'FString':
      return expr.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.value, ...part.formatValues]));
    case 'BinOp':
      return [expr.left, expr.right];
    case 'UnaryOp':
      return [expr.operand];
    case 'BoolOp':
      return expr.values;
    case 'Compare':
      return [expr.left, ...expr.comparators];
    case 'Call':
      return [expr.func, ...expr.args, ...expr.keywords.map((keyword) => keyword.value)];
    case 'Attribute':
    case 'Starred':
    case 'Await':
      return [expr.value];
    case 'Yield':
      return present(expr.value);
    case 'Subscript':
      return [expr.value, expr.index];
    case 'Slice':
      return present(expr.lower, expr.upper, expr.step);
    case 'Tuple':
    case 'List':
    case 'Set':
      return expr.elements;
    case 'Dict':
      return expr.entries.flatMap(({ key, value }) => present(key, value));
    case 'Comprehension':
      return [expr.element, ...clauseParts(expr)];
    case 'DictComprehension':
      return [expr.key, expr.value, ...clauseParts(expr)];
    case 'Lambda':
      return [...parameterExpressions(expr.params), expr.body];
    case 'IfExp':
      return [expr.body, expr.test, expr.orelse];
    case 'NamedExpr':
      return [expr.target, expr.value];
    default:
      return [];
  }
}

function clauseParts(expr: Extract<Expr, { clauses: unknown }>): Expr[] {
  return expr.clauses.flatMap(({ target, iter, conditions }) => [target, iter, ...conditions]);
}

/** The annotations and defaults of parameters. */
function parameterExpressions({ positional, rest, keywordOnly, keywordRest }: Parameters): Expr[] {
  const all = [
    ...positional,
    ...(rest === null ? [] : [rest]),
    ...keywordOnly,
    ...(keywordRest === null ? [] : [keywordRest]),
  ];
  return all.flatMap((parameter) => present(parameter.annotation, parameter.default));
}

function present(...expressions: readonly (Expr | null)[]): Expr[] {
  return expressions.filter((expr) => expr !== null);
}

/** Visits the statements of a module or below and with a statement, parents first. Not recursive: no depth is too deep. */
export function walkStatements(root: Module | Stmt | readonly Stmt[], visit: Visitor<Stmt>): void {
  const pending: Stmt[] = [];
  pushAll(pending, statementsOf(root));
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (visit(node) !== false) pushStatements(pending, node);
  }
}

/** Visits every expression of a module, statement or expression, parents first. Not recursive. */
export function walkExpressions(root: Module | Node | readonly Stmt[], visit: Visitor<Expr>): void {
  const pending: Node[] = rootsOf(root).reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (isStatement(node)) {
      pushStatements(pending, node);
      pushExpressions(pending, node);
    } else if (visit(node) !== false) pushParts(pending, node);
  }
}

/** Puts a list on a stack, so that its first element comes off first. */
function pushAll<N>(pending: N[], nodes: readonly N[]): void {
  for (let at = nodes.length - 1; at >= 0; at--) {
    const node = nodes[at];
    if (node !== undefined) pending.push(node);
  }
}

/** Puts the statements below a statement on a stack. */
function pushStatements(pending: (Stmt | Node)[], node: Stmt): void {
  switch (node.kind) {
    case 'Assign':
    case 'AugAssign':
    case 'ExprStmt':
    case 'Return':
      return;
    default: {
      const blocks = blocksOf(node);
      for (let at = blocks.length - 1; at >= 0; at--) pushAll(pending, blocks[at] ?? []);
    }
  }
}

/** Puts the expressions that a statement holds itself on a stack: the frequent ones without a list of them. */
function pushExpressions(pending: Node[], node: Stmt): void {
  switch (node.kind) {
    case 'Assign':
      pending.push(node.value);
      pushAll(pending, node.targets);
      return;
    case 'AugAssign':
      pending.push(node.value, node.target);
      return;
    case 'ExprStmt':
      pending.push(node.value);
      return;
    default:
      pushAll(pending, expressionsOf(node));
  }
}

/** Puts the parts of an expression on a stack: those of frequent ones without a list of them. */
function pushParts(pending: Node[], expr: Expr): void {
  switch (expr.kind) {
    case 'Name':
    case 'Num':
    case 'Str':
      return;
    case 'Attribute':
      pending.push(expr.value);
      return;
    case 'BinOp':
      pending.push(expr.right, expr.left);
      return;
    case 'Subscript':
      pending.push(expr.index, expr.value);
      return;
    case 'Call':
      for (let at = expr.keywords.length - 1; at >= 0; at--) {
        const keyword = expr.keywords[at];
        if (keyword !== undefined) pending.push(keyword.value);
      }
      pushAll(pending, expr.args);
      pending.push(expr.func);
      return;
    default:
      pushAll(pending, partsOf(expr));
  }
}

function isList(root: Module | Node | readonly Stmt[]): root is readonly Stmt[] {
  return Array.isArray(root);
}

function rootsOf(root: Module | Node | readonly Stmt[]): Node[] {
  if (isList(root)) return [...root];
  return root.kind === 'Module' ? [...root.body] : [root];
}

function statementsOf(root: Module | Stmt | readonly Stmt[]): readonly Stmt[] {
  if (isList(root)) return root;
  return root.kind === 'Module' ? root.body : [root];
}
