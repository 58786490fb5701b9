import { english, type Localize } from '../base/localize.ts';
import { explore } from './explore.ts';
import { faultsOf, isBackwardPass, type FaultOptions } from './faults.ts';
import { reportOf, type UnitReport } from './report.ts';
import { scriptUnit } from './script.ts';
import { criterionUnits } from './styles/criterion.ts';
import { derivativeUnits } from './styles/derivative.ts';
import { layerUnits } from './styles/layer.ts';
import { lossUnits } from './styles/loss.ts';
import { pairUnits } from './styles/pair.ts';
import type { Source, Unit } from './unit.ts';

export type { Outcome } from './explore.ts';
export type { GradientReport, UnitReport } from './report.ts';

export interface VerifyOptions extends FaultOptions {
  readonly localize?: Localize;
}

/** Finds the hand-written backward passes of a text and judges every gradient in them. Never throws for bad input. */
export function verifySource(source: Source, options: VerifyOptions = {}): UnitReport[] {
  return unitsOf(source).map((unit) => verifyUnit(unit, source, options));
}

/** The backward passes of a text, in the order of the text. */
export function unitsOf({ module }: Source): Unit[] {
  const script = scriptUnit(module);
  const special = [...criterionUnits(module), ...derivativeUnits(module)];
  const taken = new Set(special.map((unit) => unit.name));
  const general = [...pairUnits(module), ...layerUnits(module), ...lossUnits(module)];
  const routines = [...special, ...general.filter((unit) => !taken.has(unit.name))].filter((unit) => !isTest(unit));
  routines.sort((a, b) => a.span.start - b.span.start);
  return script ? [...routines, script] : routines;
}

/** Tests call passes; they are none themselves. */
function isTest({ name }: Unit): boolean {
  return /^(?:test_|Test)|\.test_/.test(name);
}

/** Judges one backward pass. Never throws for bad input. */
export function verifyUnit(unit: Unit, source: Source, options: VerifyOptions): UnitReport {
  const localize = options.localize ?? english;
  const outcome = explore(unit, source);
  const asked = outcome.shapes ? { ...source, shapes: outcome.shapes } : source;
  const faults = isBackwardPass(outcome, source) ? faultsOf(unit, asked, outcome, options) : [];
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
