import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMachine, type RunProblem } from '../../../src/core/interp/index.ts';
import { parseModule } from '../../../src/core/syntax/index.ts';

function run(code: string): { output: readonly string[]; problems: readonly RunProblem[] } {
  return createMachine(parseModule(`import numpy as np\nimport random\n${code}`)).run();
}

/** The only problem of a text. */
function problemOf(code: string): RunProblem {
  const { problems } = run(code);
  const [problem] = problems;
  assert.equal(problems.length, 1, problems.map(({ message }) => message).join('\n'));
  assert.ok(problem);
  return problem;
}

describe('what is not supported', () => {
  it('is named, and only where it is used', () => {
    const { output, problems } = run('f = np.fft.fft\ng = np.linalg.svd\nprint(1)\ny = g(np.eye(2))\nprint(2)');
    assert.deepEqual(output, ['1', '2']);
    assert.deepEqual(
      problems.map(({ kind, message }) => `${kind}: ${message}`),
      ['unsupported: numpy.linalg.svd is not supported'],
    );
  });

  it('is told for keyword values and kinds of arrays too', () => {
    assert.match(
      problemOf("np.pad([1.0], 1, mode='linear_ramp')").message,
      /np\.pad\(mode='linear_ramp'\) is not supported/,
    );
    assert.match(problemOf("np.array(['a', 'b'])").message, /an array of text is not supported/);
    assert.match(problemOf('np.zeros(2, dtype=complex)').message, /not supported|complex/);
    assert.match(problemOf("np.percentile([1.0, 2.0], 50, method='lower')").message, /method='lower'/);
  });
});

describe('a value that is not known', () => {
  it('stops what depends on it for its own reason, wherever it hides among the arguments', () => {
    const uses = [
      'np.array([foo.x, 1])',
      'np.zeros((foo.y, 2))',
      'np.exp([[foo.z]])',
      'np.ones(2)[foo.i, 0]',
      'np.sum([1.0], axis=(foo.a,))',
    ];
    for (const use of uses) assert.equal(problemOf(`import foo\nr = ${use}`).message, 'foo is not available');
  });
});

describe('an error of shapes carries the operation and its shapes', () => {
  const cases: readonly (readonly [code: string, name: string, shapes: number[][]])[] = [
    [
      'np.dot(np.ones((2, 3)), np.ones((4, 5)))',
      'dot',
      [
        [2, 3],
        [4, 5],
      ],
    ],
    [
      'np.ones((2, 3)).dot(np.ones((4, 5)))',
      'dot',
      [
        [2, 3],
        [4, 5],
      ],
    ],
    [
      'np.ones((2, 3)) @ np.ones((4, 5))',
      'matmul',
      [
        [2, 3],
        [4, 5],
      ],
    ],
    [
      'np.ones((2, 3)) + np.ones((2, 4))',
      'add',
      [
        [2, 3],
        [2, 4],
      ],
    ],
    ['np.maximum(np.ones((2, 3)), np.ones(2))', 'maximum', [[2, 3], [2]]],
    [
      'np.concatenate([np.ones((2, 3)), np.ones((2, 4))])',
      'concatenate',
      [
        [2, 3],
        [2, 4],
      ],
    ],
    ['np.stack([np.ones(2), np.ones(3)])', 'stack', [[2], [3]]],
    ['np.array([np.ones(2), np.ones(3)])', 'array', [[2], [3]]],
    ['np.ones((2, 3)).reshape(4, 2)', 'reshape', [[2, 3]]],
    ['np.ones((2, 3)).transpose(0, 1, 2)', 'transpose', [[2, 3]]],
    ['np.sum(np.ones((2, 3)), axis=2)', 'sum', [[2, 3]]],
    ['np.ones((2, 3))[0, 1, 2]', 'getitem', [[2, 3]]],
    ['x = np.ones((2, 3))\nx[:, 0] = np.ones(5)', 'store', [[2], [5]]],
    ['np.exp(np.ones(3), out=np.ones(2))', 'store', [[2], [3]]],
    [
      "np.einsum('ij,jk->ik', np.ones((2, 3)), np.ones((4, 5)))",
      'einsum',
      [
        [2, 3],
        [4, 5],
      ],
    ],
    [
      'np.tensordot(np.ones((2, 3)), np.ones((4, 5)), axes=1)',
      'tensordot',
      [
        [2, 3],
        [4, 5],
      ],
    ],
  ];
  for (const [code, name, shapes] of cases) {
    it(code.replaceAll('\n', '; '), () => {
      const { kind, operation } = problemOf(code);
      assert.equal(kind, 'error');
      assert.deepEqual(operation, { name, shapes });
    });
  }
});

describe('what would be too large ends in a message at once', () => {
  const cases = [
    'np.zeros((10**6, 10**6))',
    'np.ones(10**9)',
    'np.full((10**5, 10**5), 1.0)',
    'np.eye(10**6)',
    'np.tri(10**6)',
    'np.arange(10**12)',
    'np.linspace(0, 1, 10**9)',
    'np.indices((10**5, 10**5))',
    'np.meshgrid(np.arange(10**5), np.arange(10**5))',
    'np.repeat([1.0], 10**10)',
    'np.tile([1.0, 2.0], (10**5, 10**5))',
    'np.pad([1.0], 10**10)',
    'np.broadcast_to(1.0, (10**6, 10**6))',
    'np.outer(np.arange(10**5), np.arange(10**5))',
    'np.diag(np.arange(10**5))',
    'np.bincount([10**12])',
    'np.histogram([1.0], bins=10**12)',
    'np.triu_indices(10**6)',
    'np.random.randn(10**5, 10**5)',
    'np.random.permutation(10**10)',
    'np.random.choice(10**10, 5, replace=False)',
    'np.linalg.matrix_power(np.eye(100), 10**9)',
    'random.getrandbits(10**12)',
    'x = np.ones((3000, 3000))\nfor i in range(100):\n    x.dot(x)',
  ];
  for (const code of cases) {
    it(code.replaceAll('\n', '; '), () => {
      const start = process.hrtime.bigint();
      assert.equal(problemOf(code).kind, 'limit');
      assert.ok(process.hrtime.bigint() - start < 5_000_000_000n);
    });
  }
});

describe('names of older releases', () => {
  it('mean what they meant', () => {
    const { output, problems } = run(`
print(np.product([2, 3]), np.in1d([1, 2], [2]).tolist(), np.row_stack([[1], [2]]).tolist(), np.alltrue([1, 0]), np.sometrue([0, 1]))
print(np.round_(2.5), np.Inf, np.NaN, np.zeros(2, np.float).dtype == np.float64, np.ones(2, dtype=np.int).tolist(), np.bool(1))
print(np.sum(v * v for v in [1.0, 2.0]), np.asscalar(np.ones(1)))
print(np.zeros(2, dtype=np.float_).tolist(), np.float_(3), np.msort([3, 1]).tolist(), np.random.random_integers(1, 1))`);
    assert.deepEqual(problems, []);
    assert.deepEqual(output, [
      '6 [False, True] [[1], [2]] False True',
      '2.0 inf nan True [1, 1] True',
      '5.0 1.0',
      '[0.0, 0.0] 3.0 [1, 3] 1',
    ]);
  });
});

describe('dtypes that are narrower than what is computed with', () => {
  it('are told as asked', () => {
    const { output } = run(`
x = np.zeros((2, 3), dtype=np.float32)
print(x.dtype, x.T.dtype, np.zeros_like(x).dtype, np.ones(2, 'uint8').dtype, x.astype(np.int32).dtype, x.copy().dtype, x.dtype == np.float32)`);
    assert.deepEqual(output, ['float32 float32 float32 uint8 int32 float32 True']);
  });

  it('wrap integers into their range', () => {
    assert.deepEqual(run('print(np.array([300, -1, 128]).astype(np.uint8).tolist(), np.int8(200))').output, [
      '[44, 255, 128] -56',
    ]);
  });
});

describe('random numbers of Python 2', () => {
  it('come from floats, as they did there', () => {
    // CPython 2.7: random.seed(0); randint(1, 6), choice, sample.
    const { output } = run(
      "random.seed(0)\nprint random.randint(1, 6), random.randrange(10), '%.6f' % random.random()",
    );
    assert.deepEqual(output, ['6 7 0.420572']);
  });
});
