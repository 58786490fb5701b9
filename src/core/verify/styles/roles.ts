import { remembered } from '../../base/remembered.ts';
import type { ClassDef, Expr, FunctionDef, Module, Stmt } from '../../syntax/ast.ts';
import { targetPath } from '../../syntax/index.ts';
import { lastComponent, readGradientName } from '../gradientNames.ts';
import { statementsInFrame } from '../walk.ts';

/** A function of a module or a method of a class in it. */
export interface Routine {
  readonly def: FunctionDef;
  readonly owner: ClassDef | null;
  /** `affine_backward`, `TwoLayerNet.loss`. */
  readonly name: string;
}

/** Every function and method that is written out at the top of a module, also inside `if` blocks. */
export const routinesOf = remembered((module: Module): readonly Routine[] => {
  const found: Routine[] = [];
  for (const statement of statementsInFrame(module.body)) {
    if (statement.kind === 'FunctionDef' && !isAbstract(statement))
      found.push({ def: statement, owner: null, name: statement.name });
    if (statement.kind !== 'ClassDef') continue;
    for (const member of statement.body) {
      if (member.kind === 'FunctionDef' && !isAbstract(member))
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

/** A method that only raises, passes or gives nothing back is there to be overridden, or still to be written. */
function isAbstract(def: FunctionDef): boolean {
  return def.body.every((statement) => {
    if (statement.kind === 'ExprStmt') return statement.value.kind === 'Str' || statement.value.kind === 'Constant';
    if (statement.kind === 'Return') return statement.value === null || isNothing(statement.value);
    return statement.kind === 'Raise' || statement.kind === 'Pass';
  });
}

function isNothing(expr: Expr): boolean {
  return (expr.kind === 'Constant' && expr.value === null) || (expr.kind === 'Name' && expr.name === 'NotImplemented');
}

/** Numbers about gradients, such as their norms, are none. */
const aboutGradients =
  /(?:^|_)grad(?:ient)?s?_(?:norms?|magnitudes?|flow|accuracy|history|stats|table|check\w*|clip\w*|threshold|buffer|fn|func\w*|descent|steps?|method|type|names?)$/i;

export function isGradientPath(path: string): boolean {
  const name = readGradientName(path);
  return (
    name !== null &&
    !aboutGradients.test(lastComponent(path)) &&
    !/^(?:data\w*|dims?|den|denom\w*|df|dates?|digits?|dtype|dict\w*|done|dots?|devices?|debug|default\w*|delta_?t(?:ime)?|dt|decay\w*|depths?|degrees?|dist\w*|div\w*|down\w*|docs?|dropout\w*|directions?|drop\w*|dilation\w*|detect\w*|disc\w*|doors?\w*|deci\w*|def\w*|dens\w*|depend\w*|deriv\w*|desc\w*|details?|dom\w*|draws?|dummy|dup\w*|duration\w*|dynamic\w*|d|d_?(?:model|k|v|q|kv|ff|head\w*|inner|state|hidden|emb\w*))$/i.test(
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

/** The parameter that turns a function into its own derivative: `sigmoid(x, derivative=False)`. */
export function flagOf(def: FunctionDef): string | null {
  const parameters = [...def.params.positional, ...def.params.keywordOnly];
  return (
    parameters.find(({ name }) => /^(?:deriv\w*|prime|is_?deriv\w*|grad(?:ient)?)$/.test(name) && isFlag(def, name))
      ?.name ?? null
  );
}

/** Whether a parameter only says which of two things is wanted. */
function isFlag(def: FunctionDef, name: string): boolean {
  return statementsInFrame(def.body).some((statement) => {
    if (statement.kind === 'If') return asks(statement.test, name);
    return statement.kind === 'Return' && statement.value?.kind === 'IfExp' && asks(statement.value.test, name);
  });
}

function asks(test: Expr, name: string): boolean {
  if (test.kind === 'UnaryOp') return asks(test.operand, name);
  if (test.kind === 'Compare') return !test.comparators.some(isNothing) && asks(test.left, name);
  return test.kind === 'Name' && test.name === name;
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

/** What a loss compares with: nobody takes a gradient of it. */
export function isTargetName(name: string): boolean {
  return /^(?:t|targets?|labels?|truth|ground_?truth|expected(?:_output)?|desired|Y|y|[yY]_?(?:true|real|train|batch)|actual|gt|one_?hot_?[yY]?)$/.test(
    name,
  );
}

/** What a forward pass gave back, where a backward pass is handed it again. */
export function isPredictionName(name: string): boolean {
  return /^(?:o|out(?:put)?s?|y_?hat|y_?pred\w*|pred(?:iction)?s?|predicted|[aA][23L]|AL|probs?|scores|logits|y_?output)$/.test(
    name,
  );
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
