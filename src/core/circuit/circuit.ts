import type { Span } from '../base/span.ts';

/** A value as plain data: a number, or an array with its elements in C order. NaN and infinities survive structured clone. */
export type Payload =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'array'; readonly shape: readonly number[]; readonly data: Float64Array; readonly dtype: string };

/** What one input of a gate receives: upstream × local = downstream. */
export interface LocalGradient {
  /** As written on the gate: `y`, `(1 - s)·s`, `dout @ W.T`, for the input's real name where it has one. */
  readonly formula: string;
  /** The same in MathML markup, built from our own tree. */
  readonly mathml: string;
  /** The numbers, when the gate is elementwise; null for a matrix product, a sum… */
  readonly value: Payload | null;
  /** The contribution that flows to this input along this wire; null where no gradient flows. */
  readonly downstream: Payload | null;
}

export interface Gate {
  readonly id: string;
  /** The op's name; `input` or `constant` for leaves. */
  readonly op: string;
  /** What is written in it: `+`, `×-1`, `1/x`, `max`, or an input's name. */
  readonly label: string;
  /** The variable its result was assigned to, else null. */
  readonly name: string | null;
  readonly stage: string | null;
  readonly group: string | null;
  /** Null when the value was overwritten in place before anything read it. */
  readonly value: Payload | null;
  readonly shape: readonly number[];
  /** Null where no gradient reaches (a constant, an integer, a gate that does not lead to the output). */
  readonly gradient: Payload | null;
  /** Ids of the gates that feed it, in the op's order. Constants folded into the label are not listed. */
  readonly inputs: readonly string[];
  /** One per input. */
  readonly local: readonly LocalGradient[];
  readonly span: Span | null;
  readonly file: string;
  /** The sentence on how gradient flows through it, in the user's language. */
  readonly flow: string;
  /** True when a NaN or infinity first appears here: in the value, or in the gradient. */
  readonly trouble: 'value' | 'gradient' | null;
}

export interface Wire {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Position among the target's inputs. */
  readonly port: number;
}

/** One statement of the forward pass, inputs included: the name it assigns, and its gates. */
export interface Stage {
  readonly id: string;
  readonly name: string;
  /** Zero-based line of the statement. */
  readonly line: number;
  readonly span: Span;
  readonly value: Payload | null;
  readonly shape: readonly number[];
  readonly gradient: Payload | null;
  readonly gates: readonly string[];
}

/** Gates that together are one known function: sigmoid, softmax, affine. Folded, it is one gate with its own local gradient. */
export interface Group {
  readonly id: string;
  readonly op: string;
  readonly label: string;
  readonly gates: readonly string[];
  /** The gate inside whose value is the group's output. */
  readonly output: string;
  /** Gates outside that feed it, and their local gradients through the whole group. */
  readonly inputs: readonly string[];
  readonly local: readonly LocalGradient[];
  readonly flow: string;
  readonly span: Span | null;
}

/** A staged circuit with values and gradients, as plain data (structured-cloneable). */
export interface Circuit {
  readonly title: string;
  readonly gates: readonly Gate[];
  readonly wires: readonly Wire[];
  readonly stages: readonly Stage[];
  readonly groups: readonly Group[];
  /** The gate whose gradient is the seed. */
  readonly output: string;
  /** True when the seed is a given upstream gradient of a non-scalar output. */
  readonly seeded: boolean;
  /** How many gates were left out because there were too many to draw, 0 otherwise. */
  readonly omitted: number;
}
