import { scriptUnit } from './script.ts';
import { criterionUnits } from './styles/criterion.ts';
import { derivativeUnits } from './styles/derivative.ts';
import { layerUnits } from './styles/layer.ts';
import { lossUnits } from './styles/loss.ts';
import { pairUnits } from './styles/pair.ts';
import type { Source, Unit } from './unit.ts';

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
