import type { RunProblem } from '../../interp/execution.ts';
import { sizeOf } from '../../ndarray/ndarray.ts';
import { Tensor } from '../../tape/tensor.ts';
import type { Dimensions } from './dimensions.ts';
import type { Failure } from './failure.ts';
import type { Plans } from './plans.ts';

type Shape = readonly number[];

const products = new Set(['dot', 'matmul', 'inner', 'vdot']);

/** Makes lengths equal that a failed operation on arrays says must be; false when it says nothing new. */
export function learnShapes(failure: Failure, { dimensions }: Plans): boolean {
  const { name, shapes } = operationOf(failure.problem);
  const [a, b] = shapes;
  if (!a || !b) return false;
  if (name === 'reshape' && b.length === 1) return unifySizes(a, reshapedIn(failure, b) ?? b, dimensions);
  if (name === 'reshape') return unifySizes(a, b, dimensions);
  if (products.has(name)) return unifyInner(a, b, dimensions);
  if (name === 'concatenate' || name === 'stack') return unifyEach(a, b, dimensions);
  return unifyTrailing(a, b, dimensions);
}

function operationOf(problem: RunProblem): { name: string; shapes: readonly Shape[] } {
  if (problem.operation && problem.operation.shapes.length >= 2) return problem.operation;
  const shapes = shapesIn(problem.message);
  const isReshape = problem.message.includes('reshape');
  const size = /size (\d+)/.exec(problem.message)?.[1];
  if (isReshape && size !== undefined && shapes.length === 1) shapes.push([Number(size)]);
  return { name: isReshape ? 'reshape' : '', shapes };
}

/** The shape of the array that was to be reshaped, where the message tells its size alone. */
function reshapedIn({ exprs, valueOf }: Failure, [size = 0]: Shape): Shape | null {
  for (const expr of exprs) {
    const value = valueOf(expr);
    if (value instanceof Tensor && value.size === size) return value.shape;
  }
  return null;
}

/** The tuples of numbers in a message. */
export function shapesIn(message: string): number[][] {
  return [...message.matchAll(/\(([\d\s,]*)\)/g)].map(([, inner = '']) =>
    inner
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map(Number),
  );
}

function unifyInner(a: Shape, b: Shape, dimensions: Dimensions): boolean {
  const inner = a.at(-1);
  const outer = b.length > 1 ? b.at(-2) : b.at(-1);
  if (inner !== undefined && outer !== undefined && inner !== outer) return unifyProducts(inner, outer, dimensions);
  return unifyTrailing(a.slice(0, -2), b.slice(0, -2), dimensions);
}

/** Equal lengths, or products that have all but one factor in common: windows of `C * HH * WW` entries. */
function unifyProducts(a: number, b: number, dimensions: Dimensions): boolean {
  if (dimensions.unify(a, b)) return true;
  let [divisor, rest] = [a, b];
  while (rest > 0) [divisor, rest] = [rest, divisor % rest];
  return divisor > 1 && dimensions.unify(a / divisor, b / divisor);
}

function unifyTrailing(a: Shape, b: Shape, dimensions: Dimensions): boolean {
  for (let back = 1; back <= Math.min(a.length, b.length); back++) {
    const x = a.at(-back) ?? 1;
    const y = b.at(-back) ?? 1;
    if (x !== y && x !== 1 && y !== 1) return dimensions.unify(x, y);
  }
  return false;
}

function unifyEach(a: Shape, b: Shape, dimensions: Dimensions): boolean {
  return a.some((length, axis) => length !== b[axis] && dimensions.unify(length, b[axis] ?? length));
}

/** `reshape` of `source` to `target`: an unknown length of either is what the others leave. */
function unifySizes(target: Shape, source: Shape, dimensions: Dimensions): boolean {
  return fillSize(target, sizeOf(source), dimensions) || fillSize(source, sizeOf(target), dimensions);
}

function fillSize(shape: Shape, size: number, dimensions: Dimensions): boolean {
  const total = Math.abs(sizeOf(shape));
  for (const length of shape.toReversed()) {
    if (length < 2 || !dimensions.isUnknown(length)) continue;
    const wanted = size / (total / length);
    if (Number.isInteger(wanted) && wanted > 0 && wanted !== length) return dimensions.unify(wanted, length);
  }
  return false;
}

/** Lengths on both sides of an `assert` or `raise` that was not met: `assert x.shape[0] == y.shape[0]`. */
export function unifyEqual(a: Shape, b: Shape, dimensions: Dimensions): boolean {
  return a.length === b.length && unifyEach(a, b, dimensions);
}
