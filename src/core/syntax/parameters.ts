import type { Expr, Parameter, Parameters } from './ast.ts';
import type { Concrete } from './concrete.ts';
import { type Lower, nameOf, spanOf } from './lower.ts';

interface Draft {
  readonly positional: Parameter[];
  rest: Parameter | null;
  readonly keywordOnly: Parameter[];
  keywordRest: Parameter | null;
}

/** The parameters of a `def` or `lambda`; those before a mistake are kept. */
export function lowerParameters(lower: Lower, list: Concrete | undefined): Parameters {
  const draft: Draft = { positional: [], rest: null, keywordOnly: [], keywordRest: null };
  const nodes = list?.children ?? [];
  let keywordOnly = false;
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (node === undefined) break;
    const previous = nodes[at - 1]?.name;
    if (node.name === '*') keywordOnly = true;
    if (node.name !== 'VariableName' || previous === 'AssignOp') continue;
    const parameter = lowerParameter(lower, nodes, at);
    if (previous === '*') draft.rest = parameter;
    else if (previous === '**') draft.keywordRest = parameter;
    else (keywordOnly ? draft.keywordOnly : draft.positional).push(parameter);
  }
  return draft;
}

function lowerParameter(lower: Lower, nodes: readonly Concrete[], at: number): Parameter {
  const name = nodes[at];
  if (name === undefined) throw new RangeError('no parameter here');
  let next = nodes[at + 1];
  let annotation: Expr | null = null;
  if (next?.name === 'TypeDef') {
    annotation = lowerAnnotation(lower, next);
    next = nodes[at + 2];
  }
  const isAssigned = next?.name === 'AssignOp';
  const value = isAssigned ? nodes[nodes.indexOf(next ?? name) + 1] : undefined;
  const lowered = value === undefined || value.name === ',' || value.name === ')' ? null : lower.expression(value);
  return { name: nameOf(lower, name), span: spanOf(name), default: lowered, annotation };
}

/** The expression of a `TypeDef` (`: int`, `-> int`). */
export function lowerAnnotation(lower: Lower, node: Concrete): Expr | null {
  const type = node.children.at(-1);
  return type === undefined || type.name === ':' ? null : lower.expression(type);
}
