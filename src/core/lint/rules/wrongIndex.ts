import { editOf, isMendedBy, repairedText } from '../change.ts';
import { isReordered } from '../evidence.ts';
import { isOfIndex } from '../operands.ts';
import type { FaultRule } from '../rule.ts';
import { joined, relatedPlaces, evidenceSentences } from '../wording.ts';

export const wrongIndex: FaultRule = {
  code: 'wrong-index',
  severity: 'error',
  docs: {
    what: 'A gradient is read from or written to the wrong entry: an index off by one, two indices changed over, another key.',
    why: 'Each entry of the forward pass sends its gradient back to the very place that it came from. At another place it is the gradient of something else.',
    bad: 'import math\nw = [2.0, -3.0, -3.0]\nx = [-1.0, -2.0]\ndot = w[0] * x[0] + w[1] * x[1] + w[2]\nf = 1 / (1 + math.exp(-dot))\n# backward pass\nddot = (1 - f) * f\ndx = [w[0] * ddot, w[0] * ddot]\ndw = [x[0] * ddot, x[1] * ddot, 1.0 * ddot]\n',
    good: 'import math\nw = [2.0, -3.0, -3.0]\nx = [-1.0, -2.0]\ndot = w[0] * x[0] + w[1] * x[1] + w[2]\nf = 1 / (1 + math.exp(-dot))\n# backward pass\nddot = (1 - f) * f\ndx = [w[0] * ddot, w[1] * ddot]\ndw = [x[0] * ddot, x[1] * ddot, 1.0 * ddot]\n',
    howToFix: 'Use the same index that the forward pass uses for this value.',
  },
  matches: (fault, observed) => {
    const edit = editOf(fault);
    if (!edit) return isReordered(fault);
    return isMendedBy(fault, 'index') || (isMendedBy(fault, 'literal') && isOfIndex(edit, observed));
  },
  word: (fault, t, { text }) => ({
    message: joined(
      isReordered(fault)
        ? t('`{0}` has the right numbers at the wrong places.', fault.path)
        : t('`{0}` takes a wrong entry.', fault.path),
      evidenceSentences(fault, t),
    ),
    related: relatedPlaces(fault, t),
    fixTitle: (repair) => t('Take the right entry: `{0}`', repairedText(repair, text)),
  }),
};
