import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backward } from '../../../src/core/gradient/index.ts';
import { NDArray, type Shape } from '../../../src/core/ndarray/ndarray.ts';
import { transpose as ndTranspose } from '../../../src/core/ndarray/reshape.ts';
import { toFlat } from '../../../src/core/ndarray/strided.ts';
import type { IndexItem } from '../../../src/core/ndarray/indexing.ts';
import { ops } from '../../../src/core/ops/table.ts';
import { LimitError, Num, Tape, Tensor, type Node, type Operand } from '../../../src/core/tape/index.ts';

function array(values: readonly number[], shape: Shape = [values.length], dtype: NDArray['dtype'] = 'float64'): Tensor {
  return Tensor.of(new NDArray(Float64Array.from(values), shape, dtype));
}

function tracked(tape: Tape, name: string, values: readonly number[], shape: Shape = [values.length]): Tensor {
  return tape.track(array(values, shape), name, null) as Tensor;
}

function numbers(value: Operand): number[] {
  return value instanceof Num ? [value.value] : Array.from(toFlat(value.array));
}

const int = (value: number): IndexItem => ({ kind: 'int', value });
const slice = (start: number | null, stop: number | null, step: number | null = null): IndexItem => ({
  kind: 'slice',
  start,
  stop,
  step,
});
const ALL = slice(null, null);

/** The gradient of the sum of `weights * output` on each of the nodes, as flat numbers. */
function gradients(tape: Tape, output: Operand, weights: readonly number[], wrt: readonly Node[]): number[][] {
  const weighted =
    output instanceof Num ? output : tape.apply(ops.multiply, [output, array(weights, output.shape)], undefined, null);
  const total = tape.apply(ops.sum, [weighted], { axis: null, keepdims: false }, null);
  const all = backward(tape.nodeOf(total), 1);
  const only = backward(tape.nodeOf(total), 1, { wrt });
  return wrt.map((node) => {
    assert.deepEqual(flat(only.get(node)), flat(all.get(node)), 'wrt alone gives the same gradient');
    return flat(all.get(node));
  });
}

function flat(value: number | NDArray | undefined): number[] {
  if (value === undefined) return [];
  return typeof value === 'number' ? [value] : Array.from(toFlat(value));
}

test('b = a; b += 1 changes a, and the gradient goes through', () => {
  const tape = new Tape();
  const x = tracked(tape, 'x', [1, 2]);
  const leaf = tape.nodeOf(x);
  const a = tape.apply(ops.multiply, [x, new Num(3, true)], undefined, null) as Tensor;
  const before = tape.nodeOf(a);
  const b = a;
  tape.store(b, b.array, tape.apply(ops.add, [b, new Num(1, true)], undefined, null), null);
  assert.deepEqual(numbers(a), [4, 7]);
  const squared = tape.apply(ops.multiply, [a, a], undefined, null);
  assert.deepEqual(gradients(tape, squared, [1, 1], [leaf]), [[24, 42]]);
  assert.deepEqual(flat(before.value), [3, 6], 'the gate keeps the number it had');
});

test('row = a[0]; row *= 2 writes through to a', () => {
  const tape = new Tape();
  const a = tracked(tape, 'a', [1, 2, 3, 4], [2, 2]);
  const leaf = tape.nodeOf(a);
  const row = tape.select(a, [int(0)], null) as Tensor;
  tape.store(row, row.array, tape.apply(ops.multiply, [row, new Num(2, true)], undefined, null), null);
  assert.deepEqual(numbers(a), [2, 4, 3, 4]);
  assert.deepEqual(flat(leaf.value), [1, 2, 3, 4], 'the input keeps its value');
  assert.deepEqual(gradients(tape, a, [1, 10, 100, 1000], [leaf]), [[2, 20, 100, 1000]]);
});

test('a[0][1] = x * x reaches a through a transposed view', () => {
  const tape = new Tape();
  const a = tracked(tape, 'a', [1, 2, 3, 4, 5, 6], [2, 3]);
  const leaf = tape.nodeOf(a);
  const x = tape.track(new Num(5, false), 'x', null) as Num;
  const turned = tape.view(ops.transpose, a, ndTranspose(a.array), { axes: null }, null);
  const inner = tape.select(turned, [int(2)], null) as Tensor;
  tape.assign(inner, [int(1)], tape.apply(ops.multiply, [x, x], undefined, null), null);
  assert.deepEqual(numbers(a), [1, 2, 3, 4, 5, 25]);
  assert.deepEqual(numbers(turned), [1, 4, 2, 5, 3, 25]);
  const out = tape.apply(ops.multiply, [turned, turned], undefined, null);
  assert.deepEqual(gradients(tape, out, [1, 1, 1, 1, 1, 1], [leaf, tape.nodeOf(x)]), [[2, 4, 6, 8, 10, 0], [50 * 10]]);
});

test('overlapping stores: the later one wins, and the earlier value gets only what is left', () => {
  const tape = new Tape();
  const out = array([0, 0, 0, 0]);
  const u = tracked(tape, 'u', [1, 2, 3]);
  const v = tracked(tape, 'v', [7, 8]);
  const [uNode, vNode] = [tape.nodeOf(u), tape.nodeOf(v)];
  tape.assign(out, [slice(0, 3)], u, null);
  tape.assign(out, [slice(2, 4)], v, null);
  assert.deepEqual(numbers(out), [1, 2, 7, 8]);
  assert.deepEqual(gradients(tape, out, [1, 2, 3, 4], [uNode, vNode]), [
    [1, 2, 0],
    [3, 4],
  ]);
});

test('a[1:] = a[:-1] reads everything before it writes', () => {
  const tape = new Tape();
  const a = tracked(tape, 'a', [1, 2, 3, 4]);
  const leaf = tape.nodeOf(a);
  tape.assign(a, [slice(1, null)], tape.select(a, [slice(null, -1)], null), null);
  tape.assign(a, [slice(1, null)], tape.select(a, [slice(null, -1)], null), null);
  assert.deepEqual(numbers(a), [1, 1, 1, 2]);
  assert.deepEqual(gradients(tape, a, [1, 10, 100, 1000], [leaf]), [[111, 1000, 0, 0]]);
});

test('a mask and fancy indices store, read and accumulate', () => {
  const tape = new Tape();
  const a = tracked(tape, 'a', [1, -2, 3, -4]);
  const leaf = tape.nodeOf(a);
  const b = tape.apply(ops.multiply, [a, new Num(1, false)], undefined, null) as Tensor;
  const mask = tape.dataOf(array([0, 1, 0, 1], [4], 'bool')) as NDArray;
  tape.assign(b, [{ kind: 'array', array: mask }], new Num(0, true), null);
  assert.deepEqual(numbers(b), [1, 0, 3, 0]);
  const twice = new NDArray(Float64Array.of(2, 0, 2), [3], 'int64');
  const read = tape.select(b, [{ kind: 'array', array: twice }], null);
  assert.deepEqual(gradients(tape, read, [1, 10, 100], [leaf]), [[10, 0, 101, 0]]);
  tape.addAt(b, Int32Array.of(2, 2), [2], tape.select(a, [slice(0, 2)], null), null);
  assert.deepEqual(numbers(b), [1, 0, 2, 0]);
  assert.deepEqual(gradients(tape, b, [1, 10, 100, 1000], [leaf]), [[101, 100, 100, 0]]);
});

test('of duplicates in a fancy store the last wins', () => {
  const tape = new Tape();
  const a = array([0, 0, 0]);
  const v = tracked(tape, 'v', [5, 6, 7]);
  const leaf = tape.nodeOf(v);
  tape.storeAt(a, Int32Array.of(1, 1, 0), [3], v, null);
  assert.deepEqual(numbers(a), [7, 6, 0]);
  assert.deepEqual(gradients(tape, a, [1, 10, 100], [leaf]), [[0, 10, 1]]);
});

test('a store into a whole array takes the value over, and neither sees later writes to the other', () => {
  const tape = new Tape();
  const x = tracked(tape, 'x', [1, 2]);
  const leaf = tape.nodeOf(x);
  const a = array([0, 0]);
  const v = tape.apply(ops.multiply, [x, x], undefined, null) as Tensor;
  tape.store(a, a.array, v, null);
  tape.assign(v, [int(0)], new Num(9, true), null);
  tape.assign(a, [int(1)], new Num(8, true), null);
  assert.deepEqual(
    [numbers(a), numbers(v)],
    [
      [1, 8],
      [9, 4],
    ],
  );
  assert.deepEqual(gradients(tape, tape.apply(ops.add, [a, v], undefined, null), [1, 1], [leaf]), [[2, 4]]);
});

test('without recording, values change and nothing is recorded, and gates keep their numbers', () => {
  const tape = new Tape();
  const x = tracked(tape, 'x', [1, 2]);
  const y = tape.apply(ops.multiply, [x, x], undefined, null) as Tensor;
  const node = tape.nodeOf(y);
  tape.recording = false;
  tape.assign(y, [int(0)], new Num(100, true), null);
  assert.equal((tape.apply(ops.add, [y, y], undefined, null) as Tensor).tracked, false);
  assert.deepEqual(numbers(y), [100, 4]);
  assert.deepEqual(flat(node.value), [1, 4]);
});

test('a reshaped input is tracked in its own shape', () => {
  const tape = new Tape();
  const base = array([1, 2, 3, 4, 5, 6]);
  const x = tape.view(ops.reshape, base, new NDArray(base.storage.data, [2, 3], 'float64'), { shape: [2, 3] }, null);
  tape.track(x, 'x', null);
  assert.deepEqual(tape.nodeOf(x).shape, [2, 3]);
  assert.equal(tape.nodeOf(x).name, 'x');
  assert.equal(tape.nodeOf(x).op, null);
  const all = tape.apply(ops.multiply, [base, base], undefined, null);
  assert.deepEqual(gradients(tape, all, [1, 1, 1, 1, 1, 1], [tape.nodeOf(x)]), [[2, 4, 6, 8, 10, 12]]);
});

test('a transposed input is tracked under its name', () => {
  const tape = new Tape();
  const base = array([1, 2, 3, 4, 5, 6], [2, 3]);
  const x = tape.view(ops.transpose, base, ndTranspose(base.array), { axes: null }, null);
  tape.track(x, 'x', null);
  assert.equal(tape.nodeOf(x).name, 'x');
  assert.deepEqual(tape.nodeOf(x).shape, [3, 2]);
});

test('integers stay integers as in Python and NumPy', () => {
  const tape = new Tape();
  const run = (name: 'add' | 'divide' | 'power' | 'floor_divide', a: Num, b: Num): [number, boolean] => {
    const result = tape.apply(ops[name], [a, b], undefined, null) as Num;
    return [result.value, result.isInt];
  };
  const [two, three] = [new Num(2, true), new Num(3, true)];
  assert.deepEqual(run('add', two, three), [5, true]);
  assert.deepEqual(run('add', two, new Num(3, false)), [5, false]);
  assert.deepEqual(run('divide', new Num(4, true), two), [2, false]);
  assert.deepEqual(run('power', two, three), [8, true]);
  assert.deepEqual(run('power', two, new Num(-1, true)), [0.5, false]);
  assert.deepEqual(run('floor_divide', new Num(-7, true), two), [-4, true]);
  const whole = array([1, 2], [2], 'int64');
  assert.equal((tape.apply(ops.add, [whole, two], undefined, null) as Tensor).dtype, 'int64');
  assert.equal((tape.apply(ops.add, [whole, new Num(2, false)], undefined, null) as Tensor).dtype, 'float64');
  tape.assign(whole, [int(0)], new Num(7.9, false), null);
  assert.deepEqual(numbers(whole), [7, 2]);
});

test('ten thousand element stores into a large array are fast and need little memory, forward and backward', () => {
  const tape = new Tape();
  const count = 10_000;
  const x = tape.track(new Num(1.5, false), 'x', null) as Num;
  const a = array(new Array<number>(count).fill(0));
  const start = performance.now();
  for (let i = 0; i < count; i++) {
    const left = i === 0 ? x : tape.select(a, [int(i - 1)], null);
    tape.assign(a, [int(i)], tape.apply(ops.add, [left, x], undefined, null), null);
  }
  const total = tape.apply(ops.sum, [a], { axis: null, keepdims: false }, null) as Num;
  assert.equal(total.value, 1.5 * ((count * (count + 3)) / 2));
  const leaf = tape.nodeOf(x);
  const gradient = backward(tape.nodeOf(total), 1, { wrt: [leaf] });
  assert.equal(gradient.get(leaf), (count * (count + 3)) / 2);
  assert.ok(performance.now() - start < 2000, `took ${String(performance.now() - start)} ms`);
  assert.ok(tape.elements < 10 * count, `made ${String(tape.elements)} elements`);
});

test('limits stop an array that is too large before it is made', () => {
  const tape = new Tape({ elements: 1000, totalElements: 1500 });
  const column = array(new Array<number>(100).fill(1), [100, 1]);
  const row = array(new Array<number>(100).fill(1), [1, 100]);
  assert.throws(
    () => tape.apply(ops.add, [column, row], undefined, null),
    (error) => error instanceof LimitError && error.limit === 'array',
  );
  const run = (): void => {
    for (let i = 0; i < 100; i++) tape.apply(ops.add, [row, row], undefined, null);
  };
  assert.throws(run, (error) => error instanceof LimitError && error.limit === 'total');
});

test('a view taken before a store sees it', () => {
  const tape = new Tape();
  const a = tracked(tape, 'a', [1, 2, 3, 4, 5, 6], [2, 3]);
  const leaf = tape.nodeOf(a);
  const column = tape.select(a, [ALL, int(1)], null) as Tensor;
  const doubled = tape.apply(ops.multiply, [a, new Num(2, true)], undefined, null) as Tensor;
  tape.assign(a, [int(0)], tape.select(doubled, [int(0)], null), null);
  assert.deepEqual(numbers(column), [4, 5]);
  assert.deepEqual(gradients(tape, column, [1, 10], [leaf]), [[0, 2, 0, 0, 10, 0]]);
});

test('arrays without a history alias and overlap as in NumPy too', () => {
  const tape = new Tape();
  const a = array([1, 2, 3, 4]);
  tape.assign(a, [slice(1, null)], tape.select(a, [slice(null, -1)], null), null);
  assert.deepEqual(numbers(a), [1, 1, 2, 3]);
  const v = array([5, 6, 7, 8]);
  tape.store(a, a.array, v, null);
  tape.assign(v, [int(0)], new Num(0, true), null);
  tape.assign(a, [int(3)], new Num(9, true), null);
  assert.deepEqual(
    [numbers(a), numbers(v)],
    [
      [5, 6, 7, 9],
      [0, 6, 7, 8],
    ],
  );
});
