import type { Binding } from '../../interp/execution.ts';
import type { Expr, Name, Stmt } from '../../syntax/ast.ts';
import { targetPath, targetRoot } from '../../syntax/index.ts';
import { numbersAt, type Claim } from '../claims.ts';
import { subtracted, type Flat } from '../compare.ts';
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
  /** The name that the statement changes, null where it changes an attribute or entry. */
  readonly root: Name | null;
  /** Whether the statement assigns the gradient itself. */
  readonly isOwn: boolean;
  /** What later statements add to the attribute or entry that the statement assigns. */
  readonly later: Flat | null;
}

/** More executions take longer to try out than to run anew. */
const MOST_EXECUTIONS = 64;

/** Null for statements that cannot be tried out alone. */
export function planFor(statement: Stmt, { claim }: Mismatch, bindings: readonly Binding[]): Plan | null {
  if (!isSimple(statement)) return null;
  const isOwn = claim.versions.some((version) => version.statement === statement);
  const root = rootOf(statement);
  const executions = executionsOf(statement, bindings);
  if (executions > MOST_EXECUTIONS || (executions > 1 && !(isOwn && addsUp(statement)))) return null;
  const chain = chainOf(statement, claim, bindings);
  if (!chain || (executions > 1 && chain.length > 0 && !root)) return null;
  const plan = { statement, executions, chain, root, isOwn };
  if (root || statement.kind === 'Return' || executions > 1) return { ...plan, later: null };
  const later = laterThan(statement, claim);
  return later === undefined ? null : { ...plan, later };
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

function rootOf(statement: Simple): Name | null {
  if (statement.kind === 'Return') return null;
  const [target] = statement.kind === 'Assign' ? statement.targets : [statement.target];
  if (target?.kind === 'Name') return target;
  return target?.kind === 'Subscript' && target.value.kind === 'Name' ? target.value : null;
}

/** Null when a statement that must be followed runs more than once. */
function chainOf(statement: Simple, claim: Claim, bindings: readonly Binding[]): Simple[] | null {
  const changed = new Set(namesSetBy(statement));
  const chain: Simple[] = [];
  for (const next of statementsAfter(statement, claim, bindings)) {
    if (next === statement || chain.some((known) => known === next) || !mentionsAny(next, changed)) continue;
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

function namesIn(target: Expr): string[] {
  if (target.kind === 'Tuple' || target.kind === 'List') return target.elements.flatMap(namesIn);
  if (target.kind === 'Attribute') return [];
  const root = targetRoot(target);
  return root ? [root.name] : [];
}

function mentionsAny(statement: Stmt, names: ReadonlySet<string>): boolean {
  return expressionsBelow(statement).some((expr) => expr.kind === 'Name' && names.has(expr.name));
}

/** What an attribute or entry gains after a statement; undefined when that is not known. */
function laterThan(statement: Simple, claim: Claim): Flat | null | undefined {
  const at = claim.versions.findLastIndex((version) => version.statement === statement);
  if (at < 0 || at === claim.versions.length - 1) return null;
  const after = claim.versions[at];
  const isAdding = claim.versions.slice(at + 1).every(({ statement: next }) => {
    return next?.kind === 'AugAssign' && (next.op === '+' || next.op === '-') && targetPath(next.target) === claim.path;
  });
  const numbers = after ? numbersAt(after) : null;
  return isAdding && numbers && claim.written ? (subtracted(claim.written, numbers) ?? undefined) : undefined;
}
