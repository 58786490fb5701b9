import { formatShape } from './formatShape.ts';
import type { NDArray } from './ndarray.ts';
import { formatInteger, formatNonFinite, formatScalar, toPositional, toScientific } from './numberFormat.ts';
import { flat } from './strided.ts';
import { takeAxis } from './take.ts';

const PRECISION = 8;
const LINE_WIDTH = 75;
/** Larger arrays are summarised by this many entries at either end of each axis. */
const THRESHOLD = 1000;
const EDGE_ITEMS = 3;

/** `str(a)`: what `print` shows. */
export function formatArray(a: NDArray): string {
  if (a.ndim === 0) return formatScalar(a.data[a.offset] ?? 0, a.dtype);
  return formatNested(a, ' ', '', LINE_WIDTH);
}

/** `repr(a)`: `array([[1., 2.], ...])`. */
export function reprArray(a: NDArray): string {
  if (a.size === 0) {
    const shape = a.ndim === 1 ? '' : `shape=${formatShape(a.shape)}, `;
    return `array([], ${shape}dtype=${a.dtype})`;
  }
  return `array(${formatNested(a, ', ', 'array(', LINE_WIDTH - 1)})`;
}

function formatNested(a: NDArray, separator: string, prefix: string, width: number): string {
  if (a.size === 0) return '[]';
  const isSummary = a.size > THRESHOLD;
  const shown = isSummary ? edges(a) : a;
  const words = formatterFor(shown);
  const values = flat(shown);
  let position = 0;
  const layout: Layout = {
    separator,
    word: () => words(values[position++] ?? 0),
    shape: shown.shape,
    full: isSummary ? a.shape : null,
  };
  return nest(layout, 0, ' '.repeat(prefix.length + 1), width);
}

/** What is needed to write the entries one after another: `full` is the shape before it was cut to its edges. */
interface Layout {
  readonly separator: string;
  readonly word: () => string;
  readonly shape: readonly number[];
  readonly full: readonly number[] | null;
}

/** The first and last entries of every long axis. */
function edges(a: NDArray): NDArray {
  return a.shape.reduce((cut, length, axis) => {
    if (length <= 2 * EDGE_ITEMS) return cut;
    const kept = Int32Array.from({ length: 2 * EDGE_ITEMS }, (_, i) =>
      i < EDGE_ITEMS ? i : length - 2 * EDGE_ITEMS + i,
    );
    return takeAxis(cut, kept, axis);
  }, a);
}

function nest(layout: Layout, axis: number, indent: string, width: number): string {
  if (axis === layout.shape.length) return layout.word();
  const length = layout.shape[axis] ?? 0;
  const cutAt = layout.full && (layout.full[axis] ?? 0) > length ? EDGE_ITEMS : -1;
  const items: string[] = [];
  for (let i = 0; i < length; i++) {
    if (i === cutAt) items.push('...');
    items.push(nest(layout, axis + 1, `${indent} `, width - 1));
  }
  const left = layout.shape.length - axis;
  if (left > 1) return `[${items.join(layout.separator.trimEnd() + '\n'.repeat(left - 1) + indent)}]`;
  return `[${wrap(items, layout.separator, indent, width - 1)}]`;
}

/** Words on lines no wider than `width`, all but the first behind the indent. */
function wrap(words: readonly string[], separator: string, indent: string, width: number): string {
  let text = '';
  let line = indent;
  words.forEach((word, i) => {
    if (line.length + word.length > width && line.length > indent.length) {
      text += `${line.trimEnd()}\n`;
      line = indent;
    }
    line += i < words.length - 1 ? word + separator : word;
  });
  return (text + line).slice(indent.length);
}

/** How NumPy writes the entries of this array, all in one width. */
function formatterFor(a: NDArray): (x: number) => string {
  if (a.dtype === 'bool') return (x) => (x !== 0 ? 'True' : 'False').padStart(a.ndim === 0 ? 0 : 5);
  const values = flat(a);
  if (a.dtype === 'int64') {
    const width = longest(Array.from(values, formatInteger));
    return (x) => formatInteger(x).padStart(width);
  }
  const finite = Array.from(values.filter((x) => Number.isFinite(x)));
  const others = Array.from(
    values.filter((x) => !Number.isFinite(x)),
    formatNonFinite,
  );
  return needsExponent(finite) ? scientificFormatter(finite, others) : positionalFormatter(finite, others);
}

function longest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, text.length), 0);
}

function needsExponent(finite: readonly number[]): boolean {
  const sizes = finite.map(Math.abs).filter((x) => x !== 0);
  if (sizes.length === 0) return false;
  const largest = sizes.reduce((x, y) => Math.max(x, y));
  const smallest = sizes.reduce((x, y) => Math.min(x, y));
  return largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1000;
}

function positionalFormatter(finite: readonly number[], others: readonly string[]): (x: number) => string {
  const parts = finite.map((x) => toPositional(x, PRECISION).split('.'));
  const right = longest(parts.map(([, fraction = '']) => fraction));
  const left = Math.max(longest(parts.map(([whole = '']) => whole)), longest(others) - right - 1);
  return (x) => {
    if (!Number.isFinite(x)) return formatNonFinite(x).padStart(left + right + 1);
    const [whole = '', fraction = ''] = toPositional(x, PRECISION).split('.');
    return `${whole.padStart(left)}.${fraction.padEnd(right)}`;
  };
}

function scientificFormatter(finite: readonly number[], others: readonly string[]): (x: number) => string {
  const parts = finite.map((x) => /^(-?\d+)\.(\d*)e.(\d+)$/.exec(toScientific(x, PRECISION, false)) ?? []);
  const precision = longest(parts.map(([, , fraction = '']) => fraction));
  const exponent = longest(parts.map(([, , , digits = '']) => digits));
  const left = Math.max(longest(parts.map(([, whole = '']) => whole)), longest(others) - precision - exponent - 3);
  const width = left + 1 + precision + 2 + exponent;
  return (x) => {
    if (!Number.isFinite(x)) return formatNonFinite(x).padStart(width);
    const [mantissa = '', power = ''] = toScientific(x, precision, true).split('e');
    return `${mantissa}e${power.slice(0, 1)}${power.slice(1).padStart(exponent, '0')}`.padStart(width);
  };
}
