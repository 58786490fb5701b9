import type { Localize } from '../../base/localize.ts';
import { numberText } from '../../base/numberText.ts';
import type { Node } from '../../tape/node.ts';
import { forwardGates, isGate, numbersOf, placeOf, type Gate } from '../observe/gates.ts';
import type { Observation, ObservationRule, Observed } from '../rule.ts';

/** So many times the size of the weight's own numbers, and of one, is out of scale. */
const LARGE = 100;

const weightName = /^(?:\w*\.)?(?:w|weights?|theta)(?:_?\w{1,3})?$/i;

/** The root of the mean square: the size of a typical entry. */
function sizeOf(node: Node): number {
  const numbers = numbersOf(node);
  if (!numbers || numbers.length === 0) return NaN;
  return Math.sqrt(numbers.reduce((sum, number) => sum + number * number, 0) / numbers.length);
}

interface Scaled {
  readonly input: Node;
  readonly weight: Node;
  readonly size: number;
}

/** The large input of a product with a weight; null where there is none. */
function scaledIn(gate: Gate, weights: ReadonlySet<Node>): Scaled | null {
  if (!isGate(gate, 'multiply', 'dot', 'matmul')) return null;
  const [a, b] = gate.inputs;
  if (!a || !b) return null;
  const [input, weight] = weights.has(b) ? [a, b] : [b, a];
  if (!weights.has(weight) || weights.has(input) || input.op !== null || input.name === null) return null;
  const size = sizeOf(input);
  return size >= LARGE * Math.max(1, sizeOf(weight)) ? { input, weight, size } : null;
}

function observe({ report }: Observed, t: Localize): Observation[] {
  if (report.kind !== 'script') return [];
  const proven = report.outcome.judgement?.comparisons.filter(({ right }) => right) ?? [];
  const weights = new Set(
    proven.flatMap(({ target }) =>
      target && weightName.test(target.name) ? target.parts.filter((part) => part.op === null) : [],
    ),
  );
  const seen = new Set<Node>();
  return forwardGates(report.outcome).flatMap((gate): Observation[] => {
    const found = scaledIn(gate, weights);
    const span = found && placeOf(gate);
    if (!span || seen.has(found.input)) return [];
    seen.add(found.input);
    const [input, weight] = [found.input.name ?? '', found.weight.name ?? ''];
    return [
      {
        span,
        message: t(
          '{0} is around {1}: the product multiplies the gradient of {2} by it, so its steps are that much larger.',
          input,
          numberText(found.size, 2),
          weight,
        ),
      },
    ];
  });
}

export const scaledInput: ObservationRule = {
  code: 'scaled-input',
  severity: 'information',
  docs: {
    what: 'With the numbers in the text an input is more than a hundred times larger than the weight it is multiplied with, and than one.',
    why: 'A product switches its factors in the backward pass: the gradient of the weight is the input times what flows back. Data scaled by 1000 make it 1000 times larger, and the learning rate must make up for it.',
    bad: 'import numpy as np\nx = np.array([1200.0, -900.0, 1500.0])\nw = np.array([0.001, 0.002, -0.001])\nf = x.dot(w)\nL = f ** 2\n# backward pass\ndf = 2 * f\ndw = x * df\n',
    good: 'import numpy as np\nx = np.array([1.2, -0.9, 1.5])\nw = np.array([0.001, 0.002, -0.001])\nf = x.dot(w)\nL = f ** 2\n# backward pass\ndf = 2 * f\ndw = x * df\n',
    howToFix:
      'Scale the data before they are used: subtract the mean and divide by the standard deviation of each column.',
  },
  observe,
};
