import { PyDict, type Value } from '../../interp/values.ts';
import { Tensor } from '../../tape/tensor.ts';
import type { Expr, Module } from '../../syntax/ast.ts';
import type { Failure } from './failure.ts';
import { entryByName, integer } from './options.ts';
import type { Origin, Plans } from './plans.ts';
import type { Spec } from './spec.ts';

type Rule = (failure: Failure, plans: Plans) => boolean;

/** Learns what kind of thing a parameter must be: a dict with a key, a length, a list of lengths, a function, an object. */
export function learnKinds(failure: Failure, plans: Plans): boolean {
  return rules.some((rule) => rule(failure, plans));
}

type Subscript = Extract<Expr, { kind: 'Subscript' }>;

function subscripts({ exprs }: Failure): Subscript[] {
  return exprs.filter((expr) => expr.kind === 'Subscript');
}

/** `params['W1']`, `conv_param['stride']` on what is no dict, or no such entry in it. */
const missingEntry: Rule = (failure, plans) => {
  if (!['KeyError', 'IndexError', 'TypeError'].includes(failure.problem.exception)) return false;
  for (const expr of subscripts(failure)) {
    const key = failure.valueOf(expr.index) ?? (expr.index.kind === 'Str' ? expr.index.value : undefined);
    const origin = failure.originOf(expr.value);
    const spec = origin && plans.specOf(origin);
    if (typeof key !== 'string' || !origin || !spec) continue;
    const entries = spec.kind === 'dict' ? spec.entries : new Map<string, Spec>();
    if (entries.has(key)) continue;
    plans.change(origin, {
      kind: 'dict',
      entries: new Map([...entries, [key, entryByName(key, plans.scenario, plans.dimensions)]]),
    });
    return true;
  }
  return false;
};

/** A text that is no key of the dict that it is looked up in, or an array used as a key: one of the keys that there are. */
const wrongKey: Rule = (failure, plans) => {
  if (!['KeyError', 'TypeError'].includes(failure.problem.exception)) return false;
  for (const expr of subscripts(failure)) {
    const container = failure.valueOf(expr.value);
    if (!(container instanceof PyDict)) continue;
    const keys = [...container.entries.values()].flatMap(({ key }) => (typeof key === 'string' ? [key] : []));
    const value = keys[plans.scenario.variant % Math.max(1, keys.length)];
    const origin = failure.originOf(expr.index) ?? textOrigin(failure.valueOf(expr.index), plans);
    if (value === undefined || !origin) continue;
    plans.change(origin, { kind: 'text', value });
    return true;
  }
  return false;
};

function textOrigin(text: Value | undefined, plans: Plans): Origin | undefined {
  for (const [key, { spec }] of plans.entries())
    if (spec.kind === 'text' && spec.value === text) return { key, path: [] };
  return undefined;
}

/** An array where a length was wanted: `np.zeros((n, d))`, `range(n)`. */
const wantsLength: Rule = (failure, plans) => {
  const { problem, exprs } = failure;
  if (problem.exception !== 'TypeError' || !/integer|converted to int|range/.test(problem.message)) return false;
  const isInTuple = (expr: Expr): boolean =>
    exprs.some((outer) => (outer.kind === 'Tuple' || outer.kind === 'List') && outer.elements.includes(expr));
  for (const expr of exprs) {
    const origin = failure.originOf(expr);
    const spec = origin && plans.specOf(origin);
    if (!origin || (spec?.kind !== 'array' && spec?.kind !== 'number')) continue;
    const length = (): Spec => ({ kind: 'int', length: plans.dimensions.fresh() });
    const isShape = /'(?:shape|size|newshape)'/.test(problem.message) && !isInTuple(expr) && spec.kind === 'array';
    // The shape of a layer's input leaves out the batch.
    const items = origin.key.includes('input_shape') ? [length()] : [length(), length()];
    plans.change(origin, isShape ? { kind: 'list', items, isTuple: true } : length());
    return true;
  }
  return false;
};

/** A number where a list was wanted: `len(hidden_sizes)`, `layers[1:]`, `for n in sizes`. */
const wantsList: Rule = (failure, plans) => {
  const { problem, exprs } = failure;
  if (
    problem.exception !== 'TypeError' ||
    !/no length|cannot be indexed|iterable|cannot be unpacked|no sequence|iterated/.test(problem.message)
  )
    return false;
  for (const expr of exprs) {
    const origin = failure.originOf(expr);
    const spec = origin && plans.specOf(origin);
    if (!origin || (spec?.kind !== 'int' && spec?.kind !== 'number')) continue;
    const { dimensions } = plans;
    const items: Spec[] = [dimensions.fresh(), dimensions.fresh()].map((length) => ({ kind: 'int', length }));
    plans.change(origin, { kind: 'list', items });
    return true;
  }
  return false;
};

/** An array that is called, or asked for an attribute that arrays lack: a function, or an object of a class that has it. */
const wantsObject: Rule = (failure, plans) => {
  const { problem, exprs, module } = failure;
  if (problem.exception !== 'AttributeError' && problem.exception !== 'TypeError') return false;
  for (const expr of exprs) {
    if (expr.kind === 'Call' && problem.message.includes('cannot be called')) {
      const origin = failure.originOf(expr.func);
      if (origin) return changed(plans, origin, { kind: 'callable' });
    }
    if (expr.kind !== 'Attribute' || !problem.message.includes('no attribute')) continue;
    const origin = failure.originOf(expr.value);
    const spec = origin && plans.specOf(origin);
    if (!origin || !spec || spec.kind === 'object' || spec.kind === 'stub') continue;
    // `bn_param.get('mode', 'train')`: options, all of which may be left out.
    if (/^(?:get|items|keys|setdefault)$/.test(expr.name))
      return changed(plans, origin, { kind: 'dict', entries: new Map() });
    const className = classWith(module, expr.name);
    return changed(plans, origin, className === null ? { kind: 'stub' } : { kind: 'object', className });
  }
  return false;
};

function changed(plans: Plans, origin: Origin, spec: Spec): true {
  plans.change(origin, spec);
  return true;
}

/** The first class of a file that has a method or class attribute of that name. */
function classWith(module: Module, member: string): string | null {
  for (const statement of module.body) {
    if (statement.kind !== 'ClassDef') continue;
    if (statement.body.some((inner) => inner.kind === 'FunctionDef' && inner.name === member)) return statement.name;
  }
  return null;
}

/** An array used as a truth value or compared with a number: a flag or a number. */
const wantsFlag: Rule = (failure, plans) => {
  const { problem, exprs } = failure;
  if (problem.exception !== 'ValueError' || !problem.message.includes('true nor false')) return false;
  const compared = exprs.some((expr) => expr.kind === 'Compare');
  for (const expr of exprs) {
    const origin = failure.originOf(expr);
    if (!origin || plans.specOf(origin)?.kind !== 'array') continue;
    return changed(plans, origin, compared ? integer(1) : { kind: 'flag', value: true });
  }
  return false;
};

/** An array of floats that was used as an index holds labels. */
const wantsLabels: Rule = (failure, plans) => {
  const { problem, exprs } = failure;
  if (problem.exception !== 'IndexError' && problem.exception !== 'TypeError') return false;
  if (!/integers?/.test(problem.message)) return false;
  for (const expr of exprs) {
    const origin = failure.originOf(expr);
    const spec = origin && plans.specOf(origin);
    const isIndex = exprs.some((outer) => outer.kind === 'Subscript' && expressionIn(outer.index, expr));
    if (!origin || !isIndex || spec?.kind !== 'array' || spec.content === 'labels') continue;
    if (plans.scenario.profile === 'row' && spec.content === 'onehot' && fitsIndexed(failure, plans, expr, spec))
      return true;
    return changed(plans, origin, asLabels(spec, plans, origin));
  }
  const [only] = exprs.flatMap((expr) => rowOf(failure, plans, expr) ?? []);
  return only ? changed(plans, only.origin, asLabels(only.spec, plans, only.origin)) : labelsByName(plans);
};

/** Functions that take labels or one-hot rows look at the size: rows as large as the array that they would index. */
function fitsIndexed(failure: Failure, plans: Plans, index: Expr, spec: ArraySpec): boolean {
  for (const expr of subscripts(failure)) {
    const container = failure.valueOf(expr.value);
    if (!expressionIn(expr.index, index) || !(container instanceof Tensor)) continue;
    if (container.ndim !== spec.dims.length) continue;
    const unified = spec.dims.map((dim, axis) =>
      plans.dimensions.unify(plans.dimensions.resolve(dim), container.shape[axis] ?? 1),
    );
    return unified.includes(true);
  }
  return false;
}

type ArraySpec = Extract<Spec, { kind: 'array' }>;

/** A matrix that was only guessed becomes a vector of labels; stated axes stay. */
function asLabels(spec: ArraySpec, plans: Plans, origin: Origin): Spec {
  const isStated = ['docstring', 'comment'].includes(plans.get(origin.key)?.source ?? '');
  const dims = isStated || spec.dims.length > 2 ? spec.dims : spec.dims.slice(0, 1);
  return { ...spec, dims, content: 'labels' };
}

/** The element of an array was used as an index: what is called as labels are holds them. */
function labelsByName(plans: Plans): boolean {
  for (const [key, { name, spec }] of plans.entries()) {
    if (spec.kind !== 'array' || spec.content === 'labels') continue;
    if (!/^(?:y|t|labels?|targets?|y_\w+|captions?\w*|inputs|idx|Y)$/.test(name)) continue;
    const origin = { key, path: [] };
    return changed(plans, origin, asLabels(spec, plans, origin));
  }
  return false;
}

/** `x[t]` of an array used as an index: what it is an element of holds labels. */
function rowOf(
  failure: Failure,
  plans: Plans,
  expr: Expr,
): { origin: Origin; spec: Extract<Spec, { kind: 'array' }> } | null {
  if (expr.kind !== 'Subscript' || expr.index.kind !== 'Subscript') return null;
  const origin = failure.originOf(expr.index.value);
  const spec = origin && plans.specOf(origin);
  return origin && spec?.kind === 'array' && spec.content !== 'labels' ? { origin, spec } : null;
}

function expressionIn(outer: Expr, inner: Expr): boolean {
  if (outer === inner) return true;
  return (outer.kind === 'Tuple' || outer.kind === 'List') && outer.elements.includes(inner);
}

/** A constructor's `input_shape=None` that is needed after all: a shape, a function or an object by how it is used. */
const wantsDefault: Rule = (failure, plans) => {
  const { exprs } = failure;
  for (const expr of exprs) {
    const name = expr.kind === 'Attribute' ? expr.name : expr.kind === 'Name' ? expr.name : null;
    if (name === null || failure.valueOf(expr) !== null) continue;
    for (const [key, entry] of plans.entries()) {
      if (entry.name !== name.replace(/^_/, '') || (entry.spec.kind !== 'default' && entry.spec.kind !== 'none'))
        continue;
      const isShape = /shape|size|dim/.test(name);
      const items = ['C', 'H', 'W'].map((dim): Spec => ({ kind: 'int', length: plans.dimensions.named(dim) }));
      const array: Spec = { kind: 'array', dims: [plans.dimensions.fresh(), plans.dimensions.fresh()], content: 'any' };
      return changed(plans, { key, path: [] }, isShape ? { kind: 'list', items, isTuple: true } : array);
    }
  }
  return false;
};

/** One number where several examples were expected: `for x in X` of a scalar, `y.T` of a number. */
const wantsArray: Rule = (failure, plans) => {
  const { problem, exprs } = failure;
  if (problem.exception !== 'TypeError' && problem.exception !== 'AttributeError') return false;
  for (const expr of exprs) {
    const origin = failure.originOf(expr);
    const spec = origin && plans.specOf(origin);
    if (!origin || spec?.kind !== 'number' || failure.valueOf(expr) instanceof Tensor) continue;
    return changed(plans, origin, {
      kind: 'array',
      dims: [plans.dimensions.fresh(), plans.dimensions.fresh()],
      content: 'any',
    });
  }
  return false;
};

const rules: readonly Rule[] = [
  missingEntry,
  wrongKey,
  wantsLength,
  wantsList,
  wantsObject,
  wantsFlag,
  wantsLabels,
  wantsDefault,
  wantsArray,
];
