import type { Diagnostic, Fix } from '../base/diagnostic.ts';
import { english, type Localize } from '../base/localize.ts';
import type { Module } from '../syntax/ast.ts';
import type { Fault } from '../verify/fault.ts';
import type { Repair } from '../verify/repair/search.ts';
import type { UnitReport } from '../verify/verify.ts';
import { faultRules, observationRules } from './registry.ts';
import type { Observation, ObservationRule, Wording } from './rule.ts';
import { wrongGradient } from './rules/wrongGradient.ts';

/** The text that the reports are about. */
interface Linted {
  readonly text: string;
  readonly module: Module;
}

/** One diagnostic for each fault of the verified passes, and what else is worth saying about them. */
export function lintReports(
  reports: readonly UnitReport[],
  linted: Linted,
  localize: Localize = english,
): Diagnostic[] {
  return reports.flatMap((report) => [
    ...report.faults.map((fault) => diagnosticOf(fault, localize)),
    ...observationRules.flatMap((rule) =>
      rule.observe({ ...linted, report }, localize).map((observation) => observed(rule, observation)),
    ),
  ]);
}

function observed(rule: ObservationRule, { span, message, gradient, related, fixes }: Observation): Diagnostic {
  return {
    code: rule.code,
    severity: rule.severity,
    message,
    span,
    ...(gradient === undefined ? {} : { gradient }),
    fixes: fixes ?? [],
    related: related ?? [],
  };
}

function diagnosticOf(fault: Fault, t: Localize): Diagnostic {
  const rule = faultRules.find((candidate) => candidate.matches(fault)) ?? wrongGradient;
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
