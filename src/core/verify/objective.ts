import { NDArray } from '../ndarray/ndarray.ts';
import type { Data } from '../ops/op.ts';
import { ops } from '../ops/table.ts';
import { Node } from '../tape/node.ts';
import type { AnyOp } from '../tape/node.ts';
import { sameShape } from './compare.ts';
import { isPlaceholder, type Claim, type Claims, type Target } from './claims.ts';
import { ancestors, dependence, sameShapedBehind, type NodeSet } from './graph.ts';
import { isUpstreamName, lossScore } from './gradientNames.ts';
import type { GivenOutput, Trace } from './unit.ts';

/**
 * What the gradients of a pass are gradients of: a scalar loss, or outputs with a given upstream gradient. `root` is
 * always a scalar node: for given upstream gradients g it is the sum of `g * output` over all outputs, whose gradient on
 * each value is exactly the vector-Jacobian product with g.
 */
export interface Objective {
  readonly kind: 'loss' | 'given' | 'assumed';
  readonly root: Node;
  /** The forward values it is made of. */
  readonly outputs: readonly Target[];
  /** Claims that are the upstream gradient itself and so have nothing to be compared with. */
  readonly given: ReadonlySet<Claim>;
  /** Whether its name says that it is what gradients are taken of. */
  readonly isNamed: boolean;
}

/** Every objective that the run may be about, likeliest first. */
export function objectivesOf({ claims, values }: Claims, trace: Pick<Trace, 'given' | 'losses'> = {}): Objective[] {
  const handed = handedObjective(trace.given ?? [], claims);
  if (handed) return [handed];
  const returned = (trace.losses ?? []).map((root): Objective => ({
    kind: 'loss',
    root,
    outputs: [],
    given: new Set<Claim>(),
    isNamed: true,
  }));
  if (returned.length > 0) return returned;
  const forward = forwardValues(claims, values);
  const found = [...losses(claims, forward)];
  const given = givenObjective(claims, forward);
  if (given) found.unshift(given);
  found.push(...assumedObjectives(claims, forward));
  return found;
}

/** The values that no hand-written gradient led to: the forward pass. */
function forwardValues(claims: readonly Claim[], values: readonly Target[]): Target[] {
  const firstSeen = new Map<Node, number>();
  for (const value of values) for (const part of value.parts) note(firstSeen, part, value.binding.order);
  const gradients = new Set<Node>();
  for (const claim of claims) {
    for (const version of claim.versions) {
      const { node } = version;
      if (node && (firstSeen.get(node) ?? Infinity) > version.order) gradients.add(node);
    }
  }
  const fromGradient = dependence(gradients);
  return values.filter((value) => !value.parts.some(fromGradient));
}

function note(map: Map<Node, number>, node: Node, order: number): void {
  if (order < (map.get(node) ?? Infinity)) map.set(node, order);
}

/** Outputs whose upstream gradient the driver chose itself. */
function handedObjective(given: readonly GivenOutput[], claims: readonly Claim[]): Objective | null {
  const root = sumOf(given.map(({ node, seed }) => weightedSum(node, seed)));
  const handed = claims.filter(({ versions }) => versions.every((version) => version.kind === 'parameter'));
  return root && { kind: 'given', root, outputs: [], given: new Set(handed), isNamed: true };
}

/** Scalars of the forward pass that something was computed into, best first: by name, then the later one. */
function losses(claims: readonly Claim[], forward: readonly Target[]): Objective[] {
  const wanted = new Set(claims.flatMap((claim) => claim.targets.flatMap((target) => target.parts)));
  const leadsToValue = dependence(wanted);
  const candidates = forward.filter((value) => !value.isList && isScalar(value) && value.parts[0]?.op);
  const inner = ancestors(candidates.flatMap((candidate) => candidate.parts[0]?.inputs ?? []));
  const ranked = candidates
    .filter((value) => value.parts.some(leadsToValue))
    .map((value) => ({ value, score: scoreOf(value, inner) }));
  ranked.sort((a, b) => b.score - a.score || b.value.binding.order - a.value.binding.order);
  return ranked.flatMap(({ value }) => {
    const root = value.parts[0];
    return root
      ? [
          {
            kind: 'loss' as const,
            root,
            outputs: [value],
            given: seedClaims(claims, value),
            isNamed: lossScore(value.name) > 0,
          },
        ]
      : [];
  });
}

function scoreOf(value: Target, inner: NodeSet): number {
  const isSink = value.parts.every((part) => !inner.has(part));
  return lossScore(value.name) + (isSink ? 2 : 0) + (value.binding.kind === 'return' ? 1 : 0);
}

/** `df = 1.0` written out: the gradient of the loss on itself. */
function seedClaims(claims: readonly Claim[], loss: Target): Set<Claim> {
  return new Set(
    claims.filter((claim) => isLeafClaim(claim) && claim.targets.some((target) => target.parts[0] === loss.parts[0])),
  );
}

function isScalar(target: Target): boolean {
  return target.shape.every((length) => length === 1);
}

function isLeafClaim(claim: Claim): boolean {
  return (claim.final.node?.op ?? null) === null;
}

/** Gradients that come from nowhere (`dD = np.random.randn(*D.shape)`, a parameter `dout`) on values that nothing else uses. */
function givenObjective(claims: readonly Claim[], forward: readonly Target[]): Objective | null {
  const used = ancestors(forward.flatMap((value) => value.parts.flatMap((part) => part.inputs)));
  const values = new Set(forward.flatMap((value) => value.parts));
  const pairs: { claim: Claim; output: Target }[] = [];
  for (const claim of claims) {
    if (!isLeafClaim(claim) || isPlaceholder(claim)) continue;
    // `dy = x` is the gradient of a product, not one that comes from elsewhere.
    if (claim.final.node && values.has(claim.final.node)) continue;
    const output = outputOf(claim, forward, used);
    if (output && !pairs.some((pair) => pair.output.parts[0] === output.parts[0])) pairs.push({ claim, output });
  }
  const roots = pairs.flatMap(({ claim, output }) => {
    const seed = seedOf(claim);
    const node = output.parts[0];
    return seed !== null && node ? [weightedSum(node, seed)] : [];
  });
  const root = roots.length === pairs.length ? sumOf(roots) : null;
  if (!root) return null;
  return {
    kind: 'given',
    root,
    outputs: pairs.map((pair) => pair.output),
    given: new Set(pairs.map((pair) => pair.claim)),
    isNamed: true,
  };
}

function outputOf(claim: Claim, forward: readonly Target[], used: NodeSet): Target | null {
  const fits = (target: Target): boolean =>
    !target.isList && target.parts[0] !== undefined && fitsSeed(claim, target.parts[0]);
  const isUsed = (target: Target): boolean => target.parts.some((part) => used.has(part));
  const byName = claim.targets.filter((target) => fits(target) && !isUsed(target));
  const last = byName.at(-1);
  if (last) return last;
  if (claim.targets.length > 0 || !isUpstreamName(claim.path)) return null;
  const sinks = forward.filter((target) => fits(target) && target.parts[0]?.op && !used.has(target.parts[0]));
  return sinks.at(-1) ?? null;
}

function fitsSeed(claim: Claim, output: Node): boolean {
  return claim.written !== null && (claim.written.shape.length === 0 || sameShape(claim.written.shape, output.shape));
}

/**
 * With no loss and nothing given, the first gradient computed from no other one is taken at its word. It may be the
 * gradient of the value it is named for or, as with a fused softmax, of what that value was computed from.
 */
function assumedObjectives(claims: readonly Claim[], forward: readonly Target[]): Objective[] {
  const nodes = new Set(claims.flatMap((claim) => claim.versions.flatMap((version) => version.node ?? [])));
  for (const claim of claims) {
    const { node } = claim.final;
    const seed = seedOf(claim);
    const target = claim.targets.find(
      (candidate) => candidate.parts.length === 1 && claim.written && sameShape(candidate.shape, claim.written.shape),
    );
    const own = new Set(claim.versions.flatMap((version) => version.node ?? []));
    const others = new Set([...nodes].filter((other) => !own.has(other)));
    const output = target?.parts[0];
    if (!node || !target || !output?.op || seed === null || isPlaceholder(claim) || dependence(others)(node)) continue;
    const given = new Set([claim]);
    return [output, ...sameShapedBehind(output)].map((candidate) => ({
      kind: 'assumed',
      root: weightedSum(candidate, seed),
      outputs: [target],
      given,
      isNamed: false,
    }));
  }
  return unnamedObjectives(claims, forward, nodes);
}

/** `delta = probs - y` names no value: it may be the gradient of any value of its shape, if others then turn out right. */
function unnamedObjectives(
  claims: readonly Claim[],
  forward: readonly Target[],
  nodes: ReadonlySet<Node>,
): Objective[] {
  for (const claim of claims) {
    const { node } = claim.final;
    const { written } = claim;
    const seed = seedOf(claim);
    if (!node || !written || seed === null || claim.targets.length > 0 || isPlaceholder(claim)) continue;
    const own = new Set(claim.versions.flatMap((version) => version.node ?? []));
    if (dependence(new Set([...nodes].filter((other) => !own.has(other))))(node)) continue;
    const candidates = forward.filter(
      (target) => target.parts.length === 1 && target.parts[0]?.op && sameShape(target.shape, written.shape),
    );
    const outputs = new Set(candidates.toReversed().flatMap((target) => target.parts));
    return [...outputs].slice(0, 8).map((output) => ({
      kind: 'assumed',
      root: weightedSum(output, seed),
      outputs: [],
      given: new Set([claim]),
      isNamed: false,
    }));
  }
  return [];
}

function seedOf(claim: Claim): Data | null {
  const { node } = claim.final;
  if (node?.value !== undefined) return node.value;
  return claim.written ? dataOf(claim.written.shape, claim.written.data) : null;
}

function dataOf(shape: readonly number[], data: Float64Array): Data {
  return shape.length === 0 ? (data[0] ?? 0) : new NDArray(data, shape, 'float64');
}

function gate(op: unknown, inputs: readonly Node[], attrs: unknown): Node {
  const record = op as AnyOp;
  const data = inputs.map((input) => input.value ?? 0);
  return new Node(record, inputs, attrs, record.forward(data, attrs as never), null, null);
}

/** The scalar `sum(output * seed)`, whose gradients are the vector-Jacobian products with `seed`. */
export function weightedSum(output: Node, seed: Data): Node {
  const scaled = gate(ops.multiply, [output, Node.leaf(seed, null)], undefined);
  return scaled.shape.length === 0 ? scaled : gate(ops.sum, [scaled], { axis: null, keepdims: false });
}

function sumOf(roots: readonly Node[]): Node | null {
  const [first, ...rest] = roots;
  if (!first) return null;
  return rest.reduce((sum, root) => gate(ops.add, [sum, root], undefined), first);
}
