import { backward } from '../gradient/index.ts';
import type { Claim } from './claims.ts';
import { flatOfData, TOLERANCE, relativeError, uniformFactor, type Flat } from './compare.ts';
import { ancestors, dependence } from './graph.ts';
import { weightedSum, type Objective } from './objective.ts';
import type { Node } from '../tape/node.ts';
import { NDArray } from '../ndarray/ndarray.ts';

/**
 * The losses that a difference of prediction and truth stands for where none is written down: `X.T @ (y_hat - y) / n` is
 * the gradient of half the squared error, and where the prediction is a sigmoid or a softmax that of the cross-entropy. The
 * scale is the one that the first gradient was written with, of those in use. They can only bear all gradients out: where
 * one differs, another loss may have been meant.
 */
export function impliedObjectives(claims: readonly Claim[]): Objective[] {
  const targets = new Set(claims.flatMap((claim) => claim.targets.flatMap((target) => target.parts)));
  const dependsOnTarget = dependence(targets);
  const residual = residualOf(claims, targets, dependsOnTarget);
  if (!residual) return [];
  const { prediction, seed } = residual;
  return [prediction, ...logitsOf(prediction)].flatMap((node) => {
    const scale = scaleOf(claims, weightedSum(node, seed));
    if (scale === null) return [];
    const root = weightedSum(
      node,
      new NDArray(
        seed.data.map((entry) => entry * scale),
        seed.shape,
        'float64',
      ),
    );
    return [{ kind: 'loss', root, outputs: [], given: new Set<Claim>(), isNamed: false }];
  });
}

interface Residual {
  readonly prediction: Node;
  /** Prediction minus truth. */
  readonly seed: NDArray;
}

/** The first difference in the backward pass of what was computed from parameters and what was not. */
function residualOf(
  claims: readonly Claim[],
  targets: ReadonlySet<Node>,
  dependsOnTarget: (node: Node) => boolean,
): Residual | null {
  const nodes = [...ancestors(claims.flatMap(({ final }) => final.node ?? []))].sort((a, b) => a.id - b.id);
  for (const node of nodes) {
    const [a, b] = node.inputs;
    if (node.op?.name !== 'subtract' || !a || !b || targets.has(node) || a.shape.join() !== b.shape.join()) continue;
    const isFirst = dependsOnTarget(a) && !dependsOnTarget(b);
    const isSecond = dependsOnTarget(b) && !dependsOnTarget(a);
    if (isFirst === isSecond || node.value === undefined || typeof node.value === 'number') continue;
    const { data, shape } = flatOfData(node.value);
    const seed = new NDArray(
      data.map((entry) => (isFirst ? entry : -entry)),
      shape,
      'float64',
    );
    return { prediction: isFirst ? a : b, seed };
  }
  return null;
}

/** What a prediction is the sigmoid or the softmax of, told by the numbers: both are written in many ways. */
function logitsOf(prediction: Node): Node[] {
  const value = prediction.value === undefined ? null : flatOfData(prediction.value);
  if (!value) return [];
  return [...ancestors(prediction.inputs)].filter((node) => {
    if (node.value === undefined || node.shape.join() !== prediction.shape.join()) return false;
    const logits = flatOfData(node.value);
    return [sigmoid(logits), softmax(logits, 'rows'), softmax(logits, 'columns')].some(
      (activated) => relativeError(activated, value) < TOLERANCE,
    );
  });
}

function sigmoid({ shape, data }: Flat): Flat {
  return { shape, data: data.map((entry) => 1 / (1 + Math.exp(-entry))) };
}

function softmax({ shape, data }: Flat, over: 'rows' | 'columns'): Flat {
  const width = shape.at(-1) ?? 1;
  const groupOf = (i: number): number => (over === 'rows' ? Math.floor(i / width) : i % width);
  const sums = new Map<number, number>();
  for (const [i, entry] of data.entries()) sums.set(groupOf(i), (sums.get(groupOf(i)) ?? 0) + Math.exp(entry));
  return { shape, data: data.map((entry, i) => Math.exp(entry) / (sums.get(groupOf(i)) ?? 1)) };
}

/** By what the first gradient of a value differs from that of the bare residual, when it is a scale that losses have. */
function scaleOf(claims: readonly Claim[], root: Node): number | null {
  const adjoints = backward(root, 1);
  for (const { written, targets, step } of claims) {
    for (const target of targets) {
      const [part] = target.parts;
      const adjoint = part && adjoints.get(part);
      if (!written || adjoint === undefined || target.parts.length !== 1) continue;
      const factor = uniformFactor(written, flatOfData(adjoint));
      if (factor !== null && (factor > 0 ? step !== '+' : step === '+') && isScale(Math.abs(factor))) return factor;
    }
  }
  return null;
}

/** 1, 2, 1/n or 2/n, and their like. */
function isScale(factor: number): boolean {
  return [factor, 1 / factor, 2 / factor].some((count) => {
    return count > 0.5 && Math.abs(count - Math.round(count)) < TOLERANCE * count;
  });
}
