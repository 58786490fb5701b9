import type { Localize } from '../../base/localize.ts';
import { numberText } from '../../base/numberText.ts';
import type { Node } from '../../tape/node.ts';
import { gatesBehind, numbersOf, placeOf, type Gate } from '../observe/gates.ts';
import type { Observation, ObservationRule, Observed } from '../rule.ts';

/** The gate that made a number infinite or no number although all that went in was finite; null when none did. */
function firstNonFinite(node: Node): Gate | null {
  if (!node.op || isFinite(numbersOf(node) ?? [])) return null;
  const made = gatesBehind(node).find((gate) => {
    const numbers = numbersOf(gate);
    if (!numbers || isFinite(numbers)) return false;
    return gate.inputs.every((input) => isFinite(numbersOf(input) ?? [NaN]));
  });
  return made ?? null;
}

function isFinite(numbers: Iterable<number>): boolean {
  for (const number of numbers) if (!Number.isFinite(number)) return false;
  return true;
}

/** The input of the gate at which it went wrong: `1000` of `exp(1000)`. */
function culprit(gate: Gate): string {
  const numbers = numbersOf(gate) ?? [];
  const at = [...numbers].findIndex((number) => !Number.isFinite(number));
  const [input] = gate.inputs.length === 1 ? gate.inputs : [];
  const inputs = input && numbersOf(input);
  return inputs?.length === numbers.length ? numberText(inputs[at] ?? NaN) : '';
}

function messageFor(gate: Gate, t: Localize): string {
  const bad = [...(numbersOf(gate) ?? [])].find((number) => !Number.isFinite(number)) ?? NaN;
  const input = culprit(gate);
  if (input === '') return t('This gives {0}, and what is computed from it is lost.', numberText(bad));
  return t('{0} of {1} gives {2}, and what is computed from it is lost.', gate.op.symbol, input, numberText(bad));
}

const guards = /errstate|seterr|nan_to_num|isnan|isinf|isfinite/;

function observe({ text, report }: Observed, t: Localize): Observation[] {
  // Only the author's own numbers may be held against a text.
  if (report.kind !== 'script' || report.gradients.length === 0 || guards.test(text)) return [];
  const nodes = new Set(report.outcome.trace.bindings.map(({ node }) => node));
  for (const node of nodes) {
    const gate = node && firstNonFinite(node);
    const span = gate && placeOf(gate);
    if (gate) return span ? [{ span, message: messageFor(gate, t) }] : [];
  }
  return report.problems
    .filter(({ exception, file }) => exception === 'OverflowError' && file === '')
    .slice(0, 1)
    .map(({ span, message }) => ({ span, message: t('This number is too large: {0}', message) }));
}

export const overflow: ObservationRule = {
  code: 'overflow',
  severity: 'information',
  docs: {
    what: 'With the numbers in the text a statement gives infinity or no number (`nan`): an exponential overflowed, a logarithm or a quotient met a zero.',
    why: 'Everything computed from it is infinite or `nan` as well, the gradients too, and nothing fails: training goes on with them.',
    bad: 'import numpy as np\nx = np.array([800.0, 2.0])\ne = np.exp(x)\nL = np.sum(e)\n# backward pass\nde = np.ones(2)\ndx = e * de\n',
    good: 'import numpy as np\nx = np.array([8.0, 2.0])\ne = np.exp(x)\nL = np.sum(e)\n# backward pass\nde = np.ones(2)\ndx = e * de\n',
    howToFix:
      'Keep the input of the exponential small (shift scores by their largest, scale the data), and the input of a logarithm or divisor away from zero.',
  },
  observe,
};
