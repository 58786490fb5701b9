import type { Payload } from '../../core/circuit/circuit.ts';
import { tableShape } from '../../core/layout/tagParts.ts';
import { summaryOf } from '../model/payload.ts';

type Color = readonly [red: number, green: number, blue: number];

/** A diverging scale: below zero, zero, above zero, and what is not a finite number. */
export interface Palette {
  readonly negative: Color;
  readonly zero: Color;
  readonly positive: Color;
  readonly notFinite: Color;
}

/** Blue to orange: told apart with any colour vision, and never mistaken for value (green) or gradient (red). */
const PALETTES = {
  light: { negative: [20, 92, 170], zero: [244, 244, 244], positive: [190, 86, 0], notFinite: [160, 0, 160] },
  dark: { negative: [92, 172, 255], zero: [46, 46, 46], positive: [255, 164, 64], notFinite: [255, 90, 255] },
  highContrast: { negative: [77, 178, 255], zero: [0, 0, 0], positive: [255, 176, 66], notFinite: [255, 90, 255] },
  highContrastLight: {
    negative: [0, 60, 150],
    zero: [255, 255, 255],
    positive: [150, 62, 0],
    notFinite: [140, 0, 140],
  },
} as const satisfies Record<string, Palette>;

/** The palette that goes with the theme that VS Code names in the body's classes. */
export function paletteOf(bodyClasses: DOMTokenList): Palette {
  if (bodyClasses.contains('vscode-high-contrast-light')) return PALETTES.highContrastLight;
  if (bodyClasses.contains('vscode-high-contrast')) return PALETTES.highContrast;
  return bodyClasses.contains('vscode-light') ? PALETTES.light : PALETTES.dark;
}

/** Steps below and above zero; index 2 × STEPS + 1 is for what is not finite. */
const STEPS = 127;
const NOT_FINITE = 2 * STEPS + 1;

function mix(from: Color, to: Color, share: number): Color {
  const at = (index: 0 | 1 | 2): number => Math.round(from[index] + (to[index] - from[index]) * share);
  return [at(0), at(1), at(2)];
}

/** The colour of a step; the square root makes small numbers visible beside large ones. */
function colorOf(index: number, palette: Palette): Color {
  if (index === NOT_FINITE) return palette.notFinite;
  const share = (index - STEPS) / STEPS;
  return mix(palette.zero, share < 0 ? palette.negative : palette.positive, Math.abs(share) ** 0.7);
}

/** Most cells a heat map has to a side; larger arrays show the largest number of each block. */
const MAX_ROWS = 64;
const MAX_COLUMNS = 128;

/** An array as a table of at most MAX_ROWS × MAX_COLUMNS cells. */
export interface Cells {
  readonly rows: number;
  readonly columns: number;
  readonly data: ArrayLike<number>;
  /** Numbers behind one cell, 1 when nothing was left out. */
  readonly perCell: number;
}

function larger(a: number, b: number): number {
  if (!Number.isFinite(a)) return a;
  return Number.isFinite(b) && Math.abs(b) <= Math.abs(a) ? a : b;
}

/** The array as a table small enough to draw. */
export function cellsOf(payload: Payload): Cells {
  if (payload.kind === 'scalar') return { rows: 1, columns: 1, data: [payload.value], perCell: 1 };
  const { rows, columns } = tableShape(payload.shape);
  const down = Math.max(1, Math.ceil(rows / MAX_ROWS));
  const across = Math.max(1, Math.ceil(columns / MAX_COLUMNS));
  if (down === 1 && across === 1) return { rows, columns, data: payload.data, perCell: 1 };
  const small = { rows: Math.ceil(rows / down), columns: Math.ceil(columns / across) };
  const data = new Float64Array(small.rows * small.columns);
  payload.data.forEach((value, index) => {
    const row = Math.floor(Math.floor(index / columns) / down);
    const cell = row * small.columns + Math.floor((index % columns) / across);
    data[cell] = larger(data[cell] ?? 0, value);
  });
  return { ...small, data, perCell: down * across };
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

const HEADER = 54;
const COLOR_TABLE = 256 * 4;

/** The two headers and the colour table of an 8-bit bitmap. */
function bitmapHead(bytes: Uint8Array, width: number, height: number, palette: Palette): void {
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x4d42, true);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, HEADER + COLOR_TABLE, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 8, true);
  view.setUint32(46, 256, true);
  for (let index = 0; index < 256; index++) {
    const [red, green, blue] = colorOf(index, palette);
    bytes.set([blue, green, red, 0], HEADER + index * 4);
  }
}

/** A table of numbers as the data URL of a bitmap, zero in the middle of the scale and `extent` at its ends. */
export function heatImage(cells: Cells, extent: number, palette: Palette): string {
  const stride = Math.ceil(cells.columns / 4) * 4;
  const bytes = new Uint8Array(HEADER + COLOR_TABLE + stride * cells.rows);
  bitmapHead(bytes, cells.columns, cells.rows, palette);
  for (let row = 0; row < cells.rows; row++) {
    const start = HEADER + COLOR_TABLE + (cells.rows - 1 - row) * stride;
    for (let column = 0; column < cells.columns; column++) {
      const value = cells.data[row * cells.columns + column] ?? 0;
      const share = extent === 0 ? 0 : value / extent;
      bytes[start + column] = Number.isFinite(value) ? STEPS + Math.round(share * STEPS) : NOT_FINITE;
    }
  }
  return `data:image/bmp;base64,${base64(bytes)}`;
}

const images = new WeakMap<Payload, { palette: Palette; url: string }>();

/** The largest finite magnitude: the ends of the colour scale. */
export function extentOf(payload: Payload): number {
  const { min, max } = summaryOf(payload);
  return Math.max(Math.abs(min), Math.abs(max));
}

/** The heat map of a payload; computed once for each palette. */
export function heatOf(payload: Payload, palette: Palette): string {
  const known = images.get(payload);
  if (known?.palette === palette) return known.url;
  const url = heatImage(cellsOf(payload), extentOf(payload), palette);
  images.set(payload, { palette, url });
  return url;
}

/** The colour scale itself, from negative to positive, as a picture. */
export function scaleImage(palette: Palette): string {
  const data = Float64Array.from({ length: 101 }, (_, index) => (index - 50) / 50);
  return heatImage({ rows: 1, columns: data.length, data, perCell: 1 }, 1, palette);
}
