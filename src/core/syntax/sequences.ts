import type {
  Comprehension,
  ComprehensionClause,
  Dict,
  DictComprehension,
  Expr,
  List,
  SetExpr,
  Starred,
  Tuple,
} from './ast.ts';
import type { Concrete } from './concrete.ts';
import { type Lower, spanOf } from './lower.ts';

/** The expressions of nodes that are separated by `,`; one behind a `*` is starred. */
export function lowerElements(lower: Lower, nodes: readonly Concrete[]): Expr[] {
  const elements: Expr[] = [];
  let star: Concrete | null = null;
  for (const node of nodes) {
    if (node.name === ',') continue;
    if (node.name === '*') {
      star = node;
      continue;
    }
    const value = lower.expression(node);
    elements.push(star === null ? value : lowerStarred(lower, star, node, value));
    star = null;
  }
  return elements;
}

export function lowerStarred(lower: Lower, star: Concrete, node: Concrete, value: Expr): Expr {
  return lower.make<Starred>({ kind: 'Starred', span: { start: star.from, end: node.to }, value });
}

/** One expression, or the tuple that commas make of several. `nodes` must not be empty. */
export function lowerList(lower: Lower, nodes: readonly Concrete[]): Expr {
  const first = nodes[0];
  const last = nodes.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('an expression list holds at least one node');
  if (nodes.length === 1) return lower.expression(first);
  const elements = lowerElements(lower, nodes);
  const [only] = elements;
  if (only !== undefined && elements.length === 1 && !nodes.some((node) => node.name === ',')) return only;
  return lower.make<Tuple>({ kind: 'Tuple', span: { start: first.from, end: last.to }, elements });
}

/** The children without the brackets around them. */
export function inside(node: Concrete): readonly Concrete[] {
  return node.children.slice(1, -1);
}

export function lowerTuple(lower: Lower, node: Concrete): Expr {
  return lower.make<Tuple>({ kind: 'Tuple', span: spanOf(node), elements: lowerElements(lower, inside(node)) });
}

export function lowerArray(lower: Lower, node: Concrete): Expr {
  return lower.make<List>({ kind: 'List', span: spanOf(node), elements: lowerElements(lower, inside(node)) });
}

export function lowerSet(lower: Lower, node: Concrete): Expr {
  return lower.make<SetExpr>({ kind: 'Set', span: spanOf(node), elements: lowerElements(lower, inside(node)) });
}

export function lowerDict(lower: Lower, node: Concrete): Expr {
  const parts = inside(node).filter((part) => part.name !== ',' && part.name !== ':');
  const entries: { key: Expr | null; value: Expr }[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [first, second] = [parts[at], parts[at + 1]];
    if (first === undefined || second === undefined) break;
    const key = first.name === '**' ? null : lower.expression(first);
    entries.push({ key, value: lower.expression(second) });
  }
  return lower.make<Dict>({ kind: 'Dict', span: spanOf(node), entries });
}

/** Where the `for` of a comprehension stands among the nodes (its `async` counts), or -1. */
export function clauseStart(nodes: readonly Concrete[]): number {
  return nodes.findIndex((node) => node.name === 'for' || node.name === 'async');
}

export function lowerComprehension(lower: Lower, node: Concrete, result: Comprehension['result']): Expr {
  return comprehensionOf(lower, inside(node), result, node.from, node.to);
}

/** A comprehension whose element and clauses are `nodes`. */
export function comprehensionOf(
  lower: Lower,
  nodes: readonly Concrete[],
  result: Comprehension['result'],
  start: number,
  end: number,
): Expr {
  const at = clauseStart(nodes);
  const element = lowerList(lower, nodes.slice(0, at));
  const clauses = lowerClauses(lower, nodes.slice(at));
  return lower.make<Comprehension>({ kind: 'Comprehension', span: { start, end }, result, element, clauses });
}

export function lowerDictComprehension(lower: Lower, node: Concrete): Expr {
  const nodes = inside(node);
  const [key, , value] = nodes;
  if (key === undefined || value === undefined) return lower.make({ kind: 'BadExpr', span: spanOf(node) });
  const [lowKey, lowValue] = [lower.expression(key), lower.expression(value)];
  const clauses = lowerClauses(lower, nodes.slice(clauseStart(nodes)));
  const span = spanOf(node);
  return lower.make<DictComprehension>({ kind: 'DictComprehension', span, key: lowKey, value: lowValue, clauses });
}

/** `for x, y in z if a if b for …`, flat in lezer's tree. */
function lowerClauses(lower: Lower, nodes: readonly Concrete[]): ComprehensionClause[] {
  const clauses: { target: Expr; iter: Expr; conditions: Expr[] }[] = [];
  let at = 0;
  while (at < nodes.length) {
    const node = nodes[at];
    const next = nodes[at + 1];
    if (node?.name === 'for') {
      const end = nodes.findIndex((other, index) => index > at && other.name === 'in');
      const iter = nodes[end + 1];
      if (end <= at + 1 || iter === undefined) break;
      clauses.push({
        target: lowerList(lower, nodes.slice(at + 1, end)),
        iter: lower.expression(iter),
        conditions: [],
      });
      at = end + 2;
    } else {
      if (node?.name === 'if' && next !== undefined) clauses.at(-1)?.conditions.push(lower.expression(next));
      at += node?.name === 'if' ? 2 : 1;
    }
  }
  return clauses;
}
