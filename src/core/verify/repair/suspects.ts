import { contains } from '../../base/span.ts';
import type { Binding } from '../../interp/execution.ts';
import type { Expr, Stmt } from '../../syntax/ast.ts';
import { statementPath, targetPath, type Module } from '../../syntax/index.ts';
import type { Node } from '../../tape/node.ts';
import type { Claim } from '../claims.ts';
import { ancestors } from '../graph.ts';
import { expressionsBelow } from '../walk.ts';
import { calledName } from './slots.ts';
import { isSimple } from './trials.ts';

/** A statement that may hold the fault, with what speaks against it. */
export interface Suspect {
  readonly statement: Stmt;
  readonly value: Expr;
  readonly penalty: number;
}

const MOST_HELPERS = 6;

/**
 * The statements of the claim in the order of suspicion; then those that compute what they use and are no gradients
 * themselves; then the loops and conditions around them.
 */
export function suspectsOf(
  statements: readonly Stmt[],
  claim: Claim,
  claims: readonly Claim[],
  module: Module,
  bindings: readonly Binding[],
  root: Node | null,
  step: number,
): Suspect[] {
  const forward = ancestors(root ? [root] : []);
  const computing = new Set(bindings.filter(({ node }) => node && forward.has(node)).map(({ statement }) => statement));
  const paths = new Set(claims.map(({ path }) => path));
  const versions = new Set(claim.versions.map(({ statement }) => statement));
  const blamed = statements.filter((statement) => versions.has(statement) || !computing.has(statement));
  const own = blamed.flatMap((statement, i) => suspectAt(statement, claim.path, Math.min(2, i) * step));
  const backward = bindings.filter(({ statement, path }) => !computing.has(statement) && !paths.has(path));
  const helpers = helpersOf(statements, backward).filter((statement) => !statements.includes(statement));
  const around = [...statements, ...helpers].flatMap((statement) => statementPath(module, statement.span.start));
  const control = new Set(around.filter(({ kind }) => kind === 'For' || kind === 'If'));
  return [
    ...own,
    ...helpers.slice(0, MOST_HELPERS).flatMap((statement) => suspectAt(statement, '', 1.5)),
    ...[...control].flatMap(controlAt),
  ];
}

/** A statement as a suspect, when it computes something. */
export function suspectAt(statement: Stmt, path: string, penalty: number): Suspect[] {
  if (!isSimple(statement) || !statement.value) return [];
  const value = partFor(statement, statement.value, path);
  // `return dx` computes nothing.
  const isBare = statement.kind === 'Return' && value.kind === 'Name';
  const isPlaceholder = value.kind === 'Call' && /^(?:zeros|empty|ones)/.test(calledName(value));
  return [{ statement, value, penalty: penalty + (isBare || isPlaceholder ? 1 : 0) }];
}

function controlAt(statement: Stmt): Suspect[] {
  if (statement.kind === 'For') return [{ statement, value: statement.iter, penalty: 2 }];
  return statement.kind === 'If' ? [{ statement, value: statement.test, penalty: 2 }] : [];
}

/** Of `dx, dw = a, b` and of `return a, b` the part that belongs to the path. */
function partFor(statement: Stmt, value: Expr, path: string): Expr {
  if (value.kind !== 'Tuple') return value;
  const position = /^return\[(\d+)\]$/.exec(path)?.[1];
  const [target] = statement.kind === 'Assign' ? statement.targets : [];
  const at =
    position !== undefined
      ? Number(position)
      : target?.kind === 'Tuple'
        ? target.elements.findIndex((element) => targetPath(element) === path)
        : -1;
  return value.elements[at] ?? value;
}

/** What computes the names that the statements use, nearest first, and what computes those. */
function helpersOf(statements: readonly Stmt[], bindings: readonly Binding[]): Stmt[] {
  const found = new Set<Stmt>();
  const open = [...statements];
  for (let user = open.shift(); user; user = open.shift()) {
    const { span } = user;
    const used = new Set(expressionsBelow(user).flatMap((expr) => (expr.kind === 'Name' ? [expr.name] : [])));
    const before = bindings.filter(({ statement, path, kind }) => {
      if (!statement || kind === 'parameter' || kind === 'return' || contains(span, statement.span)) return false;
      return statement.span.start < span.start && used.has(path) && isSimple(statement);
    });
    for (const { statement } of before.toReversed()) {
      if (!statement || found.has(statement) || found.size >= MOST_HELPERS) continue;
      found.add(statement);
      open.push(statement);
    }
  }
  return [...found];
}
