import type { Span } from '../base/span.ts';
import type { Binding, RunOptions, RunProblem } from '../interp/execution.ts';
import type { Value } from '../interp/values.ts';
import type { Data } from '../ops/op.ts';
import type { FunctionDef, Module, Stmt } from '../syntax/ast.ts';
import type { Node } from '../tape/node.ts';

/** How a hand-written backward pass is written down. */
export type UnitKind = 'script' | 'pair' | 'loss' | 'layer' | 'model' | 'derivative';

/** Everything that one run of a backward pass, and of the forward pass before it, showed. */
export interface Trace {
  readonly bindings: readonly Binding[];
  readonly problems: readonly RunProblem[];
  /** Those of the problems that ended nothing: assignments of gradients whose shapes do not fit, though the forward pass ran. */
  readonly recovered?: readonly RunProblem[];
  /** Where the values of the run came from, by input name. */
  readonly inputs: readonly InputNote[];
  /** What the driver itself handed in: the upstream gradient of each output. */
  readonly given?: readonly GivenOutput[];
  /** What the backward function returned, in order, with the expression of each part. */
  readonly returned?: readonly ReturnedGradient[];
  /** The values that returned gradients belong to by position, when names do not say. */
  readonly positions?: readonly string[];
  /** The first value that the forward pass was handed: what `self.dinputs` is the gradient of, whatever its own name. */
  readonly input?: string;
  /** True when a function or object that was handed in is a stand-in: then nothing is refuted. */
  readonly isGuessed?: boolean;
  /** Scalars that the driver knows to be the loss, best first. */
  readonly losses?: readonly Node[];
}

/** An output of the forward pass with the upstream gradient that the backward pass was called with. */
export interface GivenOutput {
  readonly name: string;
  readonly node: Node;
  readonly seed: Data;
}

/** One returned gradient; `path` is null for an expression without a name. */
export interface ReturnedGradient {
  readonly path: string | null;
  readonly value: Value;
  readonly span: Span;
  readonly statement: Stmt;
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
  /** Shapes that undocumented parameters shall have, by name: those that their hand-written gradients came out with. */
  readonly shapes?: ReadonlyMap<string, readonly number[]>;
  /** True when no more time should be spent on finding inputs. */
  readonly expired?: () => boolean;
}

/** One backward pass that was found in a text. `run` takes the number of a scenario; scripts have only the first. */
export interface Unit {
  readonly name: string;
  readonly kind: UnitKind;
  readonly span: Span;
  /** The functions that it is made of; none for a script. */
  readonly defs: readonly FunctionDef[];
  readonly run: (source: Source, sample: number) => Trace;
}
