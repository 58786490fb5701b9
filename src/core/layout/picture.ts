import type { Payload } from '../circuit/circuit.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A drawn gate, input or folded group, in CSS pixels from the picture's top left. */
export interface Box {
  /** The gate's or group's id. */
  readonly id: string;
  readonly kind: 'input' | 'constant' | 'gate' | 'group';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Text inside: `+`, `exp`, `σ`, `softmax`; for an input its name. Already shortened to fit; `title` is whole. */
  readonly label: string;
  readonly title: string;
  readonly trouble: 'value' | 'gradient' | null;
}

/**
 * Value and gradient of one box's output, drawn on the wire that leaves it: the value above, the gradient below.
 * `tagSize` of `tagParts.ts` says how much room one needs, `tagParts` where its pieces go.
 */
export interface Tag {
  readonly box: string;
  /** The left end of the tag on the wire's centre line. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The variable's name where it has one, drawn before the numbers. */
  readonly name: string | null;
  /** Formatted for the eye: `-12`, `0.7311`; for arrays null, `value` holds the numbers. */
  readonly valueText: string | null;
  readonly gradientText: string | null;
  readonly value: Payload | null;
  readonly gradient: Payload | null;
  /** `(5, 10)` for arrays, else null. */
  readonly shapeText: string | null;
  /** How an array is shown: its numbers in a small grid, or a heat map. */
  readonly display: 'text' | 'grid' | 'heat';
}

/** An orthogonal wire as a polyline. */
export interface WirePath {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
  /** Where the same output goes to several gates: the junction dots. */
  readonly junctions: readonly Point[];
}

/** The frame around an unfolded group, with its fold button at the top left. */
export interface Frame {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
}

/** A circuit laid out from left to right: plain data for the panel and for the SVG writer. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly tags: readonly Tag[];
  readonly wires: readonly WirePath[];
  readonly frames: readonly Frame[];
}
