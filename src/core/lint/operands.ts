import { parseExpression } from '../explain/formula.ts';
import { targetPath, walkExpressions } from '../syntax/index.ts';
import type { Node } from '../tape/node.ts';
import { Num } from '../tape/tensor.ts';
import type { Fault } from '../verify/fault.ts';
import type { Edit } from '../verify/repair/edit.ts';
import { oldTextOf } from './change.ts';
import { nodesOf } from './gates.ts';
import type { Observed } from './rule.ts';

/**
 * Whether the factor that an edit brings in or takes away belongs to a local gradient: a value that the forward pass
 * computed, or what the gate multiplies the variable by. Counts and the strengths of penalties do not.
 */
export function isLocalFactor(edit: Edit, { target }: Fault, observed: Observed): boolean {
  const before = pathsIn(oldTextOf(edit, observed.text));
  const after = pathsIn(edit.newText);
  const [node] = target.parts;
  return [...before, ...after].some((path) => {
    if (before.filter((other) => other === path).length === after.filter((other) => other === path).length)
      return false;
    const value = valueOf(path, observed);
    if (!value) return false;
    return value.op !== null || nodesOf(observed).some((gate) => isProductOf(gate, value, node));
  });
}

/** The forward value of a path; null for whole numbers, which count. */
function valueOf(path: string, { report }: Observed): Node | null {
  const binding = report.outcome.trace.bindings.findLast((candidate) => candidate.path === path);
  if (!binding || (binding.value instanceof Num && binding.value.isInt)) return null;
  const isGradient = report.outcome.claims.claims.some((claim) => claim.path === path);
  return isGradient ? null : binding.node;
}

function isProductOf({ op, inputs }: Node, value: Node, other: Node | undefined): boolean {
  if (!op || !['multiply', 'divide', 'power'].includes(op.name)) return false;
  return other !== undefined && value !== other && inputs.includes(value) && inputs.includes(other);
}

/** Whether an edit is of a factor or divisor. */
export function isOfProduct({ span }: Edit, { text }: Observed): boolean {
  return /[^*][*/]=?\s*$/.test(text.slice(0, span.start)) || /^\s*[*/](?!\*)/.test(text.slice(span.end));
}

/** Whether an edit is of what stands in brackets behind a value. */
export function isOfIndex({ span }: Edit, { text }: Observed): boolean {
  return /[\w\])]\[[^[\]]*$/.test(text.slice(0, span.start));
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

/** The variables in a piece of code: names, attributes and entries of dicts. Whose length is asked for is not looked at. */
function pathsIn(code: string): string[] {
  const expr = parseExpression(code);
  const found: string[] = [];
  if (!expr) return found;
  walkExpressions(expr, (part) => {
    if (part.kind === 'Attribute' && /^(?:shape|size|ndim)$/.test(part.name)) return false;
    if (part.kind === 'Call' && part.func.kind === 'Name' && part.func.name === 'len') return false;
    const isPath = part.kind === 'Attribute' || part.kind === 'Name' || part.kind === 'Subscript';
    const path = isPath ? targetPath(part) : null;
    if (path !== null) found.push(path);
    return undefined;
  });
  return found;
}
