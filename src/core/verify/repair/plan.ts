import type { Binding } from '../../interp/execution.ts';
import type { Expr, Stmt } from '../../syntax/ast.ts';
import { targetPath } from '../../syntax/index.ts';
import type { Claim } from '../claims.ts';
import type { Mismatch } from '../judge.ts';
import { expressionsBelow } from '../walk.ts';
import { isSimple, type Simple } from './trials.ts';

/** How other versions of a statement can be tried out while the text runs as it stands. */
export interface Plan {
  readonly statement: Simple;
  /** How often the statement runs. */
  readonly executions: number;
  /** The statements after it, up to the claim's last one, that use what it changes; each runs once. */
  readonly chain: readonly Simple[];
  /** The name, attribute or entry that the statement changes; null for several at once and for `return`. */
  readonly root: Expr | null;
  /** Its path where it is no name: it is given a name while it is followed. */
  readonly alias: string | null;
  /** Whether the statement assigns the gradient itself. */
  readonly isOwn: boolean;
}

/** The name under which an attribute or entry is followed. No Python name has a blank in it. */
export const ALIAS = 'the value';

/** More executions take longer to try out than to run anew. */
const MOST_EXECUTIONS = 200;

/** Null for statements that cannot be tried out alone. */
export function planFor(statement: Stmt, { claim }: Mismatch, bindings: readonly Binding[]): Plan | null {
  if (!isSimple(statement)) return null;
  const isOwn = claim.versions.some((version) => version.statement === statement);
  const root = rootOf(statement);
  const path = root && root.kind !== 'Name' ? targetPath(root) : null;
  const executions = executionsOf(statement, bindings);
  if (executions > MOST_EXECUTIONS || (executions > 1 && !(isOwn && addsUp(statement)))) return null;
  const chain = chainOf(statement, path, claim, bindings);
  if (!chain || (chain.length > 0 && executions > 1 && !root)) return null;
  return { statement, executions, chain, root, alias: path, isOwn };
}

function executionsOf(statement: Stmt, bindings: readonly Binding[]): number {
  const own = bindings.filter((binding) => binding.statement === statement);
  const [first] = own;
  return Math.max(1, own.filter((binding) => binding.span === first?.span).length);
}

/** Stores into parts of an array and augmented assignments: their effects add up over a loop. */
function addsUp(statement: Simple): boolean {
  if (statement.kind === 'AugAssign') return statement.op === '+' || statement.op === '-';
  return statement.kind === 'Assign' && statement.targets.length === 1 && statement.targets[0]?.kind === 'Subscript';
}

function rootOf(statement: Simple): Expr | null {
  if (statement.kind === 'Return') return null;
  const [target, second] = statement.kind === 'Assign' ? statement.targets : [statement.target];
  if (!target || second || target.kind === 'Tuple' || target.kind === 'List') return null;
  // A store into elements changes the array as a whole.
  return target.kind === 'Subscript' && !isEntry(target) ? target.value : target;
}

/** `grads['W1']` is a place of its own. */
function isEntry({ index }: Extract<Expr, { kind: 'Subscript' }>): boolean {
  return index.kind === 'Str';
}

/** Null when a statement that must be followed runs more than once. */
function chainOf(statement: Simple, path: string | null, claim: Claim, bindings: readonly Binding[]): Simple[] | null {
  const changed = new Set(namesSetBy(statement));
  const runsOften = executionsOf(statement, bindings) > 1;
  const chain: Simple[] = [];
  for (const next of statementsAfter(statement, claim, bindings)) {
    if (next === statement || chain.some((known) => known === next) || !mentionsAny(next, changed, path)) continue;
    if (chain.length === 0 && runsOften && addsTo(next, changed)) continue;
    if (!isSimple(next) || executionsOf(next, bindings) > 1) return null;
    chain.push(next);
    for (const name of namesSetBy(next)) changed.add(name);
  }
  return chain;
}

/** What ran between a statement and the last one of the claim; where the statement failed, what stands between them. */
function statementsAfter(statement: Stmt, claim: Claim, bindings: readonly Binding[]): Stmt[] {
  const own = bindings.findLastIndex((binding) => binding.statement === statement && binding.value !== null);
  const statements = bindings.map((binding) => binding.statement).filter((next) => next !== null);
  if (own < 0) {
    const end = Math.max(...claim.versions.map((version) => version.statement?.span.end ?? 0));
    const inside = statements.filter(({ span }) => span.start > statement.span.start && span.end <= end);
    return inside.sort((a, b) => a.span.start - b.span.start);
  }
  const last = bindings.findLastIndex((binding) => binding.statement === claim.final.statement);
  return bindings.slice(own + 1, last + 1).flatMap((binding) => binding.statement ?? []);
}

function namesSetBy(statement: Simple): string[] {
  if (statement.kind === 'Return') return [];
  const targets = statement.kind === 'Assign' ? statement.targets : [statement.target];
  return targets.flatMap(namesIn);
}

/** Another contribution to the same sum, which stays what it is. */
function addsTo(statement: Stmt, names: ReadonlySet<string>): boolean {
  if (!isSimple(statement) || !addsUp(statement)) return false;
  const value = statement.kind === 'Assign' ? gainOf(statement) : statement.value;
  return value !== null && !mentionsAny({ kind: 'ExprStmt', value, span: statement.span }, names, null);
}

/** What `a[i] = a[i] + b` adds, null for other assignments. */
function gainOf({ targets: [target], value }: Extract<Stmt, { kind: 'Assign' }>): Expr | null {
  if (!target || value.kind !== 'BinOp' || (value.op !== '+' && value.op !== '-')) return null;
  return isSameExpr(target, value.left) ? value.right : null;
}

function isSameExpr(a: Expr, b: Expr): boolean {
  const text = (expr: Expr): string =>
    JSON.stringify(expr, (key, part: unknown) => (/^id$|[sS]pan$/.test(key) ? 0 : part));
  return text(a) === text(b);
}

function namesIn(target: Expr): string[] {
  if (target.kind === 'Tuple' || target.kind === 'List') return target.elements.flatMap(namesIn);
  if (target.kind === 'Attribute' || (target.kind === 'Subscript' && isEntry(target))) return [];
  if (target.kind === 'Subscript') return namesIn(target.value);
  return target.kind === 'Name' ? [target.name] : [];
}

function mentionsAny(statement: Stmt, names: ReadonlySet<string>, path: string | null): boolean {
  return expressionsBelow(statement).some((expr) => {
    return (expr.kind === 'Name' && names.has(expr.name)) || (path !== null && targetPath(expr) === path);
  });
}

/** The statement with the path replaced by a name. */
export function aliased(statement: Simple, path: string): Simple {
  const replaced = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(replaced);
    if (node === null || typeof node !== 'object') return node;
    if (isExpr(node) && targetPath(node) === path) return { kind: 'Name', name: ALIAS, id: node.id, span: node.span };
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, replaced(value)]));
  };
  const copy = replaced(statement) as Stmt;
  return isSimple(copy) ? copy : statement;
}

function isExpr(node: object): node is Expr {
  return 'kind' in node && 'id' in node && (node.kind === 'Attribute' || node.kind === 'Subscript');
}
