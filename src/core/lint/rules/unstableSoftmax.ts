import type { Node } from '../../tape/node.ts';
import { forwardGates, isGate, placeOf, type Gate } from '../observe/gates.ts';
import type { Observation, ObservationRule } from '../rule.ts';

/** The exponentials whose sum a softmax divides by, or a cross-entropy takes the logarithm of. */
function exponentialsOf(gate: Gate): Gate | null {
  const [first, second] = gate.inputs;
  if (isGate(gate, 'log')) return isGate(first, 'sum') ? summedExponentials(first) : null;
  if (!isGate(gate, 'divide') || !isGate(second, 'sum')) return null;
  const below = summedExponentials(second);
  return below && isGate(first, 'exp') && first.inputs[0] === below.inputs[0] ? below : null;
}

function summedExponentials(sum: Gate): Gate | null {
  const [below] = sum.inputs;
  const isOfMany = isGate(below, 'exp') && sizeOf(below) > sizeOf(sum);
  return isOfMany ? below : null;
}

function sizeOf({ shape }: Node): number {
  return shape.reduce((size, length) => size * length, 1);
}

/** What keeps exponents small: the largest score taken off, or a function with bounds. */
const bounds = ['max', 'maximum', 'minimum', 'clip', 'tanh', 'sigmoid', 'log', 'log_softmax', 'negative', 'square'];
/** Between the scores and the exponential so many steps are looked at. */
const STEPS = 5;

/** Whether the exponents are scores as they come out of a product, of numbers that may be of any size. */
function isUnshifted(exp: Gate): boolean {
  let layer: readonly Node[] = exp.inputs;
  for (let step = 0; step < STEPS; step++) {
    if (layer.some((node) => isGate(node, ...bounds))) return false;
    layer = layer.flatMap(inputsBelow);
  }
  return true;
}

/** Of a product only squashed activations are looked at: with those the scores stay as small as the weights. */
function inputsBelow(node: Node): readonly Node[] {
  if (!isGate(node, 'dot', 'matmul', 'einsum')) return node.inputs;
  return node.inputs.filter((input) => isGate(input, 'tanh', 'sigmoid'));
}

export const unstableSoftmax: ObservationRule = {
  code: 'unstable-softmax',
  severity: 'information',
  docs: {
    what: 'A softmax takes the exponential of scores as they are, without taking off the largest one first.',
    why: 'The exponential of a score above 709 is infinite, and infinity divided by infinity is no number: loss and gradients are `nan` from then on. Taking the same number off every score of a row changes no probability.',
    bad: 'import numpy as np\n\ndef softmax_loss(W, X, y):\n    N = X.shape[0]\n    scores = X.dot(W)\n    exps = np.exp(scores)\n    probs = exps / exps.sum(axis=1, keepdims=True)\n    loss = -np.mean(np.log(probs[np.arange(N), y]))\n    dscores = probs.copy()\n    dscores[np.arange(N), y] -= 1\n    dscores /= N\n    dW = X.T.dot(dscores)\n    return loss, dW\n',
    good: 'import numpy as np\n\ndef softmax_loss(W, X, y):\n    N = X.shape[0]\n    scores = X.dot(W)\n    exps = np.exp(scores - scores.max(axis=1, keepdims=True))\n    probs = exps / exps.sum(axis=1, keepdims=True)\n    loss = -np.mean(np.log(probs[np.arange(N), y]))\n    dscores = probs.copy()\n    dscores[np.arange(N), y] -= 1\n    dscores /= N\n    dW = X.T.dot(dscores)\n    return loss, dW\n',
    howToFix: 'Subtract the largest score of each row before the exponential. The gradient stays as it is.',
  },
  observe: ({ report }, t) => {
    if (!report.gradients.some(({ verdict }) => verdict === 'proven')) return [];
    const seen = new Set<number>();
    return forwardGates(report.outcome).flatMap((gate): Observation[] => {
      const exp = exponentialsOf(gate);
      const span = exp && placeOf(exp);
      if (!span || seen.has(span.start) || !isUnshifted(exp)) return [];
      seen.add(span.start);
      return [
        {
          span,
          message: t(
            'The exponential of scores that were not shifted overflows above 709: take off the largest score of each row first.',
          ),
        },
      ];
    });
  },
};
