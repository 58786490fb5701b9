import type { Range } from '../core/base/span.ts';

/** What the parts of the panel can ask of it. */
export interface Actions {
  /** Selects a box; `reveal` also shows its source. */
  readonly pick: (id: string | null) => void;
  readonly fold: (group: string, folded: boolean) => void;
  readonly foldAll: (folded: boolean) => void;
  readonly fit: () => void;
  readonly revealRange: (range: Range) => void;
  readonly changeInput: (name: string, text: string | null) => void;
  readonly copyBackward: () => void;
  readonly saveSvg: () => void;
  readonly toggleSide: () => void;
  /** Shows step `index` of the replay; null shows everything at once. */
  readonly goTo: (index: number | null) => void;
  /** Says something to screen readers. */
  readonly announce: (text: string) => void;
}
