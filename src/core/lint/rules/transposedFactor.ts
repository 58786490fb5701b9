import { editOf, isMendedBy, oldTextOf, repairedText } from '../change.ts';
import { isTransposed } from '../evidence.ts';
import { isRearranged } from '../products.ts';
import type { FaultRule } from '../rule.ts';
import { evidenceSentences, forwardPlace, joined } from '../wording.ts';

export const transposedFactor: FaultRule = {
  code: 'transposed-factor',
  severity: 'error',
  docs: {
    what: 'A factor of a matrix product is transposed and should not be, or is not and should be.',
    why: 'Through `Y = X.dot(W)` the gradients flow as `dX = dY.dot(W.T)` and `dW = X.T.dot(dY)`. With square matrices a forgotten transpose gives the right shape and wrong numbers.',
    bad: 'import numpy as np\nnp.random.seed(0)\nW = np.random.randn(5, 10)\nX = np.random.randn(10, 3)\nD = W.dot(X)\n# backward pass\ndD = np.random.randn(*D.shape)\ndW = dD.dot(X)\ndX = W.T.dot(dD)\n',
    good: 'import numpy as np\nnp.random.seed(0)\nW = np.random.randn(5, 10)\nX = np.random.randn(10, 3)\nD = W.dot(X)\n# backward pass\ndD = np.random.randn(*D.shape)\ndW = dD.dot(X.T)\ndX = W.T.dot(dD)\n',
    howToFix:
      'Write down the shapes: of all ways to arrange the upstream gradient and the other factor, only one has the shape of the variable.',
  },
  matches: (fault, { text }) => {
    const edit = editOf(fault);
    if (!edit) return isTransposed(fault);
    return isMendedBy(fault, 'transpose') && !isRearranged(oldTextOf(edit, text), edit.newText);
  },
  word: (fault, t, { text }) => ({
    message: joined(t('A factor of `{0}` is transposed the wrong way.', fault.path), evidenceSentences(fault, t)),
    related: forwardPlace(fault, t),
    fixTitle: (repair) => t('Transpose the factor: `{0}`', repairedText(repair, text)),
  }),
};
