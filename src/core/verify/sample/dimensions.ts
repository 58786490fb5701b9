/** Primes in the order in which unknown dimensions get them. A wrong transpose or sum can never fit by luck among them. */
const PRIMES = [3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47];
/** Small ones for windows: filters, kernels, pools. */
const SMALL = [2, 3];

/**
 * The lengths that a solver plays with. Every unknown length is a number of its own, so that a failing operation's shapes
 * say which unknowns must agree; `unify` then makes one the other.
 */
export class Dimensions {
  readonly #named = new Map<string, number>();
  readonly #becomes = new Map<number, number>();
  readonly #unknown = new Set<number>();
  #used = 0;
  #small = 0;

  /** A length that nothing is known of yet. */
  fresh(): number {
    const length = PRIMES[this.#used++] ?? 47 + 2 * this.#used;
    this.#unknown.add(length);
    return length;
  }

  /** The length of that name (`N`, `D`): the same each time. A number is itself. */
  named(name: string): number {
    if (/^\d+$/.test(name)) return Number(name);
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    const length = isWindow(name) ? this.#window() : this.fresh();
    this.#named.set(name, length);
    return length;
  }

  /** What a length has become after all unifications. */
  resolve(length: number): number {
    let current = length;
    for (let i = 0; i < 50; i++) {
      const next = this.#becomes.get(current);
      if (next === undefined || next === current) return current;
      current = next;
    }
    return current;
  }

  /** Makes two lengths equal; false when neither is unknown. The later unknown gives way. */
  unify(a: number, b: number): boolean {
    if (a === b) return false;
    const [from, to] = this.#rank(a) >= this.#rank(b) ? [a, b] : [b, a];
    if (!this.#unknown.has(from)) return false;
    this.#becomes.set(from, to);
    this.#unknown.delete(from);
    return true;
  }

  #rank(length: number): number {
    return this.#unknown.has(length) ? 1 + PRIMES.indexOf(length) : 0;
  }

  #window(): number {
    return SMALL[this.#small++ % SMALL.length] ?? 2;
  }
}

function isWindow(name: string): boolean {
  return /^(?:HH|WW|k|K|kh|kw|KH|KW|FH|FW|f|ff|filter_\w+|kernel\w*|pool\w*|ph|pw)$/.test(name);
}
