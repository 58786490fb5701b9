import type { Attribute, Call, Expr, Keyword, Slice, Starred, Subscript, Tuple } from './ast.ts';
import type { Concrete } from './concrete.ts';
import { fail, type Lower, nameOf, spanOf } from './lower.ts';
import { clauseStart, comprehensionOf, inside, lowerStarred } from './sequences.ts';

/** Lowers a chain of attributes, calls and subscripts of any length, from its innermost value outwards. */
export function lowerPrimary(lower: Lower, node: Concrete): Expr {
  const chain: Concrete[] = [];
  let innermost: Concrete | undefined = node;
  while (innermost?.name === 'MemberExpression' || innermost?.name === 'CallExpression') {
    chain.push(innermost);
    innermost = innermost.children[0];
  }
  let value: Expr =
    innermost === undefined ? lower.make({ kind: 'BadExpr', span: spanOf(node) }) : lower.expression(innermost);
  for (const link of chain.reverse()) value = lowerLink(lower, link, value);
  return value;
}

function lowerLink(lower: Lower, node: Concrete, value: Expr): Expr {
  const span = spanOf(node);
  const [, second, third] = node.children;
  if (node.name === 'CallExpression') {
    const { args, keywords } = lowerArguments(lower, second);
    return lower.make<Call>({ kind: 'Call', span, func: value, args, keywords });
  }
  if (second?.name === '[') {
    const index = lowerIndex(lower, node.children.slice(2, -1));
    return lower.make<Subscript>({ kind: 'Subscript', span, value, index });
  }
  if (third?.name !== 'PropertyName') fail(lower.t('A name is missing after `{0}`.', '.'), span);
  return lower.make<Attribute>({ kind: 'Attribute', span, value, name: nameOf(lower, third), nameSpan: spanOf(third) });
}

/** The nodes between commas, without the commas. Those in the targets of a `for` separate nothing. */
function splitAtCommas(nodes: readonly Concrete[]): Concrete[][] {
  const groups: Concrete[][] = [[]];
  let inTargets = false;
  for (const node of nodes) {
    if (node.name === 'for') inTargets = true;
    else if (node.name === 'in') inTargets = false;
    if (node.name === ',' && !inTargets) groups.push([]);
    else groups.at(-1)?.push(node);
  }
  return groups.filter((group) => group.length > 0);
}

/** The arguments of an `ArgList`. */
export function lowerArguments(lower: Lower, list: Concrete | undefined): { args: Expr[]; keywords: Keyword[] } {
  const args: Expr[] = [];
  const keywords: Keyword[] = [];
  for (const group of list === undefined ? [] : splitAtCommas(inside(list))) {
    const [first, second, third] = group;
    if (first === undefined) continue;
    const span = { start: first.from, end: group.at(-1)?.to ?? first.to };
    if (first.name === '**' && second !== undefined)
      keywords.push({ name: null, value: lower.expression(second), span });
    else if (first.name === '*' && second !== undefined) {
      args.push(lowerStarred(lower, first, second, lower.expression(second)));
    } else if (second?.name === 'AssignOp' && third !== undefined) addNamed(lower, args, keywords, group);
    else args.push(lowerArgument(lower, group));
  }
  return { args, keywords };
}

/** `name=value`, or `name := value`. */
function addNamed(lower: Lower, args: Expr[], keywords: Keyword[], group: readonly Concrete[]): void {
  const [name, operator] = group;
  const last = group.at(-1);
  if (name === undefined || operator === undefined || last === undefined) return;
  const span = { start: name.from, end: last.to };
  if (operator.to - operator.from === 1) {
    keywords.push({ name: nameOf(lower, name), value: lowerArgument(lower, group.slice(2)), span });
    return;
  }
  const target = lower.expression(name);
  const value = lowerArgument(lower, group.slice(2));
  if (target.kind === 'Name') args.push(lower.make({ kind: 'NamedExpr', span, target, value }));
}

/** A value, or a generator without parentheses of its own. */
function lowerArgument(lower: Lower, nodes: readonly Concrete[]): Expr {
  const [first] = nodes;
  const last = nodes.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('an argument holds at least one node');
  if (clauseStart(nodes) < 0) return lower.expression(first);
  return comprehensionOf(lower, nodes, 'generator', first.from, last.to);
}

function lowerIndex(lower: Lower, nodes: readonly Concrete[]): Expr {
  const first = nodes[0];
  const last = nodes.at(-1);
  if (first === undefined || last === undefined) return lower.make({ kind: 'BadExpr', span: { start: 0, end: 0 } });
  const elements = splitAtCommas(nodes).map((group) => lowerIndexItem(lower, group));
  const [only] = elements;
  if (only !== undefined && only.kind !== 'Starred' && !nodes.some((node) => node.name === ',')) return only;
  return lower.make<Tuple>({ kind: 'Tuple', span: { start: first.from, end: last.to }, elements });
}

function lowerIndexItem(lower: Lower, group: readonly Concrete[]): Expr {
  const [first] = group;
  const last = group.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('an index holds at least one node');
  if (group.length === 1 && first.name !== ':') return lower.expression(first);
  if (first.name === '*')
    return lower.make<Starred>({
      kind: 'Starred',
      span: { start: first.from, end: last.to },
      value: lower.expression(last),
    });
  const bounds: [Expr | null, Expr | null, Expr | null] = [null, null, null];
  let at = 0;
  for (const node of group) {
    if (node.name === ':') at++;
    else bounds[at] = lower.expression(node);
  }
  const [lowerBound, upper, step] = bounds;
  return lower.make<Slice>({
    kind: 'Slice',
    span: { start: first.from, end: last.to },
    lower: lowerBound,
    upper,
    step,
  });
}
