/** A run of numbers in a buffer, `step` apart; step 0 repeats one number. */
export interface Run {
  readonly data: Float64Array;
  at: number;
  readonly step: number;
}

/** Writes `count` results to `out` from `to` on. */
export type Kernel = (out: Float64Array, to: number, x: Run, y: Run, count: number) => void;

/**
 * Loops for the operations that gradients are made of. Each is written out, because a call per element would cost several
 * times the operation itself.
 */
export const KERNELS = {
  add: (out, to, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) out[to + k] = (x[i + k * s] ?? 0) + (y[j + k * t] ?? 0);
  },
  subtract: (out, to, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) out[to + k] = (x[i + k * s] ?? 0) - (y[j + k * t] ?? 0);
  },
  multiply: (out, to, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) out[to + k] = (x[i + k * s] ?? 0) * (y[j + k * t] ?? 0);
  },
  divide: (out, to, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) out[to + k] = (x[i + k * s] ?? 0) / (y[j + k * t] ?? 0);
  },
  maximum: (out, to, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) {
      const left = x[i + k * s] ?? 0;
      const right = y[j + k * t] ?? 0;
      out[to + k] = left > right || Number.isNaN(left) ? left : right;
    }
  },
  minimum: (out, to, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) {
      const left = x[i + k * s] ?? 0;
      const right = y[j + k * t] ?? 0;
      out[to + k] = left < right || Number.isNaN(left) ? left : right;
    }
  },
  less: (out, to, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) out[to + k] = Number((x[i + k * s] ?? 0) < (y[j + k * t] ?? 0));
  },
  lessEqual: (out, to, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) out[to + k] = Number((x[i + k * s] ?? 0) <= (y[j + k * t] ?? 0));
  },
  equal: (out, to, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) out[to + k] = Number((x[i + k * s] ?? 0) === (y[j + k * t] ?? 0));
  },
} as const satisfies Record<string, Kernel>;

export type KernelName = keyof typeof KERNELS;
