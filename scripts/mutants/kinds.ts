/** The kinds of single-token faults, in the order of the table. */
export const KINDS = [
  'overwritten',
  'transpose',
  'swap',
  'missing-sum',
  'axis',
  'upstream',
  'local',
  'sign',
  'factor',
  'regularization',
  'mask',
  'index',
  'key',
  'name',
] as const;

export type Kind = (typeof KINDS)[number];

const shape = 'gradient-shape';

/** The rules that name a fault of each kind rightly. What has no better name may not hide behind `wrong-gradient`, but for names. */
export const ACCEPTED: Readonly<Record<Kind, readonly string[]>> = {
  overwritten: ['overwritten-gradient'],
  transpose: ['transposed-factor', shape],
  swap: ['swapped-factors', shape],
  'missing-sum': ['missing-sum', shape],
  axis: ['wrong-axis', shape],
  upstream: ['missing-upstream'],
  local: ['wrong-local-gradient'],
  sign: ['wrong-sign'],
  factor: ['missing-factor'],
  regularization: ['missing-regularization'],
  mask: ['inverted-mask'],
  index: ['wrong-index'],
  key: ['wrong-index'],
  name: ['wrong-gradient', 'wrong-local-gradient', 'stale-value', 'wrong-index', shape],
};

export function isKind(text: string): text is Kind {
  return KINDS.some((kind) => kind === text);
}
