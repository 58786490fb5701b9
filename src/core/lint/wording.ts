import type { RelatedPlace } from '../base/diagnostic.ts';
import type { Localize } from '../base/localize.ts';
import type { Fault } from '../verify/fault.ts';
import { numberText } from '../verify/witness.ts';

/** The places in the forward pass where the value is used, one for each gate that it feeds. */
export function fanOutPlaces(fault: Fault, t: Localize): RelatedPlace[] {
  const places = new Map<string, RelatedPlace>();
  for (const { consumer } of fault.uses) {
    const { site } = consumer;
    if (site?.file !== '') continue;
    const key = `${String(site.span.start)}-${String(site.span.end)}`;
    places.set(key, {
      span: site.span,
      message: t('{0} is used here: this use sends a gradient back', fault.target.name),
    });
  }
  return [...places.values()];
}

/** Where the value that the gradient belongs to is computed. */
export function forwardPlace(fault: Fault, t: Localize): RelatedPlace[] {
  const { statement, span } = fault.target.binding;
  if (!statement) return [];
  return [{ span, message: t('{0} is computed here', fault.target.name) }];
}

/** "At x = 3, y = -4 the text gives dx = 0.2, the true gradient is 0.5." */
export function witnessSentence(fault: Fault, t: Localize): string {
  const { witness } = fault;
  if (!witness) return '';
  const inputs = Object.entries(witness.inputs).slice(0, 4);
  const at = inputs.map(([name, text]) => `${name} = ${text}`).join(', ');
  const written = typeof witness.written === 'number' ? numberText(witness.written) : witness.written;
  const truth = typeof witness.truth === 'number' ? numberText(witness.truth) : witness.truth;
  if (at === '')
    return t('The text gives {0}{1} = {2}; the true gradient is {3}.', fault.claim.path, witness.index, written, truth);
  return t(
    'At {4} the text gives {0}{1} = {2}; the true gradient is {3}.',
    fault.claim.path,
    witness.index,
    written,
    truth,
    at,
  );
}
