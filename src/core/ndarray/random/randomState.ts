import { ArrayError } from '../errors.ts';
import { maskedInteger } from './bits.ts';
import { Distributions } from './distributions.ts';
import { Mt19937 } from './mt19937.ts';

/** NumPy's legacy `np.random.RandomState`: what `np.random.seed` and the functions of `np.random` use. Same seed, same numbers as NumPy. */
export class RandomState extends Distributions {
  protected bits: Mt19937;
  /** The polar method makes normals in pairs; the second waits here. */
  #spareNormal: number | null = null;

  /** Throws ValueError when a seed is not an integer from 0 to 2^32 - 1. */
  constructor(seed: number | readonly number[]) {
    super();
    this.bits = sourceOf(seed);
  }

  /** Starts again, as `np.random.seed(seed)`. */
  seed(seed: number | readonly number[]): void {
    this.bits = sourceOf(seed);
    this.#spareNormal = null;
  }

  /** A generator that will give the same numbers from here on, for replays. */
  clone(): RandomState {
    const other = new RandomState(0);
    other.bits = this.bits.clone();
    other.#spareNormal = this.#spareNormal;
    return other;
  }

  /** Goes on where another generator stands, as `np.random.set_state` does. */
  restore(from: RandomState): void {
    this.bits = from.bits.clone();
    this.#spareNormal = from.#spareNormal;
  }

  /** Marsaglia's polar method. */
  protected nextNormal(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return spare;
    }
    for (;;) {
      const x = 2 * this.bits.nextDouble() - 1;
      const y = 2 * this.bits.nextDouble() - 1;
      const squared = x * x + y * y;
      if (squared >= 1 || squared === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(squared)) / squared);
      this.#spareNormal = scale * x;
      return scale * y;
    }
  }

  protected nextInteger(max: number): number {
    return maskedInteger(this.bits, max);
  }

  protected shuffledOrder(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = maskedInteger(this.bits, i);
      [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    }
    return order;
  }

  protected distinctIndices(population: number, count: number): ArrayLike<number> {
    return this.shuffledOrder(population).subarray(0, count);
  }
}

function sourceOf(seed: number | readonly number[]): Mt19937 {
  const seeds = typeof seed === 'number' ? [seed] : seed;
  if (seeds.length === 0) throw new ArrayError('ValueError', 'Seed must be non-empty');
  if (seeds.some((one) => !Number.isInteger(one) || one < 0 || one >= 2 ** 32)) {
    throw new ArrayError('ValueError', 'Seed must be between 0 and 2**32 - 1');
  }
  return typeof seed === 'number' ? Mt19937.fromInteger(seed) : Mt19937.fromArray(seed);
}
