import type { BitSource } from './bits.ts';
import { seedWords } from './seedSequence.ts';

const MASK_64 = (1n << 64n) - 1n;
const MASK_128 = (1n << 128n) - 1n;
const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;

/** O'Neill's PCG XSL RR 128/64 (2014), seeded through `SeedSequence` as `np.random.default_rng` does. */
export class Pcg64 implements BitSource {
  #state = 0n;
  readonly #increment: bigint;
  /** The upper half of a 64-bit number whose lower half was handed out. */
  #spare: number | null = null;

  constructor(seeds: readonly number[]) {
    const [s0 = 0n, s1 = 0n, i0 = 0n, i1 = 0n] = seedWords(seeds, 4);
    this.#increment = ((((i0 << 64n) | i1) << 1n) | 1n) & MASK_128;
    this.#step();
    this.#state = (this.#state + ((s0 << 64n) | s1)) & MASK_128;
    this.#step();
  }

  next64(): bigint {
    this.#step();
    const folded = (this.#state >> 64n) ^ (this.#state & MASK_64);
    const turn = this.#state >> 122n;
    return ((folded >> turn) | (folded << (64n - turn))) & MASK_64;
  }

  next32(): number {
    if (this.#spare !== null) {
      const high = this.#spare;
      this.#spare = null;
      return high;
    }
    const value = this.next64();
    this.#spare = Number(value >> 32n);
    return Number(value & 0xffffffffn);
  }

  nextDouble(): number {
    return Number(this.next64() >> 11n) / 9007199254740992;
  }

  #step(): void {
    this.#state = (this.#state * MULTIPLIER + this.#increment) & MASK_128;
  }
}
