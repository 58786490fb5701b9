import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finiteDifference } from '../../../src/core/gradient/index.ts';
import { vjpOf } from '../../../src/core/gradient/gate.ts';
import { NDArray, type Shape } from '../../../src/core/ndarray/ndarray.ts';
import { sum as reduceSum } from '../../../src/core/ndarray/reduce.ts';
import { toFlat } from '../../../src/core/ndarray/strided.ts';
import type { Data, Op, Sample } from '../../../src/core/ops/op.ts';
import { sampleArray } from '../../../src/core/ops/samples.ts';
import { byNumpyName, ops } from '../../../src/core/ops/table.ts';
import type { AnyOp } from '../../../src/core/tape/index.ts';
import { evaluate } from './formula.ts';

function vector(...values: readonly number[]): NDArray {
  return new NDArray(Float64Array.from(values), [values.length], 'float64');
}

const table: readonly AnyOp[] = Object.values(ops);

function shapeOf(value: Data): Shape {
  return typeof value === 'number' ? [] : value.shape;
}

function numbers(value: Data): number[] {
  return typeof value === 'number' ? [value] : Array.from(toFlat(value));
}

function isFloat(value: Data): boolean {
  return typeof value === 'number' || value.dtype === 'float64';
}

/** The largest difference, relative to the size of the numbers (at least 1). */
function distance(actual: Data, expected: Data): number {
  if (String(shapeOf(actual)) !== String(shapeOf(expected))) return Infinity;
  const [a, b] = [numbers(actual), numbers(expected)];
  const scale = Math.max(1, ...b.map(Math.abs));
  return Math.max(0, ...a.map((x, i) => Math.abs(x - (b[i] ?? NaN)) / scale)) || (a.some(Number.isNaN) ? Infinity : 0);
}

/** An upstream gradient of the output's shape with no pattern in it. */
function upstream(output: Data): Data {
  return typeof output === 'number' ? 0.7 : sampleArray(output.shape, [-1.5, 1.5], 41);
}

function run(op: AnyOp, inputs: readonly Data[], attrs: unknown): Data {
  return op.forward(inputs, attrs as never);
}

/** Every disagreement of a record with itself, as sentences. */
function faults(op: AnyOp): string[] {
  return op.samples.flatMap((sample, k) =>
    sampleFaults(op, sample).map((fault) => `${op.name}, sample ${String(k)}: ${fault}`),
  );
}

function sampleFaults(op: AnyOp, { inputs, attrs }: Sample<unknown>): string[] {
  const found: string[] = [];
  const before = inputs.map(numbers);
  const output = run(op, inputs, attrs);
  const ruled = op.shape(inputs.map(shapeOf), attrs as never);
  if (String(ruled) !== String(shapeOf(output)))
    found.push(`the shape rule says ${String(ruled)}, the output has ${String(shapeOf(output))}`);
  if (typeof output === 'object' && output.ndim === 0 && output.dtype === 'float64')
    found.push('a float result without axes must be a number');
  if (op.kink?.(inputs, attrs as never)) found.push('the sample lies on a kink');
  const g = upstream(output);
  inputs.forEach((input, i) => {
    if (isFloat(input)) found.push(...inputFaults(op, inputs, attrs, output, g, i));
  });
  assert.deepEqual(inputs.map(numbers), before, `${op.name} changed its inputs`);
  return found;
}

function inputFaults(
  op: AnyOp,
  inputs: readonly Data[],
  attrs: unknown,
  output: Data,
  g: Data,
  input: number,
): string[] {
  if (numbers(inputs[input] ?? 0).some((x) => !Number.isFinite(x))) return [];
  const numeric = finiteDifference((changed) => run(op, changed, attrs), inputs, input, g);
  const vjp = vjpOf(op, input);
  if (!vjp)
    return distance(
      numeric,
      finiteDifference(() => 0, inputs, input),
    ) === 0
      ? []
      : [`input ${String(input)} has a gradient, but the record says it has none`];
  const analytic = vjp(g, { inputs, output, attrs: attrs as never });
  const found: string[] = [];
  const error = distance(analytic, numeric);
  if (!(error < 1e-6))
    found.push(
      `the vjp of input ${String(input)} is off by ${String(error)}: ${String(numbers(analytic))} instead of ${String(numbers(numeric))}`,
    );
  return [...found, ...textFaults(op, inputs, attrs, output, g, input, analytic)];
}

function textFaults(
  op: AnyOp,
  inputs: readonly Data[],
  attrs: unknown,
  output: Data,
  g: Data,
  input: number,
  analytic: Data,
): string[] {
  const text = (op.derivativeFor?.(attrs as never, inputs.map(shapeOf)) ?? op.derivative)[input] ?? '';
  if (text === '') return [];
  const scope = new Map<string, Data>([
    ['g', g],
    ['out', output],
  ]);
  const names = op.params.includes('...') ? ['a', 'b', 'c', 'd'] : op.params;
  inputs.forEach((one, i) => scope.set(names[i] ?? '', one));
  const value = evaluate(op.elementwise ? `g * (${text})` : text, scope);
  const fitted = op.elementwise ? unbroadcast(value, shapeOf(inputs[input] ?? 0)) : value;
  const error = distance(fitted, analytic);
  return error < 1e-9 ? [] : [`the derivative text \`${text}\` of input ${String(input)} is off by ${String(error)}`];
}

/** Sums to a shape, independently of the records. */
function unbroadcast(value: Data, shape: Shape): Data {
  if (typeof value === 'number') return value;
  let sum = value;
  while (sum.ndim > shape.length) sum = reduceSum(sum, 0);
  shape.forEach((length, axis) => {
    if (length === 1 && sum.shape[axis] !== 1) sum = reduceSum(sum, axis, true);
  });
  return shape.length === 0 ? (toFlat(sum)[0] ?? NaN) : sum;
}

for (const op of table) {
  test(`${op.name}: shape rule, vjp against finite differences, derivative text`, () => {
    assert.ok(op.samples.length > 0, 'a record needs samples');
    assert.deepEqual(faults(op), []);
  });
}

test('records stand under their own names, and a NumPy name means one gate', () => {
  for (const [name, op] of Object.entries(ops)) assert.equal(op.name, name);
  const names = table.flatMap((op) => op.numpy);
  assert.deepEqual(
    names.filter((name, i) => names.indexOf(name) !== i),
    [],
  );
  assert.equal(byNumpyName('maximum'), ops.maximum);
  assert.equal(byNumpyName('no such name'), undefined);
});

test('every elementwise gate of two inputs has samples that broadcast', () => {
  for (const op of table) {
    if (!op.elementwise || op.params.length < 2) continue;
    const stretches = op.samples.some(({ inputs }) => new Set(inputs.map((input) => String(shapeOf(input)))).size > 1);
    assert.ok(stretches, op.name);
  }
});

test('each record says how gradient flows, in words that continue "this gate…"', () => {
  for (const op of table) {
    assert.match(op.flow, /^[a-z].*[^.]$/, op.name);
    assert.ok(
      typeof op.vjp !== 'object' || op.vjp.length === op.params.length,
      `${op.name} has a vjp for each parameter`,
    );
    assert.equal(
      op.derivative.length,
      op.params.includes('...') ? 1 : op.params.length,
      `${op.name} has a derivative for each parameter`,
    );
  }
});

test('the loop catches a wrong record', () => {
  const { multiply, maximum, sum, exp } = ops;
  const spoil = <A>(op: Op<A>, change: Partial<Op<A>>): string[] => faults({ ...op, ...change });
  assert.match(spoil(multiply, { vjp: [(g) => g, (g) => g] }).join(), /the vjp of input 0 is off/);
  assert.match(
    spoil(multiply, {
      vjp: [(g, { inputs: [, b = NaN] }) => multiply.forward([g, b], undefined), 'none'],
      samples: multiply.samples.slice(0, 2),
    }).join(),
    /input 1 has a gradient, but/,
  );
  assert.match(spoil(exp, { derivative: ['x'] }).join(), /derivative text `x` of input 0/);
  assert.match(spoil(sum, { shape: ([shape = []]) => shape }).join(), /the shape rule says/);
  assert.match(spoil(maximum, { samples: [{ inputs: [1, 1], attrs: undefined }] }).join(), /kink/);
  const unsummed = (g: Data): Data => g;
  assert.match(spoil(ops.add, { vjp: [unsummed, unsummed] }).join(), /off by Infinity/);
});

test('kinks and ties are told', () => {
  const tie = vector(1, 3, 3);
  const apart = vector(1, 3, 2);
  const whole = { axis: null, keepdims: false };
  const along = { axis: 0 };
  assert.deepEqual([ops.maximum.kink?.([2, 2], undefined), ops.maximum.kink?.([2, 2.1], undefined)], [true, false]);
  assert.deepEqual([ops.maximum.kink?.([0, tie], undefined), ops.maximum.kink?.([3, tie], undefined)], [false, true]);
  assert.deepEqual([ops.abs.kink?.([0], undefined), ops.abs.kink?.([-1], undefined)], [true, false]);
  assert.deepEqual([ops.clip.kink?.([1, 0, 1], undefined), ops.clip.kink?.([0.5, 0, 1], undefined)], [true, false]);
  assert.deepEqual([ops.max.kink?.([tie], whole), ops.max.kink?.([apart], whole)], [true, false]);
  assert.deepEqual([ops.sort.kink?.([tie], along), ops.sort.kink?.([apart], along)], [true, false]);
});

test('at a tie the first input takes the whole gradient', () => {
  const gate = { inputs: [0, 0], output: 0, attrs: undefined };
  assert.deepEqual([vjpOf(ops.maximum, 0)?.(1, gate as never), vjpOf(ops.maximum, 1)?.(1, gate as never)], [1, 0]);
  const x = vector(3, 1, 3);
  const whole = { inputs: [x], output: 3, attrs: { axis: null, keepdims: false } };
  assert.deepEqual(numbers(vjpOf(ops.max, 0)?.(1, whole as never) ?? NaN), [1, 0, 0]);
});

test('the exponent of a power has no gradient at base 0 and none that exists at a negative base', () => {
  const slope = (base: number): Data | undefined =>
    vjpOf(ops.power, 1)?.(1, { inputs: [base, 2], output: base ** 2, attrs: undefined as never });
  assert.equal(slope(0), 0);
  assert.ok(Number.isNaN(slope(-1)));
});

test('products are right where elements are zero', () => {
  const back = (...values: readonly number[]): number[] => {
    const x = vector(...values);
    const attrs = { axis: null, keepdims: false };
    const output = run(ops.prod, [x], attrs);
    return numbers(vjpOf(ops.prod, 0)?.(1, { inputs: [x], output, attrs } as never) ?? NaN);
  };
  assert.deepEqual(
    [back(2, 0, 3), back(0, 0, 3)],
    [
      [0, 6, 0],
      [0, 0, 0],
    ],
  );
});
