import type { Failure } from './failure.ts';
import { shapesIn } from './learnShapes.ts';
import type { Plans } from './plans.ts';

/**
 * A backward pass that is written for one example at a time (`bias -= rate * output_gradient`) cannot run with more: the
 * axis of the batch, which the failed statement tells apart from an axis of length 1, becomes 1; where it tells nothing the
 * last axis of the data.
 */
export function learnOneExample({ problem, statement }: Failure, plans: Plans): boolean {
  const { dimensions } = plans;
  if (plans.isOfOneExample || ['dot', 'matmul'].includes(problem.operation?.name ?? '')) return false;
  plans.isOfOneExample = true;
  const [a = [], b = []] = problem.operation?.shapes ?? shapesIn(problem.message);
  const isUpdate = statement?.kind === 'AugAssign';
  for (let back = 1; isUpdate && back <= Math.min(a.length, b.length); back++) {
    const [x = 1, y = 1] = [a.at(-back), b.at(-back)];
    if (x !== y && (x === 1 || y === 1) && dimensions.unify(Math.max(x, y), 1)) return true;
  }
  const data = [...plans.entries()].find(([, { spec }]) => spec.kind === 'array' && spec.dims.length === 2)?.[1];
  if (data?.spec.kind !== 'array' || !['usage', 'solved'].includes(data.source)) return false;
  return dimensions.unify(dimensions.resolve(data.spec.dims[1] ?? 1), 1);
}
