import { createMachine } from '../interp/index.ts';
import type { Binding } from '../interp/execution.ts';
import type { Expr, Module, Stmt } from '../syntax/ast.ts';
import { targetPath } from '../syntax/index.ts';
import { lastComponent, readGradientName, type GradientName } from './gradientNames.ts';
import type { InputNote, Source, Trace, Unit } from './unit.ts';
import { expressionsBelow, statementsInFrame } from './walk.ts';
import { describeValue } from './witness.ts';

/** The statements at module level as one backward pass, when any of them assigns a gradient by name. */
export function scriptUnit(module: Module): Unit | null {
  const statements = statementsInFrame(module);
  const assigned = new Set(
    statements
      .flatMap(pathsOf)
      .filter((path) => !isContained(path))
      .map(lastComponent),
  );
  const computed = statements.filter((statement) => !onlyCalls(statement)).flatMap(pathsOf);
  const hasGradient = computed.some((path) => {
    const gradient = readGradientName(path);
    return gradient?.of.some((value) => assigned.has(value)) ?? false;
  });
  if (!hasGradient) return null;
  return { name: '<script>', kind: 'script', span: module.span, defs: [], run: runScript };
}

/** `grads['W']` is no place where `W` itself would be kept. */
function isContained(path: string): boolean {
  return readGradientName(path) !== null && readGradientName(lastComponent(path)) === null;
}

/** `dx, dw = affine_backward(dout, cache)`: the function computes the gradient, and is judged by itself. */
function onlyCalls(statement: Stmt): boolean {
  if (statement.kind !== 'Assign' || statement.value.kind !== 'Call') return false;
  const { func } = statement.value;
  // A random upstream gradient is given, not computed.
  if (expressionsBelow(func).some((expr) => expr.kind === 'Attribute' && expr.name === 'random')) return true;
  if (func.kind === 'Name') return !/^(?:int|float|sum|max|min|abs)$/.test(func.name);
  return func.kind === 'Attribute' && /backward|loss|grad|backprop/i.test(func.name);
}

/** Milliseconds that a script may take: longer ones train on data, and train in vain. */
const SCRIPT_TIME = 1000;

/** Runs the module; training loops (those that update a parameter with its gradient) go round once. */
function runScript(source: Source): Trace {
  const training = trainingLoops(source.module);
  const machine = createMachine(source.module, {
    ...source.options,
    limits: { milliseconds: SCRIPT_TIME, ...source.options.limits },
    loopLimit: (statement) => (training.has(statement) ? 1 : undefined),
  });
  const execution = machine.run();
  const bindings = execution.bindings.filter((binding) => binding.frame === 0);
  return { bindings, problems: execution.problems, inputs: inputsOf(bindings) };
}

function inputsOf(bindings: readonly Binding[]): InputNote[] {
  const notes = new Map<string, InputNote>();
  for (const binding of bindings) {
    if (binding.node?.op !== null || notes.has(binding.path)) continue;
    notes.set(binding.path, { name: binding.path, text: describeValue(binding.value), source: 'code' });
  }
  return [...notes.values()];
}

/** Loops whose body updates a name by a gradient of it: `W -= rate * dW`, `b = b - rate * grads['b']`. */
export function trainingLoops(block: Module | readonly Stmt[]): Set<Stmt> {
  const loops = new Set<Stmt>();
  for (const statement of statementsInFrame(block)) {
    if (statement.kind !== 'For' && statement.kind !== 'While') continue;
    for (const inner of statementsInFrame(statement.body)) {
      if (isUpdate(inner)) loops.add(statement);
    }
  }
  return loops;
}

function isUpdate(statement: Stmt): boolean {
  const value = statement.kind === 'AugAssign' || statement.kind === 'Assign' ? statement.value : null;
  if (!value) return false;
  const updated = pathsOf(statement).map(lastComponent);
  const isDifference =
    (statement.kind === 'AugAssign' && ['+', '-'].includes(statement.op)) ||
    (value.kind === 'BinOp' && ['+', '-'].includes(value.op) && updated.some((name) => mentions(value.left, name)));
  if (!isDifference) return false;
  const gradients = gradientsIn(value);
  if (gradients.some((name) => updated.some((path) => name.of.includes(path)))) return true;
  // `self.weights -= rate * dw`: a step against a gradient, under whatever name.
  return (
    statement.kind === 'AugAssign' && statement.op === '-' && gradients.length > 0 && !updated.some(isGradientName)
  );
}

function isGradientName(path: string): boolean {
  return readGradientName(path) !== null;
}

function gradientsIn(value: Expr): GradientName[] {
  const found: GradientName[] = [];
  for (const expr of expressionsBelow(value)) {
    const path = targetPath(expr);
    const name = path === null ? null : readGradientName(path);
    if (name) found.push(name);
  }
  return found;
}

function mentions(value: Expr, name: string): boolean {
  for (const expr of expressionsBelow(value)) {
    const path = targetPath(expr);
    if (path !== null && lastComponent(path) === name) return true;
  }
  return false;
}

/** The paths that a statement assigns, tuples taken apart. */
export function pathsOf(statement: Stmt): string[] {
  if (statement.kind === 'Assign') return statement.targets.flatMap(pathsOfTarget);
  if (statement.kind === 'AugAssign' || statement.kind === 'AnnAssign') return pathsOfTarget(statement.target);
  return [];
}

function pathsOfTarget(target: Expr): string[] {
  if (target.kind === 'Tuple' || target.kind === 'List') return target.elements.flatMap(pathsOfTarget);
  const path = targetPath(target);
  return path === null ? [] : [path];
}
