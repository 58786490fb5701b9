import { allocate, MAX_DIMENSIONS } from './buffer.ts';
import { convertAll } from './create.ts';
import { ArrayError } from './errors.ts';
import { NDArray, type DType } from './ndarray.ts';
import { flat } from './strided.ts';

/** Numbers and booleans in lists in lists, as `tolist` gives them. */
export type Nested = number | boolean | readonly Nested[];

/**
 * `np.array(nested)`. Without a `dtype` it is bool when all leaves are booleans, else int64 when all are integers or booleans
 * and `integers` is set (JavaScript cannot tell `1` from `1.0`), else float64. Throws ValueError on ragged nesting.
 */
export function fromNested(nested: Nested, dtype?: DType, integers = false): NDArray {
  const shape: number[] = [];
  let level: Nested | undefined = nested;
  // A list that contains itself has no end.
  while (typeof level === 'object' && shape.length <= MAX_DIMENSIONS) {
    shape.push(level.length);
    level = level[0];
  }
  const data = allocate(shape);
  const seen = { position: 0, booleans: 0, integers: 0 };
  fill(nested, 0, shape, data, seen);
  const kind = dtype ?? inferred(seen, data.length, integers);
  if (kind !== 'float64') convertAll(data, kind);
  return new NDArray(data, shape, kind);
}

interface Seen {
  position: number;
  booleans: number;
  integers: number;
}

function fill(nested: Nested, axis: number, shape: readonly number[], data: Float64Array, seen: Seen): void {
  if (typeof nested === 'object') {
    if (axis >= shape.length || nested.length !== shape[axis]) throw ragged(axis);
    for (const item of nested) fill(item, axis + 1, shape, data, seen);
    return;
  }
  if (axis !== shape.length) throw ragged(axis);
  data[seen.position++] = Number(nested);
  if (typeof nested === 'boolean') seen.booleans++;
  else if (Number.isInteger(nested)) seen.integers++;
}

function inferred(seen: Seen, size: number, integers: boolean): DType {
  if (size > 0 && seen.booleans === size) return 'bool';
  return integers && size > 0 && seen.booleans + seen.integers === size ? 'int64' : 'float64';
}

function ragged(axis: number): ArrayError {
  const message = `the nested sequence is ragged: its shape differs between entries after ${String(axis)} dimension(s)`;
  return new ArrayError('ValueError', message);
}

/** `a.tolist()`: nested lists; a 0-d array gives its number. Bool arrays give booleans. */
export function toNested(a: NDArray): Nested {
  const values = flat(a);
  let position = 0;
  const build = (axis: number): Nested => {
    if (axis === a.shape.length) {
      const value = values[position++] ?? 0;
      return a.dtype === 'bool' ? value !== 0 : value;
    }
    return Array.from({ length: a.shape[axis] ?? 0 }, () => build(axis + 1));
  };
  return build(0);
}

/** `a.item()`: the one number of an array of size 1. Throws ValueError otherwise. */
export function item(a: NDArray): number {
  if (a.size !== 1) throw new ArrayError('ValueError', 'can only convert an array of size 1 to a Python scalar');
  return a.data[a.offset] ?? 0;
}
