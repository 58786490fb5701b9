import { shapeOf } from '../ndarray/elementwise.ts';
import { ArrayError } from '../ndarray/errors.ts';
import { resolveIndex, type IndexItem, type Selection } from '../ndarray/indexing.ts';
import { NDArray, sizeOf, type Shape } from '../ndarray/ndarray.ts';
import type { Data, Op } from '../ops/op.ts';
import { addAt, gather, getitem, increaseAt, store, storeAt, writeAt, writeWindow } from '../ops/region.ts';
import { templateOf, windowOf, type Positions } from '../ops/window.ts';
import { LimitError, type TapeLimits } from './limit.ts';
import { Node, type AnyOp, type Site } from './node.ts';
import type { Operand, TapeApi } from './tape.ts';
import { Num, type Storage, Tensor, toContiguous } from './tensor.ts';

/** A region is copied instead of keeping the buffer it lies in when it is at most this part of it. */
const SMALL_REGION = 1 / 4;

/** The tape: see `TapeApi`. Nodes hold on to their inputs only, so an unused history is collected by the engine. */
export class Tape implements TapeApi {
  recording = true;
  /** Elements of all arrays and copies made so far. */
  elements = 0;
  readonly #limits: TapeLimits | null;

  /** With limits, an operation whose result would pass them throws `LimitError` before it allocates. */
  constructor(limits: TapeLimits | null = null) {
    this.#limits = limits;
  }

  apply<A>(op: Op<A>, inputs: readonly Operand[], attrs: A, site: Site | null): Operand {
    const data = inputData(inputs);
    const value = this.#forward(op, data, attrs);
    const node = this.recording && someTracked(inputs) ? this.#record(op, inputs, attrs, value, site) : null;
    if (typeof value === 'number') return new Num(value, isIntResult(op, inputs, value), node);
    if (value.shape.length === 0) return new Num(value.data[value.offset] ?? NaN, value.dtype !== 'float64', node);
    this.#count(value.size);
    return shared(Tensor.of(value, node), inputs);
  }

  view<A>(op: Op<A>, source: Tensor, window: NDArray, attrs: A, site: Site | null): Tensor {
    if (!this.recording || !source.tracked) return new Tensor(source.storage, window, null);
    const base = this.#nodeOfTensor(source, false);
    return new Tensor(
      source.storage,
      window,
      new Node(op, [base], attrs, this.#snapshot(source.storage, window), site, null),
    );
  }

  /**
   * `source[items]`: a view for basic indices, a copy for index arrays and masks, a number where one element is left. Throws
   * `ArrayError` as `resolveIndex` does.
   */
  select(source: Tensor, items: readonly IndexItem[], site: Site | null): Operand {
    const live = resolved(source, items);
    const plain = source.isWhole ? live : resolveIndex(templateOf(source.shape), items);
    if (plain.kind === 'gather') return this.apply(gather, [source], plain, site);
    if (live.kind !== 'view' || plain.window.shape.length === 0) {
      return this.apply(getitem, [source], windowOf(plain.window), site);
    }
    return this.view(getitem, source, live.window, windowOf(plain.window), site);
  }

  /** `target[items] = value`. Throws `ArrayError` as `resolveIndex` does, or when the value does not fit. */
  assign(target: Tensor, items: readonly IndexItem[], value: Operand, site: Site | null): void {
    const place = resolved(target, items);
    if (place.kind === 'view') this.store(target, place.window, value, site);
    else this.storeAt(target, place.positions, place.shape, value, site);
  }

  store(target: Tensor, window: NDArray, value: Operand, site: Site | null): void {
    const { storage } = target;
    if (value instanceof Tensor && replaces(storage, window, value)) {
      this.#share(storage, value);
      return;
    }
    const attrs = windowOf(window);
    this.#write(store, storage, attrs, value, site, (data) => {
      writeWindow(storage.whole(), attrs, data);
    });
  }

  storeAt(target: Tensor, positions: Int32Array, shape: readonly number[], value: Operand, site: Site | null): void {
    const { storage } = target;
    const attrs: Positions = { positions, shape };
    this.#write(storeAt, storage, attrs, value, site, (data) => {
      writeAt(storage.whole(), attrs, data);
    });
  }

  addAt(target: Tensor, positions: Int32Array, shape: readonly number[], value: Operand, site: Site | null): void {
    const { storage } = target;
    const attrs: Positions = { positions, shape };
    this.#write(addAt, storage, attrs, value, site, (data) => {
      increaseAt(storage.whole(), attrs, data);
    });
  }

  nodeOf(value: Operand): Node {
    if (value instanceof Num) return value.node ?? Node.leaf(value.value, null);
    return this.#nodeOfTensor(value, true);
  }

  track(value: Operand, name: string | null, site: Site | null): Operand {
    if (value instanceof Num) return new Num(value.value, value.isInt, Node.leaf(value.value, name, site));
    const { storage } = value;
    const covers = value.array.isContiguous && value.size === storage.data.length;
    if (covers) storage.shape = value.shape;
    const leaf = Node.leaf(storage.whole(), name, site);
    storage.node = leaf;
    storage.version++;
    if (covers) value.remember(leaf);
    else this.#nodeOfTensor(value, true).name = name;
    return value;
  }

  dataOf(value: Operand): Data {
    return value instanceof Num ? value.value : value.array;
  }

  #record<A>(op: Op<A>, inputs: readonly Operand[], attrs: A, value: Data, site: Site | null): Node {
    const size = typeof value === 'number' ? 1 : value.size;
    const nodes = new Array<Node>(inputs.length);
    for (let i = 0; i < nodes.length; i++) {
      const input = inputs[i];
      if (input instanceof Num) nodes[i] = input.node ?? Node.leaf(input.value, null);
      else if (input) {
        // A small region of a large buffer that is stored into in a loop must not make every store copy the buffer.
        const keep = op.readsShapesOnly !== true || size > input.size * SMALL_REGION;
        nodes[i] = this.#nodeOfTensor(input, keep);
      }
    }
    const isScalar = typeof value === 'object' && value.shape.length === 0;
    return new Node(op, nodes, attrs, isScalar ? (value.data[value.offset] ?? NaN) : value, site, null);
  }

  /** The node that stands for a tensor at present. With `keep`, its numbers will survive later stores. */
  #nodeOfTensor(tensor: Tensor, keep: boolean): Node {
    const { storage } = tensor;
    const current = tensor.currentNode;
    if (current) {
      if (keep && typeof current.value === 'object' && current.value.data === storage.data) storage.captured = true;
      return current;
    }
    const value = this.#snapshot(storage, tensor.array);
    if (!storage.node) return Node.leaf(value, null);
    const node = new Node(getitem, [storage.node], windowOf(tensor.array), value, null, null);
    tensor.remember(node);
    return node;
  }

  /** What a window shows now, safe from later stores. */
  #snapshot(storage: Storage, window: NDArray): NDArray {
    if (window.size > storage.data.length * SMALL_REGION) {
      storage.captured = true;
      return window;
    }
    this.#count(window.size);
    return new NDArray(toContiguous(window), window.shape, window.dtype);
  }

  #write<A extends { readonly shape: Shape }>(
    op: Op<A>,
    storage: Storage,
    attrs: A,
    value: Operand,
    site: Site | null,
    write: (data: Data) => void,
  ): void {
    const recorded = this.recording && (storage.node !== null || isTracked(value));
    const base = recorded ? wholeNode(storage) : null;
    // What an integer buffer truncates has no gradient.
    const exact = storage.dtype === 'float64' || (value instanceof Num ? value.isInt : value.dtype !== 'float64');
    const written = recorded && exact ? this.nodeOf(value) : Node.leaf(this.dataOf(value), null);
    const data = value instanceof Tensor && value.storage === storage ? copyOf(value) : this.dataOf(value);
    if (storage.own()) this.#count(storage.data.length);
    try {
      write(data);
    } catch (error) {
      if (error instanceof ArrayError) error.operation ??= { name: op.name, shapes: [attrs.shape, shapeOf(data)] };
      throw error;
    }
    storage.version++;
    storage.node = base && new Node(op, [base, written], attrs, storage.whole(), site, null);
  }

  /** Lets a storage take over the numbers and the node of a whole tensor; whichever is written to first copies them. */
  #share(storage: Storage, value: Tensor): void {
    const node = this.recording && value.tracked ? this.nodeOf(value) : null;
    storage.data = value.storage.data;
    storage.node = node;
    storage.version++;
    storage.captured = true;
    value.storage.captured = true;
  }

  /** The result, made only if it is not too large. An error tells which gate failed and the shapes it was given. */
  #forward<A>(op: Op<A>, inputs: readonly Data[], attrs: A): Data {
    try {
      if (this.#limits) this.#checkSize(op, inputs, attrs);
      return op.forward(inputs, attrs);
    } catch (error) {
      if (error instanceof ArrayError) error.operation ??= { name: op.name, shapes: inputs.map(shapeOf) };
      throw error;
    }
  }

  /** Throws before an array is made that would be too large. Elementwise results are no larger than the product of their inputs. */
  #checkSize<A>(op: Op<A>, inputs: readonly Data[], attrs: A): void {
    const limits = this.#limits;
    if (!limits || (op.elementwise && sizeProduct(inputs) <= limits.elements)) return;
    const size = sizeOf(
      op.shape(
        inputs.map((input) => (typeof input === 'number' ? [] : input.shape)),
        attrs,
      ),
    );
    if (size > limits.elements) throw new LimitError('array', size, limits.elements);
    this.#checkTotal(size);
  }

  #checkTotal(size: number): void {
    if (this.#limits && this.elements + size > this.#limits.totalElements) {
      throw new LimitError('total', this.elements + size, this.#limits.totalElements);
    }
  }

  #count(size: number): void {
    this.elements += size;
    this.#checkTotal(0);
  }
}

function sizeProduct(inputs: readonly Data[]): number {
  let product = 1;
  for (let i = inputs.length - 1; i >= 0; i--) {
    const input = inputs[i];
    if (typeof input === 'object') product *= input.size;
  }
  return product;
}

function isTracked(value: Operand): boolean {
  return value instanceof Num ? value.node !== null : value.tracked;
}

function someTracked(inputs: readonly Operand[]): boolean {
  for (let i = inputs.length - 1; i >= 0; i--) {
    const input = inputs[i];
    if (input && isTracked(input)) return true;
  }
  return false;
}

/** A forward may hand an input's buffer on (a reshape): then whoever is written to first copies it. */
function shared(result: Tensor, inputs: readonly Operand[]): Tensor {
  for (let i = inputs.length - 1; i >= 0; i--) {
    const input = inputs[i];
    if (!(input instanceof Tensor) || input.storage.data !== result.storage.data) continue;
    input.storage.captured = true;
    result.storage.captured = true;
  }
  return result;
}

/** Whether numbers alone lead to this result and it is an integer in Python. */
function isIntResult(op: Pick<AnyOp, 'keepsIntegers'>, inputs: readonly Operand[], result: number): boolean {
  if (op.keepsIntegers !== true || !Number.isInteger(result)) return false;
  for (const input of inputs) if (!(input instanceof Num) || !input.isInt) return false;
  return true;
}

/** The inputs as data. A Python integer that meets only integer and boolean arrays stays an integer. */
function inputData(inputs: readonly Operand[]): Data[] {
  const data = new Array<Data>(inputs.length);
  let arrays = 0;
  let floats = 0;
  for (let i = 0; i < data.length; i++) {
    const input = inputs[i];
    if (input instanceof Num) data[i] = input.value;
    else if (input) {
      data[i] = input.array;
      arrays++;
      if (input.dtype === 'float64') floats++;
    }
  }
  if (arrays > 0 && floats === 0) keepIntegers(inputs, data);
  return data;
}

function keepIntegers(inputs: readonly Operand[], data: Data[]): void {
  inputs.forEach((input, i) => {
    if (input instanceof Num && input.isInt) data[i] = new NDArray(Float64Array.of(input.value), [], 'int64');
  });
}

/** Whether a store overwrites a whole buffer by a whole array of the same shape and dtype. */
function replaces(storage: Storage, window: NDArray, value: Tensor): boolean {
  return (
    value.storage !== storage &&
    value.isWhole &&
    value.dtype === storage.dtype &&
    window.offset === 0 &&
    window.size === storage.data.length &&
    window.isContiguous &&
    sameLengths(window.shape, storage.shape) &&
    sameLengths(value.shape, storage.shape)
  );
}

function sameLengths(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/** The node of a whole buffer; of an untracked one a constant that keeps the present numbers. */
function wholeNode(storage: Storage): Node {
  if (storage.node) return storage.node;
  storage.captured = true;
  return Node.leaf(storage.whole(), null);
}

function copyOf(tensor: Tensor): NDArray {
  return new NDArray(toContiguous(tensor.array), tensor.shape, tensor.dtype);
}

/** `resolveIndex`; an error tells the shape that was indexed. */
function resolved(tensor: Tensor, items: readonly IndexItem[]): Selection {
  try {
    return resolveIndex(tensor.array, items);
  } catch (error) {
    if (error instanceof ArrayError) error.operation ??= { name: getitem.name, shapes: [tensor.shape] };
    throw error;
  }
}
