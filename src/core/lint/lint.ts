import type { Diagnostic, Fix } from '../base/diagnostic.ts';
import { english, type Localize } from '../base/localize.ts';
import type { Fault } from '../verify/fault.ts';
import type { Repair } from '../verify/repair/search.ts';
import type { UnitReport } from '../verify/verify.ts';
import type { Rule, Wording } from './rule.ts';
import { gradientShape } from './rules/gradientShape.ts';
import { overwrittenGradient } from './rules/overwrittenGradient.ts';
import { wrongGradient } from './rules/wrongGradient.ts';

/** Every rule, in the order in which they are asked. */
export const rules: readonly Rule[] = [overwrittenGradient, gradientShape, wrongGradient];

/** One diagnostic for each fault of the verified passes. */
export function lintReports(reports: readonly UnitReport[], localize: Localize = english): Diagnostic[] {
  return reports.flatMap((report) => report.faults.map((fault) => diagnosticOf(fault, localize)));
}

function diagnosticOf(fault: Fault, t: Localize): Diagnostic {
  const rule = rules.find((candidate) => candidate.matches(fault)) ?? wrongGradient;
  const wording = rule.word(fault, t);
  return {
    code: rule.code,
    severity: rule.severity,
    message: wording.message,
    span: fault.span,
    gradient: fault.claim.path,
    ...(fault.witness ? { witness: fault.witness } : {}),
    fixes: fault.repairs.map((repair) => fixOf(repair, wording)),
    related: wording.related,
  };
}

/** A fix is offered only for an edit that was proven by running the edited text. */
function fixOf({ edit }: Repair, wording: Wording): Fix {
  return { title: wording.fixTitle(edit.newText), edits: [{ span: edit.span, newText: edit.newText }], proven: true };
}
