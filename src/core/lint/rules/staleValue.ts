import type { FaultRule } from '../rule.ts';
import { staleValueOf } from '../observe/stale.ts';
import { joined, shapeSentence, witnessSentence } from '../wording.ts';

export const staleValue: FaultRule = {
  code: 'stale-value',
  severity: 'error',
  docs: {
    what: 'A gradient is computed from a forward value whose name was given another value after the forward pass had used it.',
    why: 'The local gradient of a gate is taken at the numbers that went into it. When their name is used again, or the array is changed in place, the backward pass reads the new ones.',
    bad: 'import numpy as np\n\ndef two_layer_loss(x, W1, W2, y):\n    z = x.dot(W1)\n    x = np.maximum(0, z)\n    out = x.dot(W2)\n    loss = 0.5 * np.sum((out - y) ** 2)\n    dout = out - y\n    dW2 = x.T.dot(dout)\n    dz = dout.dot(W2.T) * (z > 0)\n    dW1 = x.T.dot(dz)\n    return loss, dW1, dW2\n',
    good: 'import numpy as np\n\ndef two_layer_loss(x, W1, W2, y):\n    z = x.dot(W1)\n    h = np.maximum(0, z)\n    out = h.dot(W2)\n    loss = 0.5 * np.sum((out - y) ** 2)\n    dout = out - y\n    dW2 = h.T.dot(dout)\n    dz = dout.dot(W2.T) * (z > 0)\n    dW1 = x.T.dot(dz)\n    return loss, dW1, dW2\n',
    howToFix: 'Give each value of the forward pass a name of its own, and copy an array before changing it in place.',
  },
  matches: (fault, observed) => staleValueOf(fault, observed) !== null,
  word: (fault, t, observed) => {
    const stale = staleValueOf(fault, observed);
    const path = stale?.path ?? '';
    return {
      message: joined(
        t(
          '`{0}` is computed from {1} as it is now, but the forward pass used what {1} was before it was overwritten.',
          fault.claim.path,
          path,
        ),
        shapeSentence(fault, t) || witnessSentence(fault, t),
      ),
      related: stale ? [{ span: stale.overwritten, message: t('{0} is overwritten here', path) }] : [],
      fixTitle: (repair) => t('Replace by `{0}`', repair.edit.newText),
      fixes: stale ? [{ title: t('Keep {0} under another name', path), edits: stale.edits, proven: true }] : [],
    };
  },
};
