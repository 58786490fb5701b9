import { ancestors } from '../../verify/graph.ts';
import type { Fault } from '../../verify/fault.ts';
import { flatOfData } from '../../verify/compare.ts';
import type { Node } from '../../tape/node.ts';
import { editOf, isMendedBy, oldTextOf, repairedText } from '../change.ts';
import { missingMultiple, missingConsumer } from '../evidence.ts';
import type { FaultRule } from '../rule.ts';
import { forwardPlace, joined, evidenceSentences } from '../wording.ts';

/** The gate through which the penalty is computed, where exactly its part of the gradient is missing. */
function penaltyUse(fault: Fault): Node | null {
  const [node] = fault.target.parts;
  const value = node?.value;
  if (!node || value === undefined || fault.target.isList || node.op !== null) return null;
  const multiple = missingMultiple(fault, flatOfData(value));
  const consumer = missingConsumer(fault);
  if (multiple === null || !consumer) return null;
  const leaves = [...ancestors([consumer])].filter((other) => other.op === null && other.name !== null);
  return leaves.every((leaf) => leaf === node) ? consumer : null;
}

export const missingRegularization: FaultRule = {
  code: 'missing-regularization',
  severity: 'error',
  docs: {
    what: 'The loss holds a penalty on a parameter, and the gradient of that parameter does not.',
    why: 'The parameter feeds two gates, the model and the penalty. Without the second part of its gradient the weights are not held small: the loss reports a regularisation that training ignores.',
    bad: 'import numpy as np\n\ndef ridge(X, y, W, reg):\n    err = X.dot(W) - y\n    loss = np.sum(err ** 2) + reg * np.sum(W * W)\n    derr = 2 * err\n    dW = X.T.dot(derr)\n    return loss, dW\n',
    good: 'import numpy as np\n\ndef ridge(X, y, W, reg):\n    err = X.dot(W) - y\n    loss = np.sum(err ** 2) + reg * np.sum(W * W)\n    derr = 2 * err\n    dW = X.T.dot(derr)\n    dW += 2 * reg * W\n    return loss, dW\n',
    howToFix:
      'Add the gradient of the penalty: `2 * reg * W` for `reg * np.sum(W * W)`, `reg * W` for `0.5 * reg * np.sum(W * W)`.',
  },
  matches: (fault, { text }) => {
    const edit = editOf(fault);
    if (!edit) return penaltyUse(fault) !== null;
    return isMendedBy(fault, 'regularization') && edit.newText.length > oldTextOf(edit, text).length;
  },
  word: (fault, t, { text }) => {
    const site = penaltyUse(fault)?.site;
    return {
      message: joined(
        t('`{0}` lacks the gradient of the penalty on {1}.', fault.path, fault.target.name),
        evidenceSentences(fault, t),
      ),
      related: [
        ...forwardPlace(fault, t),
        ...(site?.file === '' ? [{ span: site.span, message: t('the penalty on {0}', fault.target.name) }] : []),
      ],
      fixTitle: (repair) => t('Add the gradient of the penalty: `{0}`', repairedText(repair, text)),
    };
  },
};
