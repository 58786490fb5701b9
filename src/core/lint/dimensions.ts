import type { Localize } from '../base/localize.ts';
import { fittingProducts } from '../gradient/dimensions.ts';
import type { Fault } from '../verify/fault.ts';
import { formatShape } from '../ndarray/formatShape.ts';

/** In words, the only product of the upstream gradient and the other factor that has the variable's shape; '' when the gate is no matrix product or several fit. */
export function dimensionSentence(fault: Fault, t: Localize): string {
  if (!fault.factors) return '';
  const { upstream, other } = fault.factors;
  const [product, second] = fittingProducts(upstream, other, fault.expected.shape);
  if (product === undefined || second !== undefined) return '';
  return t(
    'Dimension analysis: from {0} {1} and {2} {3} the only product of shape {4} is {5}.',
    upstream.text,
    formatShape(upstream.shape),
    other.text,
    formatShape(other.shape),
    formatShape(fault.expected.shape),
    product,
  );
}
