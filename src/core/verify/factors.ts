import type { Factor } from '../gradient/dimensions.ts';
import type { Node } from '../tape/node.ts';
import type { Claim, Target } from './claims.ts';
import { ancestors } from './graph.ts';

/** What the gradient of a matrix product's operand is made of: the upstream gradient and the other operand. */
export interface Factors {
  readonly upstream: Factor;
  readonly other: Factor;
}

const products = new Set(['dot', 'matmul']);

/** The factors for a target that goes into exactly one matrix product whose own gradient was written by hand. */
export function factorsOf(target: Target, root: Node, claims: readonly Claim[]): Factors | null {
  const [node] = target.parts;
  if (!node || target.isList) return null;
  const consumers = [...ancestors([root])].filter((other) => other.inputs.includes(node));
  const [consumer] = consumers;
  if (!consumer?.op || consumers.length !== 1 || !products.has(consumer.op.name)) return null;
  const other = consumer.inputs.find((input) => input !== node);
  const upstream = upstreamOf(consumer, claims);
  if (!other?.name || !upstream) return null;
  return { upstream, other: { text: other.name, shape: other.shape } };
}

/** The claim for the product itself, or for the sum `X.dot(W) + b` right after it, whose gradient is the same. */
function upstreamOf(product: Node, claims: readonly Claim[]): Factor | null {
  const isTarget = (claim: Claim): boolean =>
    claim.targets.some((target) => target.parts.some((part) => part === product || isBiasSum(part, product)));
  const claim = claims.find(isTarget);
  return claim ? { text: claim.path, shape: product.shape } : null;
}

function isBiasSum(node: Node, product: Node): boolean {
  return node.op?.name === 'add' && node.inputs.includes(product) && node.shape.join() === product.shape.join();
}
