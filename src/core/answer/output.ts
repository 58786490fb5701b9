import { contains, type Span } from '../base/span.ts';
import type { Binding } from '../interp/execution.ts';
import { NDArray, sizeOf } from '../ndarray/ndarray.ts';
import type { Data } from '../ops/op.ts';
import type { Node } from '../tape/node.ts';
import { collectClaims } from '../verify/claims.ts';
import { lossScore } from '../verify/gradientNames.ts';
import { judge } from '../verify/judge.ts';
import { objectivesOf } from '../verify/objective.ts';
import type { Ran } from './execute.ts';
import type { Region } from './region.ts';

/** What a circuit ends in, and the gradient it starts backwards with. */
export interface Output {
  readonly node: Node;
  readonly seed: Data;
  /** True when the seed is a given upstream gradient, not the 1 of a loss. */
  readonly seeded: boolean;
  readonly name: string;
}

/** The output of a region: what its hand-written gradients are of, else the loss by name, else the last value computed. */
export function outputOf(region: Region, ran: Ran): Output | null {
  if (region.kind === 'expression') {
    const value = ran.execution?.lastValue(region.expr);
    const node = value !== null && typeof value === 'object' && 'node' in value ? value.node : null;
    const tensor = value !== null && typeof value === 'object' && 'currentNode' in value ? value.currentNode : null;
    return seeded(node ?? tensor, '');
  }
  const span = region.kind === 'function' ? region.inner : region.kind === 'statements' ? region.span : null;
  const bindings = span ? ran.bindings.filter((binding) => within(binding, span)) : ran.bindings;
  return (span ? null : judgedOutput(bindings)) ?? lastOutput(bindings);
}

function within(binding: Binding, span: Span): boolean {
  return binding.statement !== null && contains(span, binding.statement.span);
}

/** What the hand-written gradients of a whole pass are gradients of. */
function judgedOutput(bindings: readonly Binding[]): Output | null {
  const claims = collectClaims({ bindings });
  const objective = judge(claims.claims, objectivesOf(claims))?.objective;
  const [output] = objective?.outputs ?? [];
  const node = output?.parts[0];
  if (!objective || !output || !node || objective.outputs.length > 1) return null;
  const [given] = objective.given;
  const value = given?.final.node?.value;
  const fits = value !== undefined && shapeOf(value).join() === node.shape.join();
  return fits ? { node, seed: value, seeded: node.shape.length > 0, name: output.name } : seeded(node, output.name);
}

function shapeOf(data: Data): readonly number[] {
  return typeof data === 'number' ? [] : data.shape;
}

/** The best-named scalar, else the last computed value that no hand-written gradient is made of. */
function lastOutput(bindings: readonly Binding[]): Output | null {
  const claims = collectClaims({ bindings });
  const gradients = new Set(claims.claims.flatMap((claim) => claim.versions.map((version) => version.order)));
  const computed = bindings.filter((binding) => binding.node?.op && !gradients.has(binding.order));
  const named = computed.filter((binding) => binding.node?.shape.length === 0 && lossScore(binding.path) >= 2);
  const best = named.at(-1) ?? computed.at(-1) ?? bindings.findLast((binding) => binding.node !== null);
  return best ? seeded(best.node, best.path) : null;
}

function seeded(node: Node | null, name: string): Output | null {
  if (!node) return null;
  if (node.shape.length === 0) return { node, seed: 1, seeded: false, name };
  const ones = new NDArray(new Float64Array(sizeOf(node.shape)).fill(1), node.shape, 'float64');
  return { node, seed: ones, seeded: true, name };
}
