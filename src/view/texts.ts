import { english, localizerOf, type Localize } from '../core/base/localize.ts';

let localize: Localize = english;

/** Switches the panel's own texts to the user's language; templates that the bundle lacks stay English. */
export function setTexts(bundle: Readonly<Record<string, string>>): void {
  localize = localizerOf(bundle);
}

/** The panel's texts: an English template with `{0}`, `{1}`… in the user's language. */
export const t: Localize = (template, ...values) => localize(template, ...values);

/** `a`, `a and b`, `a, b and c`. */
export function listText(items: readonly string[]): string {
  const last = items.at(-1);
  if (last === undefined) return '';
  if (items.length === 1) return last;
  return t('{0} and {1}', items.slice(0, -1).join(', '), last);
}
