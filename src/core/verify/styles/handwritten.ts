import { remembered } from '../../base/remembered.ts';
import type { Expr, FunctionDef, Module, Stmt } from '../../syntax/ast.ts';
import { targetPath } from '../../syntax/index.ts';
import { lastComponent } from '../gradientNames.ts';
import { pathsOf } from '../script.ts';
import { expressionsBelow, statementsInFrame } from '../walk.ts';
import { computesGradients, isPlaceholder, isRenaming, isRescaled, isZeros } from './computes.ts';
import { isBackwardName, isGradientPath, returnedPaths, returnsOf, routinesOf, takesData } from './roles.ts';

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
    const taken = isComputedElsewhere(statement, value, module) || isKeptElsewhere(value) || mentions(value, whole);
    if (!taken && !(value && (isRenaming(value) || isRescaled(statement, value)))) return false;
    isTaken ||= taken;
    if (taken) for (const path of pathsOf(statement)) whole.add(path);
  }
  return isTaken;
}

/**
 * Whether a backward method only asks the layers of a list, one after the other (`for layer in reversed(self.layers): dout =
 * layer.backward(dout)`): what they compute is judged with them.
 */
export function isHandedOn(def: FunctionDef): boolean {
  const statements = statementsInFrame(def.body);
  const layers = new Set(
    statements.flatMap((statement) => (statement.kind === 'For' ? namesIn(statement.target) : [])),
  );
  const computed = gradientStatements(statements).filter((statement) => {
    const value = valueOf(statement);
    return value !== null && !isPlaceholder(value) && !isRenaming(value);
  });
  return computed.length > 0 && computed.every((statement) => asksLayer(valueOf(statement), layers));
}

function namesIn(target: Expr): string[] {
  return expressionsBelow(target).flatMap((expr) => (expr.kind === 'Name' ? [expr.name] : []));
}

function asksLayer(value: Expr | null, layers: ReadonlySet<string>): boolean {
  const func = value?.kind === 'Call' ? value.func : null;
  return (
    func?.kind === 'Attribute' && isBackwardName(func.name) && func.value.kind === 'Name' && layers.has(func.value.name)
  );
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

/** `param.grad`: the object was given its gradient before. */
function isKeptElsewhere(value: Expr | null): boolean {
  const path = value?.kind === 'Attribute' ? targetPath(value) : null;
  return path !== null && !path.startsWith('self.') && isGradientPath(path);
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

const words =
  /back(?:ward|prop)|gradient|\bgrads?\b|_grads?\b|deriv|chain rule|loss|cost|nll|energy|objective|likelihood|nabla|反向|梯度|求导|损失/i;

/** `w -= rate * dw` */
function takesStep(statement: Stmt, paths: readonly string[]): boolean {
  const isStep = statement.kind === 'AugAssign' && (statement.op === '-' || statement.op === '+');
  return (
    isStep && !pathsOf(statement).some((path) => paths.includes(path)) && mentions(statement.value, new Set(paths))
  );
}

/** Lengths and times have the names of gradients: `dx = x[1] - x[0]`, `delta_t`. Alone they are none where nothing speaks of gradients. */
export function isAboutSteps(def: FunctionDef, module: Module): boolean {
  const statements = statementsInFrame(def.body);
  const paths = gradientStatements(statements).flatMap(pathsOf).filter(isGradientPath);
  if (!paths.every((path) => /^(?:(?:d_?|delta_?)[a-z](?:\d|_\w+)?|deltas?|gradients?)$/i.test(path))) return false;
  if (statements.some((statement) => takesStep(statement, paths))) return false;
  const names = [
    def.name,
    ...statements.flatMap(pathsOf),
    ...def.params.positional.map((parameter) => parameter.name),
  ].filter((name) => !paths.includes(name));
  if (names.some((name) => words.test(name)) || words.test(def.docstring?.text ?? '')) return false;
  const { start, end } = def.span;
  return !module.comments.some(({ span, text }) => span.start >= start && span.end <= end && words.test(text));
}
