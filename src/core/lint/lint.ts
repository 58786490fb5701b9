import type { Diagnostic, Fix } from '../base/diagnostic.ts';
import { english, type Localize } from '../base/localize.ts';
import type { RunOptions } from '../interp/execution.ts';
import type { Module } from '../syntax/ast.ts';
import type { Fault } from '../verify/fault.ts';
import type { Repair } from '../verify/repair/search.ts';
import type { UnitReport } from '../verify/verify.ts';
import { faultRules, observationRules } from './registry.ts';
import { proverFor } from './observe/prove.ts';
import type { Observation, ObservationRule, Observed, Wording } from './rule.ts';
import { oneForEach } from './merge.ts';
import { wrongGradient } from './rules/wrongGradient.ts';

/** The text that the reports are about. */
interface Linted {
  readonly text: string;
  readonly module: Module;
  readonly options?: RunOptions;
}

/** One diagnostic for each fault of the verified passes, and what else is worth saying about them. */
export function lintReports(
  reports: readonly UnitReport[],
  linted: Linted,
  localize: Localize = english,
): Diagnostic[] {
  return withoutRepeated(
    reports.flatMap((report) => {
      const given = { ...linted, report, proves: proverFor(report, linted) };
      return [
        ...oneForEach(report.faults).map((fault) => diagnosticOf(fault, given, localize)),
        ...observe(given, localize),
      ];
    }),
  );
}

/** What two passes share, such as a forward pass or a class, is spoken of once. */
export function withoutRepeated(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const isRule = new Set(observationRules.map((rule) => rule.code));
  const seen = new Set<string>();
  return diagnostics.filter(({ code, span }) => {
    if (!isRule.has(code)) return true;
    const key = `${code} ${String(span.start)} ${String(span.end)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function observe(given: Observed, localize: Localize): Diagnostic[] {
  return observationRules.flatMap((rule) =>
    rule.observe(given, localize).map((observation) => observed(rule, observation)),
  );
}

function observed(rule: ObservationRule, observation: Observation): Diagnostic {
  const { span, message, gradient, related, fixes, tags } = observation;
  return {
    code: rule.code,
    severity: rule.severity,
    message,
    span,
    ...(gradient === undefined ? {} : { gradient }),
    fixes: fixes ?? [],
    related: related ?? [],
    ...(tags ? { tags } : {}),
  };
}

function diagnosticOf(fault: Fault, given: Observed, t: Localize): Diagnostic {
  const rule = faultRules.find((candidate) => candidate.matches(fault, given)) ?? wrongGradient;
  const wording = rule.word(fault, t, given);
  return {
    code: rule.code,
    severity: rule.severity,
    message: wording.message,
    span: fault.span,
    gradient: fault.claim.path,
    ...(fault.witness ? { witness: fault.witness } : {}),
    fixes: wording.fixes ?? fault.repairs.map((repair) => fixOf(repair, wording)),
    related: wording.related,
  };
}

/** A fix is offered only for an edit that was proven by running the edited text. */
function fixOf(repair: Repair, wording: Wording): Fix {
  const { edit } = repair;
  return { title: wording.fixTitle(repair), edits: [{ span: edit.span, newText: edit.newText }], proven: true };
}
