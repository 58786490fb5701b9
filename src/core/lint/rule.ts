import type { DiagnosticTag, Fix, RelatedPlace, Severity } from '../base/diagnostic.ts';
import type { Span } from '../base/span.ts';
import type { Localize } from '../base/localize.ts';
import type { Module } from '../syntax/ast.ts';
import type { Fault } from '../verify/fault.ts';
import type { Repair } from '../verify/repair/search.ts';
import type { UnitReport } from '../verify/verify.ts';

/** What a rule says about one fault. */
export interface Wording {
  readonly message: string;
  readonly related: readonly RelatedPlace[];
  /** The title of the quick fix for an edit that was proven: what it does. */
  readonly fixTitle: (repair: Repair) => string;
  /** Fixes of more than one edit, proven by the rule; they stand for those of the fault. */
  readonly fixes?: readonly Fix[];
}

/** The documentation of a rule; `docs/rules/` is generated from it, and its examples are run as tests. */
export interface RuleDocs {
  readonly what: string;
  readonly why: string;
  /** Python that the rule reports on exactly one line. */
  readonly bad: string;
  /** The same, right: silence. */
  readonly good: string;
  readonly howToFix: string;
}

/** What every rule has. */
export interface RuleBase {
  readonly code: string;
  readonly severity: Severity;
  readonly docs: RuleDocs;
}

/** A named kind of wrong gradient. Rules are asked in order; the first that `matches` words the diagnostic. */
export interface FaultRule extends RuleBase {
  readonly matches: (fault: Fault, observed: Observed) => boolean;
  readonly word: (fault: Fault, t: Localize, observed: Observed) => Wording;
}

/** What an observation is made from. */
export interface Observed {
  readonly text: string;
  readonly module: Module;
  readonly report: UnitReport;
  /** Whether the pass runs to its end in an edited text, with every gradient of it right. */
  readonly proves: (text: string) => boolean;
}

/** Something worth saying about a pass that is no refuted gradient. */
export interface Observation {
  readonly span: Span;
  readonly message: string;
  /** The hand-written gradient that it is about, when it is about one. */
  readonly gradient?: string;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
  readonly tags?: readonly DiagnosticTag[];
}

/** A rule that looks at how a pass ran instead of at one refuted gradient. */
export interface ObservationRule extends RuleBase {
  readonly observe: (observed: Observed, t: Localize) => readonly Observation[];
}
