const POOL_SIZE = 4;

/** The multiplicative hash of NumPy's `SeedSequence` (after O'Neill's `seed_seq`): its constant changes with every use. */
class Hash {
  #constant: number;
  readonly #multiplier: number;

  constructor(constant: number, multiplier: number) {
    this.#constant = constant;
    this.#multiplier = multiplier;
  }

  mix(word: number): number {
    const mixed = word ^ this.#constant;
    this.#constant = Math.imul(this.#constant, this.#multiplier);
    const product = Math.imul(mixed, this.#constant);
    return (product ^ (product >>> 16)) >>> 0;
  }
}

/** `SeedSequence(seeds).generate_state(count, uint64)`: unrelated words even from seeds that are alike. The seeds are non-negative integers. */
export function seedWords(seeds: readonly number[], count: number): bigint[] {
  const pool = entropyPool(seeds.flatMap(wordsOf));
  const hash = new Hash(0x8b51f9dd, 0x58f38ded);
  const halves = Array.from({ length: 2 * count }, (_, i) => BigInt(hash.mix(pool[i % POOL_SIZE] ?? 0)));
  return Array.from({ length: count }, (_, i) => (halves[2 * i] ?? 0n) | ((halves[2 * i + 1] ?? 0n) << 32n));
}

/** An integer as 32-bit words, the lowest first. */
function wordsOf(seed: number): number[] {
  const words: number[] = [];
  for (let rest = seed; rest > 0 || words.length === 0; rest = Math.floor(rest / 2 ** 32)) words.push(rest % 2 ** 32);
  return words;
}

function entropyPool(entropy: readonly number[]): number[] {
  const hash = new Hash(0x43b0d7e5, 0x931e8875);
  const pool = Array.from({ length: POOL_SIZE }, (_, i) => hash.mix(entropy[i] ?? 0));
  const stir = (to: number, word: number): void => {
    const difference = Math.imul(0xca01f9dd, pool[to] ?? 0) - Math.imul(0x4973f715, hash.mix(word));
    pool[to] = (difference ^ (difference >>> 16)) >>> 0;
  };
  for (let from = 0; from < POOL_SIZE; from++) {
    for (let to = 0; to < POOL_SIZE; to++) if (from !== to) stir(to, pool[from] ?? 0);
  }
  for (const word of entropy.slice(POOL_SIZE)) for (let to = 0; to < POOL_SIZE; to++) stir(to, word);
  return pool;
}
