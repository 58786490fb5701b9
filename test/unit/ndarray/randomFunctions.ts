import * as nd from '../../../src/core/ndarray/index.ts';
import { Args, decodeNumber } from './goldenData.ts';

type Method = (source: nd.Distributions, args: Args) => nd.NDArray;

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['random', (source, args) => source.random(args.numbers(0))],
  ['random_sample', (source, args) => source.random(args.numbers(0))],
  ['standard_normal', (source, args) => source.standardNormal(args.numbers(0))],
  ['integers', (source, args) => source.integers(args.number(0), args.number(1), args.numbers(2))],
  ['randint', (source, args) => source.integers(args.number(0), args.number(1), args.numbers(2))],
  ['uniform', (source, args) => source.uniform(args.data(0), args.data(1), shapeAt(args))],
  ['normal', (source, args) => source.normal(args.data(0), args.data(1), shapeAt(args))],
  ['binomial', (source, args) => source.binomial(args.data(0), args.data(1), shapeAt(args))],
  [
    'permutation',
    (source, args) =>
      typeof args.raw(0) === 'number' ? source.permutationOf(args.number(0)) : source.permutation(args.array(0)),
  ],
]);

function shapeAt(args: Args): number[] | null {
  return args.length > 2 ? args.numbers(2) : null;
}

function sourceOf(kind: string, seed: unknown): nd.Distributions {
  const seeds = Array.isArray(seed) ? seed.map(decodeNumber) : decodeNumber(seed);
  return kind === 'legacy' ? new nd.RandomState(seeds) : new nd.Generator(seeds);
}

function draw(source: nd.Distributions, call: readonly unknown[]): nd.NDArray {
  const [name, ...values] = call;
  const method = METHODS.get(String(name));
  if (!method) throw new Error(`no such random method: ${String(name)}`);
  return method(source, new Args(values, 'C order'));
}

export const RANDOM_FUNCTIONS: Record<string, (args: Args) => nd.NDArray | nd.NDArray[]> = {
  random: (args) => {
    const source = sourceOf(args.text(0), args.raw(1));
    return args.list(2).map((call) => draw(source, Array.isArray(call) ? call : []));
  },
  // A store of the permuted array is what a shuffle in place amounts to.
  shuffle: (args) => {
    const source = sourceOf(args.text(0), args.raw(1));
    return [source.permutation(args.array(2)), source.uniform()];
  },
  random_stream: (args) => {
    const source = sourceOf(args.text(0), args.raw(1));
    const size = args.number(4);
    const all = draw(source, [args.text(2), ...args.list(3), [size]]);
    return nd.sliceAxis(all, 0, null, null, size / 50);
  },
  choice: (args) => {
    const source = sourceOf(args.text(0), args.raw(1));
    const p = args.raw(5) === null ? null : nd.vector(args.numbers(5));
    return source.choice(args.number(2), { shape: args.numbers(3), replace: args.bool(4), p });
  },
};
