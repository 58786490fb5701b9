import { parseExpression } from '../explain/formula.ts';
import type { Expr } from '../syntax/ast.ts';
import { targetPath } from '../syntax/index.ts';
import { flatOfValue } from '../verify/compare.ts';
import type { Edit } from '../verify/repair/edit.ts';
import { expressionsBelow } from '../verify/walk.ts';
import { oldTextOf } from './change.ts';
import type { Observed } from './rule.ts';

/** Whether an edit brings in or takes away a factor that is an array, so that it is no matter of a mere number. */
export function isArrayFactor(edit: Edit, observed: Observed): boolean {
  const before = pathsIn(oldTextOf(edit, observed.text));
  const after = pathsIn(edit.newText);
  const changed = [
    ...before.filter((path) => !after.includes(path)),
    ...after.filter((path) => !before.includes(path)),
  ];
  return changed.some((path) => isArray(path, observed));
}

/** Whether an edit changes nothing but the exponent of a power. */
export function isPower({ span }: Edit, { text }: Observed): boolean {
  return /\*\*\s*-?\s*\(?\s*$/.test(text.slice(Math.max(0, span.start - 16), span.start));
}

/** Whether an edit puts one hand-written gradient in another one's place, or takes one out. */
export function isOfGradients(edit: Edit, { text, report }: Observed): boolean {
  const paths = new Set(report.outcome.claims.claims.map((claim) => claim.path));
  return [...pathsIn(oldTextOf(edit, text)), ...pathsIn(edit.newText)].some((path) => paths.has(path));
}

/** The hand-written gradients that an edit puts into the text. */
export function gradientsBroughtIn(edit: Edit, { text, report }: Observed): string[] {
  const before = pathsIn(oldTextOf(edit, text));
  const gradients = new Set(report.outcome.claims.claims.map((claim) => claim.path));
  return pathsIn(edit.newText).filter((path) => gradients.has(path) && !before.includes(path));
}

/** The variables in a piece of code: names, attributes and entries of dicts. */
function pathsIn(code: string): string[] {
  const expr = parseExpression(code);
  if (!expr) return [];
  const inner = (part: Expr): boolean => part.kind === 'Attribute' || part.kind === 'Name' || part.kind === 'Subscript';
  return expressionsBelow(expr).flatMap((part) => (inner(part) ? (targetPath(part) ?? []) : []));
}

function isArray(path: string, { report }: Observed): boolean {
  const binding = report.outcome.trace.bindings.findLast((candidate) => candidate.path === path);
  const flat = binding && flatOfValue(binding.value);
  return flat ? flat.data.length > 1 : false;
}
