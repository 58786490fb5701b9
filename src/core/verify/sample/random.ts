/** A small seeded generator (mulberry32), so that every run of the verifier sees the same samples. */
export function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A number away from 0 and of either sign: between 0.2 and 1.7 in size. */
export function awayFromZero(random: () => number): number {
  const size = 0.2 + 1.5 * random();
  return random() < 0.5 ? -size : size;
}
