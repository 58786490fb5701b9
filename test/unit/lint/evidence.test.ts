import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isComplement, isReordered, isTransposed, lacksSum, scaleOf } from '../../../src/core/lint/evidence.ts';
import { isRearranged, isSwap } from '../../../src/core/lint/products.ts';
import { axesIn, isPartOf, sumsIn } from '../../../src/core/lint/sums.ts';
import type { Flat } from '../../../src/core/verify/compare.ts';
import type { Fault } from '../../../src/core/verify/fault.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { parseModule } from '../../../src/core/syntax/index.ts';
import { verifySource } from '../../../src/core/verify/verify.ts';

/** A real fault, to give other numbers to. */
const [template] = faultsOf('x = 3.0\ny = 2.0\nf = x * y\n# backward pass\ndx = x + y\ndy = x\n');

function faultsOf(text: string): readonly Fault[] {
  return verifySource({ text, module: parseModule(text), options: {} }).flatMap(({ faults }) => faults);
}

function fault(written: Flat, expected: Flat): Fault {
  assert.ok(template);
  return { ...template, written, expected };
}

const flat = (shape: readonly number[], ...numbers: number[]): Flat => ({ shape, data: Float64Array.from(numbers) });

describe('what the numbers of a wrong gradient say', () => {
  it('finds the sum that is missing, over any axes', () => {
    const written = flat([2, 3], 1, 2, 3, 4, 5, 6);
    assert.ok(lacksSum(fault(written, flat([3], 5, 7, 9))));
    assert.ok(lacksSum(fault(written, flat([2, 1], 6, 15))));
    assert.ok(lacksSum(fault(written, flat([], 21))));
    assert.ok(!lacksSum(fault(written, flat([3], 5, 7, 8))));
  });

  it('tells a transposed gradient from a reordered one', () => {
    const written = flat([2, 3], 1, 2, 3, 4, 5, 6);
    assert.ok(isTransposed(fault(written, flat([3, 2], 1, 4, 2, 5, 3, 6))));
    assert.ok(!isTransposed(fault(written, flat([3, 2], 1, 2, 3, 4, 5, 6))));
    assert.ok(isReordered(fault(written, flat([2, 3], 6, 5, 4, 3, 2, 1))));
    assert.ok(!isReordered(fault(written, flat([2, 3], 6, 5, 4, 3, 2, 2))));
  });

  it('sees a mask that is the wrong way round', () => {
    assert.ok(isComplement(fault(flat([4], 0, 2, 0, 3), flat([4], 1, 0, 5, 0))));
    assert.ok(!isComplement(fault(flat([4], 0, 2, 1, 3), flat([4], 1, 0, 5, 0))));
  });

  it('takes one number for a multiple of another only where a count or a constant makes it one', () => {
    assert.equal(scaleOf(fault(flat([2], 3, 6), flat([2], 1, 2))), 3);
    assert.equal(scaleOf(fault(flat([2], 3, 6), flat([2], 1.5, 4))), null);
    assert.equal(scaleOf(fault(flat([], 3), flat([], 6))), 0.5);
    assert.equal(scaleOf(fault(flat([], 3), flat([], 7.1))), null);
    assert.equal(scaleOf(fault(flat([2], 1e-15, 2e-15), flat([2], 1, 2))), null);
  });
});

describe('what an edit did to a product or a sum', () => {
  it('is a swap when nothing but the order changed', () => {
    assert.ok(isSwap('dout.dot(x.T)', 'x.T.dot(dout)'));
    assert.ok(isSwap('np.dot(a, b)', 'np.dot(b, a)'));
    assert.ok(isSwap('a @ c', 'c @ a'));
    assert.ok(!isSwap('dout.dot(x)', 'x.T.dot(dout)'));
    assert.ok(!isSwap('a * b', 'b * a'));
  });

  it('is a rearrangement when transposes changed too', () => {
    assert.ok(isRearranged('X.dot(dD.T)', 'dD.dot(X.T)'));
    assert.ok(!isRearranged('dD.dot(X)', 'dD.dot(X.T)'));
  });

  it('reads axes', () => {
    assert.deepEqual(axesIn('(0, 2, 3)'), ['0', '2', '3']);
    assert.deepEqual(axesIn(', axis=-1'), ['-1']);
    assert.deepEqual(axesIn('None'), []);
    assert.ok(isPartOf(['0'], ['0', '1']));
    assert.ok(!isPartOf(['0'], ['1', '2']));
    assert.equal(sumsIn('np.sum(a) + b.sum(axis=0) + cumsum'), 2);
  });
});

describe('one mistake', () => {
  it('is one diagnostic, whatever it puts wrong', () => {
    const text = `import numpy as np

class Layer:
    def __init__(self, n_in, n_out):
        self.W = np.random.randn(n_in, n_out)
        self.b = np.zeros(n_out)

    def forward(self, x):
        self.x = x
        self.out = np.tanh(x.dot(self.W) + self.b)
        return self.out

    def backward(self, dout):
        dz = dout * (1 + self.out ** 2)
        self.dW = self.x.T.dot(dz)
        self.db = dz.sum(axis=0)
        return dz.dot(self.W.T)
`;
    const { diagnostics } = analyze(text).check();
    assert.deepEqual(
      diagnostics.map(({ code, span }) => [code, text.slice(span.start, span.end)]),
      [['wrong-sign', 'dz = dout * (1 + self.out ** 2)']],
    );
    assert.match(
      diagnostics[0]?.message ?? '',
      /^`dz` has a term of the wrong sign\. .* is 1 − self\.out\^2\. It makes .* wrong\./,
    );
  });
});
