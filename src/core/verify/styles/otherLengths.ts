import type { RunProblem } from '../../interp/execution.ts';
import type { FunctionDef, Stmt } from '../../syntax/ast.ts';
import type { Plans } from '../sample/plans.ts';
import type { Profile, Scenario } from '../sample/scenario.ts';
import type { Source } from '../unit.ts';

/** The same source with so many milliseconds from now for finding inputs. */
export function withTime(source: Source, milliseconds: number): Source {
  const clock = source.options.clock ?? ((): number => 0);
  const deadline = clock() + milliseconds;
  return { ...source, expired: () => clock() > deadline };
}

/** Other lengths that a failed run asks for: the least ones where it took too long, the text's own where no others fit. */
export function insteadOf(problem: RunProblem, plans: Plans): Profile | null {
  if (problem.kind === 'limit') return 'small';
  return meetsStatedLength(problem, plans) ? 'stated' : null;
}

/**
 * Whether lengths that do not fit are all fixed by the text, while other defaults were made small: a network written for
 * pictures of one size (`np.random.randn(64 * 4 * 4, hidden_size)`) takes no other.
 */
function meetsStatedLength({ operation }: RunProblem, plans: Plans): boolean {
  if (operation?.shapes.length !== 2) return false;
  const [inner = 0, outer = 0] = [operation.shapes[0]?.at(-1), operation.shapes[1]?.[0]];
  const isReplaced = [...plans.entries()].some(
    ([, { source, spec }]) => source === 'default' && ['int', 'list'].includes(spec.kind),
  );
  return isReplaced && inner !== outer && ![inner, outer].some((length) => plans.dimensions.isUnknown(length));
}

/** So many loops inside each other go over examples, channels and both sides of a picture. */
const DEEP = 4;

/** The scenario with the least lengths where loops go over every element: larger ones say the same once more. */
export function fitting(scenario: Scenario, { defs }: { readonly defs: readonly FunctionDef[] }): Scenario {
  const isDeep = scenario.profile === 'free' && defs.some(({ body }) => depthOf(body) >= DEEP);
  return isDeep ? { ...scenario, profile: 'small' } : scenario;
}

/** How many `for` loops stand inside each other at most. */
function depthOf(body: readonly Stmt[]): number {
  return Math.max(
    0,
    ...body.map((statement) => {
      if (statement.kind === 'For') return 1 + depthOf(statement.body);
      return statement.kind === 'If' ? Math.max(depthOf(statement.body), depthOf(statement.orelse)) : 0;
    }),
  );
}
