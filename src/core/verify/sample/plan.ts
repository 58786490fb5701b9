import type { Comment, FunctionDef, Parameter } from '../../syntax/ast.ts';
import type { Dimensions } from './dimensions.ts';
import { documentedShapes, type Documented } from './documented.ts';
import type { Content, ParameterSpec, Spec } from './spec.ts';
import { usageOf, type Usage } from './usage.ts';

/** Which of several samples is being made: strides, paddings and option texts vary with it. */
export interface Variant {
  readonly index: number;
}

/** Numbers for parameters that courses name alike. Regularisation is never zero, or a forgotten term would not show. */
const numbers: readonly (readonly [RegExp, number])[] = [
  [/^(?:reg|lamb?da|lambd|l2|weight_decay|wd|reg_strength|regulari[sz]ation)$/i, 0.3],
  [/^(?:p|keep_prob|dropout|drop_prob|rate|dropout_ratio)$/i, 0.6],
  [/^(?:lr|learning_rate|alpha|eta|step_size)$/i, 0.01],
  [/^(?:eps|epsilon)$/i, 1e-5],
  [/^(?:momentum|decay|beta\d?|rho|gamma_decay)$/i, 0.9],
  [/^(?:delta|margin|slope|negative_slope|a)$/i, 1],
];

const lengthName =
  /(?:_?size|_?dim|_?dims|^dim_?\w*|^num_\w+|^n_\w+|^n[A-Z]?$|^[NDHCMTVFK]$|_?units|_?channels|_?features|_?classes|^width|^height|_len|length|^hidden\w*|^filters?_num|_nodes|_count)$/;

/** The keys of option dicts as layers read them. */
function option(key: string, { index }: Variant): Spec {
  const number = (value: number): Spec => ({ kind: 'number', value, isInt: true });
  if (/stride/.test(key)) return number(index % 2 === 0 ? 1 : 2);
  if (/pad/.test(key)) return number(index % 2 === 0 ? 1 : 0);
  if (/pool_(?:height|h)|^(?:hparameters_)?f$|pool_size|pool_width|pool_w/.test(key)) return number(2);
  if (/mode/.test(key)) return { kind: 'text', value: 'train' };
  if (/seed/.test(key)) return number(123);
  const known = numbers.find(([pattern]) => pattern.test(key));
  return known ? { kind: 'number', value: known[1], isInt: false } : { kind: 'none' };
}

/** A first guess for every parameter of a function, from what is stated and from how it is used. */
export function planParameters(
  def: FunctionDef,
  comments: readonly Comment[],
  dimensions: Dimensions,
  variant: Variant,
): ParameterSpec[] {
  const usages = usageOf(def);
  const documented = documentedShapes(def, comments);
  const parameters = [...def.params.positional, ...def.params.keywordOnly].filter(
    ({ name }) => name !== 'self' && name !== 'cls',
  );
  return parameters.map((parameter) => {
    const usage = usages.get(parameter.name);
    return planParameter(parameter, usage, documented, dimensions, variant);
  });
}

function planParameter(
  parameter: Parameter,
  usage: Usage | undefined,
  documented: Documented,
  dimensions: Dimensions,
  variant: Variant,
): ParameterSpec {
  const { name } = parameter;
  const content = contentOf(name, usage);
  const stated = documented.get(name);
  if (stated) {
    return {
      name,
      spec: { kind: 'array', dims: stated.map((dim) => dimensions.named(dim)), content },
      source: 'docstring',
    };
  }
  if (usage?.dims) {
    const dims = usage.dims.map((dim) => (dim === null || dim === '_' ? dimensions.fresh() : dimensions.named(dim)));
    return { name, spec: { kind: 'array', dims, content }, source: 'usage' };
  }
  return { name, ...unstated(parameter, usage, content, dimensions, variant) };
}

function unstated(
  parameter: Parameter,
  usage: Usage | undefined,
  content: Content,
  dimensions: Dimensions,
  variant: Variant,
): Omit<ParameterSpec, 'name'> {
  const { name } = parameter;
  if (usage && usage.keys.size > 0) {
    const entries = new Map([...usage.keys].map((key) => [key, option(key, variant)] as const));
    return { spec: { kind: 'dict', entries }, source: 'usage' };
  }
  if (usage && usage.texts.size > 0) {
    const texts = [...usage.texts];
    return { spec: { kind: 'text', value: texts[variant.index % texts.length] ?? '' }, source: 'usage' };
  }
  const known = numbers.find(([pattern]) => pattern.test(name));
  const isArrayLike = usage !== undefined && (usage.rank > 0 || usage.isMatrix);
  if (known && !isArrayLike) return { spec: { kind: 'number', value: known[1], isInt: false }, source: 'name' };
  if (parameter.default && !/^(?:y|t|labels?|targets?)$/.test(name))
    return { spec: { kind: 'default' }, source: 'default' };
  if (/^(?:stride|padding|pad)$/.test(name)) return { spec: option(name, variant), source: 'name' };
  if (!isArrayLike && (usage?.isLength === true || lengthName.test(name))) {
    return { spec: { kind: 'int', length: dimensions.named(name) }, source: 'usage' };
  }
  const rank = rankOf(name, usage, content);
  const dims = Array.from({ length: rank }, () => dimensions.fresh());
  return { spec: { kind: 'array', dims, content }, source: 'usage' };
}

function rankOf(name: string, usage: Usage | undefined, content: Content): number {
  if (content === 'labels') return 1;
  const least = usage?.rank ?? 0;
  if (/^(?:b|b\d|bias|beta|gamma|b_?\w{1,2})$/.test(name)) return Math.max(least, 1);
  return Math.max(least, 2);
}

function contentOf(name: string, usage: Usage | undefined): Content {
  if (usage?.isIndex === true && /^(?:y|t|labels?|targets?|y_\w+|yb|idx|x|captions\w*|Y)$/.test(name)) return 'labels';
  if (/^(?:mask)$/.test(name)) return 'mask';
  if (/^(?:probs?|AL|y_?hat|y_?pred|A2)$/i.test(name)) return 'probability';
  if (/^(?:Y|y_true|one_?hot)$/.test(name)) return 'onehot';
  if (/^(?:\w*var|v|cache|std)$/.test(name)) return 'positive';
  return 'any';
}
