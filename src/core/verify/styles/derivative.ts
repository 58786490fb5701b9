import { remembered } from '../../base/remembered.ts';
import { backward } from '../../gradient/index.ts';
import { NDArray } from '../../ndarray/ndarray.ts';
import type { Value } from '../../interp/values.ts';
import type { Module } from '../../syntax/ast.ts';
import type { Node } from '../../tape/node.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import { agrees } from '../judge.ts';
import { flatOfData, flatOfValue, type Flat } from '../compare.ts';
import { readGradientName } from '../gradientNames.ts';
import { weightedSum } from '../objective.ts';
import { buildArray } from '../sample/build.ts';
import type { Source, Trace, Unit } from '../unit.ts';
import { bind } from './construct.ts';
import { isScaledByConvention } from './convention.ts';
import { jacobianTrace } from './jacobian.ts';
import { returnedGradients } from './returned.ts';
import { flagOf, forwardNames, isBackwardName, isGradientPath, routinesOf, type Routine } from './roles.ts';
import { solve, type Attempt, type Memory, type Session } from './session.ts';

/** A function and another one that gives its derivative at the same input, or at its output. */
interface Derivative {
  readonly value: Routine;
  readonly slope: Routine;
  /** The flag that turns the one function into its derivative (`derivative=True`), null for two functions. */
  readonly flag: string | null;
}

/** Elementwise derivatives: `sigmoid` and `sigmoid_prime`, classes with `__call__` and `gradient`, `tanh(x, derivative=True)`. */
export function derivativeUnits(module: Module): Unit[] {
  return derivativesOf(module).map(({ value, slope }) => {
    const memory: Memory = new Map();
    return {
      name: slope.name,
      kind: 'derivative',
      span: slope.def.span,
      defs: [value.def, slope.def],
      run: (source, sample) => runDerivative(source, slope.name, sample, memory),
    };
  });
}

const derivativesOf = remembered((module: Module): readonly Derivative[] => {
  const routines = routinesOf(module);
  return routines.flatMap((slope): Derivative[] => {
    const flag = flagOf(slope.def);
    if (flag !== null) {
      const isOfOne = argumentsOf(slope).filter((name) => name !== flag).length === 1;
      return isOfOne ? [{ value: slope, slope, flag }] : [];
    }
    const siblings = routines.filter((routine) => routine.owner === slope.owner && routine !== slope);
    const names = valueNames(slope, siblings);
    if (names.length === 0 || /numeric|check|back|update|clip/i.test(slope.def.name)) return [];
    const own = argumentsOf(slope);
    const [only] = own;
    if (own.length !== 1 || only === undefined || readGradientName(only)?.strength === 'certain') return [];
    if (/^d[A-Z_]|^dout|^grad|^delta/.test(only)) return [];
    const value = names
      .flatMap((name) => siblings.filter((routine) => routine.def.name === name))
      .find((routine) => argumentsOf(routine).length === 1);
    return value ? [{ value, slope, flag: null }] : [];
  });
});

/** The names that the function may have whose derivative a routine gives, likeliest first; none where its name speaks of no derivative. */
function valueNames({ def: { name }, owner }: Routine, siblings: readonly Routine[]): string[] {
  const first = firstDerivativeOf(name);
  if (first !== null) return [first];
  const plain = /^[dD]_?([a-z]\w+)$/.exec(name)?.[1];
  if (plain !== undefined && siblings.some(({ def }) => def.name === plain)) return [plain];
  if (!isBackwardName(name)) return [];
  return [...forwardNames(name), ...(owner ? ['__call__', 'activate', 'function', 'fn', 'f', 'value', 'apply'] : [])];
}

/** `grad2` and `second_derivative` are derivatives of `grad` and `derivative`. */
function firstDerivativeOf(name: string): string | null {
  const match = /^(\w*(?:grad(?:ient)?|deriv(?:ative)?|prime))_?2$|^(?:second|double)_?(\w+)$|^(\w+_prime)_prime$/.exec(
    name,
  );
  return match ? (match[1] ?? match[2] ?? match[3] ?? null) : null;
}

function argumentsOf({ def }: Routine): string[] {
  return def.params.positional
    .filter(({ name, default: fallback }) => name !== 'self' && name !== 'cls' && fallback === null)
    .map(({ name }) => name);
}

function runDerivative(source: Source, name: string, sample: number, memory: Memory): Trace {
  const pair = derivativesOf(source.module).find((candidate) => candidate.slope.name === name);
  if (!pair) return { bindings: [], problems: [], inputs: [] };
  const trace = solve(source, sample, memory, {
    defs: [pair.value.def, pair.slope.def],
    owner: pair.value.owner?.name ?? null,
    attempt: (session) => attemptDerivative(session, pair),
  });
  // Of a second derivative the function is a derivative itself, whose own steps are not judged here.
  const bindings = trace.bindings.filter(
    ({ functionName, path }) => functionName === pair.value.def.name && !isGradientPath(path),
  );
  return { ...trace, bindings };
}

/** Inputs of most functions have two axes; what needs a vector (`w.T.dot(w)`, a softmax with its Jacobian) is tried with one. */
const INPUTS: readonly (readonly number[])[] = [[3, 5], [5]];

function attemptDerivative(session: Session, pair: Derivative): Attempt {
  const forward = bind(session, pair.value);
  if (!forward.ok) return forward;
  let first: Attempt | null = null;
  for (const shape of INPUTS) {
    const attempt = attemptAt(session, pair, forward.value, shape);
    if ('trace' in attempt && attempt.trace.returned) return attempt;
    first ??= attempt;
  }
  return first ?? { trace: {} };
}

function attemptAt(session: Session, pair: Derivative, forward: Value, shape: readonly number[]): Attempt {
  const { machine, random } = session;
  const [name = 'x'] = argumentsOf(pair.value);
  const x = machine.tape.track(Tensor.of(buildArray(shape, 'any', random)), name, null);
  const ran = machine.call(forward, [x]);
  if (!ran.ok) return { problem: ran.problem };
  const output = ran.value instanceof Num || ran.value instanceof Tensor ? machine.tape.nodeOf(ran.value) : null;
  if (!output) return { trace: {} };
  const truth = elementwiseSlope(output, machine.tape.nodeOf(x), random);
  if (truth) return attemptElementwise(session, pair, { forward, x, result: ran.value, output, truth });
  const isScalar = output.shape.every((length) => length === 1);
  if (!isScalar && shape.length > 1) return { trace: {} };
  const reverse = pair.slope === pair.value ? { ok: true as const, value: forward } : bind(session, pair.slope);
  if (!reverse.ok) return reverse;
  const back = machine.call(reverse.value, [x], flagged(pair));
  if (!back.ok) return { problem: back.problem };
  if (isScalar) {
    if (isScaledByConvention(back.value, output, machine.tape.nodeOf(x))) return { trace: {} };
    const returned = returnedGradients(pair.slope.def, back.value);
    return { trace: { given: [{ name: 'out', node: output, seed: ones(output) }], returned, positions: [name] } };
  }
  const run = { name, x: machine.tape.nodeOf(x), output, back: back.value };
  return { trace: jacobianTrace(pair.slope.def, run, random) };
}

interface Run {
  readonly forward: Value;
  readonly x: Num | Tensor;
  readonly result: Value;
  readonly output: Node;
  readonly truth: Flat;
}

/** The derivative is a function of the input or of the output: whichever makes it right. */
function attemptElementwise(session: Session, pair: Derivative, { forward, x, result, output, truth }: Run): Attempt {
  const { machine } = session;
  const { value, slope } = pair;
  const reverse = slope === value ? { ok: true as const, value: forward } : bind(session, slope);
  if (!reverse.ok) return reverse;
  const atInput = machine.call(reverse.value, [x], flagged(pair));
  const atOutput = machine.call(reverse.value, [result], flagged(pair));
  if (!atInput.ok && !atOutput.ok) return { problem: atInput.problem };
  const isOfOutput = atOutput.ok && isSlope(atOutput.value, truth) && !(atInput.ok && isSlope(atInput.value, truth));
  const chosen = isOfOutput || !atInput.ok ? atOutput : atInput;
  if (!chosen.ok || (isConstant(chosen.value) && !isSlope(chosen.value, truth))) return { trace: {} };
  const returned = returnedGradients(slope.def, chosen.value);
  const [name = 'x'] = argumentsOf(value);
  return { trace: { given: [{ name: 'out', node: output, seed: ones(output) }], returned, positions: [name] } };
}

function flagged({ flag }: Derivative): Map<string, Value> {
  return new Map(flag === null ? [] : [[flag, true]]);
}

/** The derivative of each element by the same element of the input; null where others have a part in it (softmax). */
function elementwiseSlope(output: Node, input: Node, random: () => number): Flat | null {
  if (output.shape.join() !== input.shape.join()) return null;
  const slopes = [ones(output), buildArray(output.shape, 'any', random)].map((seed) => {
    const adjoint = backward(weightedSum(output, seed), 1).get(input);
    if (adjoint === undefined) return null;
    const flat = flatOfData(adjoint);
    return { ...flat, data: flat.data.map((value, i) => value / (seed.data[i] ?? 1)) };
  });
  const [first, second] = slopes;
  return first && second && agrees(first, second) ? first : null;
}

function ones(node: Node): NDArray {
  const size = node.shape.reduce((product, length) => product * length, 1);
  return new NDArray(new Float64Array(size).fill(1), node.shape, 'float64');
}

function isSlope(value: Value, truth: Flat): boolean {
  const flat = flatOfValue(value);
  return flat !== null && agrees(flat, truth);
}

/** A derivative that is the same everywhere (ones) belongs to a gradient that is taken care of elsewhere. */
function isConstant(value: Value): boolean {
  const flat = flatOfValue(value);
  return flat === null || flat.data.every((entry) => entry === flat.data[0]);
}
