import type { ClassDef, Expr, FunctionDef, Module, Stmt } from '../../syntax/ast.ts';
import { targetPath } from '../../syntax/index.ts';
import { lastComponent, readGradientName } from '../gradientNames.ts';
import { pathsOf } from '../script.ts';
import { statementsInFrame } from '../walk.ts';

/** A function of a module or a method of a class in it. */
export interface Routine {
  readonly def: FunctionDef;
  readonly owner: ClassDef | null;
  /** `affine_backward`, `TwoLayerNet.loss`. */
  readonly name: string;
}

/** Every function and method at the top of a module, also inside `if` blocks. */
export function routinesOf(module: Module): Routine[] {
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
}

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
export function computesGradients(def: FunctionDef): boolean {
  if (/numeric|check/i.test(def.name)) return false;
  const assigned = statementsInFrame(def.body).flatMap(pathsOf);
  const names = new Set([...assigned.map(lastComponent), ...def.params.positional.map((parameter) => parameter.name)]);
  return [...assigned, ...returnedPaths(def)].some((path) => {
    const name = path === null ? null : readGradientName(path);
    if (!name || path === null || !isGradientPath(path)) return false;
    return name.strength === 'certain' || name.of.some((value) => names.has(value)) || /grad|^d[A-Z_]/.test(path);
  });
}

export function isGradientPath(path: string): boolean {
  const name = readGradientName(path);
  return (
    name !== null &&
    !/^(?:data|dim|dims|dtype|dict|done|dot|device|debug|default|delta_t|dt|decay|depth|degree|dist|div|down|doc|docs|dropout|direction|drop\w*|dilation|d|D)$/i.test(
      path,
    )
  );
}

const backwardWord =
  /_?(?:backwards?|back_?prop(?:agation)?|bprop|bwd|back|gradients?|grads?|deriv(?:ative)?|prime|bw)/i;

/** Whether a name says that the function is a backward pass. */
export function isBackwardName(name: string): boolean {
  return backwardWord.test(name);
}

/** The names that the forward pass of a backward function may have, likeliest first: `conv_backward_naive` -> `conv_forward_naive`, `conv_forward`, `conv`. */
export function forwardNames(backward: string): string[] {
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
