import type { Payload } from '../../core/circuit/circuit.ts';
import {
  cellsOf as cellsWithin,
  colorAt,
  palettes,
  type Cells,
  type Color,
  type Palette,
} from '../../core/layout/heatMap.ts';
import { summaryOf } from '../model/payload.ts';

/** The palette that goes with the theme that VS Code names in the body's classes. */
export function paletteOf(bodyClasses: DOMTokenList): Palette {
  if (bodyClasses.contains('vscode-high-contrast-light')) return palettes.highContrastLight;
  if (bodyClasses.contains('vscode-high-contrast')) return palettes.highContrast;
  return bodyClasses.contains('vscode-light') ? palettes.light : palettes.dark;
}

/** Steps below and above zero; index 2 × STEPS + 1 is for what is not finite. */
const STEPS = 127;
const NOT_FINITE = 2 * STEPS + 1;

function colorOf(index: number, palette: Palette): Color {
  return index === NOT_FINITE ? palette.notFinite : colorAt((index - STEPS) / STEPS, palette);
}

/** Most cells a heat map has to a side. */
const MAX_ROWS = 64;
const MAX_COLUMNS = 128;

/** The array as a table small enough to draw. */
export function cellsOf(payload: Payload): Cells {
  return cellsWithin(payload, MAX_ROWS, MAX_COLUMNS);
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
