import type { CheckAnswer } from '../answers.ts';
import type { Localize } from '../base/localize.ts';
import type { LintConfig } from '../lint/control/config.ts';
import { controlled } from '../lint/control/control.ts';
import { joinedFindings, lintReports } from '../lint/lint.ts';
import type { CheckedPass, PassCache } from '../verify/cache.ts';
import { plainReport } from '../verify/moved.ts';
import type { Source, Unit } from '../verify/unit.ts';
import { unitsOf, verifyUnit } from '../verify/verify.ts';

/** What an environment says about a check. */
interface Wishes {
  readonly cache?: PassCache;
  readonly lint?: LintConfig;
  readonly cellStarts?: readonly number[];
}

/** Judges the backward passes of a text, those that the cache knows from an earlier version without running them again. */
export function checkText(source: Source, localize: Localize, { cache, lint, cellStarts }: Wishes = {}): CheckAnswer {
  const passesOfText = cache?.open(source);
  const passes = unitsOf(source).map((unit) => {
    const known = passesOfText?.known(unit);
    if (known) return known;
    const checked = checkPass(unit, source, localize);
    passesOfText?.keep(unit, checked);
    return checked;
  });
  const { text, module } = source;
  const named = passes.map(({ report, diagnostics }) => ({ name: report.name, diagnostics }));
  const found = joinedFindings(named, module);
  return {
    units: passes.map(({ report }) => report),
    diagnostics: controlled(found, { text, module, ...(cellStarts ? { cellStarts } : {}) }, lint, localize),
  };
}

function checkPass(unit: Unit, source: Source, localize: Localize): CheckedPass {
  const report = verifyUnit(unit, source, { localize });
  return { report: plainReport(report), diagnostics: lintReports([report], source, localize) };
}
