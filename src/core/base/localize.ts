/**
 * Turns an English template with `{0}`, `{1}`… into the user's language. The core never picks a language: the
 * environment hands one in (`vscode.l10n.t` has this very signature), and English is the default.
 */
export type Localize = (template: string, ...values: (string | number)[]) => string;

/** Fills `{0}`, `{1}`… of an English template. */
export const english: Localize = (template, ...values) =>
  template.replace(/\{(\d+)\}/g, (whole, index: string) => {
    const value = values[Number(index)];
    return value === undefined ? whole : String(value);
  });

/** A localizer over a bundle that maps English templates to another language, as `l10n/bundle.l10n.*.json` does. */
export function localizerOf(bundle: Readonly<Record<string, string>>): Localize {
  return (template, ...values) => english(bundle[template] ?? template, ...values);
}
