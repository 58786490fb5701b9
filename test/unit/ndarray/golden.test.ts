import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ArrayError, flat, NDArray } from '../../../src/core/ndarray/index.ts';
import { FUNCTIONS, type Result } from './functions.ts';
import { Args, decodeNumber, isRecord, LAYOUTS, readCases, type GoldenCase } from './goldenData.ts';

/** Functions whose last bits depend on the order of additions or on the C library's `pow`, `log` and `exp`; all others must agree exactly. */
const TOLERANCE: ReadonlyMap<string, number> = new Map([
  ...['power', 'prod', 'cumprod', 'var', 'std', 'mean'].map((name) => [name, 1e-14] as const),
  ...['matmul', 'dot', 'tensordot', 'einsum', 'inv', 'solve', 'det', 'norm'].map((name) => [name, 1e-12] as const),
  ...['random', 'random_stream'].map((name) => [name, 2 ** -51] as const),
]);

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

/** Compares as the golden file means it: shapes, dtypes and texts exactly, numbers within the tolerance, signs of zero included. */
function agree(actual: unknown, expected: unknown, tolerance: number): boolean {
  if (typeof actual === 'number') return agreeNumbers(actual, expected, tolerance);
  if (Array.isArray(actual)) {
    return (
      Array.isArray(expected) &&
      actual.length === expected.length &&
      actual.every((value, i) => agree(value, expected[i], tolerance))
    );
  }
  if (!isRecord(actual)) return actual === expected;
  if (!isRecord(expected)) return false;
  const keys = Object.keys(actual);
  return (
    keys.length === Object.keys(expected).length && keys.every((key) => agree(actual[key], expected[key], tolerance))
  );
}

function agreeNumbers(actual: number, expected: unknown, tolerance: number): boolean {
  const wanted = decodeNumber(expected);
  if (Object.is(actual, wanted)) return true;
  return tolerance > 0 && Math.abs(actual - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
}

function check({ fn, args, out }: GoldenCase): void {
  const run = FUNCTIONS.get(fn);
  assert.ok(run, `${fn} has no counterpart`);
  for (const layout of LAYOUTS) {
    const actual = outcome(() => run(new Args(args, layout)));
    if (agree(actual, out, TOLERANCE.get(fn) ?? 0)) continue;
    const show = (value: unknown): string => JSON.stringify(value).slice(0, 1500);
    assert.fail(`${fn}(${show(args)}) in ${layout}\n  ours  ${showResult(actual)}\n  NumPy ${show(out)}`);
  }
}

/** JSON would write NaN and infinities as null. */
function showResult(value: unknown): string {
  const text = JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'number' && (!Number.isFinite(one) || Object.is(one, -0))
      ? Object.is(one, -0)
        ? '-0'
        : String(one)
      : one,
  );
  return text.slice(0, 1500);
}

const byFunction = Map.groupBy(readCases(), (one) => one.fn);

describe('NumPy golden values, in three memory layouts', () => {
  for (const [fn, cases] of byFunction) {
    it(`${fn} (${String(cases.length)} cases)`, () => {
      const failures = cases.flatMap((one) => {
        try {
          check(one);
          return [];
        } catch (error) {
          return [error instanceof Error ? error.message : String(error)];
        }
      });
      assert.equal(
        failures.length,
        0,
        `${String(failures.length)} of ${String(cases.length)} differ:\n${failures.slice(0, 5).join('\n')}`,
      );
    });
  }
  it('covers every function of the table', () => {
    assert.deepEqual(
      [...FUNCTIONS.keys()].filter((name) => !byFunction.has(name)),
      [],
    );
  });
});
