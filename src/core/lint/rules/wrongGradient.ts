import type { FaultRule } from '../rule.ts';
import { fanOutPlaces, forwardPlace, witnessSentence } from '../wording.ts';

export const wrongGradient: FaultRule = {
  code: 'wrong-gradient',
  severity: 'error',
  docs: {
    what: 'The gradient has other numbers than reverse-mode automatic differentiation of the forward pass.',
    why: 'A wrong number here flows into every gradient behind it; training may still seem to work, only worse.',
    bad: 'x = 2.0\ny = -3.0\nq = x + y\nf = q * q\n# backward pass\ndq = q\ndx = dq\ndy = dq\n',
    good: 'x = 2.0\ny = -3.0\nq = x + y\nf = q * q\n# backward pass\ndq = 2 * q\ndx = dq\ndy = dq\n',
    howToFix: 'Take the gate alone: its local gradient on this input, times the gradient of its output.',
  },
  matches: () => true,
  word: (fault, t) => ({
    message: t(
      '`{0}` is not the gradient of {1}. {2}',
      fault.claim.path,
      fault.target.name,
      witnessSentence(fault, t),
    ).trim(),
    related: [...forwardPlace(fault, t), ...(fault.uses.length > 1 ? fanOutPlaces(fault, t) : [])],
    fixTitle: ({ edit }) => t('Replace by `{0}`', edit.newText),
  }),
};
