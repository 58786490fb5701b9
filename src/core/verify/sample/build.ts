import { NDArray, sizeOf } from '../../ndarray/ndarray.ts';
import { dictOf } from '../../interp/dict.ts';
import { PyList, type PyDict, type Value } from '../../interp/values.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { Dimensions } from './dimensions.ts';
import { awayFromZero } from './random.ts';
import type { Content, Spec } from './spec.ts';

/** Labels stay below this, so that any number of classes of three or more will do. */
const LABELS = 3;

/** The value of a spec; undefined for `default`, where the parameter is left out of the call. */
export function buildValue(spec: Spec, dimensions: Dimensions, random: () => number): Value | undefined {
  switch (spec.kind) {
    case 'array':
      return Tensor.of(
        buildArray(
          spec.dims.map((dim) => dimensions.resolve(dim)),
          spec.content,
          random,
        ),
      );
    case 'int':
      return new Num(dimensions.resolve(spec.length), true);
    case 'number':
      return new Num(spec.value, spec.isInt);
    case 'text':
      return spec.value;
    case 'flag':
      return spec.value;
    case 'none':
      return null;
    case 'default':
      return undefined;
    case 'dict':
      return buildDict(spec.entries, dimensions, random);
    case 'list':
      return new PyList(spec.items.map((item) => buildValue(item, dimensions, random) ?? null));
  }
}

function buildDict(entries: ReadonlyMap<string, Spec>, dimensions: Dimensions, random: () => number): PyDict {
  const built: [string, Value][] = [];
  for (const [key, spec] of entries) {
    const value = buildValue(spec, dimensions, random);
    if (value !== undefined && spec.kind !== 'none') built.push([key, value]);
  }
  return dictOf(built);
}

/** An array of a shape with numbers of the given kind, away from kinks. */
export function buildArray(shape: readonly number[], content: Content, random: () => number): NDArray {
  const size = sizeOf(shape);
  const data = new Float64Array(size);
  for (let i = 0; i < size; i++) data[i] = entry(content, i, shape, random);
  if (content === 'onehot') fillOneHot(data, shape, random);
  return new NDArray(data, shape, content === 'labels' || content === 'tokens' ? 'int64' : 'float64');
}

function entry(content: Content, _position: number, _shape: readonly number[], random: () => number): number {
  switch (content) {
    case 'positive':
      return 0.3 + random();
    case 'probability':
      return 0.1 + 0.8 * random();
    case 'labels':
    case 'tokens':
      return Math.floor(random() * LABELS);
    case 'mask':
      return random() < 0.5 ? 0 : 1;
    case 'onehot':
      return 0;
    case 'any':
      return awayFromZero(random);
  }
}

function fillOneHot(data: Float64Array, shape: readonly number[], random: () => number): void {
  const width = shape.at(-1) ?? 1;
  for (let row = 0; row < data.length; row += width) data[row + Math.floor(random() * width)] = 1;
}
