import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Tensor } from '../../../src/core/tape/index.ts';
import { machineOf, printed, problemsOf, run } from './run.ts';

const np = 'import numpy as np\n';

describe('limits on arrays', () => {
  const cases: readonly string[] = [
    'x = np.zeros((10**6, 10**6))',
    'x = np.ones((10**5, 1)) + np.ones((1, 10**5))',
    'x = np.arange(10**9)',
    'x = np.ones((4000, 1)).dot(np.ones((1, 4000)))',
    'x = np.repeat(np.ones(1000), 10**6)',
    'x = np.random.randn(10**5, 10**5)',
    'x = np.tile(np.ones(1000), 10**6)',
    'x = np.outer(np.ones(10**5), np.ones(10**5))',
    'x = np.eye(10**5)',
    'x = np.pad(np.ones(10), 10**8, mode="constant")',
    'x = np.linspace(0, 1, 10**9)',
    'x = np.full((10**5, 10**5), 3)',
  ];
  for (const code of cases) {
    it(`${code} ends in a message, and the next statement runs`, () => {
      const { problems, output } = run(`${np}${code}\nprint("after")`);
      assert.equal(problems.length, 1);
      assert.equal(problems[0]?.kind, 'limit');
      assert.match(problems[0].message, /elements/);
      assert.deepEqual(output, ['after']);
    });
  }

  it('many arrays together meet a limit too', () => {
    const { problems } = run(`${np}kept = []\nwhile True:\n    kept.append(np.ones(100000))`);
    assert.equal(problems[0]?.kind, 'limit');
    assert.match(problems[0].message, /together/);
  });
});

describe('arrays and the tape', () => {
  it('float arrays become inputs where they are bound; integer and boolean ones do not', () => {
    const { bindings } = run(`${np}x = np.ones(2)\ny = np.arange(2)\nm = x > 0\nz = x * y\nd = {'W': np.ones(2)}`);
    const kinds = bindings.map(
      ({ path, node }) => `${path} ${node ? (node.op?.name ?? `input ${node.name ?? ''}`) : '-'}`,
    );
    assert.deepEqual(kinds, ['x input x', 'y -', 'm -', 'z multiply', 'd -']);
    const machine = machineOf(`${np}d = {'W': np.ones(2)}\nw = d['W']`);
    const value = machine.lookup('w');
    assert.ok(value instanceof Tensor);
    assert.equal(value.currentNode?.name, "d['W']");
  });

  it('stores are bindings of the array, with its node then', () => {
    const { bindings } = run(`${np}x = np.zeros(3)\na = 2.0\nx[1] = a\nx[0] += a\nx *= a`);
    assert.deepEqual(
      bindings.map(({ path, kind, node }) => `${path} ${kind} ${node?.op?.name ?? 'input'}`),
      ['x assign input', 'a assign input', 'x store store', 'x augment store', 'x augment multiply'],
    );
  });

  it('the numbers of a binding outlive later stores', () => {
    const { bindings } = run(`${np}x = np.ones(2)\ny = x * 2\ny[0] = 9`);
    const value = bindings.find(({ path }) => path === 'y')?.node?.value;
    assert.ok(typeof value === 'object');
    assert.deepEqual([...value.data], [2, 2]);
  });

  it('shape errors name both shapes and the place', () => {
    const [problem] = problemsOf(`${np}W = np.ones((5, 10))\nX = np.ones((3, 10))\nD = W.dot(X)\nprint(D)`);
    assert.match(problem ?? '', /^ValueError: .*\(5, 10\).*\(3, 10\).* @ W\.dot\(X\)$/);
  });

  it('in-place operators keep to the array, ordinary ones make another', () => {
    assert.deepEqual(printed(`${np}a = np.ones(2)\nb = a\nb += 1\nc = a\nc = c + 1\nprint(a, c)`), ['[2. 2.] [3. 3.]']);
  });

  it('functions of an unknown NumPy name fail when they are reached', () => {
    const code = `${np}f = np.does_not_exist\ndef g(x):\n    return np.fft.fft(x)\nprint("a")\ny = g(np.ones(2))\nz = y + 1\nprint("b")`;
    assert.deepEqual(printed(code), ['a', 'b']);
    const problems = run(code).problems;
    assert.equal(problems.length, 1);
    assert.equal(problems[0]?.kind, 'unsupported');
  });

  it('from numpy import * comes before the built-in names', () => {
    assert.deepEqual(printed('from numpy import *\nx = array([[1, 2], [3, 4]])\nprint(sum(x), max(3, 4), dot(x, x))'), [
      '10 4 [[ 7 10]',
      ' [15 22]]',
    ]);
  });

  it('numbers that arrays led to are divided by zero as NumPy does it', () => {
    const { output, problems } = run(`${np}x = np.zeros(2)\ns = x.sum()\nprint(1.0 / s, s / s)\ny = 1.0 / 0.0`);
    assert.deepEqual(output, ['inf nan']);
    assert.deepEqual(
      problems.map(({ exception }) => exception),
      ['ZeroDivisionError'],
    );
  });
});
