import type { Lens } from '../answers.ts';
import type { Localize } from '../base/localize.ts';
import type { Module, Stmt } from '../syntax/ast.ts';
import { targetPath } from '../syntax/index.ts';
import { isGradientPath, routinesOf } from '../verify/styles/roles.ts';
import { pathsOf } from '../verify/script.ts';
import { expressionsBelow, statementsInFrame } from '../verify/walk.ts';

/** What makes arrays from nothing. */
const makers = new Set([
  'random',
  'zeros',
  'ones',
  'full',
  'empty',
  'eye',
  'arange',
  'linspace',
  'array',
  'zeros_like',
]);

/** Functions with fewer computing statements than this are not offered. */
const MIN_STATEMENTS = 2;

/** Offers the circuit above the forward pass of a script, and above each function that computes one or its gradients. */
export function findLenses(module: Module, localize: Localize): Lens[] {
  const title = localize('Show Backprop Circuit');
  const lenses: Lens[] = [];
  for (const { def } of routinesOf(module)) {
    const computing = statementsInFrame(def.body).filter(computes);
    if (computing.length >= MIN_STATEMENTS) lenses.push({ span: def.nameSpan, selection: def.span, title });
  }
  const top = statementsInFrame(module.body).filter((statement) => statement.kind === 'Assign');
  const assigned = new Set(top.flatMap(pathsOf));
  const hasGradient = [...assigned].some((path) => isGradientPath(path) && path.length > 1);
  const first = top.find((statement) => computes(statement) && !pathsOf(statement).some(isGradientPath));
  if (first && hasGradient) lenses.push({ span: first.span, selection: module.span, title });
  return lenses.sort((a, b) => a.span.start - b.span.start);
}

/** Whether a statement computes something from names: arithmetic or a call. Making data is none. */
function computes(statement: Stmt): boolean {
  if (statement.kind !== 'Assign' && statement.kind !== 'AugAssign' && statement.kind !== 'Return') return false;
  const { value } = statement;
  if (!value) return false;
  const parts = expressionsBelow(value);
  if (parts.some((part) => part.kind === 'Attribute' && makers.has(part.name))) return false;
  const usesNames = parts.some((part) => part.kind === 'Name' && !['np', 'math'].includes(part.name));
  const isArithmetic = parts.some((part) => part.kind === 'BinOp' || part.kind === 'Call');
  return usesNames && isArithmetic && targetPath(value) === null;
}
