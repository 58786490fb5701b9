import { remembered } from '../../base/remembered.ts';
import type { Comment, Expr, FunctionDef, Module, Parameter } from '../../syntax/ast.ts';
import { literalSpec, specFromCalls } from './calls.ts';
import type { Dimensions } from './dimensions.ts';
import { documentedShapes, type Documented } from './documented.ts';
import { documentedKinds, specFromDescription } from './documentedKinds.ts';
import { annotationSpec } from './annotated.ts';
import {
  biasDims,
  entryByName,
  isBiasName,
  isWeightName,
  isNumberName,
  isOptionalEntry,
  scalarByName,
} from './options.ts';
import type { Scenario } from './scenario.ts';
import type { Content, ParameterSpec, Spec } from './spec.ts';
import type { StatedDims } from './statedDims.ts';
import { usageOf, type Usage } from './usage.ts';

/** What planning looks at beside the function itself. */
export interface PlanContext {
  readonly module: Module;
  readonly comments: readonly Comment[];
  readonly dimensions: Dimensions;
  readonly scenario: Scenario;
}

const lengthName =
  /(?:_?size|_?dim|_?dims|^dim_?\w*|^num_\w+|^n_\w+|^n[A-Z]?$|^[NDHCMTVFK]$|_?units|_?channels|_?features|_?classes|^width|^height|_len|length|^hidden\w*|^filters?_num|_nodes|_count|_num|^in_\w+|^out_\w+|^nin$|^nout$|^inputs?_?n\w*|neurons)$/;

const layerSizes =
  /^(?:sizes|layer_?sizes|layers?_dims?|layer_dimensions|hidden_(?:dims|sizes|layers|size_list)|architecture|topology)$/;

const batchFirst = /^(?:X|x|inputs?|data|A|a|Z|z|h|prev_h|dout|y_pred|scores|logits)$/;

const usagesOf = remembered((def: FunctionDef): ReadonlyMap<string, Usage> => usageOf(def));

/** A first guess for every parameter of a function, from what is stated and from how it is used. `callee` is how calls name it. */
export function planParameters(def: FunctionDef, callee: string, context: PlanContext): ParameterSpec[] {
  const usages = usagesOf(def);
  const documented = documentedShapes(def, context.comments, context.module);
  const described = documentedKinds(def, callee, context.module);
  const parameters = [...def.params.positional, ...def.params.keywordOnly].filter(
    ({ name }) => name !== 'self' && name !== 'cls',
  );
  return parameters.map((parameter) => {
    const usage = usages.get(parameter.name);
    const called = specFromCalls(context.module, callee, def, parameter.name, context.dimensions);
    const description = described.get(parameter.name);
    return planParameter(parameter, { usage, documented, called, description }, context);
  });
}

/** A guess for a name of the module that a function reads but that could not be evaluated. */
export function planGlobal(name: string, readers: readonly FunctionDef[], context: PlanContext): ParameterSpec {
  const usages = readers.flatMap((def) => usageOf(def, [name]).get(name) ?? []);
  const usage = usages.reduce<Usage | undefined>(
    (best, next) => (best && says(best) >= says(next) ? best : next),
    undefined,
  );
  const parameter: Parameter = { name, span: { start: 0, end: 0 }, default: null, annotation: null };
  return planParameter(parameter, { usage, documented: new Map(), called: null }, context);
}

function says(usage: Usage): number {
  return (usage.dims ? 8 : 0) + (usage.isMatrix ? 4 : 0) + (usage.isLength ? 4 : 0) + usage.rank + usage.keys.size;
}

/** What was found about one parameter. */
interface Evidence {
  readonly usage: Usage | undefined;
  readonly documented: Documented;
  /** The literal that a call hands in. */
  readonly called: Spec | null;
  /** What the docstring says of it in words. */
  readonly description?: string | undefined;
}

function planParameter(parameter: Parameter, evidence: Evidence, context: PlanContext): ParameterSpec {
  const { usage, documented } = evidence;
  const { name } = parameter;
  const { dimensions } = context;
  const content = contentOf(name, usage);
  const stated = documented.get(name);
  const array = (dims: readonly number[], source: ParameterSpec['source']): ParameterSpec => ({
    name,
    spec: { kind: 'array', dims, content: content === 'any' ? labelContent(name, dims.length) : content },
    source,
  });
  if (stated && !(usage && usage.keys.size > 0) && isShapeOfArray(parameter, stated.dims)) {
    return array(lengthsOf(stated.dims, dimensions), stated.source);
  }
  if (stated?.source === 'comment' && stated.dims.length === 0) {
    const value = dimensions.resolve(dimensions.fresh()) / 10;
    return { name, spec: { kind: 'number', value, isInt: false }, source: 'comment' };
  }
  if (usage?.dims) {
    const dims = usage.dims.map((dim) => (dim === null || dim === '_' ? dimensions.fresh() : dimensions.named(dim)));
    return array(dims, 'usage');
  }
  return { name, ...unstated(parameter, content, evidence, context) };
}

function lengthsOf(dims: StatedDims, dimensions: Dimensions): number[] {
  return dims.map((dim) => (dim === '?' ? dimensions.fresh() : dimensions.named(dim)));
}

/** A docstring's tuple may be a default (`input_dim: Tuple (C, H, W)`), which the parameter then is itself. */
function isShapeOfArray(parameter: Parameter, stated: readonly string[]): boolean {
  return parameter.default?.kind !== 'Tuple' && stated.length > 0;
}

function unstated(
  parameter: Parameter,
  content: Content,
  { usage, documented, called, description }: Evidence,
  context: PlanContext,
): Omit<ParameterSpec, 'name'> {
  const { name } = parameter;
  const { dimensions, scenario } = context;
  if (parameter.default?.kind === 'Dict' && parameter.default.entries.length > 0) {
    return { spec: { kind: 'default' }, source: 'default' };
  }
  if (usage && usage.keys.size > 0) {
    const keys = [...usage.keys].filter((key) => !isOptionalEntry(key));
    const entries = new Map(keys.map((key) => [key, documentedEntry(key, documented, context)] as const));
    return { spec: { kind: 'dict', entries }, source: 'usage' };
  }
  const fallback = parameter.default && defaultSpec(parameter, dimensions, scenario);
  if (fallback) return { spec: fallback, source: 'default' };
  if (called) return { spec: called, source: 'call' };
  if (usage && usage.texts.size > 0) {
    const texts = [...usage.texts];
    return { spec: { kind: 'text', value: texts[scenario.variant % texts.length] ?? '' }, source: 'usage' };
  }
  const described = description === undefined ? null : specFromDescription(name, description, dimensions, scenario);
  if (described) return { spec: described, source: 'docstring' };
  const annotated = parameter.annotation && annotationSpec(parameter.annotation, dimensions);
  if (annotated) return { spec: annotated, source: 'annotation' };
  if (layerSizes.test(name)) {
    const items = [0, 1, 2].map((): Spec => ({ kind: 'int', length: dimensions.fresh() }));
    return { spec: { kind: 'list', items }, source: 'name' };
  }
  const isArrayLike = usage !== undefined && (usage.rank > 0 || usage.isMatrix);
  if (!isArrayLike) {
    const scalar = isNumberName(name) === null || !isBiasName(name) ? scalarByName(name, scenario) : null;
    if (scalar && !batchFirst.test(name)) return { spec: scalar, source: 'name' };
    if (usage?.isLength === true || lengthName.test(name)) {
      return { spec: { kind: 'int', length: dimensions.named(name) }, source: 'usage' };
    }
  }
  if (scenario.profile === 'single' && isBiasName(name) && (usage?.rank ?? 0) === 0) {
    return { spec: { kind: 'number', value: 0.7, isInt: false }, source: 'usage' };
  }
  const dims = guessedDims(name, usage, content, dimensions);
  const filled = content === 'any' ? labelContent(name, dims.length) : content;
  return { spec: { kind: 'array', dims, content: filled }, source: 'usage' };
}

/** `Wf -- weights of the forget gate, of shape (n_a, n_a + n_x)`: docstrings list the entries of a dict as they do parameters. */
function documentedEntry(key: string, documented: Documented, { dimensions, scenario }: PlanContext): Spec {
  const dims = documented.get(key)?.dims;
  if (!dims) return entryByName(key, scenario, dimensions);
  return { kind: 'array', dims: lengthsOf(dims, dimensions), content: 'any' };
}

function guessedDims(name: string, usage: Usage | undefined, content: Content, dimensions: Dimensions): number[] {
  const least = usage?.rank ?? 0;
  const isVector = content === 'labels' || (isLabelName(name) && dimensions.profile === 'even');
  const isSingle = dimensions.profile === 'single' && (isLabelName(name) || isWeightName(name));
  if ((isVector || isSingle) && least < 2) return [dimensions.fresh()];
  if (isBiasName(name) && least < 2) return biasDims(dimensions);
  if (dimensions.profile === 'column' && /^(?:h_?prev|h0|a0|prev_h|state|s_prev)$/.test(name))
    return [dimensions.fresh(), 1];
  return Array.from({ length: Math.max(least, 2) }, () => dimensions.fresh());
}

/** What to give where the function has a default: sizes made small, lists of sizes kept as long, all else left out. */
function defaultSpec(parameter: Parameter, dimensions: Dimensions, scenario: Scenario): Spec | null {
  const { name, default: expr } = parameter;
  if (expr && scenario.profile === 'stated' && !isLabelName(name)) return { kind: 'default' };
  if (!expr || (expr.kind === 'Constant' && expr.value === null && isLabelName(name))) return null;
  if (isLabelName(name)) return null;
  if ((expr.kind === 'Tuple' || expr.kind === 'List') && literalSpec(expr, dimensions)?.kind === 'list') {
    return literalSpec(expr, dimensions);
  }
  const size = constantOf(expr);
  if (size !== null && size >= 8 && lengthName.test(name) && !/filter_size|kernel|iter|batch|pass|epoch/.test(name)) {
    return { kind: 'int', length: dimensions.named(name) };
  }
  if (expr.kind === 'Num' && expr.value === 0 && /^(?:reg|lamb?da?|l2|weight_decay)/i.test(name)) {
    return scalarByName(name, scenario) ?? { kind: 'default' };
  }
  if (/^(?:pad|padding|stride)$/.test(name) && expr.kind === 'Num') return scalarByName(name, scenario);
  if (/^(?:num_iters|num_iterations|iterations|num_passes|n_iterations|max_iter\w*)$/.test(name)) {
    return scalarByName(name, scenario);
  }
  return { kind: 'default' };
}

/** The value of a literal product such as `3 * 32 * 32`, null for anything else. */
function constantOf(expr: Expr): number | null {
  if (expr.kind === 'Num') return expr.isInt ? expr.value : null;
  if (expr.kind !== 'BinOp' || expr.op !== '*') return null;
  const left = constantOf(expr.left);
  const right = constantOf(expr.right);
  return left === null || right === null ? null : left * right;
}

/** A vector called `y` holds labels, a matrix holds one-hot rows: both serve regression too. */
function labelContent(name: string, rank: number): Content {
  if (!isLabelName(name)) return 'any';
  return rank === 1 ? 'labels' : rank === 2 ? 'onehot' : 'any';
}

function isLabelName(name: string): boolean {
  return /^(?:y|t|labels?|targets?|y_true|y_batch)$/.test(name);
}

function contentOf(name: string, usage: Usage | undefined): Content {
  if (usage?.isIndex === true && /^(?:y|t|labels?|targets?|y_\w+|yb|idx|x|captions\w*|Y|inputs)$/.test(name))
    return 'labels';
  if (/^(?:labels?)$/.test(name)) return 'labels';
  if (/^(?:mask)$/.test(name)) return 'mask';
  if (/^(?:probs?|AL|y_?hat|y_?pred|A2)$/i.test(name)) return 'probability';
  if (/^(?:Y|y_true|one_?hot)$/.test(name)) return 'onehot';
  if (/^(?:\w*var|v|cache|std)$/.test(name)) return 'positive';
  return 'any';
}
