import { isMendedBy, repairedText } from '../change.ts';
import type { FaultRule } from '../rule.ts';
import { evidenceSentences, forwardPlace, joined } from '../wording.ts';

export const wrongAxis: FaultRule = {
  code: 'wrong-axis',
  severity: 'error',
  docs: {
    what: 'A sum, a mean or another reduction in the backward pass runs along another axis than the forward pass calls for.',
    why: 'Which axis is summed decides whose gradients are added up. Summing over the features instead of the batch often still gives numbers, and, where lengths agree, even the right shape.',
    bad: 'import numpy as np\n\ndef affine_forward(x, w, b):\n    out = x.dot(w) + b\n    return out, (x, w, b)\n\ndef affine_backward(dout, cache):\n    x, w, b = cache\n    dx = dout.dot(w.T)\n    dw = x.T.dot(dout)\n    db = np.sum(dout, axis=1)\n    return dx, dw, db\n',
    good: 'import numpy as np\n\ndef affine_forward(x, w, b):\n    out = x.dot(w) + b\n    return out, (x, w, b)\n\ndef affine_backward(dout, cache):\n    x, w, b = cache\n    dx = dout.dot(w.T)\n    dw = x.T.dot(dout)\n    db = np.sum(dout, axis=0)\n    return dx, dw, db\n',
    howToFix: 'Sum over exactly the axes along which the forward pass repeated the value: those that its shape lacks.',
  },
  matches: (fault) => isMendedBy(fault, 'axis'),
  word: (fault, t, { text }) => ({
    message: joined(t('`{0}` is reduced along the wrong axis.', fault.claim.path), evidenceSentences(fault, t)),
    related: forwardPlace(fault, t),
    fixTitle: (repair) => t('Take the other axis: `{0}`', repairedText(repair, text)),
  }),
};
