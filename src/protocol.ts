import type { Circuit } from './core/circuit/circuit.ts';
import type { Picture } from './core/layout/picture.ts';
import type { Range } from './core/base/span.ts';

/** An input of the circuit that the user can change in the panel. */
export interface PanelInput {
  readonly name: string;
  /** The value as Python text: `-2`, `[1.0, 2.0]`; arrays too large to edit have null. */
  readonly text: string | null;
  readonly shapeText: string | null;
  /** Where the value came from: the code, a guess, the user. */
  readonly source: 'code' | 'sampled' | 'user';
  /** Why the text that the user typed was not taken, to be shown beside the field; null when all is well. */
  readonly problem: string | null;
}

/** A message for people about the text, with its place. */
export interface PanelProblem {
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  /** What to do about it; '' when the message says it all. */
  readonly hint: string;
  readonly range: Range | null;
}

/** A hand-written gradient's verdict, for the panel's list. */
export interface PanelVerdict {
  readonly name: string;
  readonly of: string;
  readonly verdict: 'proven' | 'refuted' | 'unknown';
  readonly detail: string;
  readonly range: Range;
}

/** Everything the panel shows at one moment. The panel keeps only what is its own: zoom, scroll, the selected box. */
export interface PanelState {
  readonly title: string;
  /** The file's name for the header. */
  readonly file: string;
  /** Null when there is nothing to draw; `problems` then says why. */
  readonly circuit: Circuit | null;
  readonly picture: Picture | null;
  /** The text of each stage's statement, by the stage's id. */
  readonly statements: Readonly<Record<string, string>>;
  /** Ids of the groups that are folded. */
  readonly folded: readonly string[];
  readonly inputs: readonly PanelInput[];
  readonly problems: readonly PanelProblem[];
  readonly verdicts: readonly PanelVerdict[];
  /** True while a newer analysis is under way. */
  readonly busy: boolean;
}

export type ToPanel =
  | { readonly type: 'state'; readonly state: PanelState }
  /** The editor's cursor is on these gates (empty: none). */
  | { readonly type: 'highlight'; readonly gates: readonly string[] }
  /** Translations of the panel's own texts: English template to text. */
  | { readonly type: 'texts'; readonly bundle: Readonly<Record<string, string>> }
  /** A command of the host, for keys bound in VS Code. */
  | { readonly type: 'command'; readonly command: 'fit' | 'zoomIn' | 'zoomOut' | 'foldAll' | 'unfoldAll' };

export type FromPanel =
  | { readonly type: 'ready' }
  /** A gate or group was chosen: reveal its source. */
  | { readonly type: 'reveal'; readonly id: string }
  | { readonly type: 'revealRange'; readonly range: Range }
  | { readonly type: 'fold'; readonly folded: readonly string[] }
  /** The user typed a new value for an input; null goes back to the code's own. */
  | { readonly type: 'input'; readonly name: string; readonly text: string | null }
  | { readonly type: 'saveSvg' }
  | { readonly type: 'copyBackward' };
