import type { Localize } from '../../base/localize.ts';
import type { Fault } from '../../verify/fault.ts';
import { isMendedBy, repairedText } from '../change.ts';
import { missingConsumer } from '../evidence.ts';
import type { FaultRule } from '../rule.ts';
import { joined, relatedPlaces, evidenceSentences } from '../wording.ts';

/** What is known of the fault although it has no name of its own. */
function reasonSentence(fault: Fault, t: Localize): string {
  const { name } = fault.target;
  const count = new Set(fault.uses.map(({ consumer }) => consumer)).size;
  if (isMendedBy(fault, 'elementwise-or-product')) {
    return t('An elementwise product stands where a matrix product belongs, or the other way round.');
  }
  if (isMendedBy(fault, 'assign-instead')) return t('It is added to what was in it before.');
  if (missingConsumer(fault)) {
    return t('{0} feeds {1} gates, and what flows back from one of them is missing.', name, count);
  }
  return '';
}

export const wrongGradient: FaultRule = {
  code: 'wrong-gradient',
  severity: 'error',
  docs: {
    what: 'The gradient has other numbers than reverse-mode automatic differentiation of the forward pass, and no other rule has a name for it.',
    why: 'A wrong number here flows into every gradient behind it; training may still seem to work, only worse.',
    bad: 'import numpy as np\n\ndef net(X, y, W1, W2):\n    h = np.tanh(X.dot(W1))\n    p = h.dot(W2)\n    loss = np.sum((p - y) ** 2)\n    dp = 2 * (p - y)\n    dW2 = h.T.dot(p)\n    dh = dp.dot(W2.T)\n    dz = dh * (1 - h ** 2)\n    dW1 = X.T.dot(dz)\n    return loss, dW1, dW2\n',
    good: 'import numpy as np\n\ndef net(X, y, W1, W2):\n    h = np.tanh(X.dot(W1))\n    p = h.dot(W2)\n    loss = np.sum((p - y) ** 2)\n    dp = 2 * (p - y)\n    dW2 = h.T.dot(dp)\n    dh = dp.dot(W2.T)\n    dz = dh * (1 - h ** 2)\n    dW1 = X.T.dot(dz)\n    return loss, dW1, dW2\n',
    howToFix: 'Take the gate alone: its local gradient on this input, times the gradient of its output.',
  },
  matches: () => true,
  word: (fault, t, { text }) => ({
    message: joined(
      fault.path === fault.claim.path
        ? t('`{0}` is not the gradient of {1}.', fault.path, fault.target.name)
        : t('`{0}` is wrong.', fault.path),
      reasonSentence(fault, t),
      evidenceSentences(fault, t),
    ),
    related: relatedPlaces(fault, t),
    fixTitle: (repair) => t('Replace by `{0}`', repairedText(repair, text)),
  }),
};
