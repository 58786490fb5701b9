import { LineIndex } from './lineIndex.ts';
import type { Range, Span } from './span.ts';

/** Several texts that run one after another (a notebook's cells), joined into one so that later ones see the names of earlier ones. */
export interface JoinedCells {
  readonly text: string;
  /** Where each cell's text starts in the joined text. */
  readonly starts: readonly number[];
  /** The cell that holds an offset of the joined text, and where that cell's text starts in it. */
  readonly cellAt: (offset: number) => { readonly cell: number; readonly start: number };
  /** A span of the joined text as a range in its own cell. */
  readonly rangeIn: (span: Span) => { readonly cell: number; readonly range: Range };
}

/** Joins cells with a line break between them. */
export function joinCells(cells: readonly string[]): JoinedCells {
  const starts: number[] = [];
  let text = '';
  for (const cell of cells) {
    starts.push(text.length);
    text += cell.endsWith('\n') ? cell : `${cell}\n`;
  }
  const indexes = cells.map((cell) => new LineIndex(cell));
  const cellAt = (offset: number): { cell: number; start: number } => {
    let cell = starts.findLastIndex((start) => start <= offset);
    if (cell < 0) cell = 0;
    return { cell, start: starts[cell] ?? 0 };
  };
  const rangeIn = (span: Span): { cell: number; range: Range } => {
    const { cell, start } = cellAt(span.start);
    const index = indexes[cell] ?? new LineIndex('');
    return { cell, range: index.rangeOf({ start: span.start - start, end: span.end - start }) };
  };
  return { text, starts, cellAt, rangeIn };
}
