import type { Localize } from '../base/localize.ts';
import type { Span } from '../base/span.ts';
import type { RunProblem } from '../interp/execution.ts';
import { Unsupported } from '../interp/values.ts';
import { formatShape } from '../ndarray/formatShape.ts';
import { isPlaceholder, type Claim } from './claims.ts';
import type { Flat } from './compare.ts';
import type { Outcome } from './explore.ts';
import type { Fault } from './fault.ts';
import { isTelling, type Comparison } from './judge.ts';
import type { InputNote, UnitKind } from './unit.ts';
import { numberText } from './witness.ts';

export type Verdict = 'proven' | 'refuted' | 'unknown';

/** What is known of one hand-written gradient. */
export interface GradientReport {
  readonly name: string;
  /** The value it is the gradient of; '' when nothing says so. */
  readonly of: string;
  readonly span: Span;
  readonly verdict: Verdict;
  /** Relative error against the true gradient; null when there is nothing to compare. */
  readonly error: number | null;
  /** Why the verdict is not `proven`; '' when it is. */
  readonly reason: string;
  readonly truth: Flat | null;
}

export interface UnitReport {
  readonly name: string;
  readonly kind: UnitKind;
  readonly span: Span;
  readonly gradients: readonly GradientReport[];
  readonly faults: readonly Fault[];
  /** What the run could not do. */
  readonly problems: readonly RunProblem[];
  /** What it was run with, and where that came from. */
  readonly inputs: readonly InputNote[];
  /** All that the judging run showed, for rules that look at more than wrong numbers. */
  readonly outcome: Outcome;
}

/** What is to be said of one claim. */
export function reportOf(claim: Claim, outcome: Outcome, faults: readonly Fault[], localize: Localize): GradientReport {
  const comparison = outcome.judgement?.comparisons.find((candidate) => candidate.claim === claim) ?? null;
  const fault = faults.find((candidate) => candidate.claim === claim || candidate.spoiled.includes(claim));
  const of = comparison?.target?.name ?? claim.targets[0]?.name ?? claim.name.of[0] ?? '';
  const base = { name: claim.path, of, span: claim.final.span, truth: comparison?.truth ?? null };
  if (fault) {
    return {
      ...base,
      truth: fault.claim === claim ? fault.expected : (comparison?.truth ?? null),
      verdict: 'refuted',
      error: errorOf(comparison),
      reason:
        fault.claim === claim
          ? refutation(fault, localize)
          : localize('it is computed from `{0}`, which is wrong', fault.path),
    };
  }
  const isIdle =
    outcome.trace.inputs.some(({ source }) => source === 'solved') && comparison !== null && !isTelling(comparison);
  if (comparison?.right && !isIdle) return { ...base, verdict: 'proven', error: comparison.error, reason: '' };
  return {
    ...base,
    verdict: 'unknown',
    error: errorOf(comparison),
    reason: whyUnknown(claim, outcome, comparison, localize),
  };
}

function errorOf(comparison: Comparison | null): number | null {
  return comparison && Number.isFinite(comparison.error) ? comparison.error : null;
}

function refutation(fault: Fault, t: Localize): string {
  if (!fault.witness) return fault.problem?.message ?? t('the statement fails');
  const { index, written, truth } = fault.witness;
  return t('{0}{1} is {2}, the true gradient is {3}', fault.claim.path, index, entryText(written), entryText(truth));
}

function entryText(entry: number | string): string {
  return typeof entry === 'number' ? numberText(entry) : entry;
}

function whyUnknown(claim: Claim, { judgement }: Outcome, comparison: Comparison | null, t: Localize): string {
  if (judgement?.objective.given.has(claim))
    return t('taken as given: it is the upstream gradient that the pass starts from');
  const { value } = claim.final;
  if (value instanceof Unsupported) return t('it depends on what could not be evaluated: {0}', value.reason);
  if (!claim.written) return t('it has no numeric value: the statement was not reached or could not be run');
  if (isPlaceholder(claim)) return t('it is still a placeholder of zeros');
  if (comparison?.right) return t('it is zero with the inputs that were tried, which proves nothing');
  if (comparison?.near)
    return t('it agrees with the gradient of {0} only roughly, as a numerical approximation does', claim.path);
  if (!comparison?.target) return t('no value of the forward pass belongs to this name, or no loss depends on it');
  if (judgement?.allRight) {
    return t(
      'it differs from the gradient of {0}, but every final gradient computed from it is right',
      comparison.target.name,
    );
  }
  const shape = comparison.truth ? formatShape(comparison.truth.shape) : '';
  return t(
    'it differs from the gradient of {0} {1}, and nothing else here could be confirmed',
    comparison.target.name,
    shape,
  );
}
