import type { Stmt } from '../../syntax/ast.ts';
import type { Edit, EditKind, Editor, RepairContext } from './edit.ts';
import { applyEdit, sourceOf } from './edit.ts';
import { accumulate } from './editors/accumulate.ts';
import { drop } from './editors/drop.ts';
import { index } from './editors/index.ts';
import { literal } from './editors/literal.ts';
import { local } from './editors/local.ts';
import { mask } from './editors/mask.ts';
import { multiply } from './editors/multiply.ts';
import { name } from './editors/name.ts';
import { operator, order } from './editors/operator.ts';
import { penalty } from './editors/penalty.ts';
import { product } from './editors/product.ts';
import { shape } from './editors/shape.ts';
import { sign } from './editors/sign.ts';
import { sum } from './editors/sum.ts';

/** One edit that may be the repair; cheaper ones are likelier. */
export interface Candidate {
  readonly edit: Edit;
  readonly statement: Stmt;
  readonly cost: number;
  /** The text of the statement after the edit. */
  readonly newStatement: string;
}

const editors: readonly Editor[] = [
  accumulate,
  product,
  sum,
  sign,
  mask,
  multiply,
  penalty,
  drop,
  order,
  operator,
  index,
  name,
  local,
  shape,
  literal,
];

/** What tells equally small edits apart: how often people make the mistake, and how little the edit can be right by luck. */
const weights: Readonly<Record<EditKind, number>> = {
  accumulate: 0,
  'assign-instead': 0.3,
  sign: 0.1,
  transpose: 0.2,
  swap: 0.3,
  sum: 0.3,
  axis: 0.2,
  mask: 0.2,
  upstream: 0.3,
  regularization: 0.3,
  factor: 0.4,
  'elementwise-or-product': 0.4,
  index: 0.5,
  order: 0.4,
  local: 0.5,
  operator: 0.35,
  shape: 0.6,
  stale: 0.7,
  name: 0.8,
  literal: 0.9,
};

/** Edits that change one thing whatever the number of tokens that it takes. */
const single: ReadonlySet<EditKind> = new Set([
  'swap',
  'order',
  'sum',
  'regularization',
  'elementwise-or-product',
  'shape',
]);

/** Every edit of a statement, cheapest first, each resulting text once. */
export function candidatesFor(context: RepairContext): Candidate[] {
  const { statement } = context;
  const found = new Map<string, Candidate>();
  const own = sourceOf(context, statement);
  for (const editor of editors) {
    for (const edit of editor(context)) {
      const newStatement = editedStatement(context, edit);
      const cost = costOf(context, edit);
      const known = found.get(newStatement);
      if (newStatement === own || (known && known.cost <= cost)) continue;
      found.set(newStatement, { edit, statement, cost, newStatement });
    }
  }
  return [...found.values()].sort((a, b) => a.cost - b.cost);
}

function editedStatement({ text, statement }: RepairContext, { span, newText }: Edit): string {
  const { start, end } = statement.span;
  const inside = { start: span.start - start, end: span.end - start };
  return applyEdit(text.slice(start, end), { span: inside, newText });
}

function costOf(context: RepairContext, { kind, span, newText, doubt = 0 }: Edit): number {
  const old = context.text.slice(span.start, span.end);
  const words = changed(wordsOf(old), wordsOf(newText));
  const size = words === 0 ? 1 : words;
  // Of edits that come to the same, the one of the whole right-hand side reads best.
  const { start, end } = context.value.span;
  const isInner = span.start >= start && span.end <= end && (span.start > start || span.end < end);
  return (single.has(kind) ? Math.min(1, size) + size / 10 : size) + weights[kind] + doubt + (isInner ? 0.05 : 0);
}

function changed(before: readonly string[], after: readonly string[]): number {
  return Math.max(before.length, after.length) - commonTokens(before, after);
}

/** Names and numbers: operators and parentheses come with them. */
function wordsOf(text: string): string[] {
  return text.match(/'[^']*'|"[^"]*"|[A-Za-z_]\w*|\d+(?:\.\d*)?/g) ?? [];
}

/** The length of the longest common subsequence. */
function commonTokens(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const token of a) {
    const next = [0];
    for (let j = 0; j < b.length; j++) {
      next.push(token === b[j] ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
