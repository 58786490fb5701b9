/** A number literal, with the forms of Python 2 (`10L`, `0777`). */
export const NUMBER =
  /(?:0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+)[lL]?|(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?[jJlL]?/y;

interface NumberValue {
  readonly value: number;
  readonly isInt: boolean;
  readonly imaginary: boolean;
  /** Only Python 2 reads this literal so. */
  readonly python2: boolean;
}

/** The value of a literal that matches `NUMBER`. Integers past 2^53 are rounded, as float64 must. */
export function readNumber(literal: string): NumberValue {
  const plain = literal.replaceAll('_', '').toLowerCase();
  const long = plain.endsWith('l');
  const digits = long ? plain.slice(0, -1) : plain;
  if (/^0[xob]/.test(digits)) return { value: Number(digits), isInt: true, imaginary: false, python2: long };
  if (digits.endsWith('j')) {
    return { value: Number(digits.slice(0, -1)), isInt: false, imaginary: true, python2: false };
  }
  if (/^0[0-7]*[1-7][0-7]*$/.test(digits)) {
    return { value: Number.parseInt(digits, 8), isInt: true, imaginary: false, python2: true };
  }
  return { value: Number(digits), isInt: /^\d+$/.test(digits), imaginary: false, python2: long };
}
