import type { Shape } from '../ndarray/ndarray.ts';
import { sizeOf } from '../ndarray/ndarray.ts';
import { TOLERANCE, relativeError, sameButForOnes, uniformFactor, type Flat } from '../verify/compare.ts';
import type { Fault } from '../verify/fault.ts';
import type { Use } from '../verify/judge.ts';
import type { Node } from '../tape/node.ts';
import type { UnitReport } from '../verify/verify.ts';

/** Whether the gradient's shape is not its variable's, or the statement failed before it had one. */
export function hasWrongShape({ problem, written, expected }: Fault): boolean {
  return problem !== null || (written !== null && !sameButForOnes(written.shape, expected.shape));
}

/**
 * The number that the right gradient was multiplied by throughout; null when there is none. One number is always a multiple
 * of another: there only what counts and constants amount to is one.
 */
export function scaleOf({ written, expected }: Fault): number | null {
  const scale = written ? uniformFactor(written, expected) : null;
  if (scale === null || Math.abs(scale) > LARGEST_SCALE || Math.abs(scale) < 1 / LARGEST_SCALE) return null;
  return expected.data.length > 1 || isWhole(scale) || isWhole(1 / scale) ? scale : null;
}

/** Beyond this, one of the two is only rounding. */
const LARGEST_SCALE = 1e6;

function isWhole(value: number): boolean {
  return isAbout(value, Math.round(value));
}

export function isAbout(value: number, wanted: number): boolean {
  return Math.abs(value - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted));
}

/** The numbers of the very value that a statement assigns, which say what is wrong with it; null where it spoils another one. */
function ownNumbers({ path, claim, written }: Fault): Flat | null {
  return path === claim.path ? written : null;
}

/** Whether a sum over some axes of what was written is what should have been. */
export function lacksSum(fault: Fault): boolean {
  const { expected } = fault;
  const written = ownNumbers(fault);
  if (!written) return false;
  if (written.data.length <= expected.data.length) return false;
  return axesSets(written.shape.length).some((axes) => isSame(sumOver(written, axes), expected));
}

/** Whether the entries are those of the transposed gradient. */
export function isTransposed(fault: Fault): boolean {
  const { expected } = fault;
  const written = ownNumbers(fault);
  if (written?.shape.length !== 2) return false;
  const [rows = 1, columns = 1] = written.shape;
  if (rows < 2 || columns < 2) return false;
  const data = new Float64Array(written.data.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) data[j * rows + i] = written.data[i * columns + j] ?? NaN;
  }
  return isSame({ shape: [columns, rows], data }, expected);
}

/** Whether the right numbers stand at other places. */
export function isReordered(fault: Fault): boolean {
  const { expected } = fault;
  const written = ownNumbers(fault);
  if (!written || written.data.length < 2 || !sameButForOnes(written.shape, expected.shape)) return false;
  const distinct = new Set(expected.data);
  return distinct.size > 1 && isSame(sorted(written), sorted(expected));
}

/** Whether a gradient flows exactly where none should, and nowhere else. */
export function isComplement(fault: Fault): boolean {
  const { expected } = fault;
  const written = ownNumbers(fault);
  if (!written || written.data.length < 2 || written.data.length !== expected.data.length) return false;
  return written.data.every((value, i) => (value === 0) !== (expected.data[i] === 0));
}

/** The upstream gradient, among the pass's own, that what was written has to be multiplied by; null when there is none. */
export function missingUpstream(fault: Fault, { outcome }: UnitReport): string | null {
  const { expected, claim } = fault;
  const written = ownNumbers(fault);
  if (!written) return null;
  const found = outcome.claims.claims.find((other) => {
    const factor = other === claim ? null : other.written;
    if (!factor || isConstantOne(factor)) return false;
    return isSame(times(written, factor), expected);
  });
  return found?.path ?? null;
}

/** The gate that the value goes into and whose part is missing from an otherwise right gradient; null when there is none. */
export function missingConsumer(fault: Fault): Node | null {
  const { expected, uses } = fault;
  const written = ownNumbers(fault);
  if (!written || uses.length < 2 || written.data.length !== expected.data.length) return null;
  const missing = { shape: expected.shape, data: expected.data.map((value, i) => value - (written.data[i] ?? NaN)) };
  const consumers = new Set(uses.map(({ consumer }) => consumer));
  if (consumers.size < 2) return null;
  return [...consumers].find((consumer) => isSame(sentBy(consumer, uses), missing)) ?? null;
}

/** What a gate sends back along all its wires to the value together. */
function sentBy(consumer: Node, uses: readonly Use[]): Flat | null {
  const [first, ...rest] = uses.filter((use) => use.consumer === consumer).map(({ contribution }) => contribution);
  if (!first || rest.some((part) => part.data.length !== first.data.length)) return null;
  return {
    shape: first.shape,
    data: first.data.map((value, i) => rest.reduce((sum, part) => sum + (part.data[i] ?? NaN), value)),
  };
}

/** The number k with `expected - written = k * value`; null when there is none. */
export function missingMultiple(fault: Fault, value: Flat): number | null {
  const { expected } = fault;
  const written = ownNumbers(fault);
  if (!written) return null;
  if (written.data.length !== expected.data.length) return null;
  const missing = expected.data.map((truth, i) => truth - (written.data[i] ?? NaN));
  return uniformFactor({ shape: expected.shape, data: missing }, value);
}

function isSame(a: Flat | null, b: Flat): boolean {
  return a !== null && sameButForOnes(a.shape, b.shape) && relativeError(a, b) < TOLERANCE;
}

function isConstantOne({ data }: Flat): boolean {
  return data.every((value) => value === 1);
}

function sorted({ data }: Flat): Flat {
  return { shape: [data.length], data: data.slice().sort() };
}

/** Entry by entry; a single number stretches. */
function times(a: Flat, b: Flat): Flat | null {
  if (b.data.length === 1) return { shape: a.shape, data: a.data.map((value) => value * (b.data[0] ?? NaN)) };
  if (a.data.length === 1) return times(b, a);
  if (!sameButForOnes(a.shape, b.shape)) return null;
  return { shape: a.shape, data: a.data.map((value, i) => value * (b.data[i] ?? NaN)) };
}

/** Every choice of axes of an array with few of them, but none. */
function axesSets(rank: number): number[][] {
  const sets: number[][] = [];
  for (let bits = 1; bits < 1 << Math.min(rank, 4); bits++) {
    sets.push([0, 1, 2, 3].filter((axis) => (bits >> axis) & 1));
  }
  return sets;
}

function sumOver({ shape, data }: Flat, axes: readonly number[]): Flat {
  const kept = shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const sum = new Float64Array(sizeOf(kept));
  const steps = stepsOf(kept);
  const fullSteps = stepsOf(shape);
  for (let i = 0; i < data.length; i++) {
    let at = 0;
    for (const [axis, length] of shape.entries()) {
      if (!axes.includes(axis)) at += (Math.floor(i / (fullSteps[axis] ?? 1)) % length) * (steps[axis] ?? 0);
    }
    sum[at] = (sum[at] ?? 0) + (data[i] ?? NaN);
  }
  return { shape: kept, data: sum };
}

function stepsOf(shape: Shape): number[] {
  return shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
}
