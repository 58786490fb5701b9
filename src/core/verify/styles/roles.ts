import { remembered } from '../../base/remembered.ts';
import type { ClassDef, Expr, FunctionDef, Module, Stmt } from '../../syntax/ast.ts';
import { targetPath } from '../../syntax/index.ts';
import { lastComponent, readGradientName } from '../gradientNames.ts';
import { pathsOf } from '../script.ts';
import { expressionsBelow, statementsInFrame } from '../walk.ts';

/** A function of a module or a method of a class in it. */
export interface Routine {
  readonly def: FunctionDef;
  readonly owner: ClassDef | null;
  /** `affine_backward`, `TwoLayerNet.loss`. */
  readonly name: string;
}

/** Every function and method at the top of a module, also inside `if` blocks. */
export const routinesOf = remembered((module: Module): readonly Routine[] => {
  const found: Routine[] = [];
  for (const statement of statementsInFrame(module.body)) {
    if (statement.kind === 'FunctionDef') found.push({ def: statement, owner: null, name: statement.name });
    if (statement.kind !== 'ClassDef') continue;
    for (const member of statement.body) {
      if (member.kind === 'FunctionDef')
        found.push({ def: member, owner: statement, name: `${statement.name}.${member.name}` });
    }
  }
  return found;
});

/** The return statements of a function's own frame. */
export function returnsOf(def: FunctionDef): Extract<Stmt, { kind: 'Return' }>[] {
  return statementsInFrame(def.body).filter((statement) => statement.kind === 'Return');
}

/** The paths of what the last return gives back, element by element; null for an element without a name. */
export function returnedPaths(def: FunctionDef): (string | null)[] {
  const value = returnsOf(def).at(-1)?.value;
  if (!value) return [];
  const elements: readonly Expr[] = value.kind === 'Tuple' ? value.elements : [value];
  return elements.map(targetPath);
}

/** Whether the function assigns or returns anything that is named as a gradient. */
export const computesGradients = remembered((def: FunctionDef): boolean => {
  if (/numeric|check/i.test(def.name)) return false;
  if (isAbstract(def) || isOptimizerStep(def)) return false;
  const parameters = def.params.positional.map((parameter) => parameter.name);
  const statements = statementsInFrame(def.body);
  const assigned = statements.filter((statement) => writesGradient(statement, parameters)).flatMap(pathsOf);
  const names = new Set([...statements.flatMap(pathsOf).map(lastComponent), ...parameters, ...attributesRead(def)]);
  return [...assigned, ...returnedPaths(def)].some((path) => {
    const name = path === null ? null : readGradientName(path);
    if (!name || path === null || !isGradientPath(path)) return false;
    if (name.of.some((value) => names.has(value)) || path.includes('.') || path.includes('[')) return true;
    return name.of.length === 0 || /^d[A-Z_]|^nabla|^delta/.test(path) || isBackwardName(def.name);
  });
});

/** Names that the function reads as attributes or keys: `self.W`, `params['W1']`. */
function attributesRead(def: FunctionDef): string[] {
  return def.body.flatMap((statement) =>
    expressionsBelow(statement).flatMap((expr) => {
      if (expr.kind === 'Attribute') return [expr.name];
      return expr.kind === 'Subscript' && expr.index.kind === 'Str' ? [expr.index.value] : [];
    }),
  );
}

/** A method that only raises or passes is there to be overridden. */
export function isAbstract(def: FunctionDef): boolean {
  return def.body.every((statement) => {
    if (statement.kind === 'ExprStmt') return statement.value.kind === 'Str';
    return statement.kind === 'Raise' || statement.kind === 'Pass';
  });
}

/** `update(w, grad)` of an optimizer is handed its gradient. */
function isOptimizerStep(def: FunctionDef): boolean {
  return (
    /^(?:update\w*|step|apply_gradients|optimize)$/.test(def.name) &&
    def.params.positional.some(({ name }) => /grad|^d[wW]$|^nabla/.test(name))
  );
}

/**
 * Whether a statement computes what it assigns, rather than taking it from a function that is no backward pass:
 * `loss, grads = self.loss(X, y)` and `w = optimizer.update(w, dw)` compute no gradient.
 */
function writesGradient(statement: Stmt, parameters: readonly string[]): boolean {
  if (statement.kind !== 'Assign') return true;
  const { value } = statement;
  if (value.kind !== 'Call') return true;
  const owner = value.func.kind === 'Attribute' ? value.func.value : null;
  const name = value.func.kind === 'Attribute' ? value.func.name : value.func.kind === 'Name' ? value.func.name : '';
  if (owner === null) return isBackwardName(name) || !/(?:loss|cost|grad)/i.test(name);
  if (owner.kind === 'Name' && owner.name !== 'self' && parameters.includes(owner.name)) return false;
  if (targetPath(owner) === 'self.model') return false;
  if (isSelf(owner) && /^(?:loss|cost|train|gradients?|step|compute_gradients?)$/.test(name)) return false;
  return !/^(?:loss|cost|gradients?|numerical_gradient|update|step|get|pop|next|load|minimize|train|fit)$/.test(name);
}

function isSelf(expr: Expr): boolean {
  return expr.kind === 'Name' && expr.name === 'self';
}

export function isGradientPath(path: string): boolean {
  const name = readGradientName(path);
  return (
    name !== null &&
    !/^(?:data|dim|den|denom|datasets?|df|dates?|digits?|dims|dtype|dict|done|dot|device|debug|default|delta_t|dt|decay|depth|degree|dist|div|down|doc|docs|dropout|direction|drop\w*|dilation|d|D)$/i.test(
      lastComponent(path),
    )
  );
}

const backwardWord =
  /_?(?:backwards?|back_?prop(?:agation)?|bprop|bwd|back|gradients?|grads?|deriv(?:ative)?|prime|bw)/i;

/** Whether a name says that the function is a backward pass. */
export function isBackwardName(name: string): boolean {
  return backwardWord.test(name);
}

const namesKnown = new Map<string, readonly string[]>();
/** The forward names of so many functions are remembered before all are forgotten. */
const MAX_KNOWN = 2000;

/** The names that the forward pass of a backward function may have, likeliest first: `conv_backward_naive` -> `conv_forward_naive`, `conv_forward`, `conv`. */
export function forwardNames(backward: string): readonly string[] {
  const known = namesKnown.get(backward) ?? forwardNamesOf(backward);
  if (namesKnown.size >= MAX_KNOWN) namesKnown.clear();
  namesKnown.set(backward, known);
  return known;
}

function forwardNamesOf(backward: string): string[] {
  const match = backwardWord.exec(backward);
  if (!match) return [];
  const before = backward.slice(0, match.index);
  const after = backward.slice(match.index + match[0].length);
  const stem = before === '' ? after.replace(/^_/, '') : before;
  const words = [
    'forward',
    'Forward',
    'fwd',
    'fprop',
    'fw',
    'feedforward',
    'forward_pass',
    'forward_propagation',
    'propagate',
    'predict',
    'call',
    '__call__',
  ];
  const names: string[] = [];
  for (const word of words) {
    if (before !== '')
      names.push(`${before}_${word}${after}`, `${before}_${word}`, `${before}${word}${after}`, `${before}${word}`);
    names.push(`${word}_${stem}`, `${word}${stem}`);
    if (before === '' && after === '') names.push(word);
  }
  names.push(before + after, stem, before);
  return [...new Set(names)].filter((name) => name !== '' && name !== backward);
}

/** `backprop(x, y)` is handed data and labels, no upstream gradient: it runs the forward pass itself. */
export function takesData({ def }: Pick<Routine, 'def'>): boolean {
  if (def.params.positional.some(({ name }) => /cache|memory|activations?$/i.test(name))) return false;
  const [first, second] = def.params.positional.map(({ name }) => name).filter((name) => name !== 'self');
  return (
    first !== undefined &&
    second !== undefined &&
    /^(?:x|X|inputs?|a)$/.test(first) &&
    /^(?:y|Y|t|targets?|labels?)$/.test(second)
  );
}
