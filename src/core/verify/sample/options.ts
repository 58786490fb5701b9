import type { Dimensions } from './dimensions.ts';
import type { Scenario } from './scenario.ts';
import type { Spec } from './spec.ts';

/** Numbers for parameters that courses name alike. Regularisation is never zero, or a forgotten term would not show. */
const numbers: readonly (readonly [RegExp, number])[] = [
  [/^(?:tau|temp|temperature)$/, 0.7],
  [/^(?:reg|lamb?da|lambd|l2|weight_decay\w*|wd|reg_strength|regulari[sz]ation|lmbda|l2_reg|l2_lambda|lam)$/i, 0.3],
  [/^(?:p|keep_prob|dropout|drop_prob|rate|dropout_ratio|dropout_rate|ratio)$/i, 0.6],
  [/^(?:lr|learning_rate|alpha|eta|step_size|learn_rate|learning_rate_init)$/i, 0.01],
  [/^(?:eps|epsilon|weight_scale|std|weight_init_std)$/i, 0.1],
  [/^(?:momentum|decay|beta\d?|rho|gamma_decay)$/i, 0.9],
  [/^(?:delta|margin|slope|negative_slope|leak\w*)$/i, 1],
];

const integers: readonly (readonly [RegExp, number])[] = [
  [/^(?:num_iters|num_iterations|iterations|iters|epochs|num_epochs|num_passes|max_iter\w*|n_iterations|n_epochs)$/, 1],
  [/^(?:batch_size|mini_batch_size)$/, 2],
  [/seed/, 123],
  [/^(?:axis)$/, 1],
  [/^(?:num_layers|n_layers|layers_num)$/, 2],
  [/^(?:G|groups?|num_groups)$/, 1],
];

export function isNumberName(name: string): number | null {
  return numbers.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

function isIntegerName(name: string): number | null {
  return integers.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

export function integer(value: number): Spec {
  return { kind: 'number', value, isInt: true };
}

/** The scalar that a parameter or an entry of an option dict should be by its name, or null. */
export function scalarByName(name: string, { profile, variant }: Scenario): Spec | null {
  const other = variant % 2 === 1;
  const halves = profile === 'even' || profile === 'square';
  if (/^(?:stride|strides|stride_\w+|\w+_stride|s)$/.test(name)) return integer(other || halves ? 2 : 1);
  if (/^(?:pad|padding|P|\w+_pad|pad_\w+)$/.test(name)) return integer(other || halves ? 0 : 1);
  if (/^(?:pool_?(?:height|width|size|h|w)|pool\w*|f)$/.test(name)) return integer(2);
  if (/^(?:filter_num|num_filters?|n_filters?)$/.test(name)) return integer(4);
  if (/^(?:filter_size|kernel_size|filter_?(?:height|width|h|w)|kernel_?(?:height|width|h|w))$/.test(name))
    return integer(3);
  if (/^mode$/.test(name)) return { kind: 'text', value: 'train' };
  const whole = isIntegerName(name);
  if (whole !== null) return integer(whole);
  const known = isNumberName(name);
  return known === null ? null : { kind: 'number', value: known, isInt: false };
}

/** An entry of a dict that was asked for: an option by name, a bias, or else a matrix. */
export function entryByName(name: string, scenario: Scenario, dimensions: Dimensions): Spec {
  // Vocabularies have tokens for the start and end of a sentence.
  if (/^<\w+>$/.test(name)) return integer(name.length % 3);
  const scalar = scalarByName(name, scenario);
  if (scalar) return scalar;
  const dims = isBiasName(name) ? biasDims(dimensions) : [dimensions.fresh(), dimensions.fresh()];
  return { kind: 'array', dims, content: 'any' };
}

/** Running statistics may be missing from an option dict; layers make them when they are. */
export function isOptionalEntry(name: string): boolean {
  return /^running_|^(?:seed|dtype|config|velocity|cache|ln_param|layernorm)$/.test(name);
}

/** `b`, `b1`, `bias`, `bf`, `bh`, `gamma`, `beta`: one number per unit. */
export function isBiasName(name: string): boolean {
  return /^(?:_?b|b\d+|bias\w*|biases|beta\d*|gamma\d*|b_?[a-z]{1,2}\d?|b_(?:out|in|hidden))$/.test(name);
}

export function biasDims(dimensions: Dimensions): number[] {
  if (dimensions.profile === 'column') return [dimensions.fresh(), 1];
  return dimensions.profile === 'row' ? [1, dimensions.fresh()] : [dimensions.fresh()];
}

/** `w`, `W`, `theta`, `weights`, `coef_`, `beta`: one number per feature where there is one output. */
export function isWeightName(name: string): boolean {
  return /^_?(?:w|W|weights?|theta|Theta|coefs?_?)$/.test(name);
}
