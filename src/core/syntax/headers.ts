import { concreteOf, type Concrete, parseTree } from './concrete.ts';
import type { Line } from './lines.ts';
import { CLOSERS, isCloser, type Token } from './token.ts';

const MAX_ATTEMPTS = 24;
const CUTS: ReadonlySet<string> = new Set([',', '=', ':', '->', '(', ')', ']', '}']);

/**
 * What can be read of a broken `def` or `class` header: the longest beginning that, with its brackets closed, lezer
 * reads without an error. `masked` is the text with its quirks masked.
 */
export function repairedHeader(masked: string, tokens: readonly Token[], line: Line): Concrete | null {
  const end = line.colon >= 0 ? line.colon : line.last;
  let attempts = 0;
  for (let last = end; last > line.first + 1 && attempts < MAX_ATTEMPTS; last--) {
    const next = tokens[last]?.text ?? '';
    if (last !== end && !CUTS.has(next)) continue;
    attempts++;
    const found = tryHeader(masked, tokens, line.first, last);
    if (found !== null) return found;
  }
  return null;
}

function tryHeader(masked: string, tokens: readonly Token[], first: number, last: number): Concrete | null {
  const closers: string[] = [];
  for (let at = first; at < last; at++) {
    const text = tokens[at]?.text ?? '';
    const closer = CLOSERS.get(text);
    if (closer !== undefined) closers.push(closer);
    else if (isCloser(text)) closers.pop();
  }
  const start = tokens[first]?.start ?? 0;
  const beginning = masked.slice(start, tokens[last - 1]?.end ?? start);
  const isFunction = beginning.startsWith('def') || beginning.startsWith('async');
  const parameters = isFunction && !beginning.includes('(') ? '()' : '';
  const root = concreteOf(parseTree(`${beginning}${closers.reverse().join('')}${parameters}:pass`), start);
  const [statement] = root.children;
  return root.broken || statement === undefined ? null : statement;
}
