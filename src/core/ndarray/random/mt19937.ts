import type { BitSource } from './bits.ts';

const LENGTH = 624;
const MIDDLE = 397;

/** The Mersenne Twister of Matsumoto and Nishimura (1998), seeded as NumPy's `RandomState` seeds it. */
export class Mt19937 implements BitSource {
  #key = new Uint32Array(LENGTH);
  #position = LENGTH;

  /** From one integer below 2^32, by Knuth's multiplier. */
  static fromInteger(seed: number): Mt19937 {
    const source = new Mt19937();
    source.#initialize(seed);
    return source;
  }

  /** From several integers below 2^32 (`init_by_array` of the reference implementation). */
  static fromArray(seeds: readonly number[]): Mt19937 {
    const source = new Mt19937();
    source.#initialize(19650218);
    source.#mixIn(seeds);
    return source;
  }

  /** A source that will give the same bits from here on. */
  clone(): Mt19937 {
    const other = new Mt19937();
    other.#key = this.#key.slice();
    other.#position = this.#position;
    return other;
  }

  next32(): number {
    if (this.#position === LENGTH) this.#refill();
    let y = this.#key[this.#position++] ?? 0;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  }

  next64(): bigint {
    const high = BigInt(this.next32());
    return (high << 32n) | BigInt(this.next32());
  }

  nextDouble(): number {
    const high = this.next32() >>> 5;
    const low = this.next32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  #initialize(seed: number): void {
    let word = seed >>> 0;
    for (let i = 0; i < LENGTH; i++) {
      this.#key[i] = word;
      word = (Math.imul(1812433253, word ^ (word >>> 30)) + i + 1) >>> 0;
    }
  }

  #mixIn(seeds: readonly number[]): void {
    const key = this.#key;
    let i = 1;
    // The words are mixed in a ring of 623; the first one carries the last one over.
    const step = (multiplier: number, extra: number): void => {
      const before = key[i - 1] ?? 0;
      key[i] = ((key[i] ?? 0) ^ Math.imul(before ^ (before >>> 30), multiplier)) + extra;
      if (++i >= LENGTH) {
        key[0] = key[LENGTH - 1] ?? 0;
        i = 1;
      }
    };
    for (let k = 0; k < Math.max(LENGTH, seeds.length); k++) {
      const j = k % seeds.length;
      step(1664525, (seeds[j] ?? 0) + j);
    }
    for (let k = 0; k < LENGTH - 1; k++) step(1566083941, -i);
    key[0] = 0x80000000;
  }

  #refill(): void {
    const key = this.#key;
    for (let i = 0; i < LENGTH; i++) {
      const y = ((key[i] ?? 0) & 0x80000000) | ((key[(i + 1) % LENGTH] ?? 0) & 0x7fffffff);
      key[i] = (key[(i + MIDDLE) % LENGTH] ?? 0) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.#position = 0;
  }
}
