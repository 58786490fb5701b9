/** A run of numbers in a buffer, `step` apart; step 0 repeats one number. */
export interface Run {
  readonly data: Float64Array;
  at: number;
  readonly step: number;
}

/** Writes `count` results to the run `out`. */
export type Kernel = (out: Run, x: Run, y: Run, count: number) => void;

/**
 * Loops for the operations that gradients are made of. Each is written out, because a call per element would cost several
 * times the operation itself.
 */
export const KERNELS = {
  add: ({ data: out, at: to, step: r }, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) out[to + k * r] = (x[i + k * s] ?? 0) + (y[j + k * t] ?? 0);
  },
  subtract: ({ data: out, at: to, step: r }, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) out[to + k * r] = (x[i + k * s] ?? 0) - (y[j + k * t] ?? 0);
  },
  multiply: ({ data: out, at: to, step: r }, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) out[to + k * r] = (x[i + k * s] ?? 0) * (y[j + k * t] ?? 0);
  },
  divide: ({ data: out, at: to, step: r }, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) out[to + k * r] = (x[i + k * s] ?? 0) / (y[j + k * t] ?? 0);
  },
  maximum: ({ data: out, at: to, step: r }, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) {
      const left = x[i + k * s] ?? 0;
      const right = y[j + k * t] ?? 0;
      out[to + k * r] = left > right || Number.isNaN(left) ? left : right;
    }
  },
  minimum: ({ data: out, at: to, step: r }, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) {
      const left = x[i + k * s] ?? 0;
      const right = y[j + k * t] ?? 0;
      out[to + k * r] = left < right || Number.isNaN(left) ? left : right;
    }
  },
  less: ({ data: out, at: to, step: r }, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) out[to + k * r] = Number((x[i + k * s] ?? 0) < (y[j + k * t] ?? 0));
  },
  lessEqual: ({ data: out, at: to, step: r }, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) out[to + k * r] = Number((x[i + k * s] ?? 0) <= (y[j + k * t] ?? 0));
  },
  equal: ({ data: out, at: to, step: r }, { data: x, at: i, step: s }, { data: y, at: j, step: t }, count) => {
    for (let k = 0; k < count; k++) out[to + k * r] = Number((x[i + k * s] ?? 0) === (y[j + k * t] ?? 0));
  },
} as const satisfies Record<string, Kernel>;

export type KernelName = keyof typeof KERNELS;
