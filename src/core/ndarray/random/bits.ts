/** Where random bits come from. The distributions are written over it, so that both generators share them. */
export interface BitSource {
  /** A uniform integer below 2^32. */
  next32(): number;
  /** A uniform integer below 2^64. */
  next64(): bigint;
  /** A uniform number in [0, 1) with 53 random bits. */
  nextDouble(): number;
}

const MAX_32 = 0xffffffff;

/** A uniform integer in `0…max` by masked rejection, as NumPy's legacy generator draws it. */
export function maskedInteger(bits: BitSource, max: number): number {
  if (max === 0) return 0;
  if (max > MAX_32) return maskedLarge(bits, BigInt(max));
  if (max === MAX_32) return bits.next32();
  const mask = 2 ** (32 - Math.clz32(max)) - 1;
  for (;;) {
    const value = (bits.next32() & mask) >>> 0;
    if (value <= max) return value;
  }
}

function maskedLarge(bits: BitSource, max: bigint): number {
  const mask = (1n << BigInt(max.toString(2).length)) - 1n;
  for (;;) {
    const value = bits.next64() & mask;
    if (value <= max) return Number(value);
  }
}

/** A uniform integer in `0…max` by Lemire's multiplication, as NumPy's `Generator` draws it. */
export function lemireInteger(bits: BitSource, max: number): number {
  if (max === 0) return 0;
  if (max === MAX_32) return bits.next32();
  const [width, next] =
    max < MAX_32 ? ([32n, () => BigInt(bits.next32())] as const) : ([64n, () => bits.next64()] as const);
  const count = BigInt(max) + 1n;
  const low = (1n << width) - 1n;
  let product = next() * count;
  if ((product & low) < count) {
    const threshold = (low - BigInt(max)) % count;
    while ((product & low) < threshold) product = next() * count;
  }
  return Number(product >> width);
}
