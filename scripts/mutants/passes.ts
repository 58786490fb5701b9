import { contains } from '../../src/core/base/span.ts';
import type { Binding } from '../../src/core/interp/execution.ts';
import type { Expr, Module, Stmt } from '../../src/core/syntax/ast.ts';
import { PyDict } from '../../src/core/interp/values.ts';
import { Num } from '../../src/core/tape/tensor.ts';
import { targetPath, walkExpressions, walkStatements } from '../../src/core/syntax/index.ts';
import { flatOfValue, sameShape, type Flat } from '../../src/core/verify/compare.ts';
import { isUpstreamName } from '../../src/core/verify/gradientNames.ts';
import { ancestors } from '../../src/core/verify/graph.ts';
import { finalsOf } from '../../src/core/verify/judge.ts';
import type { Source, Unit } from '../../src/core/verify/unit.ts';
import type { Outcome, UnitReport } from '../../src/core/verify/verify.ts';
import { simpleStatements, type Scope } from './site.ts';

/** A backward pass whose every final gradient is right, with all that mutating it needs. */
export interface Pass {
  readonly unit: Unit;
  readonly source: Source;
  readonly outcome: Outcome;
  /** The statements of the backward part. */
  readonly statements: readonly Stmt[];
  readonly scope: Scope;
  /** Paths of the final gradients. */
  readonly finals: readonly string[];
}

/** The pass of a report, when it is proven; null otherwise. */
export function provenPass(unit: Unit, { outcome }: UnitReport, source: Source): Pass | null {
  const { judgement } = outcome;
  if (!judgement?.allRight || judgement.factor !== 1) return null;
  const finals = finalsOf(judgement.comparisons);
  if (finals.length === 0 || !finals.every((comparison) => comparison.right)) return null;
  const statements = backwardStatements(unit, outcome, source.module);
  if (statements.length === 0) return null;
  const paths = finals.map(({ claim }) => claim.path);
  return { unit, source, outcome, statements, scope: scopeOf(outcome, source.text), finals: paths };
}

/**
 * The statements that bind hand-written gradients, and those after the first of them that the objective does not depend
 * on. A function that is the backward pass belongs to it as a whole.
 */
function backwardStatements(unit: Unit, outcome: Outcome, module: Module): Stmt[] {
  const own = statementsOf(unit, module);
  const claimed = new Set<Stmt>();
  for (const claim of outcome.claims.claims) {
    for (const { statement, kind } of claim.versions) if (statement && kind !== 'parameter') claimed.add(statement);
  }
  const isBackwardAlone = unit.kind === 'pair' || unit.kind === 'layer' || unit.kind === 'derivative';
  const first = isBackwardAlone ? 0 : Math.min(...[...claimed].map((statement) => statement.span.start));
  const forward = forwardStatements(outcome);
  return own.filter((statement) => {
    if (claimed.has(statement)) return true;
    return statement.span.start >= first && !forward.has(statement) && !isTalk(statement);
  });
}

/** The simple statements of a unit: of its function, or of the module. */
function statementsOf(unit: Unit, module: Module): Stmt[] {
  if (unit.kind === 'script') return simpleStatements(module.body);
  let body: readonly Stmt[] = [];
  walkStatements(module, (statement) => {
    if (statement.kind !== 'FunctionDef' || !contains(unit.span, statement.span)) return body.length === 0;
    if (body.length === 0) body = statement.body;
    return false;
  });
  return simpleStatements(body);
}

/** Statements that compute what the objective depends on. */
function forwardStatements({ claims, judgement }: Outcome): Set<Stmt> {
  const behind = ancestors(judgement ? [judgement.objective.root] : []);
  const forward = new Set<Stmt>();
  for (const { binding, parts } of claims.values) {
    if (binding.statement && parts.some((part) => behind.has(part))) forward.add(binding.statement);
  }
  return forward;
}

/** Docstrings and prints. */
function isTalk(statement: Stmt): boolean {
  if (statement.kind !== 'ExprStmt') return false;
  const { value } = statement;
  return value.kind !== 'Call' || (value.func.kind === 'Name' && value.func.name === 'print');
}

function scopeOf({ trace, claims }: Outcome, text: string): Scope {
  const shapes = new Map<string, readonly number[]>();
  const numbers = new Set<string>();
  const known: Known[] = [];
  for (const binding of trace.bindings) {
    for (const path of numbersIn(binding)) numbers.add(path);
    const flat = flatOfValue(binding.value);
    if (!flat) continue;
    shapes.set(binding.path, flat.shape);
    known.push({ binding, flat });
  }
  const gradients = new Set(claims.claims.map((claim) => claim.path));
  for (const { path, kind } of trace.bindings) if (kind === 'parameter' && isUpstreamName(path)) gradients.add(path);
  return { text, shapes, numbers, gradients, alternatives: (path, statement) => alternatives(path, statement, known) };
}

/** The paths of the numbers in a dict. */
function numbersIn({ path, value }: Binding): string[] {
  if (!(value instanceof PyDict)) return [];
  return [...value.entries.values()].flatMap(({ key, value: entry }) => {
    return typeof key === 'string' && entry instanceof Num ? [`${path}['${key}']`] : [];
  });
}

interface Known {
  readonly binding: Binding;
  readonly flat: Flat;
}

/** Other names of the frame of a statement that hold an array of the same shape, or a number that is no count. */
function alternatives(path: string, statement: Stmt, known: readonly Known[]): string[] {
  const here = known.find(({ binding }) => binding.statement === statement)?.binding;
  if (!here) return [];
  const visible = known.filter(({ binding }) => {
    return binding.order < here.order && (binding.frame === here.frame || binding.path.startsWith('self.'));
  });
  const own = visible.findLast(({ binding }) => binding.path === path)?.flat;
  if (!own || isCount(own)) return [];
  const others = visible.filter(({ binding, flat }) => {
    return binding.path !== path && /^[\w.]+$/.test(binding.path) && sameShape(flat.shape, own.shape) && !isCount(flat);
  });
  return [...new Set(others.filter(({ flat }) => flat.data.join() !== own.data.join()).map((one) => one.binding.path))];
}

function isCount({ shape, data }: Flat): boolean {
  return shape.length === 0 && Number.isInteger(data[0]);
}

/** Whether an expression of a unit's text speaks of the function that another unit judges: its verdict may depend on it. */
export function mentions(source: Source, dependent: Unit, name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const owner = name.includes('.') ? name.slice(0, name.indexOf('.')) : last;
  let found = false;
  walkExpressions(source.module, (expr: Expr) => {
    if (expr.span.end <= dependent.span.start || expr.span.start >= dependent.span.end) return false;
    const path = targetPath(expr) ?? '';
    if (path === last || path === owner || path.endsWith(`.${last}`)) found = true;
    return !found;
  });
  return found;
}
