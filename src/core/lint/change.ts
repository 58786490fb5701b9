import type { Fault } from '../verify/fault.ts';
import type { Edit, EditKind } from '../verify/repair/edit.ts';
import { valueOf, type Repair } from '../verify/repair/search.ts';

/** Whether the first proven repair is of one of these kinds: what mends a statement says what was wrong with it. */
export function isMendedBy({ repairs }: Fault, ...kinds: readonly EditKind[]): boolean {
  const kind = repairs[0]?.edit.kind;
  return kind !== undefined && kinds.includes(kind);
}

/** The first proven repair's edit. */
export function editOf({ repairs }: Fault): Edit | null {
  return repairs[0]?.edit ?? null;
}

/** What an edit replaces. */
export function oldTextOf(edit: Edit, text: string): string {
  return text.slice(edit.span.start, edit.span.end);
}

/** Longer code is no title. */
const MAX_CODE = 72;

/** The right-hand side of a repaired statement, on one line, or what was put in where that would be too long. */
export function repairedText({ edit, statement }: Repair, text: string): string {
  const value = valueOf(statement)?.span ?? statement.span;
  const { start, end } = edit.span;
  if (start < value.start || end > value.end) return oneLine(edit.newText);
  const whole = oneLine(text.slice(value.start, start) + edit.newText + text.slice(end, value.end));
  if (whole.length <= MAX_CODE) return whole;
  const before = Math.max(0, oneLine(text.slice(value.start, start)).length - MAX_CODE / 3);
  const part = whole.slice(before, before + MAX_CODE);
  return `${before > 0 ? '…' : ''}${part}${before + MAX_CODE < whole.length ? '…' : ''}`;
}

/** Code on one line. */
export function oneLine(code: string): string {
  return code
    .replace(/\\\r?\n/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
