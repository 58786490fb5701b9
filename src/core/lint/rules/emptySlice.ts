import type { Fix } from '../../base/diagnostic.ts';
import type { Localize } from '../../base/localize.ts';
import type { Expr } from '../../syntax/ast.ts';
import { sourceText } from '../../syntax/index.ts';
import type { Fault } from '../../verify/fault.ts';
import { expressionsBelow } from '../../verify/walk.ts';
import { applied } from '../observe/edits.ts';
import type { FaultRule, Observed } from '../rule.ts';
import { forwardPlace } from '../wording.ts';

/** The ends of slices that count from the back by a number that may be zero: `-pad` of `pad:-pad`. */
function endsFromBack({ statement }: Fault): Extract<Expr, { kind: 'UnaryOp' }>[] {
  return expressionsBelow(statement).flatMap((expr) => {
    const end = expr.kind === 'Slice' ? expr.upper : null;
    return end?.kind === 'UnaryOp' && end.op === '-' && end.operand.kind !== 'Num' ? [end] : [];
  });
}

const known = new WeakMap<Fault, Fix['edits']>();

/** `-pad or None` for each of them, when that makes the pass right; none otherwise. */
function provenEdits(fault: Fault, { text, proves }: Observed): Fix['edits'] {
  let edits = known.get(fault);
  if (!edits) {
    const all = endsFromBack(fault).map((end) => ({ span: end.span, newText: `${sourceText(text, end)} or None` }));
    edits = all.length > 0 && proves(applied(text, all)) ? all : [];
    known.set(fault, edits);
  }
  return edits;
}

function fixesFor(fault: Fault, observed: Observed, t: Localize): Fix[] {
  const edits = provenEdits(fault, observed);
  const [first] = edits;
  return first ? [{ title: t('End the slice at the end: `{0}`', first.newText), edits, proven: true }] : [];
}

const convolution = (end: string): string =>
  `import numpy as np\n\ndef shift_forward(x, pad):\n    """\n    - x: Input data of shape (N, D)\n    - pad: The padding\n    """\n    padded = np.pad(x, ((0, 0), (pad, pad)), 'constant')\n    out = padded ** 2\n    return out, (padded, pad)\n\ndef shift_backward(dout, cache):\n    padded, pad = cache\n    dpadded = 2 * padded * dout\n    dx = dpadded[:, pad:${end}]\n    return dx\n`;

export const emptySlice: FaultRule = {
  code: 'empty-slice',
  severity: 'warning',
  docs: {
    what: 'A slice that cuts the padding off, `pad:-pad`, is empty when the padding is 0, and so is the gradient.',
    why: 'In Python -0 is 0, and a slice that ends at 0 holds nothing. The pass is right with every other padding, so that tests seldom show it.',
    bad: convolution('-pad'),
    good: convolution('pad + dout.shape[1] - 2 * pad'),
    howToFix: 'End the slice at `pad + length`, or write `-pad or None`: `None` is the end.',
  },
  matches: (fault, observed) => {
    if (endsFromBack(fault).length === 0) return false;
    if (fault.written?.data.length === 0) return true;
    return fault.problem !== null && provenEdits(fault, observed).length > 0;
  },
  word: (fault, t, observed) => {
    const [end] = endsFromBack(fault);
    const count = end ? sourceText(observed.text, end.operand) : '';
    return {
      message: t(
        '`{0}` gets nothing when {1} is 0: a slice that ends at -0 ends at its start.',
        fault.claim.path,
        count,
      ),
      related: forwardPlace(fault, t),
      fixTitle: (repair) => t('Replace by `{0}`', repair.edit.newText),
      fixes: fixesFor(fault, observed, t),
    };
  },
};
