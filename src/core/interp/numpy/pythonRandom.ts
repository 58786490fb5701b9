import { Mt19937 } from '../../ndarray/random/mt19937.ts';

const BITS_PER_WORD = 32;

/** Python's `random.Random`: the Mersenne Twister with Python's own ways of making numbers, number for number. */
export class PythonRandom {
  #bits: Mt19937;
  #spareGauss: number | null = null;
  /** Python 2 makes integers from floats. */
  readonly #python2: boolean;

  constructor(seed: number, python2: boolean) {
    this.#bits = sourceOf(seed);
    this.#python2 = python2;
  }

  seed(seed: number): void {
    this.#bits = sourceOf(seed);
    this.#spareGauss = null;
  }

  /** Uniform in [0, 1). */
  random(): number {
    return this.#bits.nextDouble();
  }

  /** `k` random bits as an integer; above 53 the lowest are lost to rounding. */
  getrandbits(k: number): number {
    let [result, weight] = [0, 1];
    for (let left = k; left > 0; left -= BITS_PER_WORD) {
      const word = this.#bits.next32();
      result += weight * (left < BITS_PER_WORD ? Math.floor(word / 2 ** (BITS_PER_WORD - left)) : word);
      weight *= 2 ** BITS_PER_WORD;
    }
    return result;
  }

  /** A uniform integer in `0…n - 1`. */
  below(n: number): number {
    if (this.#python2) return Math.floor(this.random() * n);
    const bits = Math.floor(Math.log2(n)) + 1;
    for (;;) {
      const drawn = this.getrandbits(bits);
      if (drawn < n) return drawn;
    }
  }

  /** Two at a time by Box and Muller, the second of which waits. */
  gauss(mu: number, sigma: number): number {
    if (this.#spareGauss !== null) {
      const spare = this.#spareGauss;
      this.#spareGauss = null;
      return mu + spare * sigma;
    }
    const angle = this.random() * 2 * Math.PI;
    const radius = Math.sqrt(-2 * Math.log(1 - this.random()));
    this.#spareGauss = Math.sin(angle) * radius;
    return mu + Math.cos(angle) * radius * sigma;
  }

  /** By the ratio of uniforms (Kinderman and Monahan, 1977). */
  normalvariate(mu: number, sigma: number): number {
    const magic = (4 * Math.exp(-0.5)) / Math.SQRT2;
    for (;;) {
      const u = this.random();
      const v = 1 - this.random();
      const z = (magic * (u - 0.5)) / v;
      if ((z * z) / 4 <= -Math.log(v)) return mu + z * sigma;
    }
  }

  /** Fisher and Yates, from the end. */
  shuffle(items: unknown[]): void {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [items[i], items[j]] = [items[j], items[i]];
    }
  }

  /** `count` different places of `population`: from a shrinking pool when many are wanted, else by remembering what was drawn. */
  sample(population: number, count: number): number[] {
    const setSize = 21 + (count > 5 ? 4 ** Math.ceil(Math.log(count * 3) / Math.log(4)) : 0);
    if (population <= setSize) return this.#fromPool(population, count);
    const drawn = new Set<number>();
    while (drawn.size < count) drawn.add(this.below(population));
    return [...drawn];
  }

  #fromPool(population: number, count: number): number[] {
    const pool = Array.from({ length: population }, (_, i) => i);
    return Array.from({ length: count }, (_, i) => {
      const j = this.below(population - i);
      const chosen = pool[j] ?? 0;
      pool[j] = pool[population - i - 1] ?? 0;
      return chosen;
    });
  }
}

/** Python seeds with the 32-bit digits of the absolute value, lowest first. */
function sourceOf(seed: number): Mt19937 {
  const digits: number[] = [];
  for (let rest = Math.abs(Math.trunc(seed)); rest > 0; rest = Math.floor(rest / 2 ** BITS_PER_WORD)) {
    digits.push(rest % 2 ** BITS_PER_WORD);
  }
  return Mt19937.fromArray(digits.length === 0 ? [0] : digits);
}
