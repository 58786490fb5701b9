import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { backward, finiteDifference } from '../../../src/core/gradient/index.ts';
import type { IndexItem } from '../../../src/core/ndarray/indexing.ts';
import { NDArray } from '../../../src/core/ndarray/ndarray.ts';
import { transpose } from '../../../src/core/ndarray/reshape.ts';
import { toFlat } from '../../../src/core/ndarray/strided.ts';
import type { Data, Op } from '../../../src/core/ops/op.ts';
import { arrayOf } from '../../../src/core/ops/support.ts';
import { ops } from '../../../src/core/ops/table.ts';
import { Num, Tape, Tensor, type Node, type Operand } from '../../../src/core/tape/index.ts';

/**
 * Random programs over a few 3 × 3 arrays that share buffers: views, in-place stores through slices, index arrays and
 * transposed views, `+=` on a name, `np.add.at`, mixed with ordinary gates. Their gradients must be those that finite
 * differences of the very same program show.
 */
interface Step {
  readonly kind: 'view' | 'transpose' | 'store' | 'storeAt' | 'addAt' | 'augment' | 'gate' | 'element' | 'copy';
  readonly from: number;
  readonly other: number;
  readonly to: number;
  readonly index: readonly [number, number];
}

const SIZE = 3;

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('view', 'transpose', 'store', 'storeAt', 'addAt', 'augment', 'gate', 'element', 'copy'),
  from: fc.nat(7),
  other: fc.nat(7),
  to: fc.nat(7),
  index: fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1)),
});

const GATES: readonly Op<undefined>[] = [ops.add, ops.multiply, ops.subtract];

function pick<T>(values: readonly T[], at: number): T {
  const value = values[at % values.length];
  assert.ok(value !== undefined);
  return value;
}

/** Runs a program on the tape and gives the weighted sum of everything that is alive at the end. */
function run(tape: Tape, program: readonly Step[], inputs: readonly Data[]): { loss: Num; leaves: Node[] } {
  const names = inputs.map((input) => {
    const tensor = Tensor.of(new NDArray(toFlat(arrayOf(input)), [SIZE, SIZE], 'float64'));
    return tape.track(tensor, 'x', null) as Tensor;
  });
  const leaves = names.map((name) => tape.nodeOf(name));
  for (const one of program) perform(tape, names, one);
  let loss: Operand = new Num(0, false);
  names.forEach((name, i) => {
    const squared = tape.apply(ops.multiply, [name, name], undefined, null);
    const scaled = tape.apply(ops.multiply, [squared, new Num(0.1 * (i + 1), false)], undefined, null);
    const sum = tape.apply(ops.sum, [scaled], { axis: null, keepdims: false }, null);
    loss = tape.apply(ops.add, [loss, sum], undefined, null);
  });
  return { loss, leaves };
}

function perform(tape: Tape, names: Tensor[], { kind, from, other, to, index }: Step): void {
  const source = pick(names, from);
  const second = pick(names, other);
  const place = to % names.length;
  const [row, column] = index;
  const low: IndexItem = { kind: 'slice', start: null, stop: null, step: row === 0 ? -1 : 1 };
  const numbers = new NDArray(Float64Array.of(row, column, row), [SIZE], 'int64');
  if (kind === 'view') names[place] = tape.select(source, [low, low], null) as Tensor;
  else if (kind === 'transpose') {
    names[place] = tape.view(ops.transpose, source, transpose(source.array), { axes: null }, null);
  } else if (kind === 'store') {
    tape.assign(
      source,
      [{ kind: 'int', value: row }],
      tape.select(second, [low, { kind: 'int', value: column }], null),
      null,
    );
  } else if (kind === 'storeAt') {
    tape.assign(source, [{ kind: 'array', array: numbers }], second, null);
  } else if (kind === 'addAt') {
    const positions = Int32Array.of(row, column, row);
    tape.addAt(source, positions, [SIZE], tape.select(second, [{ kind: 'int', value: column }], null), null);
  } else if (kind === 'augment') {
    tape.store(source, source.array, tape.apply(pick(GATES, row), [source, second], undefined, null), null);
  } else if (kind === 'element') {
    const element = tape.select(
      second,
      [
        { kind: 'int', value: column },
        { kind: 'int', value: row },
      ],
      null,
    );
    const items: IndexItem[] = [
      { kind: 'int', value: row },
      { kind: 'int', value: column },
    ];
    tape.assign(source, items, tape.apply(ops.sin, [element], undefined, null), null);
  } else if (kind === 'copy') {
    names[place] = tape.apply(ops.copy, [source], undefined, null) as Tensor;
  } else {
    names[place] = tape.apply(
      pick(GATES, row),
      [source, tape.apply(ops.tanh, [second], undefined, null)],
      undefined,
      null,
    ) as Tensor;
  }
}

const INPUTS: readonly Data[] = [1, 2, 3].map(
  (seed) =>
    new NDArray(
      Float64Array.from({ length: 9 }, (_, i) => Math.sin(seed * 10 + i) * 0.8),
      [SIZE, SIZE],
      'float64',
    ),
);

function distance(a: Float64Array, b: Float64Array): number {
  const scale = Math.max(1, ...b.map(Math.abs));
  return Math.max(...a.map((x, i) => Math.abs(x - (b[i] ?? NaN)) / scale));
}

test('random programs of views and in-place stores have the gradients that finite differences show', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 10 }), (program) => {
      const tape = new Tape();
      const { loss, leaves } = run(tape, program, INPUTS);
      fc.pre(Math.abs(loss.value) < 1e4);
      const output = tape.nodeOf(loss);
      const all = backward(output, 1);
      const only = backward(output, 1, { wrt: leaves });
      leaves.forEach((leaf, i) => {
        const f = (inputs: readonly Data[]): Data => run(new Tape(), program, inputs).loss.value;
        const numeric = toFlat(arrayOf(finiteDifference(f, INPUTS, i)));
        const zeros = new Float64Array(SIZE * SIZE);
        const gradient = all.get(leaf);
        const analytic = gradient === undefined ? zeros : toFlat(arrayOf(gradient));
        assert.ok(
          distance(analytic, numeric) < 1e-6,
          `input ${String(i)}: ${String(analytic)} instead of ${String(numeric)}`,
        );
        const alone = only.get(leaf);
        assert.deepEqual(
          alone === undefined ? zeros : toFlat(arrayOf(alone)),
          analytic,
          'with wrt, buffers are reused',
        );
      });
    }),
    { numRuns: 400, seed: 20261121 },
  );
});

test('whatever is stored in place later, a gate keeps the numbers that it computed with', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 10 }), (program) => {
      const tape = new Tape();
      const { loss } = run(tape, program, INPUTS);
      const pending = [tape.nodeOf(loss)];
      const seen = new Set<Node>();
      for (let node = pending.pop(); node; node = pending.pop()) {
        if (seen.has(node)) continue;
        seen.add(node);
        pending.push(...node.inputs);
        const { op, inputs, value } = node;
        if (!op || value === undefined || inputs.some((input) => input.value === undefined)) continue;
        const again = op.forward(
          inputs.map((input) => input.value ?? NaN),
          node.attrs as never,
        );
        assert.deepEqual(toFlat(arrayOf(again)), toFlat(arrayOf(value)), op.name);
      }
    }),
    { numRuns: 400, seed: 20261121 },
  );
});
