import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMachine } from '../../../src/core/interp/index.ts';
import { FUNCTIONS } from '../../../src/core/interp/numpy/functions.ts';
import { LINALG_FUNCTIONS } from '../../../src/core/interp/numpy/linalg.ts';
import { METHODS } from '../../../src/core/interp/numpy/methods.ts';
import { STRIDE_FUNCTIONS } from '../../../src/core/interp/numpy/strideTricks.ts';
import { TESTING_FUNCTIONS } from '../../../src/core/interp/numpy/testing.ts';
import { parseModule } from '../../../src/core/syntax/index.ts';

/** What nobody means to pass, and what the edges of the meaningful are. */
const ODD = [
  'None',
  "'a'",
  '-1',
  '0',
  '1e300',
  'np.nan',
  '[]',
  '()',
  '{}',
  '[[1], [1, 2]]',
  '[None]',
  'np.zeros((0, 3))',
  'np.arange(6.0).reshape(2, 3)',
  'np.array([True, False])',
  'slice(None)',
  'lambda *a: 1',
  'np.float32',
  '10 ** 12',
];

const RANDOM = (
  'seed rand randn random normal uniform binomial standard_normal permutation shuffle choice randint random_integers ' +
  'exponential laplace lognormal RandomState default_rng get_state set_state'
).split(' ');

const MATH = (
  'exp log log2 log10 sqrt pow sin cos tan tanh floor ceil trunc fabs factorial gcd comb perm isqrt prod fsum hypot ' +
  'atan2 fmod copysign erf gamma lgamma isnan isclose'
).split(' ');

const SCIPY =
  'special.expit special.softmax special.logsumexp special.xlogy special.logit signal.convolve2d signal.correlate'.split(
    ' ',
  );

const PYTHON_RANDOM =
  'seed random uniform gauss randint randrange choice choices shuffle sample getrandbits Random'.split(' ');

/** The odd values that go into a second place; the others have shown nothing more there. */
const SECOND = ['None', "'a'", '-1', '1e300', '[]', 'np.zeros((0, 3))', 'np.arange(6.0).reshape(2, 3)', '10 ** 12'];

function calls(name: string): string[] {
  return [
    `${name}()`,
    ...ODD.map((a) => `${name}(${a})`),
    ...SECOND.flatMap((a) => SECOND.map((b) => `${name}(${a}, ${b})`)),
    ...SECOND.map((a) => `${name}(np.ones((2, 2)), 0, ${a})`),
    ...SECOND.map((a) => `${name}(np.ones((2, 2)), axis=${a})`),
    ...SECOND.map((a) => `${name}(np.ones(3), out=${a})`),
  ];
}

/** The messages of errors of ours, as opposed to Python's exceptions, limits and what is known not to be supported. */
function ownErrors(name: string): string[] {
  const code = [
    'import numpy as np',
    'import math, random, scipy.special, scipy.signal',
    'x = np.ones((2, 2))',
    ...calls(name),
  ].join('\n');
  const machine = createMachine(parseModule(code), { limits: { elements: 20_000, totalElements: 1e9, steps: 1e8 } });
  const { problems } = machine.run();
  return problems
    .filter(({ message }) => message.startsWith('This could not be evaluated'))
    .map(({ message, span }) => `${code.slice(span.start, span.end)}: ${message}`);
}

const names = [
  ...Object.keys(FUNCTIONS).map((name) => `np.${name}`),
  ...Object.keys(LINALG_FUNCTIONS).map((name) => `np.linalg.${name}`),
  ...Object.keys(STRIDE_FUNCTIONS).map((name) => `np.lib.stride_tricks.${name}`),
  ...Object.keys(TESTING_FUNCTIONS).map((name) => `np.testing.${name}`),
  ...Object.keys(METHODS).map((name) => `x.${name}`),
  ...RANDOM.map((name) => `np.random.${name}`),
  ...MATH.map((name) => `math.${name}`),
  ...SCIPY.map((name) => `scipy.${name}`),
  ...PYTHON_RANDOM.map((name) => `random.${name}`),
  'np.add.at',
  'np.multiply.at',
  'np.maximum.reduce',
  'np.subtract.reduce',
  'np.add.accumulate',
  'np.multiply.outer',
];

describe('odd arguments end in an exception of Python, never in an error of ours', () => {
  for (const name of names) {
    it(name, () => {
      assert.deepEqual(ownErrors(name), []);
    });
  }
});
