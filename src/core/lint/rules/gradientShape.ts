import { sameButForOnes } from '../../verify/compare.ts';
import { formatShape } from '../../ndarray/formatShape.ts';
import type { Fault } from '../../verify/fault.ts';
import type { FaultRule } from '../rule.ts';
import { forwardPlace } from '../wording.ts';
import { dimensionSentence } from '../dimensions.ts';

function hasWrongShape(fault: Fault): boolean {
  if (fault.problem) return true;
  return fault.written !== null && !sameButForOnes(fault.written.shape, fault.expected.shape);
}

export const gradientShape: FaultRule = {
  code: 'gradient-shape',
  severity: 'error',
  docs: {
    what: 'The gradient of an array does not have the shape of that array, or its statement cannot be computed because shapes do not fit.',
    why: 'A gradient says for each entry how the output reacts to that entry, so it has exactly the shape of its variable. For a matrix product only one arrangement of the factors and transposes gives that shape.',
    bad: 'import numpy as np\nnp.random.seed(0)\nW = np.random.randn(5, 10)\nX = np.random.randn(10, 3)\nD = W.dot(X)\n# backward pass\ndD = np.random.randn(*D.shape)\ndW = X.dot(dD.T)\ndX = W.T.dot(dD)\n',
    good: 'import numpy as np\nnp.random.seed(0)\nW = np.random.randn(5, 10)\nX = np.random.randn(10, 3)\nD = W.dot(X)\n# backward pass\ndD = np.random.randn(*D.shape)\ndW = dD.dot(X.T)\ndX = W.T.dot(dD)\n',
    howToFix:
      'Write down the shapes of the upstream gradient and of the other factor; transpose and order them so that the product has the shape of the variable.',
  },
  matches: hasWrongShape,
  word: (fault, t) => {
    const wanted = formatShape(fault.expected.shape);
    const { target, claim, written } = fault;
    const first = written
      ? t('`{0}` has shape {1}, but {2} has shape {3}.', claim.path, formatShape(written.shape), target.name, wanted)
      : t(
          '`{0}` cannot be computed: {1}. It needs the shape of {2}, {3}.',
          claim.path,
          fault.problem?.message ?? '',
          target.name,
          wanted,
        );
    return {
      message: `${first} ${dimensionSentence(fault, t)}`.trim(),
      related: forwardPlace(fault, t),
      fixTitle: ({ edit }) => t('Make the shapes fit: `{0}`', edit.newText),
    };
  },
};
