import type { RelatedPlace, Severity } from '../base/diagnostic.ts';
import type { Localize } from '../base/localize.ts';
import type { Fault } from '../verify/fault.ts';

/** What a rule says about one fault. */
export interface Wording {
  readonly message: string;
  readonly related: readonly RelatedPlace[];
  /** The title of the quick fix for an edit that was proven. */
  readonly fixTitle: (newText: string) => string;
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

/** A named kind of wrong gradient. Rules are asked in order; the first that `matches` words the diagnostic. */
export interface Rule {
  readonly code: string;
  readonly severity: Severity;
  readonly docs: RuleDocs;
  readonly matches: (fault: Fault) => boolean;
  readonly word: (fault: Fault, t: Localize) => Wording;
}
