import { remembered } from '../base/remembered.ts';
import type { Expr, Module, Parameters, Stmt } from '../syntax/ast.ts';
import { walkExpressions, walkStatements } from '../syntax/index.ts';
import type { PythonVersion } from './compile/context.ts';

/** Whether a name stands for a module at this point. */
type IsModule = (name: string) => boolean;

/** Whether a statement only makes things known: imports, functions, classes, constants. Running it trains nothing. */
export function isDefinition(statement: Stmt, isModule: IsModule): boolean {
  const all = (statements: readonly Stmt[]): boolean => statements.every((inner) => isDefinition(inner, isModule));
  const constant = (expr: Expr): boolean => isConstant(expr, isModule);
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
      return statement.targets.every(isPlainTarget) && constant(statement.value);
    case 'AnnAssign':
      return statement.value === null || (isPlainTarget(statement.target) && constant(statement.value));
    case 'If':
      return constant(statement.test) && all(statement.body) && all(statement.orelse);
    case 'Try':
      return [
        statement.body,
        statement.orelse,
        statement.finalbody,
        ...statement.handlers.map(({ body }) => body),
      ].every(all);
    default:
      return false;
  }
}

function isPlainTarget(target: Expr): boolean {
  return target.kind === 'Name' || (target.kind === 'Tuple' && target.elements.every(isPlainTarget));
}

/** Whether an expression is made of literals, names and cheap calls into modules. */
function isConstant(expr: Expr, isModule: IsModule): boolean {
  const constant = (inner: Expr): boolean => isConstant(inner, isModule);
  switch (expr.kind) {
    case 'Num':
    case 'Str':
    case 'Constant':
    case 'Name':
    case 'Lambda':
      return true;
    case 'Attribute':
      return constant(expr.value);
    case 'UnaryOp':
      return constant(expr.operand);
    case 'BinOp':
      return constant(expr.left) && constant(expr.right);
    case 'Compare':
      return constant(expr.left) && expr.comparators.every(constant);
    case 'BoolOp':
      return expr.values.every(constant);
    case 'Subscript':
      return constant(expr.value) && constant(expr.index);
    case 'Tuple':
    case 'List':
    case 'Set':
      return expr.elements.every(constant);
    case 'Dict':
      return expr.entries.every(({ key, value }) => key !== null && constant(key) && constant(value));
    case 'Call':
      return (
        isModuleFunction(expr.func, isModule) &&
        expr.args.every(constant) &&
        expr.keywords.every(({ value }) => constant(value))
      );
    default:
      return false;
  }
}

/** `np.array`, `math.sqrt`: a function of a module. Random data is not constant, and loading it is not cheap. */
function isModuleFunction(func: Expr, isModule: IsModule): boolean {
  if (func.kind !== 'Attribute' || func.name.startsWith('load')) return false;
  const owner = func.value;
  if (owner.kind === 'Name') return isModule(owner.name);
  return owner.kind === 'Attribute' && owner.name !== 'random' && isModuleFunction(owner, isModule);
}

/** How Python 2 matters to a file. Most code that divides sizes by `/` was written for it, and says so nowhere. */
export const pythonOf = remembered((module: Module): PythonVersion => {
  let lenient: boolean | null = null;
  return {
    dialect: module.python2 ? 2 : 3,
    floorsIntegers: module.python2 && !module.body.some(isDivisionImport),
    get lenient() {
      return (lenient ??= module.python2 || !needsPython3(module));
    },
  };
});

function isDivisionImport(statement: Stmt): boolean {
  return (
    statement.kind === 'ImportFrom' &&
    statement.module === '__future__' &&
    statement.names.some(({ name }) => name === 'division')
  );
}

/** Whether a file has syntax that only Python 3 reads. */
function needsPython3(module: Module): boolean {
  let found = false;
  walkStatements(module, (statement) => {
    if (statement.kind === 'AnnAssign' || (statement.kind === 'Global' && statement.nonlocal)) found = true;
    if (statement.kind === 'FunctionDef') found ||= statement.returns !== null || isAnnotated(statement.params);
    return !found;
  });
  walkExpressions(module, (expr) => {
    found ||= expr.kind === 'FString' || expr.kind === 'NamedExpr' || (expr.kind === 'BinOp' && expr.op === '@');
    return !found;
  });
  return found;
}

function isAnnotated({ positional, keywordOnly }: Parameters): boolean {
  return keywordOnly.length > 0 || positional.some(({ annotation }) => annotation !== null);
}
