/** How many sums a piece of code takes. */
export function sumsIn(code: string): number {
  return code.match(/\bsum\s*\(/g)?.length ?? 0;
}

/** The axes in the text of an `axis` argument; none where it is no number or tuple of numbers. */
export function axesIn(code: string): string[] {
  const list = /^(?:\s*,?\s*axis\s*=)?\s*\(?\s*(-?\d+(?:\s*,\s*-?\d+)*)\s*,?\s*\)?\s*$/.exec(code)?.[1];
  return list?.split(/\s*,\s*/) ?? [];
}

/** Whether all of some axes are among others, of which there are more. */
export function isPartOf(some: readonly string[], others: readonly string[]): boolean {
  return some.length < others.length && some.every((axis) => others.includes(axis));
}
