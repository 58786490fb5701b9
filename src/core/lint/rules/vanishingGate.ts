import type { Localize } from '../../base/localize.ts';
import { numberText } from '../../base/numberText.ts';
import { constantOf } from '../../circuit/label.ts';
import { forwardGates, isGate, numbersOf, placeOf, type Gate } from '../observe/gates.ts';
import type { Observation, ObservationRule, Observed } from '../rule.ts';

/** Below this the gate lets next to nothing of the gradient through. */
const VANISHING = 0.01;
/** Fewer numbers than this may lie below zero by chance. */
const MANY = 8;

/** `1 / (1 + exp(z))`, whatever z is. */
function isLogistic(gate: Gate): boolean {
  const [one, sum] = gate.inputs;
  if (!isGate(gate, 'divide') || constantOf(one) !== 1 || !isGate(sum, 'add')) return false;
  return sum.inputs.some((input) => constantOf(input) === 1) && sum.inputs.some((input) => isGate(input, 'exp'));
}

/** The largest local gradient of a sigmoid or tanh over all its entries, with its name; null for other gates. */
function largestSlope(gate: Gate): { name: string; slope: number } | null {
  const numbers = numbersOf(gate);
  if (!numbers || numbers.length === 0) return null;
  const largest = (slope: (out: number) => number): number => Math.max(...[...numbers].slice(0, 10_000).map(slope));
  if (isGate(gate, 'tanh')) return { name: 'tanh', slope: largest((out) => 1 - out * out) };
  const isSigmoid = isGate(gate, 'sigmoid') || isLogistic(gate);
  return isSigmoid ? { name: 'sigmoid', slope: largest((out) => out * (1 - out)) } : null;
}

/** `np.maximum(0, x)` of many numbers, none of which is above zero. */
function isDead(gate: Gate): boolean {
  if (!isGate(gate, 'maximum') || !gate.inputs.some((input) => constantOf(input) === 0)) return false;
  const numbers = numbersOf(gate);
  return numbers !== null && numbers.length >= MANY && numbers.every((number) => number === 0);
}

function messageFor(gate: Gate, t: Localize): string | null {
  if (isDead(gate)) return t('Every entry of this ReLU is zero: no gradient flows back through it.');
  const found = largestSlope(gate);
  if (!found || !(found.slope < VANISHING)) return null;
  const { name, slope } = found;
  return t(
    'This {0} is saturated: its local gradient is at most {1}, so next to nothing flows back.',
    name,
    numberText(slope),
  );
}

function observe({ report }: Observed, t: Localize): Observation[] {
  if (report.kind !== 'script' || !report.gradients.some(({ verdict }) => verdict === 'proven')) return [];
  const seen = new Set<number>();
  return forwardGates(report.outcome).flatMap((gate): Observation[] => {
    const span = placeOf(gate);
    if (!span || seen.has(span.start)) return [];
    seen.add(span.start);
    const message = messageFor(gate, t);
    return message === null ? [] : [{ span, message }];
  });
}

export const vanishingGate: ObservationRule = {
  code: 'vanishing-gate',
  severity: 'information',
  docs: {
    what: 'With the numbers in the text a sigmoid or tanh is saturated for every entry, or a ReLU is zero for every sample.',
    why: 'The gradient is multiplied by the local gradient of the gate, which is next to nothing there: all weights before it stop learning.',
    bad: 'import math\nx = 4.0\nw = -3.0\ns = 1.0 / (1.0 + math.exp(-w * x))\nL = (s - 1.0) ** 2\n# backward pass\nds = 2.0 * (s - 1.0)\nddot = (1.0 - s) * s * ds\ndw = x * ddot\n',
    good: 'import math\nx = 0.4\nw = -3.0\ns = 1.0 / (1.0 + math.exp(-w * x))\nL = (s - 1.0) ** 2\n# backward pass\nds = 2.0 * (s - 1.0)\nddot = (1.0 - s) * s * ds\ndw = x * ddot\n',
    howToFix:
      'Make what goes into the gate smaller: smaller initial weights, data of zero mean and unit variance; for a ReLU, a smaller learning rate or a bias that is not below zero.',
  },
  observe,
};
