import { remembered } from '../../base/remembered.ts';
import type { Machine } from '../../interp/index.ts';
import type { Binding } from '../../interp/execution.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import { Unsupported } from '../../interp/values.ts';
import type { FunctionDef, Module, Stmt } from '../../syntax/ast.ts';
import type { Plans } from '../sample/plans.ts';
import { pathsOf } from '../script.ts';
import { expressionsBelow, statementsInFrame } from '../walk.ts';

/**
 * Gives the functions the globals that they read: runs the module's own assignments of them, with what those read in turn,
 * and samples the ones that cannot be had so (`data = open(…)`).
 */
export function provideGlobals(machine: Machine, module: Module, defs: readonly FunctionDef[], plans: Plans): void {
  const readers = reachable(module, defs);
  const missing = namesRead(readers).filter((name) => isMissing(machine, name));
  if (missing.length === 0) return;
  const slice = sliceFor(module, missing, machine);
  if (slice.length > 0) machine.runStatements(slice);
  const assigned = assignedNames(module);
  for (const name of missing) {
    if (plans.globals.includes(name) || !isMissing(machine, name) || !assigned.has(name)) continue;
    plans.addGlobal(name, readers, module);
  }
}

/** The numeric globals that the functions read, as values that gradients may belong to. */
export function globalBindings(machine: Machine, defs: readonly FunctionDef[]): Binding[] {
  return namesRead(defs).flatMap((path) => {
    const value = machine.lookup(path);
    const node = value instanceof Tensor ? value.currentNode : value instanceof Num ? value.node : null;
    if (value === undefined || !node) return [];
    const span = { start: 0, end: 0 };
    return [
      { path, kind: 'assign', value, node, statement: null, span, frame: 0, functionName: null, file: '', order: -1 },
    ];
  });
}

function isMissing(machine: Machine, name: string): boolean {
  return machine.lookup(name) instanceof Unsupported;
}

/** The functions themselves and all functions of the module that they call, directly or not. */
function reachable(module: Module, defs: readonly FunctionDef[]): FunctionDef[] {
  const byName = functionsOf(module);
  const found = new Set(defs);
  for (const def of found) {
    for (const name of namesReadBy(def)) {
      const called = byName.get(name);
      if (called) found.add(called);
    }
  }
  return [...found];
}

const functionsOf = remembered((module: Module): ReadonlyMap<string, FunctionDef> => {
  const byName = new Map<string, FunctionDef>();
  for (const statement of module.body) if (statement.kind === 'FunctionDef') byName.set(statement.name, statement);
  return byName;
});

/** The names that functions read and do not bind themselves. */
function namesRead(defs: readonly FunctionDef[]): string[] {
  return [...new Set(defs.flatMap((def) => [...namesReadBy(def)]))];
}

const namesReadBy = remembered((def: FunctionDef): ReadonlySet<string> => {
  const names = new Set<string>();
  const own = new Set([...def.params.positional, ...def.params.keywordOnly].map(({ name }) => name));
  for (const statement of statementsInFrame(def.body)) {
    if (statement.kind === 'Assign') for (const path of pathsOf(statement)) own.add(path);
  }
  for (const expr of def.body.flatMap((statement) => expressionsBelow(statement))) {
    if (expr.kind === 'Name' && !own.has(expr.name)) names.add(expr.name);
  }
  return names;
});

/** The module's plain assignments that lead to the names, in order. */
function sliceFor(module: Module, names: readonly string[], machine: Machine): Stmt[] {
  const wanted = new Set(names);
  const statements = statementsInFrame(module).filter((statement) => statement.kind === 'Assign');
  const chosen = new Set<Stmt>();
  for (const name of wanted) {
    for (const statement of statements) {
      if (chosen.has(statement) || !pathsOf(statement).some((path) => rootOf(path) === name)) continue;
      chosen.add(statement);
      for (const expr of expressionsBelow(statement)) {
        if (expr.kind === 'Name' && isMissing(machine, expr.name)) wanted.add(expr.name);
      }
    }
  }
  return statements.filter((statement) => chosen.has(statement) && module.body.includes(statement));
}

function rootOf(path: string): string {
  return /^\w+/.exec(path)?.[0] ?? path;
}

function assignedNames(module: Module): Set<string> {
  const names = new Set<string>();
  for (const statement of statementsInFrame(module)) for (const path of pathsOf(statement)) names.add(rootOf(path));
  return names;
}
