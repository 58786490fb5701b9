import type { Shape } from '../ndarray/ndarray.ts';

/** A Python expression put into parentheses where its operators could come apart: names, calls and items stay bare. */
export function wrap(text: string): string {
  return isAtom(text) ? text : `(${text})`;
}

/** `local * upstream`, as short as it can be said. */
export function product(local: string, upstream: string): string {
  if (local === '1') return upstream;
  if (local === '-1') return negated(upstream);
  if (upstream === '1.0' && !/[<>=]/.test(local)) return local;
  return `${factor(local)} * ${factor(upstream)}`;
}

function negated(text: string): string {
  return text.startsWith('-') && isAtom(text.slice(1)) ? text.slice(1) : `-${wrap(text)}`;
}

/** What stands in a product needs parentheses around sums, comparisons and conditions only. */
export function factor(text: string): string {
  return /[-+<>=@]|\b(?:and|or|not|if|in)\b/.test(withoutGroups(text).replace(/^-/, '').replace(/e-\d+/g, ''))
    ? `(${text})`
    : text;
}

function isAtom(text: string): boolean {
  return /^(?:[\w.]|\(\)|\[\])+$/.test(withoutGroups(text)) && !/^\d.*[a-z(]/i.test(text.replace(/e-?\d+$/, ''));
}

/** The text with everything between brackets, and inside of quotes, left out. */
function withoutGroups(text: string): string {
  let depth = 0;
  let bare = '';
  for (const char of text.replace(/'[^']*'|"[^"]*"/g, '')) {
    if (')]}'.includes(char)) depth--;
    if (depth === 0) bare += char;
    if ('([{'.includes(char)) depth++;
  }
  return bare;
}

/** Sums a gradient over the axes along which an input was stretched: `np.sum(dq, axis=0)`. */
export function sumTo(text: string, from: Shape, to: Shape): string {
  if (from.join() === to.join()) return text;
  if (to.every((length) => length === 1) && from.every((length) => length === 1))
    return `${wrap(text)}.reshape(${tuple(to)})`;
  if (to.length === 0) return `np.sum(${text})`;
  const added = from.length - to.length;
  const lead = Array.from({ length: added }, (_, axis) => axis);
  const summed = lead.length === 0 ? text : `np.sum(${text}, axis=${axes(lead)})`;
  const kept = to.flatMap((length, axis) => (length === 1 && from[axis + added] !== 1 ? [axis] : []));
  return kept.length === 0 ? summed : `np.sum(${summed}, axis=${axes(kept)}, keepdims=True)`;
}

function axes(list: readonly number[]): string {
  return list.length === 1 ? String(list[0]) : tuple(list);
}

/** Python's text of a tuple of numbers. */
export function tuple(items: readonly number[]): string {
  return items.length === 1 ? `(${String(items[0])},)` : `(${items.join(', ')})`;
}

/** Does away with the remains of a general form: `2 * x**(2 - 1)` is `2 * x`. */
export function tidy(text: string): string {
  return text.replace(/\*\*\((\d+(?:\.\d+)?) - 1\)/g, (_, exponent: string) => {
    const lower = Number(exponent) - 1;
    return lower === 1 ? '' : `**${String(lower)}`;
  });
}
