import type { FaultRule, ObservationRule, RuleBase } from './rule.ts';
import { emptySlice } from './rules/emptySlice.ts';
import { gradientShape } from './rules/gradientShape.ts';
import { invertedMask } from './rules/invertedMask.ts';
import { missingFactor } from './rules/missingFactor.ts';
import { missingRegularization } from './rules/missingRegularization.ts';
import { missingSum } from './rules/missingSum.ts';
import { missingUpstream } from './rules/missingUpstream.ts';
import { overwrittenGradient } from './rules/overwrittenGradient.ts';
import { swappedFactors } from './rules/swappedFactors.ts';
import { transposedFactor } from './rules/transposedFactor.ts';
import { wrongAxis } from './rules/wrongAxis.ts';
import { wrongGradient } from './rules/wrongGradient.ts';
import { wrongIndex } from './rules/wrongIndex.ts';
import { wrongLocalGradient } from './rules/wrongLocalGradient.ts';
import { wrongSign } from './rules/wrongSign.ts';
import { accumulatesAcrossCalls } from './rules/accumulatesAcrossCalls.ts';
import { missingGradient } from './rules/missingGradient.ts';
import { overflow } from './rules/overflow.ts';
import { scaledInput } from './rules/scaledInput.ts';
import { staleValue } from './rules/staleValue.ts';
import { undefinedGradient } from './rules/undefinedGradient.ts';
import { unstableSoftmax } from './rules/unstableSoftmax.ts';
import { unusedGradient } from './rules/unusedGradient.ts';
import { vanishingGate } from './rules/vanishingGate.ts';

/** Rules for refuted gradients, in the order in which they are asked; the last one takes what no other does. */
export const faultRules: readonly FaultRule[] = [
  staleValue,
  emptySlice,
  overwrittenGradient,
  missingSum,
  wrongAxis,
  transposedFactor,
  swappedFactors,
  missingUpstream,
  missingRegularization,
  wrongIndex,
  invertedMask,
  wrongSign,
  missingFactor,
  wrongLocalGradient,
  gradientShape,
  wrongGradient,
];

/** Rules that look at how a pass ran. */
export const observationRules: readonly ObservationRule[] = [
  undefinedGradient,
  missingGradient,
  unusedGradient,
  accumulatesAcrossCalls,
  unstableSoftmax,
  overflow,
  scaledInput,
  vanishingGate,
];

const faultCodes: ReadonlySet<string> = new Set(faultRules.map(({ code }) => code));

/** Whether a rule is about a refuted gradient. */
export function isFaultRule(code: string): boolean {
  return faultCodes.has(code);
}

/** Every rule. */
export const rules: readonly RuleBase[] = [...faultRules, ...observationRules];
