import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backward, finiteDifference, localGradient } from '../../../src/core/gradient/index.ts';
import { NDArray, type Shape } from '../../../src/core/ndarray/ndarray.ts';
import { toFlat } from '../../../src/core/ndarray/strided.ts';
import type { Data, Op } from '../../../src/core/ops/op.ts';
import { ops } from '../../../src/core/ops/table.ts';
import { Num, Tape, Tensor, type Node, type Operand } from '../../../src/core/tape/index.ts';

function matrix(values: readonly number[], shape: Shape): NDArray {
  return new NDArray(Float64Array.from(values), shape, 'float64');
}

function flat(value: Data | null | undefined): number[] {
  if (value === undefined || value === null) return [];
  return typeof value === 'number' ? [value] : Array.from(toFlat(value));
}

/** A tape with a short way to write formulas. */
function sketch() {
  const tape = new Tape();
  const num = (name: string, value: number): Num => tape.track(new Num(value, false), name, null) as Num;
  const tensor = (name: string, values: readonly number[], shape: Shape): Tensor =>
    tape.track(Tensor.of(matrix(values, shape)), name, null) as Tensor;
  const apply = (op: Op<undefined>, ...inputs: (Operand | number)[]): Operand =>
    tape.apply(
      op,
      inputs.map((input) => (typeof input === 'number' ? new Num(input, false) : input)),
      undefined,
      null,
    );
  return { tape, num, tensor, apply };
}

test('f = (x + y) z: every gradient of the first example', () => {
  const { tape, num, apply } = sketch();
  const [x, y, z] = [num('x', -2), num('y', 5), num('z', -4)];
  const q = apply(ops.add, x, y);
  const f = apply(ops.multiply, q, z) as Num;
  assert.equal(f.value, -12);
  const gradients = backward(tape.nodeOf(f), 1);
  assert.deepEqual(
    [f, q, x, y, z].map((value) => gradients.get(tape.nodeOf(value))),
    [1, -4, -4, -4, 3],
  );
});

test('2 (x y + max(z, w)): max routes', () => {
  const { tape, num, apply } = sketch();
  const inputs = [num('x', 3), num('y', -4), num('z', 2), num('w', -1)] as const;
  const [x, y, z, w] = inputs;
  const out = apply(ops.multiply, apply(ops.add, apply(ops.multiply, x, y), apply(ops.maximum, z, w)), 2) as Num;
  assert.equal(out.value, -20);
  const gradients = backward(tape.nodeOf(out), 1);
  assert.deepEqual(
    inputs.map((input) => gradients.get(tape.nodeOf(input))),
    [-8, 6, 2, 0],
  );
});

test('a value that fans out receives the sum, and each gate tells what it sent', () => {
  const { tape, num, apply } = sketch();
  const [x, y] = [num('x', 3), num('y', -4)];
  const product = apply(ops.multiply, x, y);
  const out = apply(ops.add, product, apply(ops.multiply, x, x));
  const contributions = new Map<Node, (Data | null)[]>();
  const gradients = backward(tape.nodeOf(out), 2, { contributions });
  assert.equal(gradients.get(tape.nodeOf(x)), 2 * (-4 + 6));
  assert.deepEqual(contributions.get(tape.nodeOf(product)), [-8, 6]);
});

test('what an array gate sent stays as it is when other contributions are added to it', () => {
  const { tensor, apply } = sketch();
  const x = tensor('x', [1, 2, 3], [3]);
  const [node] = [x.currentNode];
  const square = apply(ops.multiply, x, x);
  const output = (apply(ops.add, square, apply(ops.exp, x)) as Tensor).currentNode;
  assert.ok(node && output);
  const contributions = new Map<Node, (Data | null)[]>();
  const total = flat(backward(output, 1, { contributions }).get(node));
  const sent = [...contributions].flatMap(([gate, parts]) => parts.filter((_, i) => gate.inputs[i] === node).map(flat));
  assert.deepEqual(sent.length, 3);
  total.forEach((sum, i) => {
    assert.ok(Math.abs(sum - sent.reduce((so, part) => so + (part[i] ?? NaN), 0)) < 1e-12);
  });
});

test('constants receive nothing unless they are asked for', () => {
  const { tape, num, apply } = sketch();
  const x = num('x', 3);
  const node = tape.nodeOf(apply(ops.multiply, x, 5));
  const constant = node.inputs[1];
  assert.ok(constant);
  const contributions = new Map<Node, (Data | null)[]>();
  assert.equal(backward(node, 1, { contributions }).has(constant), false);
  assert.deepEqual(contributions.get(node), [5, null]);
  assert.equal(backward(node, 1, { wrt: [constant] }).get(constant), 3);
  assert.equal(backward(node, 1, { wrt: [constant] }).has(tape.nodeOf(x)), false);
});

test('visit sees descending ids and may put another adjoint in place', () => {
  const { tape, num, apply } = sketch();
  const x = num('x', 2);
  const a = apply(ops.multiply, x, x);
  const b = apply(ops.exp, a);
  const [aNode, bNode] = [tape.nodeOf(a), tape.nodeOf(b)];
  const seen: Node[] = [];
  const visit = (node: Node, adjoint: Data): Data => {
    seen.push(node);
    return node === aNode ? 10 : adjoint;
  };
  const gradients = backward(bNode, 1, { visit });
  assert.deepEqual(seen, [bNode, aNode, tape.nodeOf(x)]);
  assert.equal(gradients.get(aNode), 10);
  assert.equal(gradients.get(tape.nodeOf(x)), 40);
});

test('visit may run another reverse pass over the same nodes', () => {
  const { tape, num, apply } = sketch();
  const x = num('x', 2);
  const out = tape.nodeOf(apply(ops.exp, apply(ops.multiply, x, x)));
  const plain = backward(out, 1).get(tape.nodeOf(x));
  const nested = backward(out, 1, {
    visit: (node, adjoint) => {
      backward(node, 1);
      return adjoint;
    },
  });
  assert.equal(nested.get(tape.nodeOf(x)), plain);
});

test('a seed of the output’s shape, and a number in every element', () => {
  const { tape, tensor, apply } = sketch();
  const W = tensor('W', [1, 2, 3, 4, 5, 6], [2, 3]);
  const X = tensor('X', [1, -1, 2, 0, 1, 1], [3, 2]);
  const D = tape.nodeOf(apply(ops.dot, W, X));
  const gradients = backward(D, matrix([1, 2, 3, 4], [2, 2]));
  assert.deepEqual(flat(gradients.get(tape.nodeOf(W))), [-1, 2, 3, -1, 6, 7]);
  assert.deepEqual(flat(gradients.get(tape.nodeOf(X))), [13, 18, 17, 24, 21, 30]);
  assert.deepEqual(
    flat(backward(D, 1).get(tape.nodeOf(W))),
    flat(backward(D, matrix([1, 1, 1, 1], [2, 2])).get(tape.nodeOf(W))),
  );
});

test('a chain of a hundred thousand gates does not overflow the stack', () => {
  const { tape, num, apply } = sketch();
  const x = num('x', 1);
  let value: Operand = x;
  for (let i = 0; i < 100_000; i++) value = apply(ops.add, value, 1e-3);
  assert.equal(backward(tape.nodeOf(value), 1).get(tape.nodeOf(x)), 1);
});

test('no gradient flows through a comparison or an argmax', () => {
  const { tape, tensor, apply } = sketch();
  const x = tensor('x', [1, -2], [2]);
  const mask = apply(ops.greater, x, 0);
  const out = tape.nodeOf(apply(ops.multiply, mask, x));
  assert.deepEqual(flat(backward(out, 1).get(tape.nodeOf(x))), [1, 0]);
  assert.equal(backward(tape.nodeOf(mask), 1).has(tape.nodeOf(x)), false);
});

test('the gradient buffers that are returned stay as they are when others are accumulated', () => {
  const { tape, tensor, apply } = sketch();
  const x = tensor('x', [1, 2], [2]);
  const y = tensor('y', [3, 4], [2]);
  const s = apply(ops.add, x, y);
  const out = apply(ops.add, apply(ops.add, s, x), apply(ops.multiply, s, y));
  const gradients = backward(tape.nodeOf(out), 1);
  assert.deepEqual(flat(gradients.get(tape.nodeOf(s))), [4, 5]);
  assert.deepEqual(flat(gradients.get(tape.nodeOf(x))), [5, 6]);
  assert.deepEqual(flat(gradients.get(tape.nodeOf(y))), [8, 11]);
  assert.deepEqual(flat(gradients.get(tape.nodeOf(out))), [1, 1]);
});

test('local gradients of elementwise gates have the shape of the output', () => {
  const { tape, num, tensor, apply } = sketch();
  const x = num('x', 3);
  const row = tensor('row', [1, 2], [2]);
  const product = tape.nodeOf(apply(ops.multiply, x, row));
  assert.deepEqual(flat(localGradient(product, 0)), [1, 2]);
  assert.deepEqual(flat(localGradient(product, 1)), [3, 3]);
  const sigmoid = tape.nodeOf(apply(ops.sigmoid, num('s', 1)));
  assert.ok(Math.abs(Number(localGradient(sigmoid, 0)) - 0.19661193324148185) < 1e-12);
  assert.equal(localGradient(tape.nodeOf(apply(ops.dot, row, row)), 0), null);
  assert.equal(localGradient(tape.nodeOf(apply(ops.greater, row, 0)), 0), null);
});

test('finite differences see a gradient, weigh by the seed and leave their inputs alone', () => {
  const x = matrix([1, 2, 3], [3]);
  const cube = ([a = 0]: readonly Data[]): Data => ops.power.forward([a, 3], undefined);
  const numeric = flat(finiteDifference(cube, [x], 0, matrix([1, 10, 0], [3])));
  for (const [i, expected] of [3, 120, 0].entries()) assert.ok(Math.abs((numeric[i] ?? NaN) - expected) < 1e-7);
  assert.deepEqual(flat(x), [1, 2, 3]);
  assert.throws(() => finiteDifference(cube, [x], 1), RangeError);
});
