import type { Stmt } from '../syntax/ast.ts';
import { targetPath } from '../syntax/index.ts';
import type { Fault } from '../verify/fault.ts';
import type { Edit } from '../verify/repair/edit.ts';

/**
 * One fault for each mistake: gradients that were blamed on one statement and that one edit makes right were spoiled by it
 * together.
 */
export function oneForEach(faults: readonly Fault[]): Fault[] {
  const found: Fault[] = [];
  for (const fault of faults.map(named)) {
    const same = found.findIndex((other) => other.statement === fault.statement && isSameMistake(other, fault));
    const first = found[same];
    if (first) found[same] = { ...first, spoiled: [...first.spoiled, fault.claim, ...fault.spoiled] };
    else found.push(fault);
  }
  return found;
}

/** Calls a fault by what its statement assigns, where that is another value than the wrong gradient. */
function named(fault: Fault): Fault {
  const paths = assignedBy(fault.statement);
  const [only] = paths;
  if (only === undefined || paths.includes(fault.path) || isPartOf(fault.path, only)) return fault;
  return { ...fault, path: only };
}

/** Whether one path leads into the value of another: `dx[0]` and `dx`. */
function isPartOf(path: string, other: string): boolean {
  return path.startsWith(`${other}[`) || path.startsWith(`${other}.`) || other.startsWith(`${path}[`);
}

function assignedBy(statement: Stmt): string[] {
  if (statement.kind === 'AugAssign') return [targetPath(statement.target)].filter((path) => path !== null);
  if (statement.kind !== 'Assign') return [];
  const targets = statement.targets.flatMap((target) =>
    target.kind === 'Tuple' || target.kind === 'List' ? target.elements : [target],
  );
  return targets.map((target) => targetPath(target)).filter((path) => path !== null);
}

/** One edit mends both, or nothing is known that mends one of them. */
function isSameMistake(one: Fault, other: Fault): boolean {
  return one.repairs.length === 0 || other.repairs.length === 0 || sharesEdit(one, other);
}

function sharesEdit(one: Fault, other: Fault): boolean {
  return one.repairs.some(({ edit }) => other.repairs.some((repair) => isSame(edit, repair.edit)));
}

function isSame(one: Edit, other: Edit): boolean {
  return one.span.start === other.span.start && one.span.end === other.span.end && one.newText === other.newText;
}
