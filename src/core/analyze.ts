import type { CheckAnswer } from './answers.ts';
import { english, type Localize } from './base/localize.ts';
import type { RunOptions } from './interp/execution.ts';
import { lintReports } from './lint/lint.ts';
import type { Module } from './syntax/ast.ts';
import { parseModule } from './syntax/index.ts';
import { verifySource } from './verify/verify.ts';

/** Everything from outside that an analysis may use. The core has no clock, files or language of its own. */
export interface Environment {
  readonly localize?: Localize;
  readonly clock?: () => number;
  readonly load?: NonNullable<RunOptions['load']>;
  readonly limits?: NonNullable<RunOptions['limits']>;
}

/** One frozen analysis of one text. Every question is answered from the same parse; nothing is changed by asking. */
export interface Analysis {
  readonly text: string;
  readonly module: Module;
  /** Verifies every hand-written backward pass. */
  readonly check: () => CheckAnswer;
}

/** Analyses a Python text. Never throws and never hangs, whatever the text: limits end every run. */
export function analyze(text: string, environment: Environment = {}): Analysis {
  const module = parseModule(text);
  const localize = environment.localize ?? english;
  const options: RunOptions = { ...environment, localize };
  let checked: CheckAnswer | null = null;
  const check = (): CheckAnswer => {
    if (checked) return checked;
    const units = verifySource({ text, module, options }, { localize });
    checked = { units, diagnostics: lintReports(units, localize) };
    return checked;
  };
  return Object.freeze({ text, module, check });
}
