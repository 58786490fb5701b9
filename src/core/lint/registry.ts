import type { FaultRule, ObservationRule, RuleBase } from './rule.ts';
import { gradientShape } from './rules/gradientShape.ts';
import { overwrittenGradient } from './rules/overwrittenGradient.ts';
import { wrongGradient } from './rules/wrongGradient.ts';

/** Rules for refuted gradients, in the order in which they are asked; the last one takes what no other does. */
export const faultRules: readonly FaultRule[] = [overwrittenGradient, gradientShape, wrongGradient];

/** Rules that look at how a pass ran. */
export const observationRules: readonly ObservationRule[] = [];

/** Every rule. */
export const rules: readonly RuleBase[] = [...faultRules, ...observationRules];
