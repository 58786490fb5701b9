import type { IndexItem } from '../ndarray/indexing.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import type { Data, Op } from '../ops/op.ts';
import type { Node, Site } from './node.ts';
import type { Num, Tensor } from './tensor.ts';

/** What flows along wires: a number or an array. */
export type Operand = Num | Tensor;

/**
 * Applies gates and records them. Everything that changes or derives a value goes through it, so that values, views
 * and in-place stores stay consistent with the recorded graph. It knows no derivative.
 */
export interface TapeApi {
  /** When false, values are computed but nothing is recorded (hand-written backward passes). */
  recording: boolean;
  /** Elements of all arrays and copies made so far, held against the limit. */
  elements: number;
  /** Runs `op.forward`; records a node when any input is tracked. 0-d results become `Num` (`isInt` by dtype). Fresh storage. */
  apply<A>(op: Op<A>, inputs: readonly Operand[], attrs: A, site: Site | null): Operand;
  /** A window on the same storage (slice, transpose, reshape of a contiguous array, ravel…). `window.data` must be `source.storage.data`. */
  view<A>(op: Op<A>, source: Tensor, window: NDArray, attrs: A, site: Site | null): Tensor;
  /** `source[items]`: a view for basic indices, a copy for index arrays and masks, a `Num` where one element is left. Throws `ArrayError`. */
  select(source: Tensor, items: readonly IndexItem[], site: Site | null): Operand;
  /** `target[items] = value`. Throws `ArrayError`. */
  assign(target: Tensor, items: readonly IndexItem[], value: Operand, site: Site | null): void;
  /** Writes `value` (broadcast to the window) into the elements of `target` that `window` covers. */
  store(target: Tensor, window: NDArray, value: Operand, site: Site | null): void;
  /** Writes through flat buffer positions (fancy index, mask). With duplicates the last one wins, as in NumPy. `shape` is the index result's shape. */
  storeAt(target: Tensor, positions: Int32Array, shape: readonly number[], value: Operand, site: Site | null): void;
  /** `np.add.at`: duplicates accumulate. */
  addAt(target: Tensor, positions: Int32Array, shape: readonly number[], value: Operand, site: Site | null): void;
  /** The up-to-date node of a value for use as a gate's input; makes an unnamed leaf for an untracked one. */
  nodeOf(value: Operand): Node;
  /** Makes an untracked value a named leaf (an input of the circuit); returns the value to bind (a `Num` is replaced). */
  track(value: Operand, name: string | null, site: Site | null): Operand;
  dataOf(value: Operand): Data;
}
