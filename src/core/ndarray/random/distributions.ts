import { add, multiply, subtract } from '../arithmetic.ts';
import { allocate, allocateArray } from '../buffer.ts';
import { broadcastShapes, broadcastTo } from '../broadcast.ts';
import { asArray, shapeOf, type Data } from '../elementwise.ts';
import { ArrayError } from '../errors.ts';
import { NDArray, type Shape } from '../ndarray.ts';
import { flat } from '../strided.ts';
import { takeAxis } from '../take.ts';
import type { BitSource } from './bits.ts';
import { drawBinomial } from './binomial.ts';
import { checkProbabilities, chosenIndex, cumulative, drawDistinct } from './sampling.ts';

/** What `choice` may draw from and how. `shape` is that of the result; `p` null means equally likely. */
export interface ChoiceOptions {
  readonly shape: Shape;
  readonly replace: boolean;
  readonly p: NDArray | null;
}

/** The distributions that NumPy's two generators share; they differ in how they make integers, normals and orders. */
export abstract class Distributions {
  protected abstract bits: BitSource;

  /** One standard normal number. */
  protected abstract nextNormal(): number;
  /** A uniform integer in `0…max`. */
  protected abstract nextInteger(max: number): number;
  /** The order into which `n` things are shuffled. */
  protected abstract shuffledOrder(n: number): Int32Array;
  /** Distinct equally likely indices below `population`. */
  protected abstract distinctIndices(population: number, count: number): ArrayLike<number>;

  protected nextBinomial(n: number, p: number): number {
    return drawBinomial(this.bits, n, p);
  }

  /** Uniform in [0, 1). Throws as `zeros` does. */
  random(shape: Shape): NDArray {
    return this.#draw(shape, () => this.bits.nextDouble());
  }

  standardNormal(shape: Shape): NDArray {
    return this.#draw(shape, () => this.nextNormal());
  }

  /** Parameters may be arrays; `shape` null takes their common shape. Throws ValueError on a negative scale. */
  normal(mean: Data = 0, scale: Data = 1, shape: Shape | null = null): NDArray {
    if (flat(asArray(scale)).some((value) => value < 0)) throw new ArrayError('ValueError', 'scale < 0');
    const draws = this.standardNormal(shape ?? broadcastShapes(shapeOf(mean), shapeOf(scale)));
    return fitted(add(mean, multiply(scale, draws)), draws.shape);
  }

  /** Uniform in [low, high). */
  uniform(low: Data = 0, high: Data = 1, shape: Shape | null = null): NDArray {
    const draws = this.random(shape ?? broadcastShapes(shapeOf(low), shapeOf(high)));
    return fitted(add(low, multiply(subtract(high, low), draws)), draws.shape);
  }

  /** Integers `low <= i < high`. Throws ValueError when there are none. */
  integers(low: number, high: number, shape: Shape): NDArray {
    if (!(low < high)) throw new ArrayError('ValueError', 'low >= high');
    return this.#draw(shape, () => low + this.nextInteger(high - 1 - low), 'int64');
  }

  /** Successes in `n` trials of probability `p`; parameters may be arrays. Throws ValueError outside their ranges. */
  binomial(n: Data, p: Data, shape: Shape | null = null): NDArray {
    const common = shape ?? broadcastShapes(shapeOf(n), shapeOf(p));
    const trials = flat(broadcastTo(asArray(n), common));
    const chances = flat(broadcastTo(asArray(p), common));
    if (trials.some((value) => !(value >= 0))) throw new ArrayError('ValueError', 'n < 0');
    if (chances.some((value) => !(value >= 0 && value <= 1)))
      throw new ArrayError('ValueError', 'p < 0, p > 1 or p is NaN');
    const out = allocateArray(common, 'int64');
    trials.forEach((count, i) => {
      out.data[i] = this.nextBinomial(Math.trunc(count), chances[i] ?? 0);
    });
    return out;
  }

  /** The parts of the first axis in random order, as a copy. */
  permutation(a: NDArray): NDArray {
    return takeAxis(a, this.shuffledOrder(a.shape[0] ?? 0), 0);
  }

  /** The integers below `n` in random order. */
  permutationOf(n: number): NDArray {
    const order = this.shuffledOrder(allocate([n]).length);
    return new NDArray(Float64Array.from(order), [n], 'int64');
  }

  /** Draws from `0…population - 1` (int64 indices). Throws ValueError when that cannot be done. */
  choice(population: number, { shape, replace, p }: ChoiceOptions): NDArray {
    const out = allocateArray(shape, 'int64');
    const count = out.data.length;
    if (population <= 0 && count > 0) {
      throw new ArrayError('ValueError', "'a' cannot be empty unless no samples are taken");
    }
    const chances = p && checkProbabilities(p, population);
    if (!replace && count > population) {
      throw new ArrayError('ValueError', "Cannot take a larger sample than population when 'replace=False'");
    }
    const uniform = (): number => this.bits.nextDouble();
    if (!replace) {
      out.data.set(chances ? drawDistinct(uniform, chances, count) : this.distinctIndices(population, count));
      return out;
    }
    const cdf = chances && cumulative(chances);
    for (let i = 0; i < count; i++) {
      out.data[i] = cdf ? chosenIndex(cdf, uniform()) : this.nextInteger(population - 1);
    }
    return out;
  }

  #draw(shape: Shape, next: () => number, dtype: NDArray['dtype'] = 'float64'): NDArray {
    const out = allocateArray(shape, dtype);
    for (let i = 0; i < out.data.length; i++) out.data[i] = next();
    return out;
  }
}

/** The array, which must have kept the shape asked for. Throws ValueError when a parameter has more axes or a longer one. */
function fitted(a: Data, shape: Shape): NDArray {
  const array = asArray(a);
  if (array.ndim !== shape.length || array.shape.some((length, axis) => length !== shape[axis])) {
    throw new ArrayError('ValueError', 'Output size is not compatible with broadcast dimensions of inputs.');
  }
  return array;
}
