import { editOf, isMendedBy } from '../change.ts';
import type { FaultRule } from '../rule.ts';
import { evidenceSentences, fanOutPlaces, joined } from '../wording.ts';

export const overwrittenGradient: FaultRule = {
  code: 'overwritten-gradient',
  severity: 'error',
  docs: {
    what: 'A gradient is assigned with `=` although an earlier statement already put a contribution into it that still counts.',
    why: 'A variable that feeds several gates receives a gradient from each of them, and by the multivariable chain rule they add up. `=` keeps only the last one.',
    bad: 'x = 3.0\ny = -4.0\np = x * y\ns = x + y\nf = p * s\n# backward pass\ndp = s\nds = p\ndx = y * dp\ndy = x * dp\ndx = ds\ndy += ds\n',
    good: 'x = 3.0\ny = -4.0\np = x * y\ns = x + y\nf = p * s\n# backward pass\ndp = s\nds = p\ndx = y * dp\ndy = x * dp\ndx += ds\ndy += ds\n',
    howToFix: 'Write `+=` from the second contribution on.',
  },
  matches: (fault) => (editOf(fault) ? isMendedBy(fault, 'accumulate') : fault.discards),
  word: (fault, t) => ({
    message: joined(
      fault.uses.length > 1
        ? t(
            '`{0}` discards an earlier gradient: {1} feeds {2} gates, and their gradients add up.',
            fault.path,
            fault.target.name,
            fault.uses.length,
          )
        : t('`{0}` discards an earlier gradient: what flows back to {1} adds up.', fault.path, fault.target.name),
      evidenceSentences(fault, t),
    ),
    related: fanOutPlaces(fault, t),
    fixTitle: () => t('Add to the gradient with `+=`'),
  }),
};
