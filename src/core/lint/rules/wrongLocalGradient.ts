import { editOf, isMendedBy, repairedText } from '../change.ts';
import { hasWrongShape, scaleOf } from '../evidence.ts';
import { localGate, spelledGate } from '../gates.ts';
import { isLocalFactor, isOfGradients, isOfIndex, isOfProduct } from '../operands.ts';
import type { FaultRule } from '../rule.ts';
import { joined, relatedPlaces, evidenceSentences } from '../wording.ts';

export const wrongLocalGradient: FaultRule = {
  code: 'wrong-local-gradient',
  severity: 'error',
  docs: {
    what: 'The derivative of the gate itself is wrong: that of tanh, a sigmoid, a logarithm, a power, a product.',
    why: 'Every gradient behind this gate is multiplied by its local gradient, so all of them are wrong, by a factor that differs from entry to entry.',
    bad: 'import numpy as np\n\nclass Tanh:\n    def forward(self, x):\n        self.out = np.tanh(x)\n        return self.out\n\n    def backward(self, dout):\n        dx = dout * (1 - self.out)\n        return dx\n',
    good: 'import numpy as np\n\nclass Tanh:\n    def forward(self, x):\n        self.out = np.tanh(x)\n        return self.out\n\n    def backward(self, dout):\n        dx = dout * (1 - self.out ** 2)\n        return dx\n',
    howToFix:
      'Take the gate alone and differentiate it: tanh has 1 - out², a sigmoid (1 - out)·out, a logarithm 1/x, a square root 1/(2·out), a power b·x^(b-1), a product the other factor.',
  },
  matches: (fault, observed) => {
    const edit = editOf(fault);
    if (!edit) return !hasWrongShape(fault) && scaleOf(fault) === null && localGate(fault, observed) !== null;
    if (isMendedBy(fault, 'local')) return true;
    if (isMendedBy(fault, 'factor')) return isLocalFactor(edit, fault, observed);
    if (isMendedBy(fault, 'literal')) return !isOfProduct(edit, observed) && !isOfIndex(edit, observed);
    if (localGate(fault, observed) === null) return false;
    return isMendedBy(fault, 'name') ? !isOfGradients(edit, observed) : isMendedBy(fault, 'operator', 'order');
  },
  word: (fault, t, observed) => {
    const gate = spelledGate(fault, observed);
    const { path } = fault;
    return {
      message: joined(
        gate
          ? t(
              '`{0}` has a wrong local gradient: that of `{1}` on {2} is {3}.',
              path,
              gate.text,
              gate.input,
              gate.formula,
            )
          : t('`{0}` is multiplied by a wrong local gradient.', path),
        evidenceSentences(fault, t),
      ),
      related: relatedPlaces(fault, t),
      fixTitle: (repair) => t('Take the right local gradient: `{0}`', repairedText(repair, observed.text)),
    };
  },
};
