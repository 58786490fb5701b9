import type { BitSource } from './bits.ts';
import { buildTables, TAIL_START, type Tables } from './zigguratTables.ts';

let tables: Tables | null = null;

/** One standard normal number by the ziggurat method, as NumPy's `Generator` draws it. */
export function zigguratNormal(bits: BitSource): number {
  const { sure, widths, heights } = (tables ??= buildTables());
  for (;;) {
    const word = bits.next64();
    const layer = Number(word & 0xffn);
    const magnitude = Number((word >> 9n) & 0xfffffffffffffn);
    const width = magnitude * (widths[layer] ?? 0);
    const x = (word >> 8n) & 1n ? -width : width;
    if (magnitude < (sure[layer] ?? 0)) return x;
    if (layer === 0) return drawTail(bits, ((word >> 17n) & 1n) === 1n);
    const [above, below] = [heights[layer - 1] ?? 0, heights[layer] ?? 0];
    if ((above - below) * bits.nextDouble() + below < Math.exp(-0.5 * x * x)) return x;
  }
}

function drawTail(bits: BitSource, isNegative: boolean): number {
  for (;;) {
    const x = -Math.log1p(-bits.nextDouble()) / TAIL_START;
    const y = -Math.log1p(-bits.nextDouble());
    if (y + y > x * x) return isNegative ? -(TAIL_START + x) : TAIL_START + x;
  }
}
