import type { Span } from './span.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** `unnecessary` text is shown faded. */
export type DiagnosticTag = 'unnecessary';

/** Replaces the text of `span` by `newText`. Edits of one fix never overlap. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** Another place in the text that helps to understand a diagnostic. */
export interface RelatedPlace {
  readonly span: Span;
  readonly message: string;
}

/** A change of the text that removes the problem. `proven`: the edited text was run and every gradient of the pass was right. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly proven: boolean;
}

/** The numbers that refute a gradient: at these inputs the hand-written entry is `written`, the true one is `truth`. */
export interface Witness {
  /** Name and short text of each input, for example `{ x: '-2', W: '(5, 10) seeded' }`. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The entry that differs most, as NumPy writes an index (`[0, 2]`), or the empty string for a scalar. */
  readonly index: string;
  readonly written: number | string;
  readonly truth: number | string;
}

/** A finding as plain data. `code` is the rule's name, or `not-understood` and the like for messages about the text. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  /** The hand-written gradient's name, such as `dW` or `grads['W1']`. */
  readonly gradient?: string;
  readonly witness?: Witness;
  readonly fixes: readonly Fix[];
  readonly related: readonly RelatedPlace[];
  readonly tags?: readonly DiagnosticTag[];
}
