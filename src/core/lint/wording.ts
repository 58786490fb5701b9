import type { RelatedPlace } from '../base/diagnostic.ts';
import type { Localize } from '../base/localize.ts';
import { formatShape } from '../ndarray/formatShape.ts';
import type { Fault } from '../verify/fault.ts';
import { numberText } from '../verify/witness.ts';
import { dimensionSentence } from './dimensions.ts';
import { hasWrongShape } from './evidence.ts';

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

/** "At x = 3, y = -4 the text gives dx = 0.2, the true gradient is 0.5." Arrays are told by their shape: "At W (5, 10)". */
export function witnessSentence(fault: Fault, t: Localize): string {
  const { witness } = fault;
  if (!witness) return '';
  const inputs = Object.entries(witness.inputs).filter(([name]) => name !== fault.claim.path);
  const at = inputs
    .slice(0, 4)
    .map(([name, text]) => (text.startsWith('(') ? `${name} ${text}` : `${name} = ${text}`))
    .join(', ');
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

/** What is wrong with the gradient's shape, or why it has none; '' where the shape is right. */
export function shapeSentence(fault: Fault, t: Localize): string {
  const wanted = formatShape(fault.expected.shape);
  const { target, claim, written, problem } = fault;
  if (!hasWrongShape(fault)) return '';
  if (written)
    return t(
      '`{0}` has shape {1}, but {2} has shape {3}.',
      claim.path,
      formatShape(written.shape),
      target.name,
      wanted,
    );
  return t(
    '`{0}` cannot be computed: {1}. It needs the shape of {2}, {3}.',
    claim.path,
    problem?.message ?? '',
    target.name,
    wanted,
  );
}

/** The evidence for a fault: what else it puts wrong, the shapes and what follows from them, or the numbers. */
export function evidenceSentences(fault: Fault, t: Localize): string {
  const shapes = shapeSentence(fault, t);
  if (shapes === '') return joined(consequences(fault, t), witnessSentence(fault, t));
  const isOwn = fault.path === fault.claim.path;
  return joined(consequences(fault, t), shapes, isOwn ? dimensionSentence(fault, t) : '');
}

/** The gradients that a statement puts wrong without computing them itself; '' where it computes the wrong one. */
export function consequences({ path, claim, spoiled }: Fault, t: Localize): string {
  const others = [...(path === claim.path ? [] : [claim]), ...spoiled].map((other) =>
    other.path === 'return' ? t('what is returned') : `\`${other.path}\``,
  );
  const [only, second] = others;
  if (only === undefined) return '';
  return second === undefined
    ? t('It makes {0} wrong.', only)
    : t('It makes {0} and {1} wrong.', others.slice(0, -1).join(', '), others.at(-1) ?? '');
}

/** Sentences one after another; empty ones are left out. */
export function joined(...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

/** Where the value is computed and, where it feeds several gates, each of its uses. */
export function relatedPlaces(fault: Fault, t: Localize): RelatedPlace[] {
  return [...forwardPlace(fault, t), ...(fault.uses.length > 1 ? fanOutPlaces(fault, t) : [])];
}
