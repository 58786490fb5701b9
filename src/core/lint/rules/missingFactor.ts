import type { Localize } from '../../base/localize.ts';
import { Num } from '../../tape/tensor.ts';
import type { Fault } from '../../verify/fault.ts';
import type { UnitReport } from '../../verify/verify.ts';
import { numberText } from '../../verify/witness.ts';
import { editOf, isMendedBy, repairedText } from '../change.ts';
import { hasWrongShape, isAbout, scaleOf } from '../evidence.ts';
import { localGate } from '../gates.ts';
import { isLocalFactor, isOfProduct } from '../operands.ts';
import type { FaultRule, Observed } from '../rule.ts';
import { joined, relatedPlaces, evidenceSentences } from '../wording.ts';

/** "3 times" or "divided by N, which is 3": a factor that a variable holds is called by its name. */
function scaleSentence(fault: Fault, { report }: Observed, t: Localize): string {
  const scale = fault.path === fault.claim.path ? scaleOf(fault) : null;
  const { path } = fault;
  const { name } = fault.target;
  if (scale === null) return t('`{0}` has a constant factor too many, or lacks one.', path);
  const isMore = Math.abs(scale) >= 1;
  const size = isMore ? scale : 1 / scale;
  const variable = nameOfNumber(size, report);
  const number = variable === null ? numberText(size) : `${variable} (${numberText(size)})`;
  return isMore
    ? t('`{0}` is {1} times the gradient of {2}.', path, number, name)
    : t('`{0}` is the gradient of {1} divided by {2}.', path, name, number);
}

/** The local gradient that brings the constant, where it is no count. */
function gateSentence(fault: Fault, observed: Observed, t: Localize): string {
  const scale = scaleOf(fault);
  const isCount = scale !== null && nameOfNumber(Math.max(scale, 1 / scale), observed.report) !== null;
  const gate = isCount ? null : localGate(fault, observed);
  return gate ? t('The local gradient of `{0}` on {1} is {2}.', gate.text, gate.input, gate.formula) : '';
}

/** The variable of the pass that holds a count. */
function nameOfNumber(value: number, { outcome }: UnitReport): string | null {
  if (!isAbout(value, Math.round(value)) || Math.round(value) < 3) return null;
  const binding = outcome.trace.bindings.find(({ path, value: bound }) => {
    return /^\w+$/.test(path) && bound instanceof Num && bound.isInt && isAbout(bound.value, value);
  });
  return binding?.path ?? null;
}

/** Many entries do not all happen to be the same multiple of what they should be, whatever mends them. */
function isClearScale(fault: Fault): boolean {
  const scale = fault.path === fault.claim.path ? scaleOf(fault) : null;
  return scale !== null && fault.expected.data.length > 1 && isMendedBy(fault, 'local', 'operator', 'order');
}

export const missingFactor: FaultRule = {
  code: 'missing-factor',
  severity: 'error',
  docs: {
    what: 'A gradient lacks a constant factor, or has one too many: the 1/N of a mean, the 2 of a square, the strength of a regulariser.',
    why: 'The direction is right and the length is not, so that training works at another learning rate than the one that was chosen, and parameters are no longer in step with each other.',
    bad: 'import numpy as np\n\ndef logistic(X, y, w, b):\n    N = X.shape[0]\n    p = 1 / (1 + np.exp(-(X.dot(w) + b)))\n    loss = -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / N\n    ds = (p - y) / N\n    dw = X.T.dot(ds)\n    db = np.sum(ds, axis=0) / N\n    return loss, dw, db\n',
    good: 'import numpy as np\n\ndef logistic(X, y, w, b):\n    N = X.shape[0]\n    p = 1 / (1 + np.exp(-(X.dot(w) + b)))\n    loss = -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / N\n    ds = (p - y) / N\n    dw = X.T.dot(ds)\n    db = np.sum(ds, axis=0)\n    return loss, dw, db\n',
    howToFix:
      'Follow the constants of the forward pass: a mean brings 1/N, a square 2, one half takes it away again; each of them belongs into the gradients once.',
  },
  matches: (fault, observed) => {
    const edit = editOf(fault);
    if (isClearScale(fault)) return true;
    if (edit && isMendedBy(fault, 'factor')) return !isLocalFactor(edit, fault, observed);
    if (edit && isMendedBy(fault, 'literal') && isOfProduct(edit, observed)) return true;
    return scaleOf(fault) !== null && !hasWrongShape(fault) && (!edit || isMendedBy(fault, 'operator'));
  },
  word: (fault, t, observed) => ({
    message: joined(scaleSentence(fault, observed, t), gateSentence(fault, observed, t), evidenceSentences(fault, t)),
    related: relatedPlaces(fault, t),
    fixTitle: (repair) => t('Set the factor right: `{0}`', repairedText(repair, observed.text)),
  }),
};
