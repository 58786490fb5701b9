import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { backward } from '../../../src/core/gradient/index.ts';
import { createMachine } from '../../../src/core/interp/index.ts';
import { flat } from '../../../src/core/ndarray/strided.ts';
import { parseModule } from '../../../src/core/syntax/index.ts';
import { Num } from '../../../src/core/tape/tensor.ts';
import { EXPRESSIONS, STATEMENTS } from './differentiable.ts';

/** A 2 × 3 input of distinct positive numbers, away from kinks, ties and whole numbers. */
const X = [0.31, 1.27, 0.83, 2.14, 0.56, 1.72] as const;
const STEP = 1e-6;

function textOf(x: readonly number[]): string {
  return `[[${x.slice(0, 3).join(', ')}], [${x.slice(3).join(', ')}]]`;
}

/** A program whose `loss` is a sum of the entries of `out` with weights that are all different. */
function programOf(body: string, x: readonly number[]): string {
  return `import numpy as np
import math
import scipy.special, scipy.signal
x = np.array(${textOf(x)})
${body}
out = np.asarray(out)
loss = np.sum(out * np.cos(np.arange(out.size)).reshape(out.shape))
`;
}

function lossOf(body: string, x: readonly number[]): Num {
  const execution = createMachine(parseModule(programOf(body, x))).run();
  assert.deepEqual(
    execution.problems.map(({ message }) => message),
    [],
  );
  const loss = execution.globals.get('loss');
  assert.ok(loss instanceof Num);
  return loss;
}

/** The gradient of the loss on the leaf that is called `x`, by the reverse pass. */
function reverse(body: string): number[] {
  const { node } = lossOf(body, X);
  if (!node) return X.map(() => 0);
  for (const [leaf, gradient] of backward(node, 1)) {
    if (leaf.name === 'x' && leaf.op === null) return typeof gradient === 'number' ? [gradient] : [...flat(gradient)];
  }
  return X.map(() => 0);
}

/** How fast the loss changes along a direction, by central differences. */
function slopeAlong(body: string, direction: readonly number[]): number {
  const at = (step: number): number =>
    lossOf(
      body,
      X.map((value, i) => value + step * (direction[i] ?? 0)),
    ).value;
  return (at(STEP) - at(-STEP)) / (2 * STEP);
}

/** Two directions without symmetries: a wrong gradient would have to be wrong at right angles to both. */
const DIRECTIONS = [
  [0.7, -0.4, 0.9, 0.3, -0.8, 0.5],
  [-0.2, 0.6, 0.35, -0.9, 0.15, 0.75],
];

function compare(body: string): void {
  const gradient = reverse(body);
  const slopes = DIRECTIONS.map((direction) => slopeAlong(body, direction));
  assert.ok(
    slopes.some((slope) => Math.abs(slope) > 1e-3),
    'the result does not depend on x',
  );
  DIRECTIONS.forEach((direction, k) => {
    const expected = slopes[k] ?? NaN;
    const actual = gradient.reduce((sum, entry, i) => sum + entry * (direction[i] ?? 0), 0);
    const message = `the reverse pass gives slope ${String(actual)}, finite differences ${String(expected)}`;
    assert.ok(Math.abs(actual - expected) <= 1e-6 * Math.max(1, Math.abs(expected)), message);
  });
}

describe('gradient flows through every name that can carry it', () => {
  for (const expression of EXPRESSIONS) {
    it(expression, () => {
      compare(`out = ${expression}`);
    });
  }
});

describe('gradient flows through stores, iterators and keyword arguments', () => {
  for (const [name, body] of Object.entries(STATEMENTS)) {
    it(name, () => {
      compare(body);
    });
  }
});
