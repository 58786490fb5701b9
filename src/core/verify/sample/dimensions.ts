import type { Profile } from './scenario.ts';

/** Primes in the order in which unknown dimensions get them. A wrong transpose or sum can never fit by luck among them. */
const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47];

/** Heights and widths of pictures and windows. None is a prime above, so that shapes tell them apart. */
const SPATIAL: Readonly<Record<Profile, { picture: readonly [number, number]; window: readonly [number, number] }>> = {
  free: { picture: [9, 8], window: [3, 2] },
  even: { picture: [6, 4], window: [3, 3] },
  square: { picture: [8, 8], window: [3, 3] },
  column: { picture: [9, 8], window: [3, 2] },
  row: { picture: [9, 8], window: [3, 2] },
  single: { picture: [9, 8], window: [3, 2] },
  one: { picture: [9, 8], window: [3, 2] },
  stated: { picture: [28, 28], window: [3, 3] },
  small: { picture: [5, 4], window: [3, 2] },
};

/** Other names for the axes of a batch of pictures. */
const SYNONYMS: Readonly<Record<string, string>> = {
  channels: 'C',
  c: 'C',
  n_channels: 'C',
  in_channels: 'C',
  n: 'N',
  batch_size: 'N',
  num_train: 'N',
};

/**
 * The lengths that a solver plays with. Every unknown length is a number of its own, so that a failing operation's shapes
 * say which unknowns must agree; `unify` then makes one the other.
 */
export class Dimensions {
  readonly profile: Profile;
  readonly #named = new Map<string, number>();
  readonly #becomes = new Map<number, number>();
  readonly #unknown = new Set<number>();
  #used: number;

  constructor(profile: Profile = 'free') {
    this.profile = profile;
    // The least lengths are for loops over every element of a picture, and for large pictures.
    this.#used = profile === 'even' || profile === 'small' || profile === 'stated' ? 0 : 1;
  }

  /** A length that nothing is known of yet. */
  fresh(): number {
    const length = PRIMES[this.#used++] ?? 47 + 2 * this.#used;
    // The height of small pictures is taken.
    if (this.profile === 'small' && length === 5) return this.fresh();
    this.#unknown.add(length);
    return length;
  }

  /** The length of that name (`N`, `D`): the same each time. A number is itself; a product of names is their product. */
  named(written: string): number {
    const name = SYNONYMS[written] ?? written;
    if (/^\d+$/.test(name)) return Number(name);
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    const length = this.#spatial(name) ?? this.#computed(name) ?? this.fresh();
    this.#named.set(name, length);
    return length;
  }

  /** `4*H`, `4H`, `N*T`, `D//2`, `H+1`: lengths that are computed from others. */
  #computed(name: string): number | null {
    const multiple = /^(\d+)([A-Za-z]\w*)$/.exec(name);
    if (multiple) return Number(multiple[1]) * this.resolve(this.named(multiple[2] ?? ''));
    const parts = /^\(?(\w+)\s*(\*|\+|-|\/\/?)\s*(\w+)\)?$/.exec(name);
    if (!parts) return null;
    const [, left = '', operator = '', right = ''] = parts;
    const a = this.resolve(this.named(left));
    const b = this.resolve(this.named(right));
    if (operator === '*') return a * b;
    if (operator === '+') return a + b;
    return operator === '-' ? Math.max(1, a - b) : Math.max(1, Math.floor(a / b));
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

  isUnknown(length: number): boolean {
    return this.#unknown.has(length);
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

  /** Gives an unknown length a value; false when it is known. */
  become(length: number, value: number): boolean {
    if (length === value || !this.#unknown.has(length)) return false;
    this.#becomes.set(length, value);
    this.#unknown.delete(length);
    return true;
  }

  #rank(length: number): number {
    return this.#unknown.has(length) ? 1 + PRIMES.indexOf(length) : 0;
  }

  #spatial(name: string): number | null {
    const { picture, window } = SPATIAL[this.profile];
    if (/^(?:H|in_h|height|n_H\w*|img_h|image_height|h_in|in_height|rows)$/.test(name)) return picture[0];
    if (/^(?:W|in_w|width|n_W\w*|img_w|image_width|w_in|in_width|cols)$/.test(name)) return picture[1];
    if (/^(?:HH|kh|KH|FH|filter_h\w*|kernel_h\w*|f|F_h)$/.test(name)) return window[0];
    if (/^(?:WW|kw|KW|FW|filter_w\w*|kernel_w\w*|F_w)$/.test(name)) return window[1];
    if (/^(?:filter_size|kernel\w*)$/.test(name)) return 3;
    // Short enough for gradients that are cut off after some steps back, long enough for the steps to differ.
    if (/^(?:T|T_x|T_y|n?_?(?:time_?)?steps|n_timesteps|seq_?len(?:gth)?|sequence_length)$/.test(name)) return 4;
    return /^(?:pool\w*|ph|pw)$/.test(name) ? 2 : null;
  }
}
