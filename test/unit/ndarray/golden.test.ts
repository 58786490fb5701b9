import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ArrayError, flat, NDArray } from '../../../src/core/ndarray/index.ts';
import { FUNCTIONS, type Result } from './functions.ts';
import { Args, decodeNumber, LAYOUTS, readCases, type GoldenCase, type Layout } from './goldenData.ts';

/** Functions whose last bits depend on the order of additions or on the C library's `pow`, `log` and `exp`; all others must agree exactly. */
const TOLERANCE: ReadonlyMap<string, number> = new Map([
  ...['power', 'prod', 'cumprod', 'var', 'std', 'mean'].map((name) => [name, 1e-14] as const),
  ...['matmul', 'dot', 'tensordot', 'einsum', 'inv', 'solve', 'det', 'norm'].map((name) => [name, 1e-12] as const),
  ...['random', 'random_stream'].map((name) => [name, 2 ** -51] as const),
]);

function toleranceOf(fn: string, layout: Layout): number {
  // NumPy too adds in another order when the memory order is another.
  if (fn === 'sum' && layout !== 'C order') return 1e-14;
  return TOLERANCE.get(fn) ?? 0;
}

function outcome(run: () => Result): unknown {
  try {
    return encode(run());
  } catch (error) {
    if (error instanceof ArrayError) return { error: error.kind };
    throw error;
  }
}

function encode(value: Result): unknown {
  if (value instanceof NDArray) return { data: [...flat(value)], shape: [...value.shape], dtype: value.dtype };
  if (Array.isArray(value)) return value.map((one: Result) => encode(one));
  return value;
}

/** Where the outcome differs from the golden file: shapes, dtypes and texts exactly, numbers beyond the tolerance, signs of zero included. Null when it does not. */
function difference(actual: unknown, expected: unknown, tolerance: number, path = ''): string | null {
  if (typeof actual === 'number') return numberDifference(actual, decodeNumber(expected), tolerance, path);
  if (typeof actual !== 'object' || typeof expected !== 'object' || actual === null || expected === null) {
    return actual === expected ? null : `${path}: ours ${String(actual)}, NumPy ${String(expected)}`;
  }
  const ours = new Map(Object.entries(actual));
  const theirs = new Map(Object.entries(expected));
  for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
    const at = `${path}.${key}`;
    if (!ours.has(key) || !theirs.has(key)) return `${at} is only on one side: ${JSON.stringify([actual, expected])}`;
    const found = difference(ours.get(key), theirs.get(key), tolerance, at);
    if (found !== null) return found;
  }
  return null;
}

function numberDifference(actual: number, wanted: number, tolerance: number, path: string): string | null {
  if (Object.is(actual, wanted)) return null;
  if (tolerance > 0 && Math.abs(actual - wanted) <= tolerance * Math.max(1, Math.abs(wanted))) return null;
  const show = (x: number): string => (Object.is(x, -0) ? '-0' : String(x));
  return `${path}: ours ${show(actual)}, NumPy ${show(wanted)}`;
}

function failures({ fn, args, out }: GoldenCase): string[] {
  const run = FUNCTIONS.get(fn);
  if (!run) return [`${fn} has no counterpart`];
  return LAYOUTS.flatMap((layout) => {
    const found = difference(
      outcome(() => run(new Args(args, layout))),
      out,
      toleranceOf(fn, layout),
    );
    return found === null ? [] : [`${fn}(${JSON.stringify(args).slice(1, 600)}) ${layout}\n    ${found}`];
  });
}

const byFunction = new Map<string, GoldenCase[]>();
for (const one of readCases()) byFunction.set(one.fn, [...(byFunction.get(one.fn) ?? []), one]);

describe('NumPy golden values, in three memory layouts', () => {
  for (const [fn, cases] of byFunction) {
    it(`${fn} (${String(cases.length)} cases)`, () => {
      const found = cases.flatMap(failures);
      assert.equal(found.length, 0, `${String(found.length)} runs differ:\n${found.slice(0, 5).join('\n')}`);
    });
  }

  it('covers every function of the table', () => {
    const missing = [...FUNCTIONS.keys()].filter((name) => !byFunction.has(name));
    assert.deepEqual(missing, []);
  });
});
