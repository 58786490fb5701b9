import { ArrayError } from '../errors.ts';
import { lemireInteger, maskedInteger } from './bits.ts';
import { Distributions } from './distributions.ts';
import { Pcg64 } from './pcg64.ts';
import { zigguratNormal } from './ziggurat.ts';

/** `np.random.default_rng(seed)`: PCG64. Same seed, same numbers as NumPy. */
export class Generator extends Distributions {
  protected readonly bits: Pcg64;

  /** Throws ValueError when a seed is not a non-negative integer. */
  constructor(seed: number | readonly number[]) {
    super();
    const seeds = typeof seed === 'number' ? [seed] : seed;
    if (seeds.some((one) => !Number.isInteger(one) || one < 0)) {
      throw new ArrayError('ValueError', 'expected non-negative integer');
    }
    this.bits = new Pcg64(seeds);
  }

  protected nextNormal(): number {
    return zigguratNormal(this.bits);
  }

  protected nextInteger(max: number): number {
    return lemireInteger(this.bits, max);
  }

  /** Unlike the legacy generator this one spends no bits on a certain outcome. */
  protected override nextBinomial(n: number, p: number): number {
    return n === 0 || p === 0 ? 0 : super.nextBinomial(n, p);
  }

  protected shuffledOrder(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) swap(order, i, maskedInteger(this.bits, i));
    return order;
  }

  /** A tail shuffle when many of a large population are wanted, else Floyd's algorithm and a shuffle. */
  protected distinctIndices(population: number, count: number): ArrayLike<number> {
    if (population > 10000 && count > Math.floor(population / 50)) {
      const order = Int32Array.from({ length: population }, (_, i) => i);
      this.#shuffleTail(order, Math.max(population - count, 1));
      return order.subarray(population - count);
    }
    const found = new Set<number>();
    for (let j = population - count; j < population; j++) {
      const index = this.nextInteger(j);
      found.add(found.has(index) ? j : index);
    }
    const order = Int32Array.from(found);
    this.#shuffleTail(order, 1);
    return order;
  }

  #shuffleTail(order: Int32Array, first: number): void {
    for (let i = order.length - 1; i >= first; i--) swap(order, i, this.nextInteger(i));
  }
}

function swap(order: Int32Array, i: number, j: number): void {
  [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
}
