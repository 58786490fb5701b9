import type { CheckAnswer } from '../answers.ts';
import type { Localize } from '../base/localize.ts';
import { lintReports, withoutRepeated } from '../lint/lint.ts';
import type { CheckedPass, PassCache } from '../verify/cache.ts';
import { plainReport } from '../verify/moved.ts';
import type { Source, Unit } from '../verify/unit.ts';
import { unitsOf, verifyUnit } from '../verify/verify.ts';

/** Judges the backward passes of a text, those that the cache knows from an earlier version without running them again. */
export function checkText(source: Source, localize: Localize, cache: PassCache | null): CheckAnswer {
  const passesOfText = cache?.open(source);
  const passes = unitsOf(source).map((unit) => {
    const known = passesOfText?.known(unit);
    if (known) return known;
    const checked = checkPass(unit, source, localize);
    passesOfText?.keep(unit, checked);
    return checked;
  });
  return {
    units: passes.map(({ report }) => report),
    diagnostics: withoutRepeated(passes.flatMap(({ diagnostics }) => diagnostics)),
  };
}

function checkPass(unit: Unit, source: Source, localize: Localize): CheckedPass {
  const report = verifyUnit(unit, source, { localize });
  return { report: plainReport(report), diagnostics: lintReports([report], source, localize) };
}
