import { remembered } from '../../base/remembered.ts';
import { namesOfBody, namesOfFunction } from '../../interp/scopes.ts';
import type { FunctionDef, Module } from '../../syntax/ast.ts';
import { enclosingScopes, walkExpressions, walkStatements } from '../../syntax/index.ts';

/** The names that a function can read at all, apart from Python's own; null when that cannot be told from the text. */
export function namesVisibleIn(module: Module, def: FunctionDef): ReadonlySet<string> | null {
  const globals = moduleNames(module);
  if (!globals) return null;
  const names = new Set([...globals, ...namesOfFunction(def).local]);
  for (const scope of enclosingScopes(module, def.span.start)) {
    if (scope.kind === 'FunctionDef') for (const name of namesOfFunction(scope).local) names.add(name);
  }
  for (const name of innerNames(def)) names.add(name);
  return names;
}

/** The names of a module, those that its functions declare global included; null where others may come in unseen. */
const moduleNames = remembered((module: Module): ReadonlySet<string> | null => {
  if (module.errors.length > 0 || makesNames(module)) return null;
  const names = new Set<string>(namesOfBody(module.body).local);
  walkStatements(module, (statement) => {
    if (statement.kind === 'Global') for (const name of statement.names) names.add(name);
    return undefined;
  });
  return names;
});

/** `from x import *` and `exec` bind names that the text does not show. */
function makesNames(module: Module): boolean {
  const found = { star: false, exec: false };
  walkStatements(module, (statement) => {
    if (statement.kind === 'ImportFrom' && statement.names.some(({ name }) => name === '*')) found.star = true;
    return undefined;
  });
  walkExpressions(module, (expr) => {
    const isCall = expr.kind === 'Call' && expr.func.kind === 'Name';
    if (isCall && /^(?:exec|globals|execfile)$/.test(expr.func.name)) found.exec = true;
    return undefined;
  });
  return found.star || found.exec;
}

/** What comprehensions, lambdas and inner functions of a function bind for themselves. */
export function innerNames(def: FunctionDef): Set<string> {
  const names = new Set<string>();
  walkExpressions(def.body, (expr) => {
    if (expr.kind === 'Lambda') for (const name of namesOfFunction(expr).local) names.add(name);
    if (expr.kind === 'Comprehension' || expr.kind === 'DictComprehension') {
      for (const { target } of expr.clauses) {
        walkExpressions(target, (part) => {
          if (part.kind === 'Name') names.add(part.name);
          return undefined;
        });
      }
    }
    return undefined;
  });
  walkStatements(def.body, (statement) => {
    if (statement.kind === 'FunctionDef') for (const name of namesOfFunction(statement).local) names.add(name);
    return undefined;
  });
  return names;
}
