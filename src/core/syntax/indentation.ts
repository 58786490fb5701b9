/** What the first token of a line means for the blocks around it. */
interface LineLayout {
  readonly indents: boolean;
  readonly dedents: number;
  readonly problem: 'unexpected' | 'unmatched' | 'deep' | null;
}

interface Level {
  column: number;
  /** False when no block token was given out: a line indented for no reason stays in the block around it. */
  readonly real: boolean;
  /** A column between this level and the next outer one that has been reported already. */
  tolerated: number;
}

/** CPython's own limit. */
const MAX_LEVELS = 100;
const SAME: LineLayout = { indents: false, dedents: 0, problem: null };

/**
 * The stack of indentation columns. Unlike CPython it never gives up: a line that is indented for no reason stays in
 * its block, a line between two levels belongs to the nearer one, and the first line of the text sets the outermost
 * column, so that a snippet may be indented as a whole.
 */
export class Indentation {
  readonly #levels: Level[] = [];
  /** The column of the last line. */
  #column = 0;

  /**
   * Moves to a line at `column`. `opensBlock`: the line before it asks for a block. `isClause`: the line starts with
   * `else` or the like and so belongs to an outer level.
   */
  enter(column: number, opensBlock: boolean, isClause: boolean): LineLayout {
    const top = this.#levels.at(-1);
    const goesIn = opensBlock && column > this.#column;
    this.#column = column;
    if (top === undefined) {
      this.#push(column, false);
      return SAME;
    }
    if (goesIn && column === top.column) return this.#deeper(column, true);
    if (column === top.column || column === top.tolerated) return SAME;
    return column > top.column ? this.#deeper(column, opensBlock) : this.#shallower(column, isClause);
  }

  /** How many blocks are still open at the end of the text. */
  get open(): number {
    return this.#levels.filter((level) => level.real).length;
  }

  #push(column: number, real: boolean): void {
    this.#levels.push({ column, real, tolerated: column });
  }

  #deeper(column: number, opensBlock: boolean): LineLayout {
    const fits = this.#levels.length < MAX_LEVELS;
    const real = opensBlock && fits;
    if (fits) this.#push(column, real);
    if (real) return { indents: true, dedents: 0, problem: null };
    return { indents: false, dedents: 0, problem: opensBlock ? 'deep' : 'unexpected' };
  }

  #shallower(column: number, isClause: boolean): LineLayout {
    let dedents = 0;
    let popped: Level | undefined;
    for (let top = this.#levels.at(-1); top !== undefined && isBeyond(top, column); top = this.#levels.at(-1)) {
      popped = this.#levels.pop();
      if (top.real) dedents++;
    }
    const top = this.#levels.at(-1);
    if (top === undefined) {
      this.#push(column, false);
      return { indents: false, dedents, problem: 'unmatched' };
    }
    if (top.column === column || top.tolerated === column || popped === undefined)
      return { indents: false, dedents, problem: null };
    const [below, above] = [column - top.column, popped.column - column];
    const isInner = isClause ? above < below : above <= below;
    const level = isInner ? popped : top;
    const known = level.tolerated === column;
    level.tolerated = column;
    if (isInner) this.#levels.push(popped);
    const closed = isInner && popped.real ? dedents - 1 : dedents;
    return { indents: false, dedents: closed, problem: known ? null : 'unmatched' };
  }
}

function isBeyond(level: Level, column: number): boolean {
  return level.column > column && level.tolerated !== column;
}
