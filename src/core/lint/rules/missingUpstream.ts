import { editOf, isMendedBy, repairedText } from '../change.ts';
import { missingUpstream as upstreamOf } from '../evidence.ts';
import { spelledGate } from '../gates.ts';
import { gradientsBroughtIn } from '../operands.ts';
import type { Fault } from '../../verify/fault.ts';
import type { FaultRule, Observed } from '../rule.ts';
import { joined, relatedPlaces, evidenceSentences } from '../wording.ts';

/** The gradient that the repair multiplies by. */
function broughtIn(fault: Fault, observed: Observed): string | null {
  const edit = editOf(fault);
  const [path] = edit ? gradientsBroughtIn(edit, observed) : [];
  return path ?? null;
}

export const missingUpstream: FaultRule = {
  code: 'missing-upstream',
  severity: 'error',
  docs: {
    what: 'A gradient is the local gradient of a gate alone: the gradient that flows in from above was not multiplied in.',
    why: 'The chain rule is a product: local gradient times upstream gradient. Without the upstream gradient a gate answers how its own output reacts, not how the final output does.',
    bad: 'x = -2.0\ny = 5.0\nz = -4.0\nq = x + y\nf = q * z\n# backward pass\ndq = z\ndz = q\ndx = 1.0\ndy = dq\n',
    good: 'x = -2.0\ny = 5.0\nz = -4.0\nq = x + y\nf = q * z\n# backward pass\ndq = z\ndz = q\ndx = 1.0 * dq\ndy = dq\n',
    howToFix: 'Multiply by the gradient of the gate’s output.',
  },
  matches: (fault, { report }) => (editOf(fault) ? isMendedBy(fault, 'upstream') : upstreamOf(fault, report) !== null),
  word: (fault, t, observed) => {
    const upstream = broughtIn(fault, observed) ?? upstreamOf(fault, observed.report);
    const output = spelledGate(fault, observed)?.output ?? null;
    const { path } = fault;
    return {
      message: joined(
        upstream === null
          ? t('`{0}` is a local gradient without the gradient that flows in from above.', path)
          : output === null || output === upstream
            ? t(
                '`{0}` is a local gradient alone: it is not multiplied by `{1}`, which flows in from above.',
                path,
                upstream,
              )
            : t('`{0}` is the local gradient of {1} alone: it is not multiplied by `{2}`.', path, output, upstream),
        evidenceSentences(fault, t),
      ),
      related: relatedPlaces(fault, t),
      fixTitle: (repair) => t('Multiply by the upstream gradient: `{0}`', repairedText(repair, observed.text)),
    };
  },
};
