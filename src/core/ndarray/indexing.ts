import { allocatePositions, checkedSize, zeroed } from './buffer.ts';
import { broadcastShapes, broadcastTo, sameShape } from './broadcast.ts';
import { ArrayError } from './errors.ts';
import { formatShape } from './formatShape.ts';
import { NDArray } from './ndarray.ts';
import { flat, flatPositions, rowOffsets } from './strided.ts';

/** One entry between the brackets of `a[...]`. An `array` holds integers (int64) or is a mask (bool); lists are made arrays by the caller. */
export type IndexItem =
  | { readonly kind: 'int'; readonly value: number }
  | {
      readonly kind: 'slice';
      readonly start: number | null;
      readonly stop: number | null;
      readonly step: number | null;
    }
  | { readonly kind: 'newaxis' }
  | { readonly kind: 'ellipsis' }
  | { readonly kind: 'array'; readonly array: NDArray };

/**
 * What an index selects: a window on the same buffer, or (as soon as an array is among the items) the buffer position of each
 * element of the result in C order, and the result's shape.
 */
export type Selection =
  | { readonly kind: 'view'; readonly window: NDArray }
  | { readonly kind: 'gather'; readonly positions: Int32Array; readonly shape: number[] };

/** Resolves `a[items]` by NumPy's rules. Throws IndexError (out of bounds, too many indices, a mask of another shape), ValueError on a zero step. */
export function resolveIndex(a: NDArray, items: readonly IndexItem[]): Selection {
  const plain = plainWindow(a, items);
  if (plain) return { kind: 'view', window: plain };
  const basic: BasicAxis[] = [];
  const advanced: AdvancedIndex[] = [];
  const isAdvanced = items.some((item) => item.kind === 'array');
  let offset = a.offset;
  let axis = 0;
  let group = 0;
  for (const item of expandEllipsis(a, items)) {
    const length = a.shape[axis] ?? 1;
    const stride = a.strides[axis] ?? 0;
    if (item.kind !== 'array' && item.kind !== 'int') group++;
    if (item.kind === 'ellipsis') continue;
    if (item.kind === 'newaxis') basic.push({ length: 1, stride: 0 });
    else if (item.kind === 'slice') {
      const { start, step, count } = resolveSlice(item, length);
      basic.push({ length: count, stride: step * stride });
      if (count > 0) offset += start * stride;
      axis++;
    } else if (item.kind === 'array') {
      axis += addArrays(advanced, item.array, a, axis, { place: basic.length, group });
    } else {
      const index = checkIndex(item.value, length, axis);
      if (isAdvanced) advanced.push({ shape: [], offsets: Int32Array.of(index * stride), place: basic.length, group });
      else offset += index * stride;
      axis++;
    }
  }
  if (isAdvanced) return gather(offset, basic, advanced);
  const shape = basic.map(({ length }) => length);
  const strides = basic.map(({ stride }) => stride);
  return { kind: 'view', window: new NDArray(a.data, shape, a.dtype, strides, offset) };
}

/** The window of integers and slices alone, as loops over elements have them; null for what has other items or too many. */
function plainWindow(a: NDArray, items: readonly IndexItem[]): NDArray | null {
  const ndim = a.shape.length;
  if (items.length > ndim) return null;
  const shape: number[] = [];
  const strides: number[] = [];
  let { offset } = a;
  for (let axis = 0; axis < ndim; axis++) {
    const item = items[axis];
    const length = a.shape[axis] ?? 1;
    const stride = a.strides[axis] ?? 0;
    if (!item) {
      shape.push(length);
      strides.push(stride);
    } else if (item.kind === 'int') {
      offset += checkIndex(item.value, length, axis) * stride;
    } else if (item.kind === 'slice') {
      const { start, step, count } = resolveSlice(item, length);
      shape.push(count);
      strides.push(step * stride);
      if (count > 0) offset += start * stride;
    } else return null;
  }
  return new NDArray(a.data, shape, a.dtype, strides, offset);
}

/** `a[items]` as an array: a view for basic indices, else a copy. */
export function getItem(a: NDArray, items: readonly IndexItem[]): NDArray {
  const selection = resolveIndex(a, items);
  if (selection.kind === 'view') return selection.window;
  return new NDArray(gatherValues(a.data, selection.positions), selection.shape, a.dtype);
}

/** The numbers at these positions of a buffer. */
export function gatherValues(data: Float64Array, positions: Int32Array): Float64Array {
  const out = zeroed(positions.length);
  for (let i = 0; i < out.length; i++) out[i] = data[positions[i] ?? 0] ?? 0;
  return out;
}

/** The first index, step and number of elements of a slice on an axis, by Python's rules. Throws ValueError on a zero step. */
export function resolveSlice(
  slice: { readonly start: number | null; readonly stop: number | null; readonly step: number | null },
  length: number,
): { start: number; step: number; count: number } {
  const step = slice.step ?? 1;
  if (step === 0) throw new ArrayError('ValueError', 'slice step cannot be zero');
  const low = step > 0 ? 0 : -1;
  const high = step > 0 ? length : length - 1;
  const clamp = (bound: number): number => Math.min(Math.max(bound < 0 ? bound + length : bound, low), high);
  const start = slice.start === null ? (step > 0 ? low : high) : clamp(slice.start);
  const stop = slice.stop === null ? (step > 0 ? high : low) : clamp(slice.stop);
  return { start, step, count: Math.max(0, Math.ceil((stop - start) / step)) };
}

/** Counts a negative index from the end. Throws IndexError with the axis and its size when it is out of bounds. */
export function checkIndex(index: number, length: number, axis: number): number {
  if (index >= length || index < -length) {
    const message = `index ${String(index)} is out of bounds for axis ${String(axis)} with size ${String(length)}`;
    throw new ArrayError('IndexError', message);
  }
  return index < 0 ? index + length : index;
}

interface BasicAxis {
  readonly length: number;
  readonly stride: number;
}

/** One index array, already turned into distances in the buffer; `place` counts the basic axes before it, `group` the items other than arrays and integers. */
interface AdvancedIndex {
  readonly shape: readonly number[];
  readonly offsets: Int32Array;
  readonly place: number;
  readonly group: number;
}

const FULL_SLICE: IndexItem = { kind: 'slice', start: null, stop: null, step: null };

/** How many axes of the array an item uses up. */
function axesOf(item: IndexItem): number {
  if (item.kind === 'newaxis' || item.kind === 'ellipsis') return 0;
  return item.kind === 'array' && item.array.dtype === 'bool' ? item.array.ndim : 1;
}

/** Adds as many full slices as axes are left, after the ellipsis or at the end. The ellipsis stays: even an empty one separates index arrays. Throws IndexError on too many indices. */
function expandEllipsis(a: NDArray, items: readonly IndexItem[]): IndexItem[] {
  const used = items.reduce((total, item) => total + axesOf(item), 0);
  if (used > a.ndim) {
    const message = `too many indices for array: array is ${String(a.ndim)}-dimensional, but ${String(used)} were indexed`;
    throw new ArrayError('IndexError', message);
  }
  const ellipses = items.filter((item) => item.kind === 'ellipsis').length;
  if (ellipses > 1) throw new ArrayError('IndexError', "an index can only have a single ellipsis ('...')");
  const rest = Array.from({ length: a.ndim - used }, () => FULL_SLICE);
  return ellipses === 0
    ? [...items, ...rest]
    : items.flatMap((item) => (item.kind === 'ellipsis' ? [item, ...rest] : [item]));
}

/** Adds the index arrays of one item (a mask makes one per axis it covers); returns how many axes it used up. */
function addArrays(
  advanced: AdvancedIndex[],
  index: NDArray,
  a: NDArray,
  axis: number,
  at: Pick<AdvancedIndex, 'place' | 'group'>,
): number {
  if (index.dtype === 'bool') {
    requireMaskShape(index, a, axis);
    const chosen = maskCoordinates(index);
    if (index.ndim === 0)
      advanced.push({ shape: [index.data[index.offset] === 0 ? 0 : 1], offsets: new Int32Array(1), ...at });
    chosen.forEach((coordinates, k) => {
      const stride = a.strides[axis + k] ?? 0;
      advanced.push({ shape: [coordinates.length], offsets: coordinates.map((i) => i * stride), ...at });
    });
    return index.ndim;
  }
  // NumPy takes an empty list, which is an empty float array, for an empty list of integers.
  if (index.dtype === 'float64' && index.size > 0) {
    throw new ArrayError('IndexError', 'arrays used as indices must be of integer (or boolean) type');
  }
  const length = a.shape[axis] ?? 0;
  const stride = a.strides[axis] ?? 0;
  const values = flat(index);
  const offsets = new Int32Array(values.length);
  for (let i = 0; i < offsets.length; i++) offsets[i] = checkIndex(values[i] ?? 0, length, axis) * stride;
  advanced.push({ shape: index.shape, offsets, ...at });
  return 1;
}

function requireMaskShape(mask: NDArray, a: NDArray, axis: number): void {
  mask.shape.forEach((length, k) => {
    const actual = a.shape[axis + k] ?? 0;
    if (length === actual) return;
    const message =
      `boolean index did not match indexed array along dimension ${String(axis + k)}; ` +
      `dimension is ${String(actual)} but corresponding boolean dimension is ${String(length)}`;
    throw new ArrayError('IndexError', message);
  });
}

/** `np.nonzero` as integers: for each axis the coordinates of the elements that are not 0, in C order. */
export function maskCoordinates(mask: NDArray): Int32Array[] {
  const values = flat(mask);
  let count = 0;
  for (const value of values) if (value !== 0) count++;
  const out = mask.shape.map(() => new Int32Array(count));
  for (let i = 0, to = 0; i < values.length; i++) {
    if (values[i] === 0) continue;
    let rest = i;
    for (let axis = mask.ndim - 1; axis >= 0; axis--) {
      const length = mask.shape[axis] ?? 1;
      const coordinates = out[axis];
      if (coordinates) coordinates[to] = rest % length;
      rest = Math.floor(rest / length);
    }
    to++;
  }
  return out;
}

/**
 * The positions for basic axes and index arrays together. The broadcast axes of the arrays stand where the arrays stood if
 * these were next to each other, else in front.
 */
function gather(offset: number, basic: readonly BasicAxis[], advanced: readonly AdvancedIndex[]): Selection {
  const common = commonShape(advanced);
  const together = advanced.every(({ group }) => group === advanced[0]?.group);
  const place = together ? (advanced[0]?.place ?? 0) : 0;
  const chosen = allocatePositions(checkedSize(common));
  for (const index of advanced) addSpread(chosen, index, common);
  const before = positionsOf(basic.slice(0, place), offset);
  const after = positionsOf(basic.slice(place), 0);
  const lengths = basic.map(({ length }) => length);
  const shape = [...lengths.slice(0, place), ...common, ...lengths.slice(place)];
  const positions = allocatePositions(checkedSize(shape));
  // Plain loops: an iterator per element would cost more than the rest.
  for (let i = 0; i < before.length; i++) {
    for (let j = 0; j < chosen.length; j++) {
      const start = (before[i] ?? 0) + (chosen[j] ?? 0);
      const to = (i * chosen.length + j) * after.length;
      for (let k = 0; k < after.length; k++) positions[to + k] = start + (after[k] ?? 0);
    }
  }
  return { kind: 'gather', positions, shape };
}

/** Adds the distances of one index array, broadcast to the common shape, to those of the others. */
function addSpread(chosen: Int32Array, { shape, offsets }: AdvancedIndex, common: readonly number[]): void {
  if (sameShape(shape, common)) {
    for (let i = 0; i < chosen.length; i++) chosen[i] = (chosen[i] ?? 0) + (offsets[i] ?? 0);
    return;
  }
  const places = new NDArray(new Float64Array(0), shape, 'int64');
  const spread = flatPositions(broadcastTo(places, common));
  for (let i = 0; i < chosen.length; i++) chosen[i] = (chosen[i] ?? 0) + (offsets[spread[i] ?? 0] ?? 0);
}

function commonShape(advanced: readonly AdvancedIndex[]): number[] {
  const shapes = advanced.map(({ shape }) => shape);
  try {
    return broadcastShapes(...shapes);
  } catch {
    const listed = shapes.map((shape) => formatShape(shape)).join(' ');
    throw new ArrayError(
      'IndexError',
      `shape mismatch: indexing arrays could not be broadcast together with shapes ${listed}`,
    );
  }
}

function positionsOf(axes: readonly BasicAxis[], offset: number): Int32Array {
  const shape = axes.map(({ length }) => length);
  const strides = axes.map(({ stride }) => stride);
  return rowOffsets([...shape, 1], [...strides, 0], offset);
}
