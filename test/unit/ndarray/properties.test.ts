import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import * as nd from '../../../src/core/ndarray/index.ts';
import { laidOut, LAYOUTS } from './goldenData.ts';

const lengths = fc.integer({ min: 1, max: 4 });
const shapes = fc.array(lengths, { maxLength: 4 });
const numbers = fc.double({ min: -8, max: 8, noNaN: true });

/** Arrays of a given shape in any memory layout. */
function arraysOf(shape: readonly number[]): fc.Arbitrary<nd.NDArray> {
  const size = nd.sizeOf(shape);
  return fc
    .tuple(fc.array(numbers, { minLength: size, maxLength: size }), fc.constantFrom(...LAYOUTS))
    .map(([values, layout]) => laidOut(Float64Array.from(values), shape, 'float64', layout));
}

const arrays = shapes.chain(arraysOf);

function values(a: nd.NDArray): number[] {
  return [...nd.flat(a)];
}

function close(a: number, b: number, size: number): void {
  assert.ok(Math.abs(a - b) <= 1e-12 * Math.max(1, size), `${String(a)} and ${String(b)} differ`);
}

function inner(a: nd.NDArray, b: nd.NDArray): number {
  const right = values(b);
  return values(a).reduce((total, value, i) => total + value * (right[i] ?? 0), 0);
}

/** Sum of the magnitudes of the products, against which rounding is measured. */
function innerSize(a: nd.NDArray, b: nd.NDArray): number {
  const right = values(b);
  return values(a).reduce((total, value, i) => total + Math.abs(value * (right[i] ?? 0)), 0);
}

function permutationOf(ndim: number): fc.Arbitrary<number[]> {
  const axes = Array.from({ length: ndim }, (_, i) => i);
  return fc.shuffledSubarray(axes, { minLength: ndim });
}

/** Shapes that broadcast to a given one: axes set to 1 or left out in front. */
function stretchable(shape: readonly number[]): fc.Arbitrary<number[]> {
  return fc
    .tuple(fc.integer({ min: 0, max: shape.length }), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
    .map(([drop, ones]) => shape.map((length, i) => (ones[i] ? 1 : length)).slice(drop));
}

describe('moving elements about', () => {
  it('transposes back and forth', () => {
    const cases = arrays.chain((a) => fc.tuple(fc.constant(a), permutationOf(a.ndim)));
    fc.assert(
      fc.property(cases, ([a, order]) => {
        const back = order.map((_, i) => order.indexOf(i));
        assert.deepEqual(nd.toNested(nd.transpose(nd.transpose(a, order), back)), nd.toNested(a));
      }),
    );
  });

  it('reshapes without changing the order of elements, as a view wherever it is contiguous', () => {
    fc.assert(
      fc.property(arrays, (a) => {
        const flattened = nd.reshape(a, [-1]);
        assert.deepEqual(values(flattened), values(a));
        assert.deepEqual(nd.toNested(nd.reshape(flattened, a.shape)), nd.toNested(a));
        if (a.isContiguous) assert.equal(flattened.data, a.data);
      }),
    );
  });

  it('splits and joins', () => {
    const cases = shapes
      .filter((shape) => shape.length > 0)
      .chain((shape) => {
        return fc.tuple(arraysOf(shape), fc.nat(shape.length - 1), fc.integer({ min: 1, max: 5 }));
      });
    fc.assert(
      fc.property(cases, ([a, axis, parts]) => {
        const joined = nd.concatenate(nd.arraySplit(a, parts, axis), axis);
        assert.deepEqual(nd.toNested(joined), nd.toNested(a));
      }),
    );
  });

  it('reads nested lists back', () => {
    fc.assert(
      fc.property(arrays, (a) => {
        assert.deepEqual(nd.toNested(nd.fromNested(nd.toNested(a))), nd.toNested(a));
      }),
    );
  });
});

describe('broadcasting', () => {
  const stretches = shapes.chain((shape) => fc.tuple(stretchable(shape).chain(arraysOf), arraysOf(shape)));

  it("has unbroadcast as its adjoint: <Ax, y> = <x, A'y>", () => {
    fc.assert(
      fc.property(stretches, ([x, y]) => {
        const stretched = nd.broadcastTo(x, y.shape);
        const gathered = nd.unbroadcast(y, x.shape);
        assert.deepEqual(gathered.shape, x.shape);
        close(inner(stretched, y), inner(x, gathered), innerSize(stretched, y));
      }),
    );
  });

  it('gives every operation the values that a loop over indices gives', () => {
    fc.assert(
      fc.property(stretches, ([x, y]) => {
        const left = values(nd.broadcastTo(x, y.shape));
        const right = values(y);
        const pairs: [nd.Data, (a: number, b: number) => number][] = [
          [nd.add(x, y), (a, b) => a + b],
          [nd.subtract(x, y), (a, b) => a - b],
          [nd.multiply(x, y), (a, b) => a * b],
          [nd.divide(x, y), (a, b) => a / b],
          [nd.less(x, y), (a, b) => Number(a < b)],
          [nd.greaterEqual(x, y), (a, b) => Number(a >= b)],
          [nd.map2(x, y, Math.atan2), Math.atan2],
        ];
        for (const [result, f] of pairs) {
          const expected = left.map((value, i) => f(value, right[i] ?? 0));
          assert.deepEqual(values(nd.asArray(result)), expected);
        }
      }),
    );
  });

  it('treats a number as a scalar array', () => {
    fc.assert(
      fc.property(arrays, numbers, (a, x) => {
        assert.deepEqual(nd.add(a, x), nd.add(a, nd.scalarArray(x)));
        assert.deepEqual(nd.subtract(x, a), nd.subtract(nd.scalarArray(x), a));
      }),
    );
  });
});

describe('reductions', () => {
  it('sum the same over one axis after another as over both', () => {
    const cases = shapes.filter((shape) => shape.length >= 2).chain(arraysOf);
    fc.assert(
      fc.property(cases, (a) => {
        const both = values(nd.sum(a, [0, 1]));
        values(nd.sum(nd.sum(a, 0), 0)).forEach((value, i) => {
          close(value, both[i] ?? NaN, 200);
        });
      }),
    );
  });

  it('find the extremes that sorting finds', () => {
    fc.assert(
      fc.property(arrays, (a) => {
        const sorted = values(nd.sort(a, null));
        assert.equal(nd.item(nd.min(a)) + 0, (sorted[0] ?? NaN) + 0);
        assert.equal(nd.item(nd.max(a)) + 0, (sorted.at(-1) ?? NaN) + 0);
        assert.equal((values(a)[nd.item(nd.argmax(a))] ?? NaN) + 0, (sorted.at(-1) ?? NaN) + 0);
      }),
    );
  });
});

describe('products', () => {
  const pairs = fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }))
    .chain(([m, k, n]) => fc.tuple(arraysOf([m, k]), arraysOf([k, n])));

  it('are what three loops give, in every combination of layouts', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const product = nd.matmul(a, b);
        const [rows = 0, columns = 0] = product.shape;
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++) {
            const [row, column] = [nd.selectAlong(a, 0, i), nd.selectAlong(b, 1, j)];
            close(product.data[i * columns + j] ?? NaN, inner(row, column), innerSize(row, column));
          }
        }
      }),
    );
  });

  it('turn round when transposed', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const direct = values(nd.transpose(nd.matmul(a, b)));
        const turned = values(nd.matmul(nd.transpose(b), nd.transpose(a)));
        direct.forEach((value, i) => {
          close(value, turned[i] ?? NaN, 1000);
        });
      }),
    );
  });

  it('agree between matmul, dot, einsum and tensordot', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const expected = values(nd.matmul(a, b));
        for (const other of [nd.dot(a, b), nd.einsum('ij,jk', a, b), nd.tensordot(a, b, 1)]) {
          values(other).forEach((value, i) => {
            close(value, expected[i] ?? NaN, 1000);
          });
        }
      }),
    );
  });

  it('solve what they made', () => {
    const systems = fc.integer({ min: 1, max: 5 }).chain((n) => fc.tuple(arraysOf([n, n]), arraysOf([n, 2])));
    fc.assert(
      fc.property(systems, ([a, x]) => {
        const dominant = nd.asArray(nd.add(a, nd.multiply(nd.eye(a.shape[0] ?? 0), 50)));
        const solved = values(nd.solve(dominant, nd.matmul(dominant, x)));
        values(x).forEach((value, i) => {
          assert.ok(Math.abs(value - (solved[i] ?? NaN)) < 1e-9);
        });
      }),
    );
  });
});

describe('indexing', () => {
  function itemsFor(shape: readonly number[]): fc.Arbitrary<nd.IndexItem[]> {
    const bound = fc.option(fc.integer({ min: -6, max: 6 }));
    const perAxis = shape.map((length) =>
      fc.oneof(
        fc.integer({ min: -length, max: length - 1 }).map((value): nd.IndexItem => ({ kind: 'int', value })),
        fc
          .tuple(bound, bound, fc.option(fc.constantFrom(-2, -1, 1, 2)))
          .map(([start, stop, step]): nd.IndexItem => ({ kind: 'slice', start, stop, step })),
      ),
    );
    return fc.tuple(...perAxis);
  }

  const cases = shapes.chain((shape) => fc.tuple(arraysOf(shape), itemsFor(shape)));

  it('selects the same elements by a view as by positions', () => {
    fc.assert(
      fc.property(cases, ([a, items]) => {
        const window = nd.getItem(a, items);
        assert.equal(window.data, a.data);
        // The same index with each slice spelled out as an array of integers, one axis after another.
        let gathered = a;
        items.forEach((item, axis) => {
          const places = placesOf(item, a.shape[axis] ?? 0);
          const before = a.shape
            .slice(0, axis)
            .map((): nd.IndexItem => ({ kind: 'slice', start: null, stop: null, step: null }));
          const array = nd.vector(places, 'int64');
          const selection = nd.resolveIndex(gathered, [...before, { kind: 'array', array }]);
          assert.equal(selection.kind, 'gather');
          gathered = nd.getItem(gathered, [...before, { kind: 'array', array }]);
        });
        assert.deepEqual(values(gathered), values(window));
      }),
    );
  });

  function placesOf(item: nd.IndexItem, length: number): number[] {
    if (item.kind === 'int') return [item.value];
    if (item.kind !== 'slice') return [];
    const { start, step, count } = nd.resolveSlice(item, length);
    return Array.from({ length: count }, (_, i) => start + i * step);
  }

  it('gathers by a mask what a filter keeps', () => {
    fc.assert(
      fc.property(arrays, (a) => {
        const mask = nd.asArray(nd.greater(a, 0));
        const kept = nd.getItem(a, [{ kind: 'array', array: mask }]);
        assert.deepEqual(
          values(kept),
          values(a).filter((value) => value > 0),
        );
      }),
    );
  });

  it('ravels what it unravelled', () => {
    const places = shapes.chain((shape) => fc.tuple(fc.constant(shape), fc.array(fc.nat(nd.sizeOf(shape) - 1))));
    fc.assert(
      fc.property(places, ([shape, indices]) => {
        fc.pre(shape.length > 0);
        const coordinates = nd.unravelIndex(nd.vector(indices, 'int64'), shape);
        assert.deepEqual(values(nd.ravelMultiIndex(coordinates, shape)), indices);
      }),
    );
  });
});
