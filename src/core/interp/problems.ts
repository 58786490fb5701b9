import type { Localize } from '../base/localize.ts';
import type { Span } from '../base/span.ts';
import type { Site } from '../tape/node.ts';
import { LimitError } from '../tape/limit.ts';
import type { CallSite, RunProblem } from './execution.ts';
import { exceptionArguments } from './exceptions.ts';
import { LimitReached, Poisoned, type PyRaise } from './signals.ts';
import type { Runtime } from './runtime.ts';
import { Unsupported } from './values.ts';

const NOWHERE: Span = { start: 0, end: 0 };

/** A problem for people, and whether the whole run ends with it. */
export interface Settled {
  readonly problem: RunProblem;
  readonly fatal: boolean;
}

/** What an error that left a statement of a module means for people. Every error is understood somehow. */
export function settle(rt: Runtime, error: unknown): Settled {
  const t = rt.localize;
  const raised = rt.raised(error);
  if (raised) return { problem: raisedProblem(rt, raised), fatal: false };
  if (error instanceof Poisoned) {
    const { reason, span, file } = error.origin;
    return { problem: problemAt('unsupported', reason, { span, file }), fatal: false };
  }
  if (error instanceof LimitReached) {
    return { problem: problemAt('limit', error.message, error.place, error.calls), fatal: error.fatal };
  }
  if (error instanceof LimitError) {
    const place = rt.budget.place;
    return { problem: problemAt('limit', sizeMessage(t, error), place), fatal: error.limit === 'total' };
  }
  if (error instanceof RangeError) {
    const message = error.message.includes('call stack')
      ? t('The calls and expressions are nested too deeply here: does this recursion end?')
      : t('This needs more memory than there is.');
    return { problem: problemAt('limit', message, rt.budget.place), fatal: false };
  }
  const message = t('This could not be evaluated: {0}', error instanceof Error ? error.message : String(error));
  return { problem: problemAt('unsupported', message, rt.budget.place), fatal: false };
}

function sizeMessage(t: Localize, error: LimitError): string {
  return error.limit === 'array'
    ? t('This would make an array of {0} elements; the limit is {1}.', error.wanted, error.allowed)
    : t('The run stopped here: its arrays have more than {0} elements together.', error.allowed);
}

function problemAt(
  kind: RunProblem['kind'],
  message: string,
  place: Site | null,
  calls: readonly CallSite[] = [],
): RunProblem {
  return {
    kind,
    exception: '',
    message,
    span: place?.span ?? NOWHERE,
    file: place?.file ?? '',
    calls: calls.toReversed(),
  };
}

function raisedProblem(rt: Runtime, raised: PyRaise): RunProblem {
  const { exception, place, calls, operation } = raised;
  const message = exception.cls.name === 'KeyError' ? missingKey(rt, raised) : raised.message;
  return { ...problemAt('error', message, place, calls), exception: exception.cls.name, operation };
}

function missingKey(rt: Runtime, raised: PyRaise): string {
  const [key] = exceptionArguments(raised.exception);
  return key === undefined ? raised.message : rt.localize('there is no key {0}', rt.repr(key));
}

/** The stand-in for what a failed statement would have bound. */
export function standIn(problem: RunProblem): Unsupported {
  return new Unsupported(problem.message, problem.span, problem.file);
}
