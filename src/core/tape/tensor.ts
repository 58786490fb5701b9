import { zeroed } from '../ndarray/buffer.ts';
import { NDArray, sizeOf, type DType, type Shape } from '../ndarray/ndarray.ts';
import { toFlat } from '../ndarray/strided.ts';
import type { Node } from './node.ts';

/**
 * A Python number on the tape. `isInt` tells Python's `int` (and NumPy's integer scalars) from `float`; `node` is null
 * while nothing differentiable led to it (a literal, a shape, a loop counter).
 */
export class Num {
  readonly value: number;
  readonly isInt: boolean;
  readonly node: Node | null;

  constructor(value: number, isInt: boolean, node: Node | null = null) {
    this.value = value;
    this.isInt = isInt;
    this.node = node;
  }
}

/**
 * A buffer that several tensors may look into. In-place stores replace `node` (the tape's view of the whole buffer) and
 * raise `version`, so that views notice that their own node is stale. While a recorded gate may still need the present
 * numbers (`captured`), a store copies the buffer first: the gate keeps the old one, every view sees the new one.
 */
export class Storage {
  data: Float64Array;
  /** The shape of `node`. Changes only when an untracked buffer is given a name in another shape (see `Tape.track`). */
  shape: Shape;
  readonly dtype: DType;
  node: Node | null;
  version = 0;
  captured = false;

  constructor(data: Float64Array, shape: Shape, dtype: DType, node: Node | null) {
    this.data = data;
    this.shape = shape;
    this.dtype = dtype;
    this.node = node;
  }

  /** The whole buffer as one C-ordered array, aliasing the present numbers. */
  whole(): NDArray {
    return new NDArray(this.data, this.shape, this.dtype);
  }

  /**
   * Makes the buffer writable without changing what any recorded gate has kept. Call before each store. Returns whether
   * the buffer had to be copied.
   */
  own(): boolean {
    const keeps = this.captured || (this.node !== null && this.node.op === null);
    if (keeps) this.data = copied(this.data);
    else if (this.node) this.node.value = undefined;
    this.captured = false;
    return keeps;
  }
}

/** A NumPy array on the tape: a strided window on a storage, with the node that computes it. */
export class Tensor {
  readonly storage: Storage;
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
  readonly dtype: DType;
  #array: NDArray | null = null;
  #node: Node | null;
  #version: number;

  constructor(storage: Storage, window: NDArray, node: Node | null) {
    this.storage = storage;
    this.shape = window.shape;
    this.strides = window.strides;
    this.offset = window.offset;
    this.dtype = window.dtype;
    this.#node = node;
    this.#version = storage.version;
  }

  /** A tensor over a fresh array that nobody else writes to. A window that is not C-ordered or leaves out part of its buffer is copied. */
  static of(array: NDArray, node: Node | null = null): Tensor {
    const whole = array.offset === 0 && array.isContiguous && array.data.length === array.size;
    const fresh = whole ? array : new NDArray(toContiguous(array), array.shape, array.dtype);
    const storage = new Storage(fresh.data, fresh.shape, fresh.dtype, node);
    storage.captured = node !== null && node.op !== null;
    return new Tensor(storage, fresh, node);
  }

  get ndim(): number {
    return this.shape.length;
  }

  get size(): number {
    return sizeOf(this.shape);
  }

  /** The present numbers, aliasing the buffer: write only through `Tape.store`. */
  get array(): NDArray {
    if (this.#array?.data !== this.storage.data) {
      this.#array = new NDArray(this.storage.data, this.shape, this.dtype, this.strides, this.offset);
    }
    return this.#array;
  }

  /** Whether this window is the whole storage in its own shape. */
  get isWhole(): boolean {
    return this.shape === this.storage.shape && this.offset === 0 && this.array.isContiguous;
  }

  get tracked(): boolean {
    return this.storage.node !== null;
  }

  /** The node of this window if it is still up to date, else null (untracked, or stored into since). */
  get currentNode(): Node | null {
    if (this.#version === this.storage.version) return this.#node;
    return this.isWhole ? this.storage.node : null;
  }

  /** Remembers the node that stands for this window at the storage's present version. */
  remember(node: Node): void {
    this.#node = node;
    this.#version = this.storage.version;
  }
}

function copied(data: Float64Array): Float64Array {
  const copy = zeroed(data.length);
  copy.set(data);
  return copy;
}

/** The elements of an array in C order, in a buffer of their own. */
export function toContiguous(array: NDArray): Float64Array {
  return toFlat(array);
}
