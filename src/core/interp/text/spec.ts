/** A parsed format specification: `[[fill]align][sign][#][0][width][,][.precision][type]`. */
export interface FormatSpec {
  readonly fill: string;
  readonly align: '<' | '>' | '^' | '=' | '';
  readonly sign: '+' | '-' | ' ';
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: ',' | '_' | '';
  readonly precision: number | null;
  readonly type: string;
}

const PATTERN = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/su;

/** Null for a text that is no specification. */
export function parseSpec(text: string): FormatSpec | null {
  const match = PATTERN.exec(text);
  if (!match) return null;
  const [, fill, align, sign, alternate, zero, width, grouping, precision, type] = match;
  return {
    fill: fill ?? (zero ? '0' : ' '),
    align: (align ?? (zero ? '=' : '')) as FormatSpec['align'],
    sign: (sign ?? '-') as FormatSpec['sign'],
    alternate: alternate !== undefined,
    width: Number(width ?? 0),
    grouping: (grouping ?? '') as FormatSpec['grouping'],
    precision: precision === undefined ? null : Number(precision),
    type: type ?? '',
  };
}

/** Pads a text to the width; a sign stays in front where the alignment is `=`. */
export function padded(text: string, spec: FormatSpec, align: '<' | '>' | '^' | '='): string {
  const missing = spec.width - Array.from(text).length;
  if (missing <= 0) return text;
  const filler = (count: number): string => spec.fill.repeat(count);
  if (align === '<') return text + filler(missing);
  if (align === '^') return filler(missing >> 1) + text + filler(missing - (missing >> 1));
  if (align === '=' && /^[-+ ]/.test(text)) return (text[0] ?? '') + filler(missing) + text.slice(1);
  return filler(missing) + text;
}
