import { editOf, isMendedBy, oldTextOf, repairedText } from '../change.ts';
import { lacksSum } from '../evidence.ts';
import type { FaultRule } from '../rule.ts';
import { evidenceSentences, forwardPlace, joined } from '../wording.ts';
import { axesIn, isPartOf, sumsIn } from '../sums.ts';

export const missingSum: FaultRule = {
  code: 'missing-sum',
  severity: 'error',
  docs: {
    what: 'A value was stretched to a larger shape in the forward pass, and its gradient is not summed back over the axes along which it was repeated.',
    why: 'A bias that is added to every row of a batch feeds as many gates as there are rows. Each of them sends a gradient back, and they add up: broadcasting forward is summing backward.',
    bad: 'import numpy as np\n\ndef affine_forward(x, w, b):\n    out = x.dot(w) + b\n    return out, (x, w, b)\n\ndef affine_backward(dout, cache):\n    x, w, b = cache\n    dx = dout.dot(w.T)\n    dw = x.T.dot(dout)\n    db = dout\n    return dx, dw, db\n',
    good: 'import numpy as np\n\ndef affine_forward(x, w, b):\n    out = x.dot(w) + b\n    return out, (x, w, b)\n\ndef affine_backward(dout, cache):\n    x, w, b = cache\n    dx = dout.dot(w.T)\n    dw = x.T.dot(dout)\n    db = np.sum(dout, axis=0)\n    return dx, dw, db\n',
    howToFix:
      'Compare the shape of the gradient with the shape of its variable: sum over each axis that the variable lacks, and over each in which it has length one (there with `keepdims=True`).',
  },
  matches: (fault, { text }) => {
    const edit = editOf(fault);
    if (!edit) return lacksSum(fault);
    const old = oldTextOf(edit, text);
    if (isMendedBy(fault, 'axis')) return axesIn(old).length > 0 && isPartOf(axesIn(old), axesIn(edit.newText));
    return isMendedBy(fault, 'sum') && sumsIn(edit.newText) > sumsIn(old);
  },
  word: (fault, t, { text }) => ({
    message: joined(
      t(
        '`{0}` lacks a sum: {1} is used for many entries at once, and what flows back from each of them adds up.',
        fault.path,
        fault.target.name,
      ),
      evidenceSentences(fault, t),
    ),
    related: forwardPlace(fault, t),
    fixTitle: (repair) => {
      const axis = /axis\s*=\s*(-?\d+|\([^)]*\))/.exec(repair.edit.newText)?.[1];
      const code = repairedText(repair, text);
      return axis === undefined ? t('Sum up: `{0}`', code) : t('Sum over axis {0}: `{1}`', axis, code);
    },
  }),
};
