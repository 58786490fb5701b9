import type { Moment } from '../model/passes.ts';
import type { Scene } from '../model/scene.ts';
import type { Palette } from '../../core/layout/heatMap.ts';

/** Everything that decides what the circuit looks like at one moment. */
export interface Drawing {
  readonly scene: Scene;
  readonly selected: string | null;
  /** The one box that the Tab key reaches. */
  readonly tabStop: string | null;
  /** Boxes under the editor's cursor. */
  readonly marked: ReadonlySet<string>;
  /** The step of the replay, or null when all is shown. */
  readonly moment: Moment | null;
  readonly palette: Palette;
}
