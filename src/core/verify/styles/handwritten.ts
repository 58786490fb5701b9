import { remembered } from '../../base/remembered.ts';
import type { Expr, FunctionDef, Module, Stmt } from '../../syntax/ast.ts';
import { targetPath } from '../../syntax/index.ts';
import { lastComponent } from '../gradientNames.ts';
import { pathsOf } from '../script.ts';
import { expressionsBelow, statementsInFrame } from '../walk.ts';
import { computesGradients, isGradientPath, returnedPaths, returnsOf, routinesOf, takesData } from './roles.ts';

/**
 * Whether a backward pass is still to be written: all that is returned are names that hold None, or that nothing assigns
 * (`dx, dw = None, None` of an exercise).
 */
export const isUnwritten = remembered((def: FunctionDef): boolean => {
  const value = returnsOf(def).at(-1)?.value;
  if (!value) return false;
  const own = new Set(def.params.positional.map(({ name }) => name));
  const written = statementsInFrame(def.body).filter((statement) => !isPlaceholder(valueOf(statement)));
  const paths = written.flatMap(pathsOf);
  if (paths.some(isGradientPath)) return false;
  const isEmpty = (name: string): boolean => !own.has(name) && !paths.some((path) => rootOf(path) === name);
  const elements = value.kind === 'Tuple' ? value.elements : [value];
  return elements.every((element) => isNone(element) || (element.kind === 'Name' && isEmpty(element.name)));
});

function rootOf(path: string): string {
  return /^\w+/.exec(path)?.[0] ?? path;
}

/**
 * Whether a function takes all its gradients from another one that computes them whole (`grads = backward(X, y, cache)`,
 * `nabla_b, nabla_w = self.backprop(x, y)`) or is handed them, and only adds them up, clips them or takes a step with them:
 * there is nothing in it to verify.
 */
export function isDelegated(def: FunctionDef, module: Module): boolean {
  const whole = new Set(def.params.positional.map(({ name }) => name).filter((name) => wholeDict.test(name)));
  let isTaken = whole.size > 0;
  for (const statement of gradientStatements(statementsInFrame(def.body))) {
    const value = valueOf(statement);
    if (isPlaceholder(value) || isZeros(value)) continue;
    const taken = isComputedElsewhere(statement, value, module) || mentions(value, whole);
    if (!taken && !isRenaming(value)) return false;
    isTaken ||= taken;
    if (taken) for (const path of pathsOf(statement)) whole.add(path);
  }
  return isTaken;
}

const wholeDict = /^(?:grads|gradients)$/i;

function gradientStatements(statements: readonly Stmt[]): Stmt[] {
  return statements.filter((statement) => pathsOf(statement).some(isGradientPath));
}

function valueOf(statement: Stmt): Expr | null {
  return statement.kind === 'Assign' || statement.kind === 'AugAssign' || statement.kind === 'AnnAssign'
    ? statement.value
    : null;
}

function isNone(expr: Expr): boolean {
  return expr.kind === 'Constant' && expr.value === null;
}

/** None, a number, an empty dict or list, and tuples of these. */
function isPlaceholder(expr: Expr | null): boolean {
  if (expr === null || isNone(expr) || expr.kind === 'Num') return true;
  if (expr.kind === 'Dict') return expr.entries.length === 0;
  if (expr.kind === 'Tuple') return expr.elements.every(isPlaceholder);
  return expr.kind === 'List' && expr.elements.length === 0;
}

/** `np.zeros(W.shape)` and a list of such: a place to add up in. */
function isZeros(expr: Expr | null): boolean {
  if (expr?.kind === 'Comprehension') return isZeros(expr.element);
  return expr?.kind === 'Call' && expr.func.kind === 'Attribute' && /^zeros(?:_like)?$/.test(expr.func.name);
}

/** A name, or a dict of names: what they hold was computed before. */
function isRenaming(expr: Expr | null): boolean {
  if (expr?.kind === 'Dict') return expr.entries.every(({ value }) => value.kind === 'Name');
  return expr?.kind === 'Name';
}

function isComputedElsewhere(statement: Stmt, value: Expr | null, module: Module): boolean {
  if (value?.kind !== 'Call') return false;
  const { func } = value;
  const name = func.kind === 'Name' || func.kind === 'Attribute' ? func.name : '';
  const defs = routinesOf(module).filter((routine) => routine.def.name === name);
  if (defs.some((routine) => computesGradients(routine.def) && (takesData(routine) || givesLoss(routine.def))))
    return true;
  const isWhole = pathsOf(statement)
    .filter(isGradientPath)
    .every((path) => wholeDict.test(lastComponent(path)));
  if (!isWhole || func.kind !== 'Name') return false;
  return defs.length === 0 || defs.some((routine) => computesGradients(routine.def));
}

/** `return loss, dw`: both of one run, so that nothing from outside went in. */
function givesLoss(def: FunctionDef): boolean {
  const [first, ...rest] = returnedPaths(def);
  const isGradient = (path: string | null | undefined): boolean => typeof path === 'string' && isGradientPath(path);
  return !isGradient(first) && rest.some(isGradient) && !def.params.positional.some(({ name }) => isGradientPath(name));
}

function mentions(value: Expr | null, names: ReadonlySet<string>): boolean {
  if (value === null || names.size === 0) return false;
  return expressionsBelow(value).some((expr) => {
    const path = targetPath(expr);
    return path !== null && names.has(path);
  });
}

const words = /back(?:ward|prop)|gradient|\bgrads?\b|_grads?\b|deriv|chain rule|loss|cost|nabla|反向|梯度|求导|损失/i;

/** Lengths and times have the names of gradients: `dx = x[1] - x[0]`, `delta_t`. Alone they are none where nothing speaks of gradients. */
export function isAboutSteps(def: FunctionDef, module: Module): boolean {
  const statements = statementsInFrame(def.body);
  const paths = gradientStatements(statements).flatMap(pathsOf).filter(isGradientPath);
  if (!paths.every((path) => /^(?:d_?|delta_?)[a-z](?:\d|_\w+)?$/i.test(path))) return false;
  const names = [def.name, ...statements.flatMap(pathsOf), ...def.params.positional.map((parameter) => parameter.name)];
  if (names.some((name) => words.test(name)) || words.test(def.docstring?.text ?? '')) return false;
  const { start, end } = def.span;
  return !module.comments.some(({ span, text }) => span.start >= start && span.end <= end && words.test(text));
}
