import { NDArray, sizeOf, type Shape } from '../ndarray/ndarray.ts';
import { flat, toFlat } from '../ndarray/strided.ts';
import type { Data } from '../ops/op.ts';

/**
 * The adjoints of a reverse pass by place in its plan. A sum of contributions is built in a buffer that belongs to the slot
 * alone (`owned`); a single contribution is borrowed as it is.
 */
export class Adjoints {
  readonly #values: (Data | undefined)[];
  readonly #owned: boolean[];

  constructor(count: number) {
    this.#values = new Array<Data | undefined>(count).fill(undefined);
    this.#owned = new Array<boolean>(count).fill(false);
  }

  /** The complete adjoint of a place, which the slot then forgets; `owned` when nobody else looks at its buffer. */
  take(at: number): { value: Data | undefined; owned: boolean } {
    const taken = { value: this.#values[at], owned: this.#owned[at] === true };
    this.#values[at] = undefined;
    return taken;
  }

  /** Adds a contribution. With `fresh`, its buffer may be taken over. */
  add(at: number, value: Data, fresh: boolean): void {
    const present = this.#values[at];
    if (present === undefined) {
      this.#values[at] = value;
      this.#owned[at] = fresh && isDense(value);
    } else if (typeof present === 'number' || typeof value === 'number') {
      this.#values[at] = Number(present) + Number(value);
    } else if (this.#owned[at]) {
      addInto(present.data, value);
    } else {
      const sum = fresh && isDense(value) ? value : new NDArray(toFlat(value), value.shape, 'float64');
      addInto(sum.data, present);
      this.#values[at] = sum;
      this.#owned[at] = true;
    }
  }

  /** The buffer of a place for adding to, C-ordered, zeroed when nothing came yet. */
  buffer(at: number, shape: Shape): Float64Array {
    const present = this.#values[at];
    if (typeof present === 'object' && this.#owned[at]) return present.data;
    const data = typeof present === 'object' ? toFlat(present) : new Float64Array(sizeOf(shape));
    this.#values[at] = new NDArray(data, shape, 'float64');
    this.#owned[at] = true;
    return data;
  }
}

function addInto(sum: Float64Array, value: NDArray): void {
  const values = flat(value);
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (values[i] ?? 0);
}

function isDense(value: Data): boolean {
  return typeof value === 'object' && value.offset === 0 && value.isContiguous && value.data.length === value.size;
}
