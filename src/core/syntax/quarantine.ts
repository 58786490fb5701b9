import type { Fault } from './faults.ts';
import { blockEnd, type Line } from './lines.ts';
import type { MaskedText } from './mask.ts';
import { CLAUSE_WORDS, CLOSERS, isCloser, type Scan, type Token } from './token.ts';
import type { Span } from '../base/span.ts';

/** A header that is masked as `if ____:` because it cannot be read as it is. */
interface BrokenHeader {
  /** `def`, `class`, `if`, `for`, `while` or `with`. */
  readonly word: string;
  readonly line: Line;
}

/**
 * Overwrites unreadable code by code of the same length that lezer reads, so that one mistake cannot disturb the
 * statements around it: a statement becomes one long name, a header `if ____:`.
 */
export class Quarantine {
  /** Start and end of statements that are masked as a whole. */
  readonly statements = new Map<number, number>();
  /** Start and end of expressions that are masked. */
  readonly holes = new Map<number, number>();
  /** Masked headers by where they start. */
  readonly headers = new Map<number, BrokenHeader>();
  readonly #scan: Scan;
  readonly #lines: readonly Line[];
  readonly #masked: MaskedText;
  readonly #blocks: Span[] = [];

  constructor(scan: Scan, lines: readonly Line[], masked: MaskedText) {
    this.#scan = scan;
    this.#lines = lines;
    this.#masked = masked;
  }

  /** Masks what the fault makes unreadable; gives the region, or `null` when it is masked already or cannot be. */
  add({ line: index, offset }: Fault): Span | null {
    const line = this.#lines[index];
    if (line === undefined) return null;
    const word = this.#wordOf(line);
    const bodyStart = this.#tokenAt(line.colon)?.end ?? Number.POSITIVE_INFINITY;
    const isHeader = line.isHeader && (offset < bodyStart || line.colon === line.last - 1);
    if (!isHeader) return line.hasBlock && line.colon < 0 ? this.#block(index) : this.#part(line, offset);
    if (CLAUSE_WORDS.has(word) && offset < line.start + word.length) return this.#block(index);
    return this.#header(index, word);
  }

  /** Whether the line stands in a block that is masked already. */
  covers(index: number): boolean {
    const offset = this.#lines[index]?.start ?? 0;
    return this.#blocks.some(({ start, end }) => start <= offset && offset < end);
  }

  #tokenAt(index: number): Token | undefined {
    return index < 0 ? undefined : this.#scan.tokens[index];
  }

  #wordOf(line: Line): string {
    const next = this.#tokenAt(line.first + 1);
    return line.word === 'async' && next !== undefined ? next.text : line.word;
  }

  #maskStatement(start: number, end: number): Span | null {
    if (this.statements.has(start)) return null;
    this.statements.set(start, end);
    return { start, end };
  }

  /** Masks the statement of a line, between `;`s and behind a header's `:`, that holds the offset. */
  #part(line: Line, offset: number): Span | null {
    let first = line.colon >= 0 ? line.colon + 1 : line.first;
    let depth = 0;
    for (let at = this.#tokenAt(first)?.text === ';' ? first + 1 : first; at < line.last; at++) {
      const token = this.#tokenAt(at);
      if (token === undefined) break;
      if (CLOSERS.has(token.text)) depth++;
      else if (isCloser(token.text)) depth--;
      else if (token.text === ';' && depth <= 0) {
        if (token.start >= offset) return this.#range(first, at);
        first = at + 1;
        depth = 0;
      }
    }
    return this.#range(first, line.last);
  }

  #range(first: number, last: number): Span | null {
    const start = this.#tokenAt(this.#tokenAt(first)?.text === '@' ? first + 1 : first)?.start;
    const end = this.#tokenAt(last - 1)?.end;
    if (first === last) return this.#strayEnd(first);
    if (start === undefined || end === undefined || end <= start) return null;
    const masked = this.#maskStatement(start, end);
    if (masked !== null) this.#masked.fill(start, end, '_');
    return masked;
  }

  /** Masks a `;` that ends no statement. */
  #strayEnd(at: number): Span | null {
    const token = this.#tokenAt(at);
    if (token?.text !== ';') return null;
    this.#masked.put(token.start, ' ');
    return { start: token.start, end: token.end };
  }

  /** Masks a line and the block below it as one statement. */
  #block(index: number): Span | null {
    const line = this.#lines[index];
    const last = this.#lines[blockEnd(this.#lines, index) - 1];
    if (line === undefined || last === undefined) return null;
    const masked = this.#maskStatement(line.start, last.end);
    if (masked === null) return null;
    this.#masked.fill(line.start, line.end, '_');
    this.#masked.fill(line.end, last.end, ' ');
    this.#blocks.push(masked);
    return masked;
  }

  #header(index: number, word: string): Span | null {
    const line = this.#lines[index];
    if (line === undefined) return null;
    const colon = this.#tokenAt(line.colon);
    if (colon === undefined && !line.hasBlock) return this.#part(line, line.start);
    const end = colon?.end ?? line.end;
    if ((word === 'def' || word === 'class') && !this.#hasName(line)) return this.#block(index);
    const visible = CLAUSE_WORDS.has(word) || word === 'try' ? word : 'if';
    const hole = visible === 'if' || visible === 'elif';
    if (this.headers.has(line.start) || end - line.start < visible.length + (hole ? 3 : 1)) return null;
    this.headers.set(line.start, { word, line });
    this.#masked.fill(line.start, end, hole ? '_' : ' ');
    this.#masked.put(line.start, hole ? `${visible} ` : visible);
    this.#masked.put(end - 1, ':');
    if (hole) this.holes.set(line.start + visible.length + 1, colon?.start ?? end);
    return { start: line.start, end };
  }

  #hasName(line: Line): boolean {
    const at = line.word === 'async' ? line.first + 2 : line.first + 1;
    return this.#tokenAt(at)?.kind === 'name';
  }
}
