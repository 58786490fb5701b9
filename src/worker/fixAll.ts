import type { Analysis } from '../core/analyze.ts';
import type { Diagnostic, Fix, TextEdit } from '../core/base/diagnostic.ts';
import type { Span } from '../core/base/span.ts';
import type { Requests } from './messages.ts';
import type { Analyzed } from './server.ts';
import { EditedText } from './editedText.ts';

/** One fault may hide another, so what was repaired is checked again; this often at most. */
const MAX_ROUNDS = 5;

interface Fixed {
  /** Edits of the given text, in order, that do not touch. */
  readonly edits: readonly TextEdit[];
  /** How many fixes they are. */
  readonly count: number;
}

/** The answer to the wish to repair a whole text. */
export function fixAllReply(
  { analysis, lines }: Analyzed,
  off: readonly string[],
  analyze: (text: string) => Analysis,
): Requests['fixAll']['answer'] {
  const found = ({ check }: Analysis): Diagnostic[] => check().diagnostics.filter(({ code }) => !off.includes(code));
  const { edits, count } = fixAll(analysis.text, (text) => found(text === analysis.text ? analysis : analyze(text)));
  return { edits: edits.map(({ span, newText }) => ({ range: lines.rangeOf(span), newText })), count };
}

type Check = (text: string) => readonly Diagnostic[];

/** Makes every fix that is the only proven one of its diagnostic, checks the text that comes out, and goes on with what that shows. */
export function fixAll(text: string, check: Check): Fixed {
  const seen = new Set([text]);
  let reached = { edited: EditedText.of(text), found: check(text), count: 0 };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { edited, found, count } = reached;
    const next = choices(found)
      .map((fixes) => ({ edited: edited.with(fixes.flatMap((fix) => fix.edits)), count: count + fixes.length }))
      .filter((step) => !seen.has(step.edited.text))
      .map((step) => ({ ...step, found: check(step.edited.text) }))
      .find((step) => faults(step.found) <= faults(found));
    if (!next) break;
    seen.add(next.edited.text);
    reached = next;
  }
  return { edits: reached.edited.edits(), count: reached.count };
}

/** What one round may do, best first: all fixes at once, or, where they do not go together, the first alone. */
function choices(found: readonly Diagnostic[]): Fix[][] {
  const fixes = apart(found.flatMap(onlyFix));
  if (fixes.length === 0) return [];
  return fixes.length === 1 ? [fixes] : [fixes, fixes.slice(0, 1)];
}

/** Where there are several, choosing is for people. */
function onlyFix({ fixes }: Diagnostic): Fix[] {
  const proven = fixes.filter((fix) => fix.proven);
  return proven.length === 1 ? proven : [];
}

/** The fixes, in order, without those that touch an earlier one. */
function apart(fixes: readonly Fix[]): Fix[] {
  const kept: Fix[] = [];
  const taken: Span[] = [];
  for (const fix of fixes) {
    const spans = fix.edits.map((edit) => edit.span);
    if (spans.some((span) => taken.some((other) => span.start <= other.end && other.start <= span.end))) continue;
    taken.push(...spans);
    kept.push(fix);
  }
  return kept;
}

function faults(found: readonly Diagnostic[]): number {
  return found.filter(({ severity }) => severity === 'error' || severity === 'warning').length;
}
