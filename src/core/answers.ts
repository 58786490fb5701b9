import type { Diagnostic } from './base/diagnostic.ts';
import type { Span } from './base/span.ts';
import type { Circuit } from './circuit/circuit.ts';
import type { PassReport } from './verify/moved.ts';

/** What a check of one text found. */
export interface CheckAnswer {
  readonly units: readonly PassReport[];
  /** Findings about gradients. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Which part of a text to draw, and with which values. */
export interface CircuitQuestion {
  /** Empty or null: the enclosing function of `at`, else the whole text. A selection that cuts a statement is widened to whole statements. */
  readonly selection: Span | null;
  /** The cursor's offset, when there is no selection; null for the whole text. */
  readonly at: number | null;
  /** Values that the user gave to inputs, as Python text by name. */
  readonly overrides: Readonly<Record<string, string>>;
}

/** An input of a circuit: a named leaf. */
export interface CircuitInput {
  readonly name: string;
  /** Its value as Python text; null when it is too large to be edited by hand. */
  readonly text: string | null;
  readonly shape: readonly number[];
  readonly source: 'code' | 'sampled' | 'user';
  /** What is wrong with the user's text for it; '' when nothing is. */
  readonly problem: string;
}

/** A message about the text for the place where the user looks. */
export interface TextProblem {
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  /** What to do; '' when the message says it all. */
  readonly hint: string;
  readonly span: Span | null;
}

export interface CircuitAnswer {
  /** Null when there is nothing to draw; `problems` says why. */
  readonly circuit: Circuit | null;
  readonly inputs: readonly CircuitInput[];
  readonly problems: readonly TextProblem[];
  /** What was drawn: the statements or the expression. */
  readonly span: Span | null;
}

export interface HoverAnswer {
  readonly span: Span;
  readonly markdown: string;
}

/** A line above which "Show backprop circuit" makes sense. */
export interface Lens {
  readonly span: Span;
  /** What the command is to draw. */
  readonly selection: Span;
  readonly title: string;
}
