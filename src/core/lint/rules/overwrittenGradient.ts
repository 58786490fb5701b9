import type { FaultRule } from '../rule.ts';
import { fanOutPlaces, witnessSentence } from '../wording.ts';

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
  matches: (fault) => fault.discards || fault.repairs.some((repair) => repair.edit.kind === 'accumulate'),
  word: (fault, t) => ({
    message: t(
      '`{0}` discards an earlier gradient: {1} feeds {2} gates, and their gradients add up. {3}',
      fault.claim.path,
      fault.target.name,
      Math.max(fault.uses.length, 2),
      witnessSentence(fault, t),
    ).trim(),
    related: fanOutPlaces(fault, t),
    fixTitle: () => t('Add to the gradient with `+=`'),
  }),
};
