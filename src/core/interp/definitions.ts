import type { Expr, Stmt } from '../syntax/ast.ts';

/** Whether a statement only makes things known: imports, functions, classes, constants. Running it trains nothing. */
export function isDefinition(statement: Stmt): boolean {
  switch (statement.kind) {
    case 'Import':
    case 'ImportFrom':
    case 'FunctionDef':
    case 'ClassDef':
    case 'Pass':
      return true;
    case 'ExprStmt':
      return statement.value.kind === 'Str';
    case 'Assign':
      return statement.targets.every(isPlainTarget) && isConstant(statement.value);
    case 'AnnAssign':
      return statement.value === null || (isPlainTarget(statement.target) && isConstant(statement.value));
    case 'If':
      return isConstant(statement.test) && statement.body.every(isDefinition) && statement.orelse.every(isDefinition);
    case 'Try':
      return [
        statement.body,
        statement.orelse,
        statement.finalbody,
        ...statement.handlers.map(({ body }) => body),
      ].every((body) => body.every(isDefinition));
    default:
      return false;
  }
}

function isPlainTarget(target: Expr): boolean {
  return target.kind === 'Name' || (target.kind === 'Tuple' && target.elements.every(isPlainTarget));
}

/** Whether an expression is made of literals, names and cheap calls into modules. */
function isConstant(expr: Expr): boolean {
  switch (expr.kind) {
    case 'Num':
    case 'Str':
    case 'Constant':
    case 'Name':
    case 'Lambda':
      return true;
    case 'Attribute':
      return isConstant(expr.value);
    case 'UnaryOp':
      return isConstant(expr.operand);
    case 'BinOp':
      return isConstant(expr.left) && isConstant(expr.right);
    case 'Compare':
      return isConstant(expr.left) && expr.comparators.every(isConstant);
    case 'BoolOp':
      return expr.values.every(isConstant);
    case 'Subscript':
      return isConstant(expr.value) && isConstant(expr.index);
    case 'Tuple':
    case 'List':
    case 'Set':
      return expr.elements.every(isConstant);
    case 'Dict':
      return expr.entries.every(({ key, value }) => key !== null && isConstant(key) && isConstant(value));
    case 'Call':
      return (
        isModuleFunction(expr.func) &&
        expr.args.every(isConstant) &&
        expr.keywords.every(({ value }) => isConstant(value))
      );
    default:
      return false;
  }
}

/** `np.array`, `math.sqrt`: a function of a module. Random data is not constant, and loading it is not cheap. */
function isModuleFunction(func: Expr): boolean {
  if (func.kind !== 'Attribute' || func.name.startsWith('load')) return false;
  return (
    func.value.kind === 'Name' ||
    (func.value.kind === 'Attribute' && func.value.name !== 'random' && isModuleFunction(func.value))
  );
}
