import { formatShape } from '../ndarray/formatShape.ts';
import { numberText } from '../base/numberText.ts';
import { tagSize, textWidth, type TagContent } from './tagParts.ts';
import type { VisibleNode } from './visible.ts';

const LABEL_SIZE = 15;
const GATE_HEIGHT = 40;
const INPUT_HEIGHT = 30;
const MAX_LABEL = 16;
/** Arrays of at most so many rows and columns are shown as numbers, larger ones as heat maps. */
const MAX_GRID = 5;

export interface Measured {
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly tag: TagContent;
  readonly tagWidth: number;
  readonly tagHeight: number;
}

/** The size of a node's box and of the tag on the wire that leaves it. */
export function measure(node: VisibleNode): Measured {
  const label = node.label.length > MAX_LABEL ? `${node.label.slice(0, MAX_LABEL - 1)}…` : node.label;
  const height = node.kind === 'input' || node.kind === 'constant' ? INPUT_HEIGHT : GATE_HEIGHT;
  const width = Math.max(height, Math.ceil(textWidth(label, LABEL_SIZE)) + 18);
  const tag = tagOf(node);
  const size = tagSize(tag);
  return { label, width, height, tag, tagWidth: size.width, tagHeight: size.height };
}

function tagOf(node: VisibleNode): TagContent {
  const { value, gradient, shape } = node;
  const isScalar = shape.length === 0;
  const text = (payload: typeof value): string | null =>
    payload?.kind === 'scalar' ? numberText(payload.value) : null;
  // An input's name stands in its box already.
  const name = node.kind === 'input' ? null : node.name;
  return {
    name: name !== null && name.length > MAX_LABEL ? `${name.slice(0, MAX_LABEL - 1)}…` : name,
    valueText: text(value),
    gradientText: text(gradient),
    value,
    gradient,
    shapeText: isScalar ? null : formatShape(shape),
    display: isScalar || !(value ?? gradient) ? 'text' : isSmall(shape) ? 'grid' : 'heat',
  };
}

function isSmall(shape: readonly number[]): boolean {
  return shape.length <= 2 && shape.every((length) => length <= MAX_GRID);
}
