import { contains } from '../../base/span.ts';
import type { ClassDef, Expr, FunctionDef, Module, Stmt } from '../../syntax/ast.ts';
import { statementPath } from '../../syntax/index.ts';
import { statementsInFrame } from '../../verify/walk.ts';
import type { Observed } from '../rule.ts';

/** The function or method that a pass is written in. */
export interface PassRoutine {
  readonly def: FunctionDef;
  readonly owner: ClassDef | null;
  /** Its statements, without those of functions inside it. */
  readonly statements: readonly Stmt[];
}

/** Null for a script. */
export function routineOf({ module, report }: Pick<Observed, 'module' | 'report'>): PassRoutine | null {
  if (report.kind === 'script') return null;
  const around = statementPath(module, report.span.start);
  const def = around.findLast((statement): statement is FunctionDef => {
    return statement.kind === 'FunctionDef' && statement.span.start === report.span.start;
  });
  if (!def) return null;
  const owner = around.findLast((statement): statement is ClassDef => statement.kind === 'ClassDef') ?? null;
  return { def, owner, statements: statementsInFrame(def.body) };
}

const unfinishedWords = /\b(?:TODO|FIXME|XXX|your code|implement me|not implemented|fill (?:this )?in)\b/i;

/** A function that does not end by returning something may still be in the writing. */
export function isComplete({ def }: PassRoutine): boolean {
  const last = def.body.at(-1);
  return last?.kind === 'Return' && last.value !== null;
}

/** Whether a function says that it is still to be written: a remark, `pass`, `NotImplementedError`. */
export function isUnfinished(module: Module, { def, statements }: PassRoutine): boolean {
  if (statements.some(isNothing)) return true;
  return module.comments.some(({ span, text }) => contains(def.span, span) && isTodo(text));
}

function isNothing(statement: Stmt): boolean {
  if (statement.kind === 'Pass' || statement.kind === 'BadStmt') return true;
  if (statement.kind === 'Raise') return raisedName(statement.exception).startsWith('NotImplemented');
  return statement.kind === 'ExprStmt' && statement.value.kind === 'Constant' && statement.value.value === '...';
}

function raisedName(exception: Expr | null): string {
  const raised = exception?.kind === 'Call' ? exception.func : exception;
  return raised?.kind === 'Name' ? raised.name : '';
}

/** Whether a remark says that something is still to be done. */
export function isTodo(remark: string): boolean {
  return unfinishedWords.test(remark);
}
