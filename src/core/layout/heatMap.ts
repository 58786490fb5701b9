import type { Payload } from '../circuit/circuit.ts';
import { tableShape } from './tagParts.ts';

/** Red, green and blue, 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

/** A diverging scale: below zero, zero, above zero, and what is not a finite number. */
export interface Palette {
  readonly negative: Color;
  readonly zero: Color;
  readonly positive: Color;
  readonly notFinite: Color;
}

/** Blue to orange: told apart with any colour vision, and never mistaken for value (green) or gradient (red). */
export const palettes = {
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

/** Most cells to a side of a heat map in a drawing. */
const MAX_ROWS = 24;
const MAX_COLUMNS = 48;

/** An array as a table of numbers, row by row. */
export interface Cells {
  readonly rows: number;
  readonly columns: number;
  readonly data: ArrayLike<number>;
  /** Numbers behind one cell, 1 when nothing was left out. */
  readonly perCell: number;
}

/** An array as a table of coloured cells, each colour as `#rrggbb`. */
export interface HeatMap {
  readonly rows: number;
  readonly columns: number;
  readonly colors: readonly string[];
}

/** The heat map of a payload: zero in the middle of the scale, the number of largest size at one of its ends. */
export function heatMap(payload: Payload, palette: Palette): HeatMap {
  const { rows, columns, data } = cellsOf(payload, MAX_ROWS, MAX_COLUMNS);
  const numbers = Array.from(data);
  const extent = numbers.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
  const colors = numbers.map((value) => {
    if (!Number.isFinite(value)) return hex(palette.notFinite);
    return hex(colorAt(extent === 0 ? 0 : value / extent, palette));
  });
  return { rows, columns, colors };
}

/** A payload as a table small enough to draw; each cell of a larger one is the number of largest size in its block. */
export function cellsOf(payload: Payload, maxRows: number, maxColumns: number): Cells {
  if (payload.kind === 'scalar') return { rows: 1, columns: 1, data: [payload.value], perCell: 1 };
  const table = tableShape(payload.shape);
  const down = Math.max(1, Math.ceil(table.rows / maxRows));
  const across = Math.max(1, Math.ceil(table.columns / maxColumns));
  if (down === 1 && across === 1) return { ...table, data: payload.data, perCell: 1 };
  const [rows, columns] = [Math.ceil(table.rows / down), Math.ceil(table.columns / across)];
  const data = new Float64Array(rows * columns);
  payload.data.forEach((value, at) => {
    const row = Math.floor(Math.floor(at / table.columns) / down);
    const cell = row * columns + Math.floor((at % table.columns) / across);
    data[cell] = larger(data[cell] ?? 0, value);
  });
  return { rows, columns, data, perCell: down * across };
}

function larger(a: number, b: number): number {
  if (!Number.isFinite(a)) return a;
  return Number.isFinite(b) && Math.abs(b) <= Math.abs(a) ? a : b;
}

/** The colour of a share from -1 to 1; the exponent makes small numbers visible beside large ones. */
export function colorAt(share: number, { negative, zero, positive }: Palette): Color {
  const end = share < 0 ? negative : positive;
  const way = Math.abs(share) ** 0.7;
  const at = (i: 0 | 1 | 2): number => Math.round(zero[i] + (end[i] - zero[i]) * way);
  return [at(0), at(1), at(2)];
}

function hex(color: Color): string {
  return `#${color.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
