import { english, type Localize } from '../base/localize.ts';
import { explore } from './explore.ts';
import { faultsOf, type FaultOptions } from './faults.ts';
import { reportOf, type UnitReport } from './report.ts';
import { unitsOf } from './units.ts';
import type { Source, Unit } from './unit.ts';

export type { Outcome } from './explore.ts';
export type { GradientReport, UnitReport } from './report.ts';
export { unitsOf } from './units.ts';

export interface VerifyOptions extends FaultOptions {
  readonly localize?: Localize;
}

/** Finds the hand-written backward passes of a text and judges every gradient in them. Never throws for bad input. */
export function verifySource(source: Source, options: VerifyOptions = {}): UnitReport[] {
  return unitsOf(source).map((unit) => verifyUnit(unit, source, options));
}

/** Judges one backward pass. Never throws for bad input. */
export function verifyUnit(unit: Unit, source: Source, options: VerifyOptions): UnitReport {
  const localize = options.localize ?? english;
  const outcome = explore(unit, source);
  const asked = outcome.shapes ? { ...source, shapes: outcome.shapes } : source;
  const faults = faultsOf(unit, asked, outcome, options);
  const gradients = outcome.claims.claims.map((claim) => reportOf(claim, outcome, faults, localize));
  return {
    name: unit.name,
    kind: unit.kind,
    span: unit.span,
    gradients,
    faults,
    problems: outcome.trace.problems,
    inputs: outcome.trace.inputs,
    outcome,
  };
}
