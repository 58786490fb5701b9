import { numberText } from '../base/numberText.ts';
import type { Payload } from '../circuit/circuit.ts';
import type { Tag } from './picture.ts';

/** Font sizes of a tag's texts, in CSS pixels. All are drawn in a monospaced font, so that widths are known without a DOM. */
export const NUMBER_SIZE = 13;
export const NAME_SIZE = 13;
export const CELL_SIZE = 11;
export const CAPTION_SIZE = 10;

/** Widest glyph advance of the usual monospaced fonts, in em. */
const ADVANCE = 0.61;
/** Free space between the wire and what is above or below it. */
const WIRE_GAP = 4;
const NAME_PAD = 4;
const CAPTION_LINE = 13;
const CELL_LINE = 15;
const CELL_PAD = 8;
/** The sign before a gradient, so that it is told from a value without colour. */
export const GRADIENT_SIGN = '∇';

/** The width of `text` in the picture's monospaced font. */
export function textWidth(text: string, fontSize: number): number {
  return Array.from(text).length * fontSize * ADVANCE;
}

/** What decides a tag's size. */
export type TagContent = Pick<
  Tag,
  'name' | 'valueText' | 'gradientText' | 'value' | 'gradient' | 'shapeText' | 'display'
>;

/** An array as a table: vectors are one row, the leading dimensions of a tensor are stacked as rows. */
export function tableShape(shape: readonly number[]): { readonly rows: number; readonly columns: number } {
  const columns = shape.at(-1) ?? 1;
  const rows = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  return { rows, columns };
}

/** The numbers of a small array as text, row by row; empty for null. */
export function gridText(payload: Payload | null): readonly (readonly string[])[] {
  if (payload === null) return [];
  if (payload.kind === 'scalar') return [[numberText(payload.value)]];
  const { rows, columns } = tableShape(payload.shape);
  return Array.from({ length: rows }, (_, row) =>
    Array.from(payload.data.subarray(row * columns, (row + 1) * columns), (cell) => numberText(cell, 3)),
  );
}

/** The width of one cell of the grid, wide enough for every number of the value and of the gradient. */
export function cellWidth(tag: Pick<Tag, 'value' | 'gradient'>): number {
  const cells = [...gridText(tag.value), ...gridText(tag.gradient)].flat();
  const longest = cells.reduce((most, cell) => Math.max(most, cell.length), 1);
  return Math.ceil(longest * CELL_SIZE * ADVANCE) + CELL_PAD;
}

/** The side of a heat map's cell: large for small arrays, so that the whole map stays between about 40 and 120 px. */
function heatSize(rows: number, columns: number): { width: number; height: number } {
  const scale = Math.min(10, 112 / columns, 72 / rows);
  return { width: Math.max(16, columns * scale), height: Math.max(8, rows * scale) };
}

function nameWidth(name: string | null): number {
  return name === null ? 0 : Math.ceil(textWidth(name, NAME_SIZE)) + 2 * NAME_PAD;
}

function blockSize(tag: TagContent): { width: number; height: number } {
  const shown = tag.value ?? tag.gradient;
  if (tag.display === 'text' || shown === null || shown.kind === 'scalar') {
    const gradient = tag.gradientText === null ? '' : `${GRADIENT_SIGN} ${tag.gradientText}`;
    const width = Math.max(textWidth(tag.valueText ?? '', NUMBER_SIZE), textWidth(gradient, NUMBER_SIZE));
    return { width: Math.ceil(width), height: NUMBER_SIZE + 2 };
  }
  const { rows, columns } = tableShape(shown.shape);
  return tag.display === 'grid'
    ? { width: columns * cellWidth(tag), height: rows * CELL_LINE }
    : heatSize(rows, columns);
}

/** The room a tag needs; the wire runs through the middle of its height. */
export function tagSize(tag: TagContent): { readonly width: number; readonly height: number } {
  const block = blockSize(tag);
  const caption = tag.shapeText === null ? 0 : CAPTION_LINE;
  const captionWidth = Math.ceil(textWidth(tag.shapeText ?? '', CAPTION_SIZE));
  return {
    width: nameWidth(tag.name) + Math.max(block.width, captionWidth),
    height: 2 * (WIRE_GAP + block.height + caption),
  };
}

/** Where a tag's pieces are, in the picture's coordinates. */
export interface TagParts {
  /** The centre of the name, which sits on the wire; meaningless without a name. */
  readonly nameX: number;
  readonly nameWidth: number;
  /** The left edge of the numbers, grids and heat maps, and their size. */
  readonly blockX: number;
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly valueTop: number;
  readonly gradientTop: number;
  /** Baselines of the shape above the value, and of the sign under an array's gradient. */
  readonly captionAbove: number;
  readonly captionBelow: number;
}

/** Splits the room of a tag among its name, value, gradient and shape. */
export function tagParts(tag: Tag): TagParts {
  const name = nameWidth(tag.name);
  const block = blockSize(tag);
  return {
    nameX: tag.x + name / 2,
    nameWidth: name,
    blockX: tag.x + name,
    blockWidth: block.width,
    blockHeight: block.height,
    valueTop: tag.y - WIRE_GAP - block.height,
    gradientTop: tag.y + WIRE_GAP,
    captionAbove: tag.y - WIRE_GAP - block.height - 3,
    captionBelow: tag.y + WIRE_GAP + block.height + CAPTION_SIZE,
  };
}
