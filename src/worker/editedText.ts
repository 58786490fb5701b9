import type { TextEdit } from '../core/base/diagnostic.ts';
import { cover, type Span } from '../core/base/span.ts';

/** A stretch of the edited text, with the region of the original text that it stands for. */
interface Piece {
  readonly text: string;
  readonly region: Span;
  readonly isOriginal: boolean;
}

/** A text that was edited again and again, and can say all of it as edits of the original that do not touch. */
export class EditedText {
  readonly text: string;
  readonly #pieces: readonly Piece[];

  private constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
    this.text = joined(pieces);
  }

  static of(original: string): EditedText {
    return new EditedText([{ text: original, region: { start: 0, end: original.length }, isOriginal: true }]);
  }

  /** The text after further edits, which count in this text and do not touch. */
  with(edits: readonly TextEdit[]): EditedText {
    const fromEnd = [...edits].sort((a, b) => b.span.start - a.span.start);
    return new EditedText(fromEnd.reduce(replaced, this.#pieces));
  }

  /** What turns the original text into this one, in order. */
  edits(): TextEdit[] {
    return this.#pieces
      .filter((piece) => !piece.isOriginal)
      .map(({ region, text }) => ({ span: region, newText: text }));
  }
}

/** The pieces after one edit. Earlier edits that it touches become one with it. */
function replaced(pieces: readonly Piece[], { span, newText }: TextEdit): Piece[] {
  const { before, within, after } = split(cut(cut(pieces, span.start), span.end), span);
  const start = joined(before).length;
  const old = joined(within);
  const text = old.slice(0, span.start - start) + newText + old.slice(span.end - start);
  const place = before.at(-1)?.region.end ?? 0;
  const regions = within.map((piece) => piece.region);
  const region = regions.reduce(cover, regions[0] ?? { start: place, end: place });
  return [...before, { text, region, isOriginal: false }, ...after];
}

/** The same text with a border between pieces at an offset, unless that lies in an earlier edit. */
function cut(pieces: readonly Piece[], at: number): Piece[] {
  let offset = 0;
  return pieces.flatMap((piece) => {
    const length = at - offset;
    offset += piece.text.length;
    if (!piece.isOriginal || length <= 0 || length >= piece.text.length) return [piece];
    const middle = piece.region.start + length;
    return [
      { ...piece, text: piece.text.slice(0, length), region: { start: piece.region.start, end: middle } },
      { ...piece, text: piece.text.slice(length), region: { start: middle, end: piece.region.end } },
    ];
  });
}

function split(pieces: readonly Piece[], span: Span): Record<'before' | 'within' | 'after', Piece[]> {
  const parts: Record<'before' | 'within' | 'after', Piece[]> = { before: [], within: [], after: [] };
  let offset = 0;
  for (const piece of pieces) {
    const [start, end] = [offset, offset + piece.text.length];
    offset = end;
    const isBefore = piece.isOriginal ? end <= span.start : end < span.start;
    const isAfter = piece.isOriginal ? start >= span.end : start > span.end;
    parts[isBefore ? 'before' : isAfter ? 'after' : 'within'].push(piece);
  }
  return parts;
}

function joined(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text).join('');
}
