import { zeroed } from '../ndarray/buffer.ts';
import { NDArray, sizeOf } from '../ndarray/ndarray.ts';
import { flat, toFlat } from '../ndarray/strided.ts';
import type { Data } from '../ops/op.ts';
import type { Node } from '../tape/node.ts';

/**
 * A node's part in one reverse pass: its adjoint as far as it is known. A sum of contributions is built in a buffer that
 * belongs to the slot alone (`owned`); a single contribution is borrowed as it is.
 */
export class Slot {
  readonly node: Node;
  /** The slots of the node's inputs. */
  readonly inputs: Slot[];
  /** Undefined until something came. */
  adjoint: Data | undefined = undefined;
  owned = false;
  /** Whether this very gradient was asked for. */
  wanted = false;
  /** Whether a gradient is wanted here or behind this node. */
  needed = false;

  constructor(node: Node) {
    this.node = node;
    this.inputs = node.op ? new Array<Slot>(node.inputs.length) : NO_INPUTS;
  }

  /** Adds a contribution. With `fresh`, its buffer may be taken over. */
  add(value: Data, fresh: boolean): void {
    const present = this.adjoint;
    if (present === undefined) {
      this.adjoint = value;
      this.owned = fresh && isDense(value);
    } else if (typeof present === 'number' || typeof value === 'number') {
      this.adjoint = Number(present) + Number(value);
    } else if (this.owned) {
      addInto(present.data, value);
    } else {
      const sum = fresh && isDense(value) ? value : new NDArray(toFlat(value), value.shape, 'float64');
      addInto(sum.data, present);
      this.adjoint = sum;
      this.owned = true;
    }
  }

  /** A buffer for adding to, C-ordered, zeroed when nothing came yet. */
  buffer(): Float64Array {
    const { shape } = this.node;
    const present = this.adjoint;
    if (typeof present === 'object' && this.owned) return present.data;
    const data = typeof present === 'object' ? toFlat(present) : zeroed(sizeOf(shape));
    this.adjoint = new NDArray(data, shape, 'float64');
    this.owned = true;
    return data;
  }
}

const NO_INPUTS: Slot[] = [];

function addInto(sum: Float64Array, value: NDArray): void {
  const values = flat(value);
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (values[i] ?? 0);
}

function isDense(value: Data): boolean {
  return typeof value === 'object' && value.offset === 0 && value.isContiguous && value.data.length === value.size;
}
