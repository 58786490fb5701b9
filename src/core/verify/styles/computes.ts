import { remembered } from '../../base/remembered.ts';
import type { Expr, FunctionDef, Stmt } from '../../syntax/ast.ts';
import { targetPath } from '../../syntax/index.ts';
import { lastComponent, readGradientName } from '../gradientNames.ts';
import { pathsOf } from '../script.ts';
import { expressionsBelow, statementsInFrame } from '../walk.ts';
import { isBackwardName, isGradientPath, type Routine } from './roles.ts';

/** Whether the function computes anything that is named as a gradient, rather than taking it from elsewhere. */
export const computesGradients = remembered((def: FunctionDef): boolean => {
  if (/numeric|check|finite/i.test(def.name)) return false;
  const parameters = def.params.positional.map((parameter) => parameter.name);
  const statements = statementsInFrame(def.body);
  const names = new Set([...statements.flatMap(pathsOf).map(lastComponent), ...parameters, ...attributesRead(def)]);
  return statements
    .filter((statement) => writesGradient(statement, parameters))
    .flatMap(writtenPaths)
    .some((path) => isGradientHere(path, names, def));
});

/** The paths that a statement assigns, also those of which it assigns only a part: `dx` for `dx[i, :] = …`. */
function writtenPaths(statement: Stmt): string[] {
  const target = statement.kind === 'AugAssign' ? statement.target : null;
  const targets = statement.kind === 'Assign' ? statement.targets : target ? [target] : [];
  return [...pathsOf(statement), ...targets.flatMap((expr) => (expr.kind === 'Subscript' ? partOf(expr.value) : []))];
}

function partOf(expr: Expr): string[] {
  const path = targetPath(expr);
  return expr.kind === 'Subscript'
    ? [...partOf(expr.value), ...(path === null ? [] : [path])]
    : path === null
      ? []
      : [path];
}

/** A gradient's name speaks of a value of this function, or is spelled as nothing else is. */
function isGradientHere(path: string, names: ReadonlySet<string>, def: FunctionDef): boolean {
  const name = readGradientName(path);
  if (!name || !isGradientPath(path)) return false;
  if (name.of.some((value) => names.has(value)) || isBackwardName(def.name)) return true;
  if (name.of.length === 0) return true;
  const last = lastComponent(path);
  if (name.strength === 'certain' && last !== path) return true;
  return /^d_?[A-Z]\w{0,2}\d*$|^d[bwxyzh]\d*$|^nabla|^deltas?(?:_?\d+|_?[lL]|_(?:out|hidden|output))?$/.test(last);
}

/** Names that the function reads as attributes or keys: `self.W`, `params['W1']`. */
function attributesRead(def: FunctionDef): string[] {
  return def.body.flatMap((statement) =>
    expressionsBelow(statement).flatMap((expr) => {
      if (expr.kind === 'Attribute') return [expr.name];
      return expr.kind === 'Subscript' && expr.index.kind === 'Str' ? [expr.index.value] : [];
    }),
  );
}

/**
 * Whether a statement computes what it assigns: a placeholder, another name for what is there already, and what a function
 * that is no backward pass gave (`loss, grads = self.loss(X, y)`, `w = optimizer.update(w, dw)`) are not computed here.
 */
function writesGradient(statement: Stmt, parameters: readonly string[]): boolean {
  if (statement.kind === 'AugAssign') return statement.op === '+' || statement.op === '-' || statement.op === '@';
  if (statement.kind !== 'Assign' && statement.kind !== 'AnnAssign') return false;
  const { value } = statement;
  if (value === null || isPlaceholder(value) || isZeros(value) || isGradientRead(value)) return false;
  if (isRescaled(statement, value)) return false;
  return value.kind !== 'Call' || isBackwardCall(value, parameters);
}

function isBackwardCall(call: Extract<Expr, { kind: 'Call' }>, parameters: readonly string[]): boolean {
  const { func } = call;
  const owner = func.kind === 'Attribute' ? func.value : null;
  const name = func.kind === 'Attribute' || func.kind === 'Name' ? func.name : '';
  if (owner === null && parameters.includes(name)) return false;
  if (owner !== null && mentionsRandom(owner)) return false;
  if (/^(?:as)?array$|^(?:stack|concatenate|clip|norm|copy|deepcopy)$/.test(name)) return !call.args.some(isGradient);
  // What is handed a gradient goes on with it: `self.fc.backward(dout)`.
  if (call.args.some(isGradient)) return true;
  if (owner === null) return false;
  if (owner.kind === 'Name' && owner.name !== 'self' && parameters.includes(owner.name)) return false;
  if (targetPath(owner) === 'self.model') return false;
  if (owner.kind === 'Name' && owner.name === 'self' && /^(?:train|step)$/.test(name)) return false;
  return !/^(?:loss|cost|update|step|get|pop|next|load|minimize|train|fit)$|gradients?$|_grads?(?:_fn)?$/.test(name);
}

/** `grad = grad * scale`, `dw = np.clip(dw, -1, 1)`: the gradient is what it was before. */
export function isRescaled(statement: Stmt, value: Expr): boolean {
  const own = pathsOf(statement);
  return expressionsBelow(value).some((expr) => {
    const path = isGradient(expr) ? targetPath(expr) : null;
    return path !== null && own.includes(path);
  });
}

/** `dw = grads[name]`, `self.delta = delta`: another name for what is there. */
function isGradientRead(expr: Expr): boolean {
  return isGradient(expr) || (expr.kind === 'Subscript' && isGradientRead(expr.value));
}

function mentionsRandom(expr: Expr): boolean {
  return expressionsBelow(expr).some((inner) => inner.kind === 'Attribute' && inner.name === 'random');
}

function isGradient(expr: Expr): boolean {
  const path = targetPath(expr);
  return path !== null && isGradientPath(path);
}

/** None, a number, an empty dict or list, and tuples and dicts of these. */
export function isPlaceholder(expr: Expr | null): boolean {
  if (expr === null || expr.kind === 'Num' || expr.kind === 'Str') return true;
  if (expr.kind === 'Constant') return true;
  if (expr.kind === 'Dict') return expr.entries.every(({ value }) => isPlaceholder(value) || isZeros(value));
  if (expr.kind === 'Tuple') return expr.elements.every((element) => isPlaceholder(element) || isZeros(element));
  return expr.kind === 'List' && expr.elements.every(isPlaceholder);
}

/** `np.zeros(W.shape)` and a list of such: a place to add up in. */
export function isZeros(expr: Expr | null): boolean {
  if (expr?.kind === 'Comprehension') return isZeros(expr.element);
  if (expr?.kind !== 'Call') return false;
  const { func } = expr;
  const name = func.kind === 'Attribute' || func.kind === 'Name' ? func.name : '';
  return /^(?:zeros(?:_like)?|empty(?:_like)?|dict|list|OrderedDict|defaultdict)$/.test(name);
}

/** A name, an attribute or a dict of names: what they hold was computed before. */
export function isRenaming(expr: Expr): boolean {
  if (expr.kind === 'Dict') return expr.entries.every(({ value }) => value.kind === 'Name');
  return expr.kind === 'Name' || expr.kind === 'Attribute';
}

const optimizer = /optimi[sz]er|^(?:sgd|adam\w*|rms_?prop|momentum|ada(?:grad|delta|max)|nesterov|nag|lion|lamb)$/i;

/** Optimizers are handed gradients and take steps with them; what they compute has their names, and is no gradient. */
export function isOptimizer({ def, owner }: Routine): boolean {
  if (owner && optimizer.test(owner.name) && !/loss|back|grad/i.test(def.name)) return true;
  return (
    /^(?:update\w*|step|apply_gradients|optimize|sgd\w*|adam\w*|rms_?prop|momentum)$/i.test(def.name) &&
    def.params.positional.some(({ name }) => /grad|^d[wW]$|^nabla/.test(name))
  );
}
