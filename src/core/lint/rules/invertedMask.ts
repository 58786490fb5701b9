import { editOf, isMendedBy, repairedText } from '../change.ts';
import { isComplement } from '../evidence.ts';
import type { FaultRule } from '../rule.ts';
import { joined, relatedPlaces, evidenceSentences } from '../wording.ts';

export const invertedMask: FaultRule = {
  code: 'inverted-mask',
  severity: 'error',
  docs: {
    what: 'A mask lets the gradient through exactly where it should stop it.',
    why: 'A maximum routes the gradient to the input that won. A ReLU that was on passes it, one that was off stops it; the wrong way round, only dead units learn.',
    bad: 'import numpy as np\n\nclass ReLU:\n    def forward(self, x):\n        self.x = x\n        return np.maximum(0, x)\n\n    def backward(self, dout):\n        dx = dout * (self.x <= 0)\n        return dx\n',
    good: 'import numpy as np\n\nclass ReLU:\n    def forward(self, x):\n        self.x = x\n        return np.maximum(0, x)\n\n    def backward(self, dout):\n        dx = dout * (self.x > 0)\n        return dx\n',
    howToFix: 'Turn the comparison round, so that the mask is true where the value went through in the forward pass.',
  },
  matches: (fault) => (editOf(fault) ? isMendedBy(fault, 'mask') : isComplement(fault)),
  word: (fault, t, { text }) => ({
    message: joined(
      isComplement(fault)
        ? t('The mask of `{0}` is the wrong way round: it stops the gradient where it should pass.', fault.path)
        : t('The mask of `{0}` is true at the wrong entries.', fault.path),
      evidenceSentences(fault, t),
    ),
    related: relatedPlaces(fault, t),
    fixTitle: (repair) => t('Turn the mask round: `{0}`', repairedText(repair, text)),
  }),
};
