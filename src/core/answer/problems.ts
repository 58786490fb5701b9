import type { TextProblem } from '../answers.ts';
import { overlaps } from '../base/span.ts';
import type { RunProblem } from '../interp/execution.ts';
import type { Drawable } from './circuit.ts';
import type { Ran } from './execute.ts';
import type { Region } from './region.ts';

/** What could not be read or run in a region, for people, with what to do about it. */
export function textProblems(
  { module, localize: t }: Drawable,
  region: Region,
  ran: Ran,
  isDrawn: boolean,
): TextProblem[] {
  const unread = module.errors
    .filter((error) => overlaps(error.span, region.span) || region.kind === 'module')
    .map((error): TextProblem => ({
      severity: 'warning',
      message: error.message,
      hint: isDrawn ? t('The rest of the text is drawn.') : '',
      span: error.span,
    }));
  const failed = ran.problems
    .filter((problem) => problem.file === '' && problem.exception !== 'NameError')
    .map((problem): TextProblem => ({
      severity: problem.kind === 'unsupported' ? 'warning' : 'error',
      message: problem.exception === '' ? problem.message : `${problem.exception}: ${problem.message}`,
      hint: hintFor(problem, t),
      span: problem.span,
    }));
  const all = [...unread, ...failed];
  if (isDrawn || all.length > 0) return all;
  return [
    {
      severity: 'information',
      message: t('There is nothing to draw here: no number or array is computed.'),
      hint: t('Select an expression such as (x + y) * z, or put the cursor into a forward pass.'),
      span: region.span,
    },
  ];
}

function hintFor(problem: RunProblem, t: Drawable['localize']): string {
  if (problem.kind === 'limit') return t('Make loops shorter or arrays smaller, or select fewer statements.');
  if (problem.kind === 'unsupported') return t('What does not depend on it is drawn all the same.');
  if (problem.exception === 'ZeroDivisionError') return t('Give the divisor another value in the list of inputs.');
  return '';
}
