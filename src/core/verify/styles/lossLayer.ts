import { backward as reverse } from '../../gradient/index.ts';
import type { Value } from '../../interp/values.ts';
import { NDArray } from '../../ndarray/ndarray.ts';
import type { FunctionDef } from '../../syntax/ast.ts';
import type { Node } from '../../tape/node.ts';
import { Tensor } from '../../tape/tensor.ts';
import { flatOfData, flatOfValue, TOLERANCE, uniformFactor } from '../compare.ts';
import { weightedSum } from '../objective.ts';
import { isScaledByConvention } from './convention.ts';
import type { ForwardResult } from './outputs.ts';
import { returnedGradients } from './returned.ts';
import { isGradientPath, isTargetName, type Routine } from './roles.ts';
import type { Attempt, Sampled, Session } from './session.ts';

interface Methods {
  readonly forward: Routine;
  readonly backward: Routine;
}

/** What the forward method was run with and what it gave. */
interface Ran {
  readonly self: Value;
  readonly back: Value;
  readonly sampled: Sampled;
  readonly outputs: ForwardResult;
}

/**
 * A loss as a layer, which starts the backward pass: both methods are handed the truth (`backward(dvalues, y_true)` gets the
 * prediction again), or the backward method nothing at all.
 */
export function isLossLayer({ def: forward }: Routine, { def: backward }: Routine): boolean {
  const ahead = namesOf(forward);
  const back = namesOf(backward);
  if (ahead.length < 2 || !ahead.some(isTargetName)) return false;
  return back.length === 0 || (back.length === 2 && back.some(isTargetName));
}

function namesOf(def: FunctionDef): string[] {
  return def.params.positional
    .filter(({ name, default: fallback }) => name !== 'self' && fallback === null)
    .map(({ name }) => name);
}

/** The gradient is that of the mean over what the forward method gave, or of its sum: whichever the method holds to. */
export function attemptLossLayer(session: Session, { forward, backward }: Methods, ran: Ran): Attempt {
  const { machine } = session;
  const { sampled, outputs, self } = ran;
  const [output] = outputs.outputs;
  const [input = 'x'] = namesOf(forward.def).filter((name) => !isTargetName(name));
  const prediction = sampled.values.get(input);
  if (!output || !(prediction instanceof Tensor)) return { trace: {} };
  const truth = [...sampled.values].find(([name]) => isTargetName(name))?.[1] ?? null;
  // What comes in again is the prediction, after the activation that is a part of the loss.
  const kept = machine.getAttribute(self, 'output');
  const again = kept instanceof Tensor && kept.shape.join() === prediction.shape.join() ? kept : prediction;
  const args = namesOf(backward.def).map((name) => (isTargetName(name) ? truth : again));
  const result = machine.call(ran.back, args);
  if (!result.ok) return { problem: result.problem };
  const node = machine.tape.nodeOf(output.value);
  const written = [result.value, lastGradient(session, backward.def)];
  const from = machine.tape.nodeOf(prediction);
  if (node.shape.length === 0 && written.some((value) => isScaledByConvention(value, node, from))) return { trace: {} };
  const seed = written.some((value) => isOfSum(value, node, from)) ? 1 : 1 / Math.max(1, sizeOf(node));
  const given = [{ name: output.name, node, seed: filled(node, seed) }];
  const returned = returnedGradients(backward.def, result.value);
  return { trace: { given, returned, positions: returned.length === 1 ? [input] : [], input } };
}

function lastGradient({ machine }: Session, def: FunctionDef): Value {
  const { bindings } = machine.execution();
  return (
    bindings.findLast(({ functionName, path, kind }) => {
      return functionName === def.name && kind !== 'parameter' && isGradientPath(path);
    })?.value ?? null
  );
}

function isOfSum(value: Value, output: Node, input: Node): boolean {
  const flat = flatOfValue(value);
  const adjoint = reverse(weightedSum(output, filled(output, 1)), 1).get(input);
  const factor = flat && adjoint !== undefined ? uniformFactor(flat, flatOfData(adjoint)) : null;
  return factor !== null && Math.abs(factor - 1) < TOLERANCE;
}

function sizeOf({ shape }: Node): number {
  return shape.reduce((product, length) => product * length, 1);
}

function filled(node: Node, value: number): number | NDArray {
  if (node.shape.length === 0) return value;
  return new NDArray(new Float64Array(sizeOf(node)).fill(value), node.shape, 'float64');
}
