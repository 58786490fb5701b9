import { broadcastShapes } from '../../ndarray/broadcast.ts';
import { map1, map2 } from '../../ndarray/elementwise.ts';
import { sizeOf, type NDArray, type Shape } from '../../ndarray/ndarray.ts';
import type { Distributions } from '../../ndarray/random/distributions.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import { Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { PyList, type Value } from '../values.ts';
import { asOperand } from './arrays.ts';
import type { Call } from './call.ts';
import { asInt, asShape, isSequence } from './convert.ts';
import { define, type Definition, type Definitions } from './define.ts';
import { gate, reserve } from './apply.ts';
import { shapeOf, valueOf } from './operands.ts';

/** `size=None` draws one number, or as many as the parameters have. */
function sizeArgument(call: Call<'size'>): Shape | null {
  const size = call.value('size');
  if (size === null) return null;
  const shape = asShape(call.host, size);
  call.host.allocate(sizeOf(shape));
  return shape;
}

/** `rand(2, 3)`: the lengths one by one. */
function lengths(call: Call<'d'>): Shape {
  const shape = call.rest.map((length) => asInt(call.host, length, 'd'));
  reserve(call.host, ...shape);
  return shape;
}

/** A function that draws an array of a shape and takes nothing else. */
function drawing(draw: (shape: Shape) => NDArray): Definition {
  return define('size=None, dtype=None, out=None', (call) => valueOf(draw(sizeArgument(call) ?? [])));
}

function drawingLengths(draw: (shape: Shape) => NDArray): Definition {
  return define('*d', (call) => valueOf(draw(lengths(call))));
}

/** Takes the parts of the first axis in this order; gradient flows back to where each came from. */
function inOrder(host: NumpyHost, operand: Operand, indices: NDArray): Operand {
  return gate(host, ops.take, [operand], { indices, axis: 0 });
}

function permutation(source: Distributions): Definition {
  return define('x, axis=0', (call) => {
    const x = call.value('x');
    if (!isSequence(x)) {
      reserve(call.host, call.int('x'));
      return valueOf(source.permutationOf(call.int('x')));
    }
    const operand = asOperand(call.host, x);
    return inOrder(call.host, operand, source.permutationOf(shapeOf(operand)[0] ?? 0));
  });
}

function shuffle(source: Distributions): Definition {
  return define('x, axis=0', (call) => {
    const x = call.value('x');
    if (x instanceof PyList) shuffleItems(x.items, source.permutationOf(x.items.length));
    else if (x instanceof Tensor) {
      const shuffled = inOrder(call.host, x, source.permutationOf(x.shape[0] ?? 0));
      call.host.tape.store(x, x.array, shuffled, call.host.site());
    } else call.fail('TypeError', call.t('only a list or an array can be shuffled in place'));
    return null;
  });
}

function shuffleItems(items: Value[], order: NDArray): void {
  const before = [...items];
  order.data.forEach((from, to) => {
    items[to] = before[from] ?? null;
  });
}

function choice(source: Distributions): Definition {
  return define('a, size=None, replace=True, p=None, axis=0, shuffle=True', (call) => {
    const { host } = call;
    const population = call.value('a');
    const pool = isSequence(population) ? asOperand(host, population) : null;
    if (pool && shapeOf(pool).length !== 1)
      host.fail('ValueError', host.localize("'a' must be a vector or an integer"));
    const count = pool ? (shapeOf(pool)[0] ?? 0) : call.int('a');
    const options = {
      shape: sizeArgument(call) ?? [],
      replace: call.flag('replace'),
      p: call.has('p') ? call.array('p') : null,
    };
    if (!options.replace || options.p) reserve(call.host, count);
    const indices = source.choice(count, options);
    return pool ? gate(host, ops.take, [pool], { indices, axis: null }) : valueOf(indices);
  });
}

/** `randint(high)` or `randint(low, high)`, the upper bound left out; with `endpoint` included. */
function integers(source: Distributions): Definition {
  return define('low, high=None, size=None, dtype=None, endpoint=False', (call) => {
    const low = call.has('high') ? call.int('low') : 0;
    const high = call.has('high') ? call.int('high') : call.int('low');
    return valueOf(source.integers(low, high + Number(call.flag('endpoint')), sizeArgument(call) ?? []));
  });
}

const inclusive = (source: Distributions): Definition =>
  define('low, high=None, size=None', (call) => {
    const low = call.has('high') ? call.int('low') : 1;
    const high = call.has('high') ? call.int('high') : call.int('low');
    return valueOf(source.integers(low, high + 1, sizeArgument(call) ?? []));
  });

/** What NumPy's two generators share. */
function sharedDistributions(source: Distributions): Definitions {
  return {
    random: drawing((shape) => source.random(shape)),
    standard_normal: drawing((shape) => source.standardNormal(shape)),
    normal: define('loc=0.0, scale=1.0, size=None', (call) =>
      valueOf(source.normal(call.array('loc'), call.array('scale'), sizeArgument(call))),
    ),
    uniform: define('low=0.0, high=1.0, size=None', (call) =>
      valueOf(source.uniform(call.array('low'), call.array('high'), sizeArgument(call))),
    ),
    binomial: define('n, p, size=None', (call) =>
      valueOf(source.binomial(call.array('n'), call.array('p'), sizeArgument(call))),
    ),
    lognormal: define('mean=0.0, sigma=1.0, size=None', (call) => {
      const draws = source.normal(call.array('mean'), call.array('sigma'), sizeArgument(call));
      return valueOf(map1(draws, Math.exp));
    }),
    permutation: permutation(source),
    shuffle: shuffle(source),
    choice: choice(source),
  };
}

/** A distribution made by a formula of one uniform number, with a location and a scale. */
function byInverse(source: Distributions, inverse: (u: number) => number): Definition {
  return define('loc=0.0, scale=1.0, size=None', (call) => {
    const [loc, scale] = [call.array('loc'), call.array('scale')];
    const shape = sizeArgument(call) ?? broadcastShapes(loc.shape, scale.shape);
    const stretched = map2(map1(source.random(shape), inverse), scale, (x, s) => x * s);
    return valueOf(map2(stretched, loc, (x, m) => m + x));
  });
}

/** The formula of an exponential variable that the legacy generator uses. */
function exponential(source: Distributions): Definition {
  return define('scale=1.0, size=None', (call) => {
    const scale = call.array('scale');
    const draws = source.random(sizeArgument(call) ?? scale.shape);
    return valueOf(map2(draws, scale, (u, s) => -Math.log(1 - u) * s));
  });
}

/** What only the legacy generator has, or makes in its own way. */
export function legacyDistributions(source: Distributions): Definitions {
  const uniform = drawing((shape) => source.random(shape));
  return {
    ...sharedDistributions(source),
    rand: drawingLengths((shape) => source.random(shape)),
    randn: drawingLengths((shape) => source.standardNormal(shape)),
    random_sample: uniform,
    ranf: uniform,
    sample: uniform,
    randint: integers(source),
    random_integers: inclusive(source),
    exponential: exponential(source),
    standard_exponential: drawing((shape) => map1(source.random(shape), (u) => -Math.log(1 - u))),
    laplace: byInverse(source, (u) => (u >= 0.5 ? -Math.log(2 - u - u) : Math.log(u + u))),
    logistic: byInverse(source, (u) => Math.log(u / (1 - u))),
    gumbel: byInverse(source, (u) => -Math.log(-Math.log(1 - u))),
  };
}

/** What `default_rng` gives. */
export function generatorDistributions(source: Distributions): Definitions {
  return { ...sharedDistributions(source), integers: integers(source), permuted: permutation(source) };
}
