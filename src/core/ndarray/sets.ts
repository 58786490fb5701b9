import { allocate } from './buffer.ts';
import { vector } from './create.ts';
import { ArrayError } from './errors.ts';
import { NDArray } from './ndarray.ts';
import { argsort } from './sort.ts';
import { flat } from './strided.ts';

/** What `np.unique` can return. `inverse` rebuilds the flattened array, `index` gives first places, `counts` how often. */
export interface Unique {
  readonly values: NDArray;
  readonly index: NDArray;
  readonly inverse: NDArray;
  readonly counts: NDArray;
}

/** `np.unique` of the flattened array, sorted; all NaN count as one. */
export function unique(a: NDArray): Unique {
  const all = flat(a);
  const order = argsort(a, null).data;
  const inverse = new Float64Array(all.length);
  const values: number[] = [];
  const index: number[] = [];
  const counts: number[] = [];
  for (const from of order) {
    const value = all[from] ?? 0;
    const last = values.at(-1);
    const isNew = last === undefined || (value !== last && !(Number.isNaN(value) && Number.isNaN(last)));
    if (isNew) {
      values.push(value);
      index.push(from);
      counts.push(0);
    }
    counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
    inverse[from] = values.length - 1;
  }
  return {
    values: vector(values, a.dtype),
    index: vector(index, 'int64'),
    inverse: vector(inverse, 'int64'),
    counts: vector(counts, 'int64'),
  };
}

/** `np.bincount` with optional weights. Throws ValueError on negative or multi-dimensional input, TypeError on floats. */
export function bincount(a: NDArray, weights: NDArray | null = null, minlength = 0): NDArray {
  if (a.ndim !== 1) throw new ArrayError('ValueError', 'object too deep for desired array');
  if (a.dtype === 'float64' && a.size > 0) throw new ArrayError('TypeError', 'bincount needs integers');
  if (weights && weights.size !== a.size) {
    throw new ArrayError('ValueError', "The weights and list don't have the same length.");
  }
  const values = flat(a);
  const shares = weights ? flat(weights) : null;
  let length = minlength;
  for (const value of values) {
    if (value < 0) throw new ArrayError('ValueError', "'list' argument must have no negative elements");
    length = Math.max(length, value + 1);
  }
  const out = allocate([length]);
  values.forEach((value, i) => {
    out[value] = (out[value] ?? 0) + (shares ? (shares[i] ?? 0) : 1);
  });
  return new NDArray(out, [length], weights ? 'float64' : 'int64');
}

/** `np.searchsorted`: where each value would be inserted in a sorted vector to keep it sorted, before (`left`) or after equals. */
export function searchsorted(sorted: NDArray, values: NDArray, side: 'left' | 'right' = 'left'): NDArray {
  const keys = flat(sorted);
  const places = flat(values).map((value) => {
    let [low, high] = [0, keys.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const key = keys[middle] ?? 0;
      // NaN sorts last.
      const before =
        side === 'left'
          ? key < value || (Number.isNaN(value) && !Number.isNaN(key))
          : key <= value || Number.isNaN(value);
      if (before) low = middle + 1;
      else high = middle;
    }
    return low;
  });
  return new NDArray(places, values.shape, 'int64');
}
