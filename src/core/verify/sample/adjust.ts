import type { RunProblem } from '../../interp/execution.ts';
import type { Dimensions } from './dimensions.ts';
import type { ParameterSpec, Spec } from './spec.ts';

/**
 * Learns from a run that failed: the message names the shapes that did not fit, and every unknown length is a number of its
 * own, so the numbers say which lengths must be the same. Returns the changed plan, or null when nothing can be learned.
 */
export function adjust(
  plan: readonly ParameterSpec[],
  dimensions: Dimensions,
  problem: RunProblem,
): ParameterSpec[] | null {
  const shapes = shapesIn(problem.message);
  if (shapes.length >= 2) {
    const [a = [], b = []] = shapes;
    if (unifyShapes(a, b, dimensions, problem.message)) return [...plan];
  }
  return adjustRank(plan, dimensions, problem, shapes) ?? adjustLabels(plan, problem);
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

function unifyShapes(a: readonly number[], b: readonly number[], dimensions: Dimensions, message: string): boolean {
  if (isProduct(message)) {
    const inner = a.at(-1);
    const outer = b.length > 1 ? b.at(-2) : b.at(-1);
    return inner !== undefined && outer !== undefined && dimensions.unify(inner, outer);
  }
  for (let back = 1; back <= Math.min(a.length, b.length); back++) {
    const x = a.at(-back) ?? 1;
    const y = b.at(-back) ?? 1;
    if (x !== y && x !== 1 && y !== 1) return dimensions.unify(x, y);
  }
  return false;
}

function isProduct(message: string): boolean {
  return /matmul|dot|matrix product|multiply|inner|align/i.test(message) && !/broadcast/i.test(message);
}

/** A rank that was too small or too large for an index, an axis or an unpacking. */
function adjustRank(
  plan: readonly ParameterSpec[],
  dimensions: Dimensions,
  problem: RunProblem,
  shapes: readonly (readonly number[])[],
): ParameterSpec[] | null {
  const wanted = wantedRank(problem.message);
  if (wanted === null) return null;
  const target = plan.find(({ spec }) => matches(spec, dimensions, shapes[0], wanted.from));
  if (!target || target.spec.kind !== 'array') return null;
  const dims = [...target.spec.dims];
  while (dims.length < wanted.to) dims.push(dimensions.fresh());
  dims.length = wanted.to;
  const changed: ParameterSpec = { ...target, spec: { ...target.spec, dims }, source: 'solved' };
  return plan.map((entry) => (entry === target ? changed : entry));
}

function matches(spec: Spec, dimensions: Dimensions, shape: readonly number[] | undefined, rank: number): boolean {
  if (spec.kind !== 'array' || spec.dims.length !== rank) return false;
  return !shape || spec.dims.map((dim) => dimensions.resolve(dim)).join() === shape.join();
}

function wantedRank(message: string): { from: number; to: number } | null {
  const unpack = /(?:expected|needs?) (\d+)\D+(?:got|has|there (?:are|is)) (\d+)/.exec(message);
  if (unpack) return { from: Number(unpack[2]), to: Number(unpack[1]) };
  const indices = /(\d+)-dimensional\D+(\d+) (?:were|are|indices)/.exec(message);
  if (indices) return { from: Number(indices[1]), to: Number(indices[2]) };
  const axis = /axis (\d+)\D+(?:dimension|rank)\w* (\d+)/.exec(message);
  return axis ? { from: Number(axis[2]), to: Number(axis[1]) + 1 } : null;
}

/** An array of floats that was used as an index holds labels. */
function adjustLabels(plan: readonly ParameterSpec[], problem: RunProblem): ParameterSpec[] | null {
  if (!/integer|index/i.test(problem.message)) return null;
  const target = plan.find(
    ({ name, spec }) =>
      spec.kind === 'array' && spec.content === 'any' && /^(?:y|t|labels?|targets?|inputs|idx|X)$/.test(name),
  );
  if (!target || target.spec.kind !== 'array') return null;
  const changed: ParameterSpec = { ...target, spec: { ...target.spec, content: 'labels' } };
  return plan.map((entry) => (entry === target ? changed : entry));
}
