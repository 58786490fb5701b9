import { editOf, isMendedBy, repairedText } from '../change.ts';
import { isAbout, scaleOf } from '../evidence.ts';
import type { Fault } from '../../verify/fault.ts';
import { spelledGate } from '../gates.ts';
import type { FaultRule } from '../rule.ts';
import { joined, relatedPlaces, evidenceSentences } from '../wording.ts';

function isNegated(fault: Fault): boolean {
  const scale = scaleOf(fault);
  return scale !== null && isAbout(scale, -1);
}

export const wrongSign: FaultRule = {
  code: 'wrong-sign',
  severity: 'error',
  docs: {
    what: 'A gradient, or a term in it, has the wrong sign.',
    why: 'With the wrong sign, gradient descent climbs: the parameter moves away from the minimum, or the weights grow where they should decay.',
    bad: 'x = 3.0\ny = 5.0\nd = x - y\nf = d * d\n# backward pass\ndd = 2 * d\ndx = dd\ndy = dd\n',
    good: 'x = 3.0\ny = 5.0\nd = x - y\nf = d * d\n# backward pass\ndd = 2 * d\ndx = dd\ndy = -dd\n',
    howToFix:
      'Look at the sign with which the value enters the forward pass: what is subtracted there receives the negative upstream gradient. `1 / x` and `cos` bring a minus of their own.',
  },
  matches: (fault) =>
    editOf(fault) && !isMendedBy(fault, 'operator', 'order') ? isMendedBy(fault, 'sign') : isNegated(fault),
  word: (fault, t, observed) => {
    const gate = isNegated(fault) ? null : spelledGate(fault, observed);
    return {
      message: joined(
        isNegated(fault)
          ? t('`{0}` has the wrong sign.', fault.path)
          : t('`{0}` has a term of the wrong sign.', fault.path),
        gate ? t('The local gradient of `{0}` on {1} is {2}.', gate.text, gate.input, gate.formula) : '',
        evidenceSentences(fault, t),
      ),
      related: relatedPlaces(fault, t),
      fixTitle: (repair) => t('Change the sign: `{0}`', repairedText(repair, observed.text)),
    };
  },
};
