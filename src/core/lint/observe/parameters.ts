import { backward } from '../../gradient/index.ts';
import type { Data } from '../../ops/op.ts';
import type { Node } from '../../tape/node.ts';
import { numbersAt, type Target } from '../../verify/claims.ts';
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
export function forgottenParameters({ outcome }: UnitReport): Forgotten[] {
  const { judgement, claims, trace } = outcome;
  if (!judgement) return [];
  const handedIn = handedInNodes(claims.values);
  const dataOfSelf = new Set(
    claims.values
      .filter(({ name }) => name.startsWith('self.'))
      .flatMap(({ parts }) => parts.filter((part) => handedIn.has(part))),
  );
  const siblings = judgement.comparisons.filter(({ right, target }) => {
    return right && target && isLeaf(target) && !target.parts.some((part) => dataOfSelf.has(part));
  });
  if (siblings.length === 0) return [];
  const covered = new Set(claims.claims.flatMap((claim) => claim.targets.flatMap((target) => target.parts)));
  for (const { target } of judgement.comparisons) for (const part of target?.parts ?? []) covered.add(part);
  const open = claims.values.filter((value) => {
    const [node] = value.parts;
    return node && isLeaf(value) && !covered.has(node) && !dataOfSelf.has(node) && !isConstructed(value);
  });
  if (open.length === 0) return [];
  const firstUse = firstUses(judgement.objective.root);
  const adjoints = backward(judgement.objective.root, 1);
  const seen = new Set<Node>();
  return open.flatMap((parameter) => {
    const [node] = parameter.parts;
    if (!node) return [];
    const adjoint = adjoints.get(node);
    if (adjoint === undefined || seen.has(node) || !flows(adjoint) || isComputed(flatOfData(adjoint), trace)) return [];
    const sibling = siblings.findLast(({ target }) => {
      if (!target || useOf(target, firstUse) > (firstUse.get(node) ?? -1)) return false;
      return namesOf(target, claims.values).some((name) => areSiblings(parameter, name));
    });
    if (!sibling?.target) return [];
    seen.add(node);
    const beside = namesOf(sibling.target, claims.values).find((name) => areSiblings(parameter, name)) ?? '';
    return [{ parameter, sibling, beside }];
  });
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

function useOf({ parts }: Target, uses: ReadonlyMap<Node, number>): number {
  return Math.min(...parts.map((part) => uses.get(part) ?? Infinity));
}

/** Every name under which a value is known. */
function namesOf({ name, parts }: Target, values: readonly Target[]): string[] {
  const same = values.filter((value) => !value.isList && value.parts[0] === parts[0]);
  return [...new Set([name, ...same.map((value) => value.name)])];
}

/** Entries of one dict, attributes of one object, `W1` beside `W2`, the bias of a weight. */
function areSiblings({ name, shape }: Target, next: string): boolean {
  const [own, its] = [containerOf(name), containerOf(next)];
  if (own !== its) return false;
  if (own !== '') return shape.length > 0;
  const [stem, otherStem] = [numbered.exec(name), numbered.exec(next)];
  if (stem && otherStem && stem[1] === otherStem[1]) return stem[2] !== otherStem[2];
  return bias.test(name) && weight.test(next) && name.replace(/\D/g, '') === next.replace(/\D/g, '');
}

const numbered = /^([A-Za-z]\w*?)_?(\d+)$/;
const bias = /^(?:b|bias|beta)_?\d*$/;
const weight = /^(?:[wW]|weights?|gamma)_?\d*$/;

function containerOf(path: string): string {
  const last = lastComponent(path);
  return path === last ? '' : path.slice(0, path.lastIndexOf(last)).replace(/\[?['"]?$/, '');
}
