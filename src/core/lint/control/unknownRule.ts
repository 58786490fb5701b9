import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Localize } from '../../base/localize.ts';
import { rules } from '../registry.ts';
import { directivesOf } from './directives.ts';
import type { Controlled } from './suppress.ts';

/** Hints at rules that a comment turns off and that do not exist: the comment then does nothing. */
export function unknownRules({ text, module }: Controlled, t: Localize): Diagnostic[] {
  const known = rules.map(({ code }) => code);
  return directivesOf(text, module).flatMap(({ codes }) =>
    (codes ?? [])
      .filter(({ code }) => code !== UNKNOWN_RULE && !known.includes(code))
      .map(({ code, span }) => {
        const nearest = nearestTo(code, known);
        return {
          code: UNKNOWN_RULE,
          severity: 'hint' as const,
          message:
            nearest === null
              ? t('There is no rule `{0}`: this comment turns nothing off.', code)
              : t('There is no rule `{0}`: this comment turns nothing off. Is `{1}` meant?', code, nearest),
          span,
          fixes:
            nearest === null
              ? []
              : [{ title: t('Replace by `{0}`', nearest), edits: [{ span, newText: nearest }], proven: false }],
          related: [],
        };
      }),
  );
}

export const UNKNOWN_RULE = 'unknown-rule';

/** The name that takes fewest changes to reach, where these are few. */
function nearestTo(name: string, known: readonly string[]): string | null {
  let nearest: string | null = null;
  let best = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = distanceBetween(name.toLowerCase(), candidate);
    if (distance >= best) continue;
    best = distance;
    nearest = candidate;
  }
  return nearest;
}

/** Levenshtein's distance: letters to insert, drop or replace. */
function distanceBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? a.length;
}
