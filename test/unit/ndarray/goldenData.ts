import { readFileSync } from 'node:fs';
import { NDArray, sizeOf, type Data, type DType, type IndexItem } from '../../../src/core/ndarray/index.ts';

/** One case as `scripts/golden/numpy_golden.py` writes it. */
export interface GoldenCase {
  readonly fn: string;
  readonly args: readonly unknown[];
  readonly out: unknown;
}

/** How an argument lies in memory: the answer must not depend on it. */
export type Layout = 'C order' | 'Fortran order' | 'with gaps, backwards';

export const LAYOUTS: readonly Layout[] = ['C order', 'Fortran order', 'with gaps, backwards'];

export function readCases(): GoldenCase[] {
  const text = readFileSync(new URL('../../golden/numpy.json', import.meta.url), 'utf8');
  const cases: unknown = JSON.parse(text);
  if (!Array.isArray(cases)) throw new Error('the golden file holds no list');
  return cases.map(asCase);
}

function asCase(value: unknown): GoldenCase {
  if (!isRecord(value) || typeof value['fn'] !== 'string' || !Array.isArray(value['args'])) {
    throw new Error(`not a golden case: ${JSON.stringify(value)}`);
  }
  return { fn: value['fn'], args: value['args'], out: value['out'] };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const SPECIAL = new Map([
  ['nan', NaN],
  ['inf', Infinity],
  ['-inf', -Infinity],
  ['-0', -0],
]);

export function decodeNumber(value: unknown): number {
  const number = typeof value === 'string' ? SPECIAL.get(value) : value;
  if (typeof number !== 'number') throw new Error(`not a number: ${JSON.stringify(value)}`);
  return number;
}

/** The array that a `{data, shape, dtype}` record stands for, in the layout asked for; null for anything else. */
export function decodeArray(value: unknown, layout: Layout): NDArray | null {
  if (!isRecord(value) || !Array.isArray(value['data']) || !Array.isArray(value['shape'])) return null;
  const shape = value['shape'].map(decodeNumber);
  const data = Float64Array.from(value['data'], decodeNumber);
  return laidOut(data, shape, dtypeNamed(value['dtype']), layout);
}

export function dtypeNamed(name: unknown): DType {
  if (name === 'float64' || name === 'int64' || name === 'bool') return name;
  throw new Error(`no such dtype: ${String(name)}`);
}

/** Places C-ordered values in memory. Gaps hold NaN, so that reading one shows. */
export function laidOut(values: Float64Array, shape: readonly number[], dtype: DType, layout: Layout): NDArray {
  if (layout === 'C order') return new NDArray(values, shape, dtype);
  const gap = layout === 'Fortran order' ? 1 : 2;
  const strides: number[] = [];
  let step = gap;
  for (const length of shape) {
    strides.push(layout === 'Fortran order' ? step : -step);
    step *= Math.max(length, 1);
  }
  const data = new Float64Array(step + 3).fill(NaN);
  const offset = layout === 'Fortran order' ? 0 : step + 1;
  for (let i = 0; i < sizeOf(shape); i++) {
    let [rest, position] = [i, offset];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const length = shape[axis] ?? 1;
      position += (rest % length) * (strides[axis] ?? 0);
      rest = Math.floor(rest / length);
    }
    data[position] = values[i] ?? NaN;
  }
  return new NDArray(data, shape, dtype, strides, offset);
}

/** The arguments of a case, read by position with the type that the function wants. A wrong type fails the case. */
export class Args {
  readonly #values: readonly unknown[];
  readonly #layout: Layout;

  constructor(values: readonly unknown[], layout: Layout) {
    this.#values = values;
    this.#layout = layout;
  }

  get length(): number {
    return this.#values.length;
  }

  raw(at: number): unknown {
    return this.#values[at];
  }

  array(at: number): NDArray {
    return this.#arrayOf(this.#values[at]);
  }

  arrays(at: number): NDArray[] {
    return this.list(at).map((value) => this.#arrayOf(value));
  }

  arrayOrNull(at: number): NDArray | null {
    return this.#values[at] === null ? null : this.array(at);
  }

  data(at: number): Data {
    return decodeArray(this.#values[at], this.#layout) ?? this.number(at);
  }

  dataOrNull(at: number): Data | null {
    return this.#values[at] === null ? null : this.data(at);
  }

  number(at: number): number {
    return decodeNumber(this.#values[at]);
  }

  numberOr(at: number, otherwise: number): number {
    return at < this.length ? this.number(at) : otherwise;
  }

  numberOrNull(at: number): number | null {
    const value = this.#values[at];
    return value === null || value === undefined ? null : decodeNumber(value);
  }

  list(at: number): readonly unknown[] {
    const value: unknown = this.#values[at];
    if (!Array.isArray(value)) throw new Error(`argument ${String(at)} is not a list`);
    return value;
  }

  numbers(at: number): number[] {
    return this.list(at).map(decodeNumber);
  }

  /** One number or a list of them. */
  either(at: number): number | number[] {
    return Array.isArray(this.#values[at]) ? this.numbers(at) : this.number(at);
  }

  /** An axis argument: absent and null mean all. */
  axis(at: number): number | number[] | null {
    const value = this.#values[at];
    return value === null || value === undefined ? null : this.either(at);
  }

  bool(at: number): boolean {
    const value = this.#values[at] ?? false;
    if (typeof value !== 'boolean') throw new Error(`argument ${String(at)} is not a boolean`);
    return value;
  }

  text(at: number): string {
    const value = this.#values[at];
    if (typeof value !== 'string') throw new Error(`argument ${String(at)} is not a string`);
    return value;
  }

  index(at: number): IndexItem[] {
    return this.list(at).map((value): IndexItem => {
      if (value === '...') return { kind: 'ellipsis' };
      if (value === 'newaxis') return { kind: 'newaxis' };
      if (typeof value === 'number') return { kind: 'int', value };
      if (isRecord(value) && Array.isArray(value['slice'])) return sliceItem(value['slice']);
      return { kind: 'array', array: this.#arrayOf(value) };
    });
  }

  #arrayOf(value: unknown): NDArray {
    const array = decodeArray(value, this.#layout);
    if (!array) throw new Error(`not an array: ${JSON.stringify(value)}`);
    return array;
  }
}

function sliceItem(bounds: readonly unknown[]): IndexItem {
  const [start = null, stop = null, step = null] = bounds.map((bound) => (bound === null ? null : decodeNumber(bound)));
  return { kind: 'slice', start, stop, step };
}
