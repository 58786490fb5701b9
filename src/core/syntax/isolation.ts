import { concreteOf, errorsOf, parseTree } from './concrete.ts';
import type { Line } from './lines.ts';
import { lacksColon } from './lines.ts';

const OPENERS: Readonly<Record<string, string>> = {
  elif: 'if a:pass\n',
  else: 'if a:pass\n',
  except: 'try:pass\n',
  finally: 'try:pass\n',
};

/**
 * Where lezer finds an error in a logical line that is read alone, with the clause it belongs to and a block supplied;
 * `null` when the line is right, so that an error there is but an echo of another one. `masked` is the text with its
 * quirks masked.
 */
export function errorInLine(masked: string, line: Line): number | null {
  const before = OPENERS[line.word] ?? '';
  const start = line.word === '@' ? line.start + 1 : line.start;
  const source = masked.slice(start, line.end);
  const behind = lacksColon(line) ? ':pass' : line.colon === line.last - 1 ? 'pass' : '';
  const root = concreteOf(parseTree(before + source + behind), start - before.length);
  if (!root.broken) return null;
  const [first] = errorsOf(root);
  return first === undefined ? null : Math.min(Math.max(first.error.from, line.start), line.end);
}
