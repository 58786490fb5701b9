import type { Expr, Stmt } from '../../syntax/ast.ts';
import { targetRoot, walkExpressions } from '../../syntax/index.ts';
import { statementsInFrame } from '../../verify/walk.ts';

/** How one local name of a function is used. */
export interface Usage {
  /** Statements that assign the name or store into its array, in text order. */
  readonly writes: readonly Stmt[];
  /** Whether anything but its own updates reads it. */
  readonly isRead: boolean;
}

/** The usage of every name that the block assigns as a whole. Functions inside the block count as readers. */
export function usageOf(body: readonly Stmt[]): ReadonlyMap<string, Usage> {
  const writes = new Map<string, Stmt[]>();
  const written = new Set<number>();
  const own = new Map<number, string>();
  for (const statement of statementsInFrame(body)) {
    const roots = writtenRoots(statement);
    for (const { name, id, isStore } of roots) {
      written.add(id);
      if (isStore && !writes.has(name)) continue;
      writes.set(name, [...(writes.get(name) ?? []), statement]);
    }
    const [only, second] = roots;
    if (only && !second) for (const id of namesIn(statement, only.name)) own.set(id, only.name);
  }
  const read = new Set<string>();
  walkExpressions(body, (expr) => {
    if (expr.kind === 'Name' && !written.has(expr.id) && own.get(expr.id) !== expr.name) read.add(expr.name);
    return undefined;
  });
  return new Map([...writes].map(([name, statements]) => [name, { writes: statements, isRead: read.has(name) }]));
}

interface Root {
  readonly name: string;
  readonly id: number;
  /** Part of an array, dict or object is written, not the name. */
  readonly isStore: boolean;
}

function writtenRoots(statement: Stmt): Root[] {
  if (statement.kind === 'Assign') return statement.targets.flatMap(rootsOf);
  if (statement.kind === 'AnnAssign' && statement.value === null) return [];
  if (statement.kind === 'AugAssign' || statement.kind === 'AnnAssign') return rootsOf(statement.target);
  return [];
}

function rootsOf(target: Expr): Root[] {
  if (target.kind === 'Tuple' || target.kind === 'List') return target.elements.flatMap(rootsOf);
  const root = targetRoot(target);
  return root ? [{ name: root.name, id: root.id, isStore: root !== target }] : [];
}

function namesIn(statement: Stmt, name: string): number[] {
  const ids: number[] = [];
  walkExpressions(statement, (expr) => {
    if (expr.kind === 'Name' && expr.name === name) ids.push(expr.id);
    return undefined;
  });
  return ids;
}

/** Whether names of the block may be read without being written down: `locals()`, `exec(…)`, `eval(…)`. */
export function readsByName(body: readonly Stmt[]): boolean {
  let found = false;
  walkExpressions(body, (expr) => {
    const isLookup = expr.kind === 'Call' && expr.func.kind === 'Name';
    if (isLookup && /^(?:locals|vars|eval|exec|globals|dir)$/.test(expr.func.name)) found = true;
    return found ? false : undefined;
  });
  return found;
}
