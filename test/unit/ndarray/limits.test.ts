import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as nd from '../../../src/core/ndarray/index.ts';

function raises(kind: nd.ArrayError['kind'], run: () => unknown, ...words: string[]): void {
  assert.throws(run, (error: unknown) => {
    assert.ok(error instanceof nd.ArrayError, String(error));
    assert.equal(error.kind, kind);
    for (const word of words) assert.ok(error.message.includes(word), `“${error.message}” does not name ${word}`);
    return true;
  });
}

const HUGE = [100000, 100000, 100000];

describe('arrays that nobody can allocate', () => {
  const row = nd.zeros([100000]);
  const column = nd.zeros([100000, 1]);

  const attempts: Record<string, () => unknown> = {
    zeros: () => nd.zeros(HUGE),
    full: () => nd.full([2 ** 32], 1),
    arange: () => nd.arange(0, 1e15),
    linspace: () => nd.linspace(0, 1, 2 ** 40),
    eye: () => nd.eye(10 ** 6),
    broadcasting: () => nd.add(row, column),
    'broadcasting with any function': () => nd.map2(row, column, Math.atan2),
    broadcastTo: () => nd.broadcastTo(row, [100000, 100000]),
    outer: () => nd.outer(row, row),
    matmul: () => nd.matmul(column, nd.transpose(column)),
    tile: () => nd.tile(row, 10 ** 6),
    repeat: () => nd.repeat(row, 10 ** 6),
    pad: () => nd.pad(row, 2 ** 31),
    diag: () => nd.diag(row),
    meshgrid: () => nd.meshgrid([row, row]),
    'index arrays': () => nd.getItem(nd.zeros([2, 2]), [indexOf([100000]), indexOf([100000, 1])]),
    'sliding windows': () => nd.slidingWindowView(row, 50000),
    asStrided: () => nd.asStrided(row, [100000, 100000], [0, 1]),
    random: () => new nd.RandomState(0).random([10 ** 6, 10 ** 6]),
    permutation: () => new nd.Generator(0).permutationOf(10 ** 12),
    bincount: () => nd.bincount(nd.vector([2 ** 40], 'int64')),
    triangle: () => nd.tril(row),
  };

  function indexOf(shape: number[]): nd.IndexItem {
    return { kind: 'array', array: nd.zeros(shape, 'int64') };
  }

  for (const [name, attempt] of Object.entries(attempts)) {
    it(`${name} says so instead of trying`, () => {
      raises('MemoryError', attempt, 'shape');
    });
  }
});

describe('messages name what is wrong', () => {
  const a = nd.zeros([3, 4]);

  it('both shapes of a broadcast', () => {
    raises('ValueError', () => nd.add(a, nd.zeros([3])), '(3, 4)', '(3,)');
  });

  it('both shapes and lengths of a product', () => {
    raises('ValueError', () => nd.matmul(a, a), '(3, 4)', '4', '3');
    raises('ValueError', () => nd.dot(a, nd.zeros([5])), '(3, 4)', '(5,)');
  });

  it('index, axis and size', () => {
    const items: nd.IndexItem[] = [
      { kind: 'int', value: 0 },
      { kind: 'int', value: -7 },
    ];
    raises('IndexError', () => nd.getItem(a, items), 'index -7', 'axis 1', 'size 4');
    raises('IndexError', () => nd.take(a, nd.vector([3], 'int64'), 0), 'index 3', 'axis 0', 'size 3');
  });

  it('the axis and the number of dimensions', () => {
    raises('AxisError', () => nd.sum(a, 2), 'axis 2', 'dimension 2');
  });

  it('size and shape of a reshape', () => {
    raises('ValueError', () => nd.reshape(a, [5, -1]), '12', '(5, -1)');
  });

  it('the dimension of a mask', () => {
    const mask = nd.zeros([2, 4], 'bool');
    raises('IndexError', () => nd.getItem(a, [{ kind: 'array', array: mask }]), 'dimension 0', '3', '2');
  });

  it('the label of an einsum', () => {
    raises('ValueError', () => nd.einsum('ij,jk', a, a), "'j'", '4', '3');
  });
});

describe('random generators', () => {
  it('a clone goes on with the same numbers, the waiting normal included', () => {
    const source = new nd.RandomState(7);
    source.standardNormal([3]);
    const clone = source.clone();
    assert.deepEqual(clone.standardNormal([5]), source.standardNormal([5]));
    assert.deepEqual(clone.random([700]), source.random([700]));
  });

  it('seeding again starts over', () => {
    const source = new nd.RandomState(3);
    const first = source.standardNormal([3]);
    source.seed(3);
    assert.deepEqual(source.standardNormal([3]), first);
  });

  it('refuses seeds that NumPy refuses', () => {
    for (const seed of [-1, 0.5, 2 ** 32, NaN]) raises('ValueError', () => new nd.RandomState(seed));
    raises('ValueError', () => new nd.RandomState([]));
    for (const seed of [-1, 0.5, Infinity]) raises('ValueError', () => new nd.Generator(seed));
  });
});

describe('conversions', () => {
  it('tells integers from floats only when asked to', () => {
    assert.equal(nd.fromNested([1, 2]).dtype, 'float64');
    assert.equal(nd.fromNested([1, 2], undefined, true).dtype, 'int64');
    assert.equal(nd.fromNested([1, 2.5], undefined, true).dtype, 'float64');
    assert.equal(nd.fromNested([true, 2], undefined, true).dtype, 'int64');
    assert.deepEqual([...nd.fromNested([1.9, -1.9], 'int64').data], [1, -1]);
  });

  it('refuses more than 32 axes, so that a list that contains itself ends', () => {
    const self: nd.Nested[] = [];
    self.push(self);
    raises('ValueError', () => nd.fromNested(self), '32');
    raises('ValueError', () => nd.zeros(new Array<number>(33).fill(1)), '32');
  });

  it('returns the gradient itself when nothing was stretched', () => {
    const g = nd.ones([2, 3]);
    assert.equal(nd.unbroadcast(g, [2, 3]), g);
  });
});
