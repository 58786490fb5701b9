import { backward } from '../../gradient/index.ts';
import type { Data } from '../../ops/op.ts';
import type { Node } from '../../tape/node.ts';
import { numbersAt, type Claim, type Target } from '../../verify/claims.ts';
import { flatOfData, uniformFactor, type Flat } from '../../verify/compare.ts';
import { lastComponent } from '../../verify/gradientNames.ts';
import { ancestors } from '../../verify/graph.ts';
import type { Comparison } from '../../verify/judge.ts';
import type { Trace } from '../../verify/unit.ts';
import type { UnitReport } from '../../verify/verify.ts';

/** A parameter of the forward pass that the loss depends on and that no hand-written gradient belongs to. */
export interface Forgotten {
  readonly parameter: Target;
  /** The gradient of a parameter beside it, written after the pass had gone past the forgotten one. */
  readonly sibling: Comparison;
  /** The name of that parameter. */
  readonly beside: string;
}

/** Parameters without a gradient, whose neighbours have one that is right. */
export function forgottenParameters({ outcome, kind }: UnitReport): Forgotten[] {
  const { judgement, claims, trace } = outcome;
  if (!judgement) return [];
  const { root } = judgement.objective;
  const { open, done } = parametersOf(claims.values, judgement.comparisons, claims.claims);
  if (open.length === 0 || done.length === 0) return [];
  const firstUse = firstUses(root);
  const adjoints = backward(root, 1);
  const seen = new Set<Node>();
  return open.flatMap(({ node, parameter }) => {
    const adjoint = adjoints.get(node);
    if (adjoint === undefined || seen.has(node) || !flows(adjoint) || isComputed(flatOfData(adjoint), trace)) return [];
    const before = done.filter(({ comparison }) => useOf(comparison, firstUse) <= (firstUse.get(node) ?? -1));
    const found = neighbourOf(parameter, before, done, kind === 'script');
    if (!found) return [];
    seen.add(node);
    return [{ parameter, sibling: found.comparison, beside: found.name }];
  });
}

/** A parameter whose gradient is right, under one of its names. */
interface Done {
  readonly name: string;
  readonly comparison: Comparison;
}

interface Parameters {
  readonly open: readonly { readonly node: Node; readonly parameter: Target }[];
  readonly done: readonly Done[];
}

/** The leaves of the forward pass that may be parameters: those with a right gradient, and those that no gradient belongs to. */
function parametersOf(
  values: readonly Target[],
  comparisons: readonly Comparison[],
  claims: readonly Claim[],
): Parameters {
  const handedIn = handedInNodes(values);
  const data = new Set(values.filter(({ name }) => name.startsWith('self.')).flatMap(({ parts }) => parts));
  const isData = (node: Node): boolean => data.has(node) && handedIn.has(node);
  const targets = [...claims.flatMap((claim) => claim.targets), ...comparisons.flatMap(({ target }) => target ?? [])];
  const covered = new Set(targets.flatMap(({ parts }) => parts));
  const leaves = values.flatMap((parameter) => {
    const [node] = parameter.parts;
    return node && isLeaf(parameter) && !isData(node) && !isConstructed(parameter) ? [{ node, parameter }] : [];
  });
  const done = comparisons.flatMap((comparison) => {
    const node = comparison.right ? comparison.target?.parts[0] : undefined;
    const names = leaves.filter((leaf) => leaf.node === node).map(({ parameter }) => parameter.name);
    return [...new Set(names)].map((name) => ({ name, comparison }));
  });
  return { open: leaves.filter(({ node }) => !covered.has(node)), done };
}

/**
 * A parameter whose gradient shows that this one's was forgotten: one of an earlier layer, which the pass has come to
 * without it; its own weight; or, in a function, one of the same layer where the other layers have both.
 */
function neighbourOf(
  parameter: Target,
  before: readonly Done[],
  done: readonly Done[],
  isScript: boolean,
): Done | null {
  const own = partsOfName(parameter.name);
  if (own.container !== '' && parameter.shape.length === 0) return null;
  const inContainer = (other: Done): boolean => partsOfName(other.name).container === own.container;
  const beside = before.filter(inContainer);
  if (own.number !== '') {
    const isOther = ({ name }: Done): boolean => !['', own.number].includes(partsOfName(name).number);
    const earlier = beside.findLast(isOther);
    const isPattern = done.some((other) => isOther(other) && partsOfName(other.name).stem === own.stem);
    const same = beside.findLast(({ name }) => partsOfName(name).number === own.number);
    return earlier ?? (isPattern && !isScript ? (same ?? null) : null);
  }
  if (isScript) return null;
  if (own.container !== '') return beside.at(-1) ?? null;
  return bias.test(own.stem) ? (beside.findLast(({ name }) => weight.test(name)) ?? null) : null;
}

const bias = /^(?:b|bias|beta)$/;
const weight = /^(?:[wW]|weights?|gamma)$/;

interface NameParts {
  readonly container: string;
  readonly stem: string;
  readonly number: string;
}

/** `params['W1']` is W, number 1, in params. */
function partsOfName(path: string): NameParts {
  const last = lastComponent(path);
  const container = path === last ? '' : path.slice(0, path.lastIndexOf(last)).replace(/\[?['"]?$/, '');
  const [, stem = last, number = ''] = /^([A-Za-z]\w*?)_?(\d+)$/.exec(last) ?? [];
  return { container, stem, number };
}

function isLeaf({ parts, isList }: Target): boolean {
  return !isList && parts.every((part) => part.op === null);
}

/** Arrays that the caller of the pass hands in by themselves: `self.x = x` makes no parameter of the data. */
function handedInNodes(values: readonly Target[]): Set<Node> {
  const handed = values.filter(({ binding, name }) => {
    return binding.kind === 'parameter' && binding.functionName !== '__init__' && /^\w+$/.test(name);
  });
  return new Set(handed.flatMap(({ parts }) => parts));
}

/** `W` of `__init__(self, W)` is known as `self.W` afterwards. */
function isConstructed({ binding }: Target): boolean {
  return binding.kind === 'parameter' && binding.functionName === '__init__';
}

/** Whether some name of the run holds these numbers, or a multiple of them: then the gradient is there under another name. */
function isComputed(truth: Flat, { bindings }: Trace): boolean {
  return bindings.some((binding) => {
    const numbers = numbersAt(binding);
    return numbers !== null && numbers.data.length === truth.data.length && uniformFactor(numbers, truth) !== null;
  });
}

function flows(adjoint: Data): boolean {
  const { data } = flatOfData(adjoint);
  return data.every((value) => Number.isFinite(value)) && data.some((value) => Math.abs(value) > 1e-12);
}

/** The first gate that each node goes into, by id. */
function firstUses(root: Node): Map<Node, number> {
  const uses = new Map<Node, number>();
  for (const gate of ancestors([root])) {
    for (const input of gate.inputs) uses.set(input, Math.min(gate.id, uses.get(input) ?? Infinity));
  }
  return uses;
}

function useOf({ target }: Comparison, uses: ReadonlyMap<Node, number>): number {
  return Math.min(...(target?.parts ?? []).map((part) => uses.get(part) ?? Infinity));
}
