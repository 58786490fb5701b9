import type { NDArray, Shape } from '../ndarray/ndarray.ts';

/**
 * A value on a wire. A `number` is a float64 scalar; where dtype matters (an integer meeting an integer array) the
 * caller passes a 0-d `NDArray` of dtype `int64` instead.
 */
export type Data = number | NDArray;

/** What a vjp may look at. */
export interface GateContext<A> {
  readonly inputs: readonly Data[];
  readonly output: Data;
  readonly attrs: A;
}

/**
 * The vector-Jacobian product for one input: takes the upstream gradient `g` (of the output's shape) and returns the
 * gradient on that input, with exactly that input's shape (unbroadcast included).
 */
export type Vjp<A> = (g: Data, gate: GateContext<A>) => Data;

/** A place to test a gate at, away from kinks. */
export interface Sample<A> {
  readonly inputs: readonly Data[];
  readonly attrs: A;
}

/**
 * One gate: everything the project knows about one operation. Adding a record is all it takes to add a gate.
 * `A` is the type of its attributes (axis, keepdims, pad widths…); `undefined` where there are none.
 */
export interface Op<A> {
  readonly name: string;
  /** What the circuit writes inside the gate: `+`, `×`, `max`, `σ`, `exp`, `Σ`. */
  readonly symbol: string;
  /** NumPy's names (`np.maximum` is `maximum`), `math.` names and Python operators (`+`) that mean this gate. */
  readonly numpy: readonly string[];
  /** The names of its inputs in `derivative`, `latex` and sentences: `['a', 'b']`; a variadic gate has `'...'` last: `a`, `b`, `c`… */
  readonly params: readonly string[];
  /** The formula of the output, in LaTeX over `params`. */
  readonly latex: string;
  /** The shape of the output; throws `ArrayError` when the shapes do not fit. */
  readonly shape: (shapes: readonly Shape[], attrs: A) => Shape;
  readonly forward: (inputs: readonly Data[], attrs: A) => Data;
  /** One per input, or a function of the input's position for variadic gates. `'none'`: not differentiable on purpose. */
  readonly vjp: readonly (Vjp<A> | 'none')[] | ((input: number) => Vjp<A>) | 'none';
  /**
   * The local gradient on each input as Python/NumPy text over `params` and `out`, for elementwise gates (`(1 - out) * out`);
   * for the others the downstream product itself, over `g` too (`g.dot(b.T)`). Empty where no expression can say it.
   */
  readonly derivative: readonly string[];
  /** The same for particular attributes and input shapes, where `derivative` only holds for the usual ones (`np.expand_dims(g, 1)`). */
  readonly derivativeFor?: (attrs: A, shapes: readonly Shape[]) => readonly string[];
  /** True when output entry i depends on input entry i alone (after broadcasting), so that `derivative` is a local gradient to multiply by. */
  readonly elementwise: boolean;
  /** How gradient flows back through it, as an English template: "distributes the upstream gradient unchanged to every input". */
  readonly flow: string;
  readonly samples: readonly Sample<A>[];
  /** True when integers give an integer (`+`, `//`, `max`); an integral result is required too (`2 ** -1` is a float). */
  readonly keepsIntegers?: boolean;
  /** Whether these inputs lie so close to a kink or a tie that the gradient is a matter of choice there. */
  readonly kink?: (inputs: readonly Data[], attrs: A) => boolean;
  /** True when the vjp looks at shapes only, so that the tape need not keep a large input for the sake of a small region of it. */
  readonly readsShapesOnly?: boolean;
  /** Adds the gradient on the first input to `into` (C-ordered, that input's shape), where making it afresh would cost the size of the input. */
  readonly accumulate?: (g: Data, gate: GateContext<A>, into: Float64Array) => void;
  /** Turns the upstream gradient itself into the gradient on the first input, where all but a region of it stays the same. */
  readonly passOn?: (g: NDArray, attrs: A) => void;
}
