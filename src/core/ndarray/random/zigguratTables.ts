const LAYERS = 256;
/** One unit of the integers that are compared with `sure`. */
const UNIT = 2 ** 52;
/** The area of each layer for 256 layers (Marsaglia and Tsang, "The ziggurat method", 2000), rounded as in NumPy's tables. */
const LAYER_AREA = 0.004928673233974652;

/** Where the tail begins. */
export const TAIL_START = 3.6541528853610088;

/** The layers of the normal density, from the tallest (1) to the base (0). */
export interface Tables {
  /** Below this 52-bit integer a point of the layer lies under the curve for certain. */
  readonly sure: Float64Array;
  /** What turns a 52-bit integer into a point of the layer. */
  readonly widths: Float64Array;
  readonly heights: Float64Array;
}

/**
 * Builds the tables from the base up. An error in one layer grows in all that follow, therefore `exp` and `log` are rounded
 * correctly here, which the engine's are not, so that the numbers drawn are NumPy's to the last bit.
 */
export function buildTables(): Tables {
  const sure = new Float64Array(LAYERS);
  const widths = new Float64Array(LAYERS);
  const heights = new Float64Array(LAYERS);
  let x = TAIL_START;
  let height = density(x);
  const base = LAYER_AREA / height;
  sure[0] = Math.floor((x / base) * UNIT);
  widths[0] = base / UNIT;
  heights[0] = 1;
  for (let layer = LAYERS - 1; layer >= 1; layer--) {
    widths[layer] = x / UNIT;
    heights[layer] = height;
    if (layer === 1) break;
    const inner = Math.sqrt(-2 * roundedLog(LAYER_AREA / x + height));
    sure[layer] = Math.floor((inner / x) * UNIT);
    x = inner;
    height = density(x);
    // NumPy's tables come from a C library whose `exp` was one unit in the last place off here, and all later layers show it.
    if (layer - 1 === MISROUNDED_LAYER) height += MISROUNDED_BY;
  }
  return { sure, widths, heights };
}

const MISROUNDED_LAYER = 38;
const MISROUNDED_BY = 2 ** -53;

function density(x: number): number {
  return roundedExp(-0.5 * x * x);
}

/** Fixed-point numbers with this many bits after the point. */
const BITS = 160n;
const ONE = 1n << BITS;

/** A double between 2^-27 and 16 in magnitude, or 0, as a fixed-point number, exactly. */
function toFixed(x: number): bigint {
  return BigInt(x * 2 ** 80) << (BITS - 80n);
}

function toDouble(x: bigint): number {
  return Number(x) / 2 ** Number(BITS);
}

/** The exponential series. */
function fixedExp(x: bigint): bigint {
  let total = ONE;
  let term = ONE;
  for (let k = 1n; term !== 0n && term !== -1n; k++) {
    term = ((term * x) >> BITS) / k;
    total += term;
  }
  return total;
}

function roundedExp(x: number): number {
  return toDouble(fixedExp(toFixed(x)));
}

/** The engine's logarithm `w`, corrected by one Newton step: `w + x exp(-w) - 1`. */
function roundedLog(x: number): number {
  const guess = toFixed(Math.log(x));
  const ratio = (toFixed(x) * fixedExp(-guess)) >> BITS;
  return toDouble(guess + ratio - ONE);
}
