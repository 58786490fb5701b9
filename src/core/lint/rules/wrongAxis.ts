import { isMendedBy, repairedText } from '../change.ts';
import type { FaultRule } from '../rule.ts';
import { evidenceSentences, forwardPlace, joined } from '../wording.ts';

export const wrongAxis: FaultRule = {
  code: 'wrong-axis',
  severity: 'error',
  docs: {
    what: 'A sum, a mean or another reduction in the backward pass runs along another axis than the forward pass calls for.',
    why: 'Which axis is summed decides whose gradients are added up. Summing over the features instead of the batch often still gives numbers, and, where lengths agree, even the right shape.',
    bad: 'import numpy as np\n\nclass Linear:\n    def __init__(self, n_in, n_out):\n        self.W = np.random.randn(n_in, n_out)\n        self.b = np.zeros(n_out)\n\n    def forward(self, x):\n        self.x = x\n        return x.dot(self.W) + self.b\n\n    def backward(self, dout):\n        self.dW = self.x.T.dot(dout)\n        self.db = np.sum(dout, axis=1)\n        return dout.dot(self.W.T)\n',
    good: 'import numpy as np\n\nclass Linear:\n    def __init__(self, n_in, n_out):\n        self.W = np.random.randn(n_in, n_out)\n        self.b = np.zeros(n_out)\n\n    def forward(self, x):\n        self.x = x\n        return x.dot(self.W) + self.b\n\n    def backward(self, dout):\n        self.dW = self.x.T.dot(dout)\n        self.db = np.sum(dout, axis=0)\n        return dout.dot(self.W.T)\n',
    howToFix: 'Sum over exactly the axes along which the forward pass repeated the value: those that its shape lacks.',
  },
  matches: (fault) => isMendedBy(fault, 'axis'),
  word: (fault, t, { text }) => ({
    message: joined(t('`{0}` is reduced along the wrong axis.', fault.path), evidenceSentences(fault, t)),
    related: forwardPlace(fault, t),
    fixTitle: (repair) => t('Take the other axis: `{0}`', repairedText(repair, text)),
  }),
};
