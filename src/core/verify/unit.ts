import type { Span } from '../base/span.ts';
import type { Binding, RunOptions, RunProblem } from '../interp/execution.ts';
import type { Module } from '../syntax/ast.ts';

/** How a hand-written backward pass is written down. */
export type UnitKind = 'script' | 'pair' | 'loss' | 'layer' | 'model' | 'derivative';

/** Everything that one run of a backward pass, and of the forward pass before it, showed. */
export interface Trace {
  readonly bindings: readonly Binding[];
  readonly problems: readonly RunProblem[];
  /** Where the values of the run came from, by input name. */
  readonly inputs: readonly InputNote[];
}

export interface InputNote {
  readonly name: string;
  /** Short text for a witness: `-2`, `(5, 10)`. */
  readonly text: string;
  readonly source: 'code' | 'call' | 'allocation' | 'docstring' | 'comment' | 'annotation' | 'solved' | 'user';
}

/** A text with everything that is needed to run it. */
export interface Source {
  readonly text: string;
  readonly module: Module;
  readonly options: RunOptions;
}

/** One backward pass that was found in a text. `run` may be asked for several samples; scripts have one. */
export interface Unit {
  readonly name: string;
  readonly kind: UnitKind;
  readonly span: Span;
  readonly samples: number;
  readonly run: (source: Source, sample: number) => Trace;
}
