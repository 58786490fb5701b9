import { editOf, isMendedBy, oldTextOf, repairedText } from '../change.ts';
import { isSwap } from '../products.ts';
import type { FaultRule } from '../rule.ts';
import { evidenceSentences, forwardPlace, joined } from '../wording.ts';

export const swappedFactors: FaultRule = {
  code: 'swapped-factors',
  severity: 'error',
  docs: {
    what: 'The two factors of a matrix product stand in the wrong order.',
    why: 'Matrix products do not commute. Through `D = W.dot(X)` the gradient on W is the upstream gradient times the transposed X, in this order; the other order has another shape or fails.',
    bad: 'import numpy as np\nnp.random.seed(0)\nW = np.random.randn(5, 10)\nX = np.random.randn(10, 3)\nD = W.dot(X)\n# backward pass\ndD = np.random.randn(*D.shape)\ndW = X.T.dot(dD)\ndX = W.T.dot(dD)\n',
    good: 'import numpy as np\nnp.random.seed(0)\nW = np.random.randn(5, 10)\nX = np.random.randn(10, 3)\nD = W.dot(X)\n# backward pass\ndD = np.random.randn(*D.shape)\ndW = dD.dot(X.T)\ndX = W.T.dot(dD)\n',
    howToFix:
      'A factor that stood on the left in the forward pass receives its gradient with the upstream gradient on the left, and one that stood on the right with the upstream gradient on the right.',
  },
  matches: (fault, { text }) => {
    const edit = editOf(fault);
    return edit !== null && isMendedBy(fault, 'swap') && isSwap(oldTextOf(edit, text), edit.newText);
  },
  word: (fault, t, { text }) => ({
    message: joined(t('The factors of `{0}` stand in the wrong order.', fault.path), evidenceSentences(fault, t)),
    related: forwardPlace(fault, t),
    fixTitle: (repair) => t('Swap the factors: `{0}`', repairedText(repair, text)),
  }),
};
