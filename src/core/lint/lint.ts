import type { Diagnostic, Fix } from '../base/diagnostic.ts';
import { contains } from '../base/span.ts';
import { english, type Localize } from '../base/localize.ts';
import type { RunOptions } from '../interp/execution.ts';
import type { Module } from '../syntax/ast.ts';
import type { Fault } from '../verify/fault.ts';
import type { Repair } from '../verify/repair/search.ts';
import type { UnitReport } from '../verify/verify.ts';
import { withoutConsequences, type LintedPass } from './callers.ts';
import { faultRules, observationRules } from './registry.ts';
import { proverFor } from './observe/prove.ts';
import type { Observation, ObservationRule, Observed, Wording } from './rule.ts';
import { oneForEach } from './merge.ts';
import { undefinedGradient } from './rules/undefinedGradient.ts';
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
  const passes = reports.map((report) => {
    const given = { ...linted, report, proves: proverFor(report, linted) };
    const observations = observe(given, localize);
    const faults = oneForEach(report.faults).filter((fault) => !observations.some((one) => tellsOf(one, fault)));
    return {
      name: report.name,
      diagnostics: [...faults.map((fault) => diagnosticOf(fault, given, localize)), ...observations],
    };
  });
  return joinedFindings(passes, linted.module);
}

/** Whether a name that is not there is spoken of already: that is why the statement fails. */
function tellsOf({ code, span }: Diagnostic, { problem, statement }: Fault): boolean {
  const isMissing = problem?.exception === 'NameError' || problem?.exception === 'KeyError';
  return isMissing && code === undefinedGradient.code && contains(statement.span, span);
}

/** What is said of several passes of one text together: nothing twice, and nothing of the consequences of what is said. */
export function joinedFindings(passes: readonly LintedPass[], module: Module): Diagnostic[] {
  return withoutRepeated(withoutConsequences(passes, module));
}

/** What two passes share, such as a forward pass or a class, is spoken of once. */
function withoutRepeated(diagnostics: readonly Diagnostic[]): Diagnostic[] {
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
    fixes: wording.fixes ?? fault.repairs.filter(({ isSafe }) => isSafe).map((repair) => fixOf(repair, wording)),
    related: wording.related,
  };
}

/** A fix is offered only for an edit that was proven by running the edited text. */
function fixOf(repair: Repair, wording: Wording): Fix {
  const { edit } = repair;
  return { title: wording.fixTitle(repair), edits: [{ span: edit.span, newText: edit.newText }], proven: true };
}
