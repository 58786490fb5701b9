import type { Expr, FunctionDef, Module, Name, Stmt } from '../../syntax/ast.ts';
import { expressionCovering, expressionsOf, targetPath, targetRoot } from '../../syntax/index.ts';
import { contains, type Span } from '../../base/span.ts';
import { namesOfBody, namesOfFunction } from '../../interp/scopes.ts';
import type { RunProblem } from '../../interp/execution.ts';
import { expressionsBelow, statementsInFrame } from '../../verify/walk.ts';
import { innerNames, namesVisibleIn } from './scope.ts';

/** A name or dict entry that is read where it has no value. */
export interface UndefinedName {
  /** `dscore`, `grads['W3']`. */
  readonly path: string;
  /** The places where it is read before it has a value, in text order. */
  readonly places: readonly Span[];
  /** Where it gets a value after that; null when it never does. */
  readonly later: Span | null;
  /** Whether the first place changes it (`dw += …`, `dx[t] = …`) instead of using it for something else. */
  readonly isChanged: boolean;
}

/** Names that a function reads although nothing binds them, or before anything does: it fails whenever it comes by. */
export function undefinedIn(module: Module, def: FunctionDef): UndefinedName[] {
  const visible = namesVisibleIn(module, def);
  if (!visible) return [];
  const { local } = namesOfFunction(def);
  const inner = innerNames(def);
  const parameters = new Set(parametersOf(def));
  const first = firstBindings(def.body);
  const found = new Map<string, Read[]>();
  for (const read of readsIn(def.body)) {
    const { name, statement } = read;
    const isOwn = local.has(name.name) && !parameters.has(name.name) && !inner.has(name.name);
    const binding = isOwn ? first.get(name.name) : undefined;
    const isNever = !visible.has(name.name) || (isOwn && !binding);
    const isEarly = binding !== undefined && comesBefore(statement, binding, def.body);
    if (isNever || isEarly) found.set(name.name, [...(found.get(name.name) ?? []), read]);
  }
  return [...found].map(([path, uses]) => {
    const places = uses.map(({ name }) => name.span);
    const isChanged = uses[0] !== undefined && changes(uses[0]);
    return { path, places, later: first.get(path)?.span ?? null, isChanged };
  });
}

/** What the run of a module or function said was not there: a name, or the entry of a dict. */
export function undefinedInRun(module: Module, problem: RunProblem): UndefinedName | null {
  if (problem.file !== '' || !/^(?:NameError|KeyError)$/.test(problem.exception)) return null;
  const expr = expressionCovering(module, problem.span);
  const wanted = problem.exception === 'NameError' ? 'Name' : 'Subscript';
  const path = expr?.kind === wanted ? targetPath(expr) : null;
  return expr && path !== null ? { path, places: [expr.span], later: null, isChanged: false } : null;
}

function parametersOf({ params }: FunctionDef): string[] {
  const { positional, rest, keywordOnly, keywordRest } = params;
  return [...positional, ...keywordOnly, rest, keywordRest].flatMap((parameter) => (parameter ? [parameter.name] : []));
}

/** The first statement of the text that gives each name a value: an assignment, a loop, an import… */
function firstBindings(body: readonly Stmt[]): Map<string, Stmt> {
  const first = new Map<string, Stmt>();
  for (const statement of statementsInFrame(body)) {
    for (const name of boundBy(statement)) if (!first.has(name)) first.set(name, statement);
  }
  return first;
}

/** `x += 1` binds x only where it has a value already. */
function boundBy(statement: Stmt): Iterable<string> {
  if (statement.kind === 'AugAssign') return [];
  if (statement.kind === 'For') return namesOfBody([{ ...statement, body: [], orelse: [] }]).local;
  if (statement.kind === 'If' || statement.kind === 'While')
    return namesOfBody([{ ...statement, body: [], orelse: [] }]).local;
  if (statement.kind === 'With') return namesOfBody([{ ...statement, body: [] }]).local;
  return namesOfBody([statement]).local;
}

interface Read {
  readonly name: Name;
  readonly statement: Stmt;
}

/** Every use of a name as a value, in text order; `dx[0] = 1` and `dx += 1` use dx too. */
function readsIn(body: readonly Stmt[]): Read[] {
  return statementsInFrame(body).flatMap((statement) => {
    const targets = new Set(targetsOf(statement));
    const names = expressionsOf(statement)
      .flatMap((expr) => expressionsBelow(expr))
      .filter((expr): expr is Name => expr.kind === 'Name' && !targets.has(expr));
    return names.map((name) => ({ name, statement }));
  });
}

function changes({ name, statement }: Read): boolean {
  const targets =
    statement.kind === 'AugAssign' ? [statement.target] : statement.kind === 'Assign' ? statement.targets : [];
  return targets.some((target) => targetRoot(target) === name);
}

/** The names that a statement gives a value as a whole. */
function targetsOf(statement: Stmt): Expr[] {
  if (statement.kind === 'Assign' || statement.kind === 'Delete') return statement.targets.flatMap(plainNames);
  if (statement.kind === 'For' || statement.kind === 'AnnAssign') return plainNames(statement.target);
  if (statement.kind === 'With') return statement.items.flatMap(({ target }) => (target ? plainNames(target) : []));
  return [];
}

function plainNames(target: Expr): Expr[] {
  if (target.kind === 'Tuple' || target.kind === 'List') return target.elements.flatMap(plainNames);
  if (target.kind === 'Starred') return plainNames(target.value);
  return target.kind === 'Name' ? [target] : [];
}

/** Whether a statement runs before another one whenever both run: a loop around them may bring the later one first. */
function comesBefore(statement: Stmt, other: Stmt, body: readonly Stmt[]): boolean {
  if (statement.span.start >= other.span.start || contains(statement.span, other.span)) return false;
  return !statementsInFrame(body).some(({ kind, span }) => {
    const mayRepeat = kind === 'For' || kind === 'While' || kind === 'Try';
    return mayRepeat && contains(span, statement.span) && contains(span, other.span);
  });
}
