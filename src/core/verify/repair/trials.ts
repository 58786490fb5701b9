import type { Assign, AugAssign, Return, Stmt } from '../../syntax/ast.ts';
import { parseModule } from '../../syntax/index.ts';
import type { Candidate } from './candidates.ts';

/** A candidate whose statement was read, so that it can be evaluated. */
export interface Trial {
  readonly candidate: Candidate;
  readonly statement: Simple;
}

export type Simple = Assign | AugAssign | Return;

export interface Trials {
  readonly trials: readonly Trial[];
  /** Above the number of every expression in them. */
  readonly exprCount: number;
}

/** Reads the edited statements of all candidates at once: one text with a line for each is read faster than many texts. */
export function readTrials(candidates: readonly Candidate[]): Trials {
  const module = parseModule(candidates.map(({ newStatement }) => newStatement).join('\n'));
  if (module.errors.length === 0 && module.body.length === candidates.length) {
    const trials = candidates.flatMap((candidate, i) => trialOf(candidate, module.body[i]));
    return { trials, exprCount: module.exprCount };
  }
  // A candidate that is no Python spoils the text that it stands in.
  const readable = candidates.filter(({ newStatement }) => {
    const { errors, body } = parseModule(newStatement);
    return errors.length === 0 && body.length === 1;
  });
  return readable.length < candidates.length ? readTrials(readable) : { trials: [], exprCount: 0 };
}

function trialOf(candidate: Candidate, statement: Stmt | undefined): Trial[] {
  return statement && isSimple(statement) ? [{ candidate, statement }] : [];
}

/** Whether a statement can be tried out alone. */
export function isSimple(statement: Stmt): statement is Simple {
  return statement.kind === 'Assign' || statement.kind === 'AugAssign' || statement.kind === 'Return';
}
