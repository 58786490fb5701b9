import { NDArray, sizeOf } from '../../ndarray/ndarray.ts';
import { dictOf } from '../../interp/dict.ts';
import type { Machine } from '../../interp/index.ts';
import { Builtin, Instance, PyClass, PyList, PyTuple, type PyDict, type Value } from '../../interp/values.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { Dimensions } from './dimensions.ts';
import { awayFromZero } from './random.ts';
import type { Content, Spec, SpecStep } from './spec.ts';

/** Labels stay below this, so that any number of classes will do. */
const LABELS = 2;

/** What building values may use, and where it notes which value stands for which part of which spec. */
export interface Builder {
  readonly dimensions: Dimensions;
  readonly random: () => number;
  readonly machine: Machine;
  readonly note: (value: Value, path: readonly SpecStep[]) => void;
  /** An object of a class of the text. */
  readonly make: (className: string) => Value;
}

/** The value of a spec; undefined for `default`, where the parameter is left out of the call. */
export function buildValue(builder: Builder, spec: Spec, path: readonly SpecStep[] = []): Value | undefined {
  const value = build(builder, spec, path);
  if (value !== undefined) builder.note(value, path);
  return value;
}

function build(builder: Builder, spec: Spec, path: readonly SpecStep[]): Value | undefined {
  const { dimensions, random } = builder;
  switch (spec.kind) {
    case 'array': {
      const dims = spec.dims.map((dim) => dimensions.resolve(dim));
      return Tensor.of(buildArray(dims, spec.content, random, dimensions));
    }
    case 'int':
      return new Num(dimensions.resolve(spec.length), true);
    case 'number': {
      const number = new Num(spec.value, spec.isInt);
      return spec.isInt ? number : builder.machine.tape.track(number, String(path.at(-1) ?? ''), null);
    }
    case 'text':
    case 'flag':
      return spec.value;
    case 'none':
      return null;
    case 'default':
      return undefined;
    case 'dict':
      return buildDict(builder, spec.entries, path);
    case 'list': {
      const items = spec.items.map((item, i) => buildValue(builder, item, [...path, i]) ?? null);
      return spec.isTuple === true ? new PyTuple(items) : new PyList(items);
    }
    case 'callable':
      return new Builtin('identity', ({ positional }) => positional[0] ?? null);
    case 'object':
      return builder.make(spec.className);
    case 'stub':
      return stub();
  }
}

/** An object for optimizers and the like: every method gives back its first argument, every call too. */
function stub(): Instance {
  const cls = new PyClass('stub', [], null);
  const first = new Builtin('identity', ({ positional }) => positional[1] ?? positional[0] ?? null);
  cls.members.set('__call__', first);
  cls.members.set(
    '__getattr__',
    new Builtin('identity', () => new Builtin('identity', ({ positional }) => positional[0] ?? null)),
  );
  return new Instance(cls);
}

function buildDict(builder: Builder, entries: ReadonlyMap<string, Spec>, path: readonly SpecStep[]): PyDict {
  const built: [string, Value][] = [];
  for (const [key, spec] of entries) {
    const value = buildValue(builder, spec, [...path, key]);
    if (value !== undefined && spec.kind !== 'none') built.push([key, value]);
  }
  return dictOf(built);
}

/** An array of a shape with numbers of the given kind, away from kinks. */
export function buildArray(
  shape: readonly number[],
  content: Content,
  random: () => number,
  dimensions: Dimensions | null = null,
): NDArray {
  const size = sizeOf(shape);
  const data = new Float64Array(size);
  for (let i = 0; i < size; i++) data[i] = entry(content, random);
  if (content === 'onehot') fillOneHot(data, shape, random, dimensions?.profile === 'column');
  if (content === 'labels') tellApart(data);
  return new NDArray(data, shape, content === 'labels' || content === 'tokens' ? 'int64' : 'float64');
}

function entry(content: Content, random: () => number): number {
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

/** Labels that are all the same would show nothing of the other classes. */
function tellApart(labels: Float64Array): void {
  if (labels.length > 1 && labels.every((label) => label === labels[0])) labels[1] = 1 - (labels[0] ?? 0);
}

/** One 1 in each row, or in each column where one example is a column. */
function fillOneHot(data: Float64Array, shape: readonly number[], random: () => number, byColumn: boolean): void {
  const width = shape.at(-1) ?? 1;
  if (byColumn && shape.length === 2) {
    const height = shape[0] ?? 1;
    for (let column = 0; column < width; column++) data[Math.floor(random() * height) * width + column] = 1;
    return;
  }
  let first = -1;
  let isVaried = data.length === width;
  for (let row = 0; row < data.length; row += width) {
    let label = Math.floor(random() * width);
    // Examples that are all of one class would show nothing of the others.
    if (row + width >= data.length && !isVaried) label = (first + 1) % width;
    if (first < 0) first = label;
    isVaried ||= label !== first;
    data[row + label] = 1;
  }
}
