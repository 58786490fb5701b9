import type { Binding } from '../interp/execution.ts';
import { PyDict, PyList, PyTuple, type Value } from '../interp/values.ts';
import type { Shape } from '../ndarray/ndarray.ts';
import type { Node } from '../tape/node.ts';
import { Num, Tensor } from '../tape/tensor.ts';
import { flatOfData, flatOfValue, isZero, sameShape, type Flat } from './compare.ts';
import { sameShapedBehind } from './graph.ts';
import { lastComponent, readGradientName, type GradientName } from './gradientNames.ts';
import { stepsOf, type Step } from './steps.ts';
import type { ReturnedGradient, Trace } from './unit.ts';

/** A forward value that a gradient may belong to: one node, or the elements of a list. */
export interface Target {
  readonly name: string;
  readonly parts: readonly Node[];
  readonly shape: Shape;
  readonly isList: boolean;
  readonly binding: Binding;
}

/** One hand-written gradient: all that was assigned to one path, and the values it may be the gradient of. */
export interface Claim {
  readonly path: string;
  readonly name: GradientName;
  /** Every assignment, in order; the last one counts. */
  readonly versions: readonly Binding[];
  readonly final: Binding;
  /** The numbers it holds in the end; null when it is not numeric (the run failed there). */
  readonly written: Flat | null;
  readonly targets: readonly Target[];
  /** True when the backward function returns it. */
  readonly isReturned: boolean;
  /** The sign of the step that is taken with it, null when none is. */
  readonly step: '+' | '-' | null;
}

/** What a run says about gradients, split from what it says about forward values. */
export interface Claims {
  readonly claims: readonly Claim[];
  readonly values: readonly Target[];
}

/** The node of a value at a binding, and of a list's elements. */
export function partsOf(binding: Binding): { parts: Node[]; shape: Shape; isList: boolean } | null {
  if (binding.node) return { parts: [binding.node], shape: binding.node.shape, isList: false };
  const { value } = binding;
  if (!(value instanceof PyList || value instanceof PyTuple) || value.items.length === 0) return null;
  const parts: Node[] = [];
  for (const item of value.items) {
    const node = nodeOf(item);
    if (!node) return null;
    parts.push(node);
  }
  const shape = parts[0]?.shape ?? [];
  if (parts.some((part) => part.shape.join() !== shape.join())) return null;
  return { parts, shape: [parts.length, ...shape], isList: true };
}

function nodeOf(value: Value): Node | null {
  if (value instanceof Num) return value.node;
  if (value instanceof Tensor) return value.currentNode;
  return null;
}

/** The values that a binding makes known: its own, or those of a dict (`params = {'W': …}`). */
export function targetsOf(binding: Binding): Target[] {
  if (binding.kind === 'return') return [];
  const found = partsOf(binding);
  if (found) return [{ name: binding.path, ...found, binding }];
  if (!(binding.value instanceof PyDict) || binding.kind === 'store') return [];
  return [...binding.value.entries.values()].flatMap(({ key, value }) => {
    const node = typeof key === 'string' ? nodeOf(value) : null;
    if (!node) return [];
    return [
      {
        name: `${binding.path}['${typeof key === 'string' ? key : ''}']`,
        parts: [node],
        shape: node.shape,
        isList: false,
        binding,
      },
    ];
  });
}

/** The numbers of a binding at its own moment, or null when they are gone or not numeric. */
export function numbersAt(binding: Binding): Flat | null {
  if (binding.node) return binding.node.value === undefined ? null : flatOfData(binding.node.value);
  return flatOfValue(binding.value);
}

/** Splits what one unit assigned and returned into hand-written gradients and the values they may belong to. */
export function collectClaims(trace: Pick<Trace, 'bindings' | 'returned' | 'positions' | 'input'>): Claims {
  const { bindings, returned = [] } = trace;
  const values: Target[] = [];
  const byName = new Map<string, Target[]>();
  const gradientBindings = new Map<string, Binding[]>();
  const named = namesOfValues(bindings);
  const steps = stepsOf(bindings);
  for (const binding of bindings) {
    if (
      isClaimPath(binding.path, named) ||
      steps.has(binding.path) ||
      (trace.input !== undefined && ofInput.test(lastComponent(binding.path)))
    ) {
      if (!(binding.value instanceof PyDict)) push(gradientBindings, binding.path, binding);
      continue;
    }
    for (const target of targetsOf(binding)) {
      values.push(target);
      push(byName, lastComponent(target.name), target);
    }
  }
  const isReturned = (path: string): boolean => returned.some((part) => part.path === path);
  const claims = [...gradientBindings].flatMap(([path, versions]) => {
    const position = returned.findIndex((part) => part.path === path);
    const place = trace.positions?.[position] ?? (ofInput.test(lastComponent(path)) ? trace.input : undefined);
    return claimOf({ path, versions, step: steps.get(path) }, byName, place, isReturned(path)) ?? [];
  });
  const unnamed = returned.flatMap((part, i) =>
    claims.some((claim) => claim.path === part.path)
      ? []
      : (returnedClaim(part, i, returned.length, byName, trace.positions?.[i]) ?? []),
  );
  return { claims: [...claims, ...unnamed], values };
}

/** Names of the gradient that a layer hands on to the one before it. */
const ofInput =
  /^(?:d_?(?:in(?:put)?s?|values?|prev|x)|(?:in(?:put)?s?|prev)_?(?:grad(?:ient)?|error|delta)|grad_?(?:in(?:put)?s?|prev)|d[XA]_?(?:prev)?)$/i;

/** One path of a gradient, with all that was assigned to it. */
interface Written {
  readonly path: string;
  readonly versions: readonly Binding[];
  readonly step: Step | undefined;
}

function claimOf(
  { path, versions, step }: Written,
  byName: ReadonlyMap<string, Target[]>,
  position: string | undefined,
  isReturned: boolean,
): Claim | null {
  const name = readGradientName(path);
  const final = versions.at(-1);
  if (!name || !final) return null;
  const written = flatOfValue(final.value);
  const names = [...name.of, ...(step ? [lastComponent(step.of)] : [])];
  const spelled = names.find((candidate) => byName.has(candidate));
  const targets = spelled === undefined ? byPosition(position, written, byName) : (byName.get(spelled) ?? []);
  const earlier = targets.filter((target) => target.binding.order < final.order);
  if (name.strength === 'likely' && isCount(final) && !earlier.some((target) => target.shape.length === 0)) return null;
  return {
    path,
    name,
    versions,
    final,
    written,
    targets: distinct([...earlier, ...(isDelta.test(path) ? earlier.flatMap(behind) : [])]),
    isReturned,
    step: step?.sign ?? null,
  };
}

/** `hidden_delta`, `delta_2`: of the named value, or of what its activation was given. */
const isDelta = /_delta$|^delta_?\w|Delta$/;

function behind(target: Target): Target[] {
  const [output] = target.parts;
  if (!output || target.isList) return [];
  return sameShapedBehind(output).map((node) => ({ ...target, parts: [node] }));
}

/** `d_k = Q.shape[-1]`: a whole number that was not computed from anything is a length, not a gradient. */
function isCount({ value, node, statement, kind }: Binding): boolean {
  const literal = statement?.kind === 'Assign' && statement.value.kind === 'Num';
  return value instanceof Num && value.isInt && (node?.op ?? null) === null && !literal && kind !== 'augment';
}

/** The parameter at a returned gradient's position, where it has the gradient's shape. */
function byPosition(
  position: string | undefined,
  written: Flat | null,
  byName: ReadonlyMap<string, Target[]>,
): readonly Target[] {
  if (position === undefined || !written) return [];
  return (byName.get(position) ?? []).filter((target) => sameShape(target.shape, written.shape));
}

/** A returned gradient without a name: `return dout * mask` belongs to the parameter at its position. */
function returnedClaim(
  part: ReturnedGradient,
  index: number,
  count: number,
  byName: ReadonlyMap<string, Target[]>,
  position: string | undefined,
): Claim | null {
  const written = flatOfValue(part.value);
  const name = part.path === null ? null : readGradientName(part.path);
  const spelled = name?.of.find((candidate) => byName.has(candidate));
  const found = spelled === undefined ? byPosition(position, written, byName) : (byName.get(spelled) ?? []);
  const targets = distinct(found);
  if (!written || targets.length === 0) return null;
  const path = part.path ?? (count === 1 ? 'return' : `return[${String(index)}]`);
  const final: Binding = {
    path,
    kind: 'return',
    value: part.value,
    node: nodeOf(part.value),
    statement: part.statement,
    span: part.span,
    frame: 0,
    functionName: null,
    file: '',
    order: Number.MAX_SAFE_INTEGER,
  };
  const unnamed: GradientName = { of: [], strength: 'likely' };
  return { path, name: unnamed, versions: [final], final, written, targets, isReturned: true, step: null };
}

function distinct(targets: readonly Target[]): Target[] {
  const seen = new Set<Node | undefined>();
  return targets.filter((target) => {
    const first = target.parts[0];
    if (target.parts.length === 1 && seen.has(first)) return false;
    seen.add(first);
    return true;
  });
}

function namesOfValues(bindings: readonly Binding[]): Set<string> {
  const names = new Set<string>();
  for (const { path, value } of bindings) {
    names.add(lastComponent(path));
    if (!(value instanceof PyDict) || readGradientName(path) !== null) continue;
    for (const { key } of value.entries.values()) if (typeof key === 'string') names.add(key);
  }
  return names;
}

/** A path is a gradient when its name certainly says so, or when it likely does and the value it would belong to exists. */
function isClaimPath(path: string, named: ReadonlySet<string>): boolean {
  const name = readGradientName(path);
  if (!name) return false;
  if (name.strength === 'certain') return true;
  return (
    name.of.length === 0 || name.of.some((candidate) => named.has(candidate)) || /^d_?out/.test(lastComponent(path))
  );
}

/** Whether what the path holds in the end is only a placeholder: zeros, None, not a number at all. */
export function isPlaceholder(claim: Claim): boolean {
  return claim.written === null || (isZero(claim.written) && isUntouched(claim));
}

function isUntouched(claim: Claim): boolean {
  return claim.versions.every((version) => (version.node?.op ?? null) === null);
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
