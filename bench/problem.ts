/** The two cases of the bench as plain numbers, the same for every library. */

/** Numbers that look random, the same on every run (a linear congruential generator, scaled to ±1). */
export function noise(count: number, seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

export interface Net {
  readonly N: number;
  readonly D: number;
  readonly H: number;
  readonly C: number;
  readonly reg: number;
  readonly X: Float64Array;
  readonly y: Int32Array;
  readonly W1: Float64Array;
  readonly b1: Float64Array;
  readonly W2: Float64Array;
  readonly b2: Float64Array;
}

/** A two-layer softmax classifier with L2 regularisation. */
export function makeNet(N = 64, D = 50, H = 20, C = 5): Net {
  return {
    N,
    D,
    H,
    C,
    reg: 0.1,
    X: noise(N * D, 1),
    y: Int32Array.from({ length: N }, (_, i) => (i * 7) % C),
    W1: noise(D * H, 2).map((w) => 0.3 * w),
    b1: noise(H, 3).map((b) => 0.1 * b),
    W2: noise(H * C, 4).map((w) => 0.3 * w),
    b2: noise(C, 5).map((b) => 0.1 * b),
  };
}

/** One row of ones and zeros per label. */
export function oneHot({ N, C, y }: Net): Float64Array {
  const rows = new Float64Array(N * C);
  y.forEach((label, i) => (rows[i * C + label] = 1));
  return rows;
}

/** The loss and the gradients on W1, b1, W2, b2, one after another. */
export interface NetResult {
  readonly loss: number;
  readonly gradients: readonly ArrayLike<number>[];
}

/** The sigmoid neuron: w0 x0 + w1 x1 + w2. */
export const NEURON = { w: [2, -3, -3], x: [-1, -2] } as const;

/** Gradients on w0, w1, w2, x0, x1. */
export type NeuronResult = readonly number[];

/** The largest difference relative to the largest number. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let [difference, scale] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs((actual[i] ?? NaN) - (expected[i] ?? NaN)));
    scale = Math.max(scale, Math.abs(expected[i] ?? 0));
  }
  return Number.isNaN(difference) ? Infinity : difference / scale;
}
