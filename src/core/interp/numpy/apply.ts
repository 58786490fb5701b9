import type { Op } from '../../ops/op.ts';
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
