import type { Diagnostic } from '../base/diagnostic.ts';
import type { Module, Stmt } from '../syntax/ast.ts';
import { walkExpressions, walkStatements } from '../syntax/index.ts';
import { isFaultRule } from './registry.ts';

/** A pass by its name, with what was found in it. */
export interface LintedPass {
  readonly name: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Leaves out the wrong gradients of passes that call another one whose own gradients are wrong: theirs are its
 * consequences, and whatever else is wrong with them shows once it is mended.
 */
export function withoutConsequences(passes: readonly LintedPass[], module: Module): Diagnostic[] {
  const wrong = passes.filter(({ diagnostics }) => diagnostics.some(isFault));
  if (wrong.length < 2) return passes.flatMap(({ diagnostics }) => diagnostics);
  const calls = callsOf(module);
  return passes.flatMap(({ name, diagnostics }) => {
    const reached = reachedFrom(lastPart(name), calls);
    const isCaller = wrong.some((other) => other.name !== name && reached.has(lastPart(other.name)));
    return isCaller ? diagnostics.filter((diagnostic) => !isFault(diagnostic)) : diagnostics;
  });
}

function isFault({ code }: Diagnostic): boolean {
  return isFaultRule(code);
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** The names that functions and methods of a name call; those that the module's own statements call under the script's name. */
function callsOf(module: Module): Map<string, Set<string>> {
  const calls = new Map<string, Set<string>>();
  const visit = (caller: string, statements: readonly Stmt[]): void => {
    const called = calls.get(caller) ?? new Set<string>();
    calls.set(caller, called);
    for (const statement of statements) {
      walkStatements(statement, (inner) => {
        if (inner.kind !== 'FunctionDef') return undefined;
        visit(inner.name, inner.body);
        return false;
      });
      if (statement.kind === 'FunctionDef' || statement.kind === 'ClassDef') continue;
      walkExpressions(statement, (expr) => {
        const { func } = expr.kind === 'Call' ? expr : { func: null };
        if (func?.kind === 'Name' || func?.kind === 'Attribute') called.add(func.name);
        return undefined;
      });
    }
  };
  visit('<script>', module.body);
  return calls;
}

/** All that a function calls, directly or through others. */
function reachedFrom(name: string, calls: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const reached = new Set<string>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const called of calls.get(next) ?? []) {
      if (reached.has(called)) continue;
      reached.add(called);
      open.push(called);
    }
  }
  return reached;
}
