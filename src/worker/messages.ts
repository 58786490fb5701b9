import type { DiagnosticTag, Severity, Witness } from '../core/base/diagnostic.ts';
import type { Position, Range } from '../core/base/span.ts';
import type { PanelState } from '../protocol.ts';

/** The text that a question is about. */
export interface TextQuestion {
  /** Names the text; with `version` it lets the worker keep an analysis for the next question. */
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  /** The lines where the cells of a notebook start; none for a plain file. */
  readonly cells?: readonly number[];
}

export interface EditReply {
  readonly range: Range;
  readonly newText: string;
}

export interface DiagnosticReply {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  readonly gradient: string | null;
  readonly witness: Witness | null;
  readonly related: readonly { readonly range: Range; readonly message: string }[];
  readonly tags: readonly DiagnosticTag[];
  readonly fixes: readonly {
    readonly title: string;
    readonly edits: readonly EditReply[];
  }[];
  /** Edits that turn the rule off by a comment. */
  readonly disable: Readonly<Record<'line' | 'file', readonly EditReply[]>>;
}

export interface PanelQuestion extends TextQuestion {
  readonly file: string;
  readonly selection: Range | null;
  /** The cursor, when there is no selection. */
  readonly at: Position | null;
  /** The selection is a mathematical formula in some other language's text, or in a comment. */
  readonly formula: boolean;
  readonly overrides: Readonly<Record<string, string>>;
  /** Ids of the folded groups; null for the default. */
  readonly folded: readonly string[] | null;
}

/** Where each gate and group is written, for following the cursor and revealing source. */
export interface GatePlace {
  readonly id: string;
  readonly range: Range;
}

export interface PanelReply {
  readonly state: PanelState;
  readonly places: readonly GatePlace[];
  /** What was drawn. */
  readonly range: Range | null;
}

/** Every question to the worker with its answer: typed once for both sides. */
export interface Requests {
  readonly check: { readonly question: TextQuestion; readonly answer: readonly DiagnosticReply[] };
  readonly lenses: {
    readonly question: TextQuestion;
    readonly answer: readonly { readonly range: Range; readonly selection: Range; readonly title: string }[];
  };
  /** Repairs everything that has one proven fix, but leaves the rules alone that the user turned `off`. */
  readonly fixAll: {
    readonly question: TextQuestion & { readonly off: readonly string[] };
    readonly answer: { readonly edits: readonly EditReply[]; readonly count: number };
  };
  readonly hover: {
    /** `marked`: the gradients of which a diagnostic that is shown there says what is wrong. */
    readonly question: TextQuestion & { readonly at: Position; readonly marked: readonly string[] };
    readonly answer: { readonly range: Range; readonly markdown: string } | null;
  };
  readonly panel: { readonly question: PanelQuestion; readonly answer: PanelReply };
  readonly svg: { readonly question: PanelQuestion & { readonly dark: boolean }; readonly answer: string | null };
  readonly backward: { readonly question: PanelQuestion; readonly answer: string | null };
}

export type RequestName = keyof Requests;

export type Request = {
  readonly [N in RequestName]: { readonly type: N; readonly id: number; readonly question: Requests[N]['question'] };
}[RequestName];

export type ToWorker = { readonly type: 'init'; readonly bundle: Readonly<Record<string, string>> } | Request;

/** Every request is answered, failures too, and those that a newer one made pointless before they had begun. */
export type FromWorker =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly failure: string }
  | { readonly id: number; readonly overtaken: true };
