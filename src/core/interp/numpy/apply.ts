import { ArrayError } from '../../ndarray/errors.ts';
import { sizeOf, type Shape } from '../../ndarray/ndarray.ts';
import type { Op } from '../../ops/op.ts';
import type { AnyOp } from '../../tape/node.ts';
import type { Operand } from '../../tape/tape.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { tensorOf } from './operands.ts';

/**
 * Applies a gate at the present place. Integers go into gates that are not elementwise as arrays without axes, which know that
 * they are integers, so that joining or repeating them gives integers.
 */
export function gate<A>(host: NumpyHost, op: Op<A>, inputs: readonly Operand[], attrs: A): Operand {
  const exact = op.elementwise
    ? inputs
    : inputs.map((input) => (input instanceof Num && input.isInt ? tensorOf(input) : input));
  const result = host.tape.apply(op, exact, attrs, host.site());
  if (result instanceof Tensor) host.work(result.size / MULTIPLICATIONS_PER_STEP);
  return result;
}

/** How many multiplications of a product are worth one step of the program. */
const MULTIPLICATIONS_PER_STEP = 256;

/** Counts a product before it is made: its result does not show how long it takes. */
export function spendOnProduct(host: NumpyHost, multiplications: number): void {
  host.work(multiplications / MULTIPLICATIONS_PER_STEP);
}

/** Applies a gate without attributes. */
export function plainGate(host: NumpyHost, op: Op<undefined>, ...inputs: readonly Operand[]): Operand {
  return gate(host, op, inputs, undefined);
}

/** A number among the operands of a formula. */
export function constant(value: number): Num {
  return new Num(value, Number.isInteger(value));
}

/** Counts an array of a shape before it is made. Raises ValueError for a negative length. */
export function reserve(host: NumpyHost, ...shape: readonly number[]): void {
  if (shape.some((length) => length < 0)) host.fail('ValueError', host.localize('negative dimensions are not allowed'));
  host.allocate(sizeOf(shape));
}

/** Counts steps of a loop before it runs; a loop over a negative number of steps has none. */
export function spend(host: NumpyHost, steps: number): void {
  host.work(Math.max(0, steps));
}

/** Does something for a gate before it is applied; an error tells which gate it was for and the shapes it was given. */
export function onBehalfOf<T>(op: Pick<AnyOp, 'name'>, shapes: readonly Shape[], action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof ArrayError) error.operation ??= { name: op.name, shapes };
    throw error;
  }
}
