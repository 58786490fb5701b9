import { isMendedBy, repairedText } from '../change.ts';
import { hasWrongShape } from '../evidence.ts';
import type { FaultRule } from '../rule.ts';
import { evidenceSentences, forwardPlace } from '../wording.ts';

export const gradientShape: FaultRule = {
  code: 'gradient-shape',
  severity: 'error',
  docs: {
    what: 'The gradient of an array does not have the shape of that array, or its statement cannot be computed because shapes do not fit, and no single change of a factor, sum or axis explains it.',
    why: 'A gradient says for each entry how the output reacts to that entry, so it has exactly the shape of its variable. For a matrix product only one arrangement of the factors and transposes gives that shape.',
    bad: 'import numpy as np\nnp.random.seed(0)\nW = np.random.randn(5, 10)\nX = np.random.randn(10, 3)\nD = W.dot(X)\n# backward pass\ndD = np.random.randn(*D.shape)\ndW = X.dot(dD.T)\ndX = W.T.dot(dD)\n',
    good: 'import numpy as np\nnp.random.seed(0)\nW = np.random.randn(5, 10)\nX = np.random.randn(10, 3)\nD = W.dot(X)\n# backward pass\ndD = np.random.randn(*D.shape)\ndW = dD.dot(X.T)\ndX = W.T.dot(dD)\n',
    howToFix:
      'Write down the shapes of the upstream gradient and of the other factor; transpose and order them so that the product has the shape of the variable.',
  },
  matches: (fault) => hasWrongShape(fault) || isMendedBy(fault, 'shape'),
  word: (fault, t, { text }) => ({
    message: evidenceSentences(fault, t),
    related: forwardPlace(fault, t),
    fixTitle: (repair) => t('Make the shapes fit: `{0}`', repairedText(repair, text)),
  }),
};
