const NUMBER = /[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|inf|nan)/g;

/**
 * Whether two printed texts are alike: equal but for numbers, and these equal to within the last bits, which differ between
 * mathematical libraries. An integer and a float are never alike.
 */
export function sameText(actual: string, expected: string): boolean {
  if (actual.replace(NUMBER, '#') !== expected.replace(NUMBER, '#')) return false;
  const numbers = expected.match(NUMBER) ?? [];
  return (actual.match(NUMBER) ?? []).every((text, i) => sameNumber(text, numbers[i] ?? ''));
}

function sameNumber(actual: string, expected: string): boolean {
  if (actual === expected) return true;
  if (/^[-+]?\d+$/.test(actual) || /^[-+]?\d+$/.test(expected)) return false;
  const [x, y] = [Number(actual), Number(expected)];
  return Math.abs(x - y) <= 1e-13 * Math.max(1, Math.abs(y));
}
