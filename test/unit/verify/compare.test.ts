import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  flatOfValue,
  relativeError,
  sameButForOnes,
  stackFlats,
  uniformFactor,
  worstIndex,
  type Flat,
} from '../../../src/core/verify/compare.ts';
import { agrees } from '../../../src/core/verify/judge.ts';
import { run } from '../interp/run.ts';

function flat(shape: number[], ...data: number[]): Flat {
  return { shape, data: Float64Array.from(data) };
}

test('the error is the largest difference relative to the largest number of either side', () => {
  assert.equal(relativeError(flat([2], 1, 2), flat([2], 1, 4)), 0.5);
  assert.equal(relativeError(flat([2], 4, 2), flat([2], 4, 1)), 0.25);
  assert.equal(relativeError(flat([], 3), flat([], 3)), 0);
});

test('a small entry beside a large one counts little', () => {
  assert.ok(relativeError(flat([2], 1000, 1e-6), flat([2], 1000, 0)) < 1e-8);
});

test('numbers near zero are not blown up into an error', () => {
  assert.ok(relativeError(flat([1], 1e-17), flat([1], 0)) < 1e-7);
});

test('equal infinities and NaNs agree, others do not', () => {
  assert.equal(relativeError(flat([2], Infinity, NaN), flat([2], Infinity, NaN)), 0);
  assert.equal(relativeError(flat([1], Infinity), flat([1], -Infinity)), Infinity);
  assert.equal(relativeError(flat([1], NaN), flat([1], 1)), Infinity);
});

test('different counts of numbers never agree', () => {
  assert.equal(relativeError(flat([2], 1, 1), flat([3], 1, 1, 1)), Infinity);
});

test('shapes agree but for axes of length one', () => {
  assert.ok(sameButForOnes([3], [1, 3]));
  assert.ok(sameButForOnes([], [1, 1]));
  assert.ok(!sameButForOnes([2, 3], [3, 2]));
  assert.ok(!sameButForOnes([6], [2, 3]));
});

test('a transposed gradient does not agree, whatever its numbers', () => {
  const square = flat([2, 3], 1, 1, 1, 1, 1, 1);
  assert.ok(!agrees(flat([3, 2], 1, 1, 1, 1, 1, 1), square));
  assert.ok(agrees(flat([1, 2, 3], 1, 1, 1, 1, 1, 1), square));
});

test('a uniform factor is found, an uneven one is not', () => {
  const truth = flat([3], 1, -2, 0);
  assert.equal(uniformFactor(flat([3], 3, -6, 0), truth), 3);
  assert.equal(uniformFactor(flat([3], -1, 2, 0), truth), -1);
  assert.equal(uniformFactor(flat([3], 3, -6, 1), truth), null);
  assert.equal(uniformFactor(flat([3], 3, 2, 0), truth), null);
});

test('zeros have no factor', () => {
  assert.equal(uniformFactor(flat([2], 0, 0), flat([2], 1, 2)), null);
  assert.equal(uniformFactor(flat([2], 1, 2), flat([2], 0, 0)), null);
});

test('the worst entry is named as NumPy indexes it', () => {
  const truth = flat([2, 3], 0, 0, 0, 0, 0, 0);
  assert.deepEqual(worstIndex(flat([2, 3], 0, 1, 0, 0, 0, -5), truth), { index: '[1, 2]', position: 5 });
  assert.deepEqual(worstIndex(flat([], 1), flat([], 2)), { index: '', position: 0 });
});

test('a NaN is the worst entry', () => {
  assert.equal(worstIndex(flat([3], 9, NaN, 1), flat([3], 0, 0, 0)).position, 1);
});

test('lists stack, ragged ones do not', () => {
  assert.deepEqual(stackFlats([flat([2], 1, 2), flat([2], 3, 4)]), flat([2, 2], 1, 2, 3, 4));
  assert.equal(stackFlats([flat([2], 1, 2), flat([1], 3)]), null);
  assert.equal(stackFlats([]), null);
});

test('Python numbers, arrays and nested lists are numbers; text and ragged lists are none', () => {
  const code = `import numpy as np
a = 2
b = np.ones((2, 3))
c = [[1, 2], [3, 4.5]]
d = [np.ones(2), np.ones(3)]
e = 'text'
f = True
`;
  const shapes = run(code)
    .bindings.filter((binding) => binding.path !== 'np')
    .map(({ path, value }) => [path, flatOfValue(value)?.shape ?? null]);
  assert.deepEqual(shapes, [
    ['a', []],
    ['b', [2, 3]],
    ['c', [2, 2]],
    ['d', null],
    ['e', null],
    ['f', []],
  ]);
});
