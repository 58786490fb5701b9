import { t } from '../texts.ts';

/** Characters of plain numbers and lists; a text with any other is left to the analysis to judge. */
const PLAIN = /^[\d\s.,eE+\-_[\]()]*$/;
const NUMBER = /^[+-]?(\d[\d_]*\.?[\d_]*|\.\d[\d_]*)([eE][+-]?\d+)?/;
const CLOSES: Readonly<Record<string, string>> = { '[': ']', '(': ')' };

class LiteralError extends Error {}

/** Reads a plain Python literal, a number or nested lists of numbers, only to find what is wrong with it. */
class LiteralReader {
  private rest: string;

  constructor(text: string) {
    this.rest = text.trim();
  }

  readAll(): void {
    this.readItem();
    if (this.rest === '') return;
    if (/^[\])]/.test(this.rest)) throw new LiteralError(t('`{0}` closes nothing.', this.rest.charAt(0)));
    throw new LiteralError(t('`{0}` is left over: a list needs brackets and commas, as in [1, 2].', this.rest));
  }

  private readItem(): void {
    const close = CLOSES[this.rest.charAt(0)];
    if (close === undefined) this.readNumber();
    else this.readList(this.rest.charAt(0), close);
  }

  private readNumber(): void {
    const match = NUMBER.exec(this.rest);
    if (match === null) {
      throw new LiteralError(
        this.rest === '' ? t('A number is missing at the end.') : t('`{0}` is not a number.', this.rest),
      );
    }
    this.skip(match[0].length);
  }

  private readList(open: string, close: string): void {
    this.skip(1);
    while (!this.rest.startsWith(close)) {
      if (this.rest === '') throw new LiteralError(t('`{0}` is not closed.', open));
      this.readItem();
      if (this.rest.startsWith(',')) this.skip(1);
      else if (this.rest !== '' && !this.rest.startsWith(close)) {
        throw new LiteralError(t('A comma is missing before `{0}`.', this.rest));
      }
    }
    this.skip(1);
  }

  private skip(count: number): void {
    this.rest = this.rest.slice(count).trimStart();
  }
}

/** What is plainly wrong with the text of an input, or null. Only the analysis can judge names and calls. */
export function literalProblem(text: string): string | null {
  if (text.trim() === '') return t('Type a number or a list, such as 3 or [1, 2].');
  if (!PLAIN.test(text)) return null;
  try {
    new LiteralReader(text).readAll();
    return null;
  } catch (error) {
    if (error instanceof LiteralError) return error.message;
    throw error;
  }
}

/**
 * The scalar `text` moved by `steps`: by 1 for integers, by a tenth for other numbers, in no more decimals than
 * needed. Null when the text is not a scalar.
 */
export function steppedText(text: string, steps: number): string | null {
  const trimmed = text.trim();
  if (NUMBER.exec(trimmed)?.[0] !== trimmed || trimmed === '') return null;
  const value = Number(trimmed.replaceAll('_', ''));
  const whole = /^[+-]?\d+$/.test(trimmed) && Number.isInteger(steps);
  const moved = value + steps * (whole ? 1 : 0.1);
  const decimals = Math.max(whole ? 0 : 1, trimmed.split(/[.eE]/)[1]?.length ?? 0, Number.isInteger(steps) ? 0 : 2);
  const rounded = Number(moved.toFixed(Math.min(decimals, 12)));
  return whole || !Number.isInteger(rounded) ? String(rounded) : rounded.toFixed(1);
}
