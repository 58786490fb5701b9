import { remembered } from '../base/remembered.ts';
import type { Expr, FunctionDef, Lambda, Stmt } from '../syntax/ast.ts';
import { blocksOf, expressionsOf, targetRoot, walkExpressions, walkStatements } from '../syntax/index.ts';

/** The names that a body binds in its own scope, and those that it declares to be others'. */
export interface Names {
  readonly local: ReadonlySet<string>;
  readonly global: ReadonlySet<string>;
  readonly nonlocal: ReadonlySet<string>;
  readonly isGenerator: boolean;
}

class Collector {
  readonly local = new Set<string>();
  readonly global = new Set<string>();
  readonly nonlocal = new Set<string>();
  isGenerator = false;

  statements(body: readonly Stmt[]): void {
    for (const statement of body) this.statement(statement);
  }

  statement(statement: Stmt): void {
    switch (statement.kind) {
      case 'FunctionDef':
      case 'ClassDef':
        this.local.add(statement.name);
        return;
      case 'Import':
        for (const alias of statement.names) this.local.add(alias.asName ?? alias.name.split('.')[0] ?? alias.name);
        return;
      case 'ImportFrom':
        for (const alias of statement.names) this.local.add(alias.asName ?? alias.name);
        return;
      case 'Global':
        for (const name of statement.names) (statement.nonlocal ? this.nonlocal : this.global).add(name);
        return;
      case 'Assign':
      case 'Delete':
        statement.targets.forEach((target) => {
          this.target(target);
        });
        break;
      case 'AugAssign':
      case 'AnnAssign':
      case 'For':
        this.target(statement.target);
        break;
      case 'With':
        for (const { target } of statement.items) if (target) this.target(target);
        break;
      case 'Try':
        for (const handler of statement.handlers) {
          if (handler.name !== null) this.local.add(handler.name);
        }
        break;
      default:
    }
    for (const expr of expressionsOf(statement)) this.expression(expr);
    for (const block of blocksOf(statement)) this.statements(block);
  }

  target(target: Expr): void {
    if (target.kind === 'Name') this.local.add(target.name);
    else if (target.kind === 'Tuple' || target.kind === 'List') {
      target.elements.forEach((element) => {
        this.target(element);
      });
    } else if (target.kind === 'Starred') this.target(target.value);
  }

  /** Looks for `yield` and `:=`, which may stand in any expression but those with a scope of their own. */
  expression(root: Expr): void {
    walkExpressions(root, (expr) => {
      if (expr.kind === 'Yield') this.isGenerator = true;
      if (expr.kind === 'NamedExpr') this.target(expr.target);
      return expr.kind !== 'Lambda';
    });
  }
}

/** The names of a body, without those of functions and classes inside it. */
export function namesOfBody(body: readonly Stmt[]): Names {
  const collector = new Collector();
  collector.statements(body);
  return finished(collector);
}

/** The names that these loop targets bind. */
export function namesOfTargets(targets: readonly Expr[]): Names {
  const collector = new Collector();
  for (const target of targets) collector.target(target);
  return collector;
}

/** The names of a function: its parameters and what its body binds. */
export const namesOfFunction = remembered((def: FunctionDef | Lambda): Names => {
  const collector = new Collector();
  const { positional, rest, keywordOnly, keywordRest } = def.params;
  for (const parameter of [...positional, ...keywordOnly, rest, keywordRest]) {
    if (parameter) collector.local.add(parameter.name);
  }
  if (def.kind === 'Lambda') collector.expression(def.body);
  else collector.statements(def.body);
  return finished(collector);
});

function finished(collector: Collector): Names {
  for (const name of collector.global) collector.local.delete(name);
  for (const name of collector.nonlocal) collector.local.delete(name);
  return collector;
}

/** The names that a statement binds, and those whose arrays, lists or attributes it stores into. */
export function namesChangedBy(statement: Stmt): ReadonlySet<string> {
  const collector = new Collector();
  collector.statement(statement);
  const names = new Set(collector.local);
  addStores(statement, names);
  return names;
}

function addStores(root: Stmt, names: Set<string>): void {
  walkStatements(root, (statement) => {
    if (statement.kind === 'FunctionDef' || statement.kind === 'ClassDef') return false;
    const targets =
      statement.kind === 'Assign' ? statement.targets : statement.kind === 'AugAssign' ? [statement.target] : [];
    for (const target of targets) if (target.kind !== 'Name') addRoot(target, names);
    return undefined;
  });
}

function addRoot(target: Expr, names: Set<string>): void {
  const root = targetRoot(target);
  if (root) names.add(root.name);
}
