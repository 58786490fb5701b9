import { broadcastShapes } from '../ndarray/broadcast.ts';
import { map1, map2 } from '../ndarray/elementwise.ts';
import type { DType } from '../ndarray/ndarray.ts';
import type { Data, Op, Sample, Vjp } from './op.ts';
import { binarySamples, unarySamples, type Domain } from './samples.ts';
import { chainBinary, chainUnary, unbroadcastTo, type Slope } from './support.ts';

/** Gates that need no attributes. */
export type PlainOp = Op<undefined>;

type Common = Pick<PlainOp, 'name' | 'symbol' | 'numpy' | 'latex' | 'flow'> &
  Partial<Pick<PlainOp, 'params' | 'keepsIntegers' | 'kink'>>;

export interface UnarySpec extends Common {
  /** The function of one number, or a whole forward where dtypes matter. */
  readonly f: (x: number) => number;
  readonly forward?: (x: Data) => Data;
  /** Its derivative, from the input and the result. */
  readonly slope: (x: number, out: number) => number;
  readonly derivative: string;
  /** The gradient of whole arrays from kernels, for gates that matter: a call per element costs many times the arithmetic. */
  readonly back?: (g: Data, x: Data, out: Data) => Data;
  /** Where samples lie. */
  readonly domain: Domain;
  readonly samples?: readonly Sample<undefined>[];
}

/** An elementwise gate of one input, from a function of one number. */
export function unary(spec: UnarySpec): PlainOp {
  const { f, forward, slope, derivative, back, domain, samples, ...common } = spec;
  return {
    params: ['x'],
    ...common,
    shape: ([shape = []]) => shape,
    forward: (inputs) => {
      const x = inputs[0] ?? NaN;
      if (typeof x === 'number') return f(x);
      return forward ? forward(x) : map1(x, f);
    },
    vjp: [
      (g, { inputs, output }) => {
        const x = inputs[0] ?? NaN;
        return back && typeof x === 'object' ? back(g, x, output) : chainUnary(g, x, output, slope);
      },
    ],
    derivative: [derivative],
    elementwise: true,
    samples: samples ?? unarySamples(domain),
  };
}

export interface BinarySpec extends Common {
  readonly f: (x: number, y: number) => number;
  readonly forward?: (x: Data, y: Data) => Data;
  /** The partial derivatives, or the vjps themselves where there is a faster way. */
  readonly slopes: readonly [Slope, Slope];
  readonly derivative: readonly [string, string];
  readonly domain: Domain;
  /** Where the second input's samples lie, if elsewhere. */
  readonly domain2?: Domain;
  readonly vjp?: readonly [Vjp<undefined>, Vjp<undefined>];
}

/** An elementwise gate of two inputs that broadcast, from a function of two numbers. */
export function binary(spec: BinarySpec): PlainOp {
  const { f, forward, slopes, vjp, domain, domain2, ...common } = spec;
  return {
    params: ['a', 'b'],
    ...common,
    shape: (shapes) => broadcastShapes(...shapes),
    forward: (inputs) => {
      const x = inputs[0] ?? NaN;
      const y = inputs[1] ?? NaN;
      if (typeof x === 'number' && typeof y === 'number') return f(x, y);
      return forward ? forward(x, y) : map2(x, y, f);
    },
    vjp: [binaryVjp(slopes[0], 0, vjp?.[0]), binaryVjp(slopes[1], 1, vjp?.[1])],
    elementwise: true,
    samples: binarySamples(domain, domain2),
  };
}

/** The vjp on one of two inputs; `onArrays` is a faster way for arrays, where there is one. */
function binaryVjp(slope: Slope, input: 0 | 1, onArrays: Vjp<undefined> | undefined): Vjp<undefined> {
  return (g, gate) => {
    const a = gate.inputs[0] ?? NaN;
    const b = gate.inputs[1] ?? NaN;
    const { output } = gate;
    if (typeof g === 'number' && typeof a === 'number' && typeof b === 'number' && typeof output === 'number') {
      return g * slope(a, b, output);
    }
    return onArrays ? onArrays(g, gate) : unbroadcastTo(chainBinary(g, a, b, output, slope), input === 0 ? a : b);
  };
}

export interface FlatSpec
  extends Pick<PlainOp, 'name' | 'symbol' | 'numpy' | 'latex' | 'samples'>, Partial<Pick<PlainOp, 'keepsIntegers'>> {
  readonly params?: readonly string[];
  readonly forward: (...inputs: readonly Data[]) => Data;
}

/** The sentence of every gate that is flat almost everywhere. */
export const NO_FLOW = 'lets no gradient through: small changes of its inputs do not change its output';

/** An elementwise gate through which no gradient flows: a comparison, a rounding. */
export function flatGate(spec: FlatSpec): PlainOp {
  const { forward, ...common } = spec;
  const params = spec.params ?? (spec.samples[0]?.inputs.length === 1 ? ['x'] : ['a', 'b']);
  return {
    ...common,
    params,
    shape: (shapes) => broadcastShapes(...shapes),
    forward: (inputs) => forward(...inputs),
    vjp: 'none',
    derivative: params.map(() => '0'),
    elementwise: true,
    flow: NO_FLOW,
  };
}

/** The dtype of the result of an elementwise function: integers stay integers, all else is float64. */
export function keptDType(x: Data): DType {
  return typeof x === 'number' || x.dtype !== 'int64' ? 'float64' : 'int64';
}
