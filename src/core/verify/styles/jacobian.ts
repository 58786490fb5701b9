import { backward } from '../../gradient/index.ts';
import type { Value } from '../../interp/values.ts';
import { NDArray } from '../../ndarray/ndarray.ts';
import type { FunctionDef } from '../../syntax/ast.ts';
import type { Node } from '../../tape/node.ts';
import { Tensor } from '../../tape/tensor.ts';
import { flatOfData, flatOfValue } from '../compare.ts';
import { agrees } from '../judge.ts';
import { weightedSum } from '../objective.ts';
import { buildArray } from '../sample/build.ts';
import type { Trace } from '../unit.ts';
import { returnedGradients } from './returned.ts';

/** A function of a vector was run, and what is said to be its derivative there. */
interface VectorRun {
  readonly name: string;
  readonly x: Node;
  readonly output: Node;
  readonly back: Value;
}

/**
 * The whole Jacobian matrix (`np.diagflat(s) - np.outer(s, s)`), judged by its product with a random upstream gradient.
 * It can only be proven: a matrix that is none, or the diagonal alone, is a convention that nothing is said of.
 */
export function jacobianTrace(
  def: FunctionDef,
  { name, x, output, back }: VectorRun,
  random: () => number,
): Omit<Trace, 'bindings' | 'problems' | 'inputs'> {
  const written = flatOfValue(back);
  const [size = 0] = output.shape;
  if (
    !written ||
    x.shape.length !== 1 ||
    output.shape.length !== 1 ||
    written.shape.join() !== [size, x.shape[0]].join()
  )
    return {};
  const seed = buildArray([size], 'any', random);
  const adjoint = backward(weightedSum(output, seed), 1).get(x);
  const [returned] = returnedGradients(def, back);
  if (adjoint === undefined || !returned) return {};
  const truth = flatOfData(adjoint);
  const product = productWith(written.data, seed.data, x.shape[0] ?? 0);
  if (!agrees({ shape: x.shape, data: product }, truth)) return {};
  const value = Tensor.of(new NDArray(product, x.shape, 'float64'));
  return {
    given: [{ name: 'out', node: output, seed }],
    returned: [{ ...returned, path: null, value }],
    positions: [name],
  };
}

/** `seed @ jacobian`. */
function productWith(jacobian: Float64Array, seed: Float64Array, columns: number): Float64Array {
  const product = new Float64Array(columns);
  for (const [row, weight] of seed.entries()) {
    for (let column = 0; column < columns; column++) {
      product[column] = (product[column] ?? 0) + weight * (jacobian[row * columns + column] ?? 0);
    }
  }
  return product;
}
