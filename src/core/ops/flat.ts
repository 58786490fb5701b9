import { round as ndRound, roundHalfEven, sign as ndSign } from '../ndarray/arithmetic.ts';
import * as nd from '../ndarray/compare.ts';
import { map1 } from '../ndarray/elementwise.ts';
import { flatGate, NO_FLOW, type PlainOp } from './builders.ts';
import type { Data, Op } from './op.ts';
import { binarySamples, sample, sampleArray, unarySamples, type Domain } from './samples.ts';
import { scalar } from './support.ts';

/** The gates through which no gradient flows: roundings, comparisons, logic. */

function rounding(
  name: string,
  symbol: string,
  numpy: readonly string[],
  latex: string,
  f: (x: number) => number,
): PlainOp {
  const forward = (x: Data = NaN): Data => map1(x, f);
  return flatGate({ name, symbol, numpy, latex, forward, samples: unarySamples([0.1, 0.4]) });
}

export const floor = rounding('floor', '⌊x⌋', ['floor'], '\\lfloor x \\rfloor', Math.floor);
export const ceil = rounding('ceil', '⌈x⌉', ['ceil'], '\\lceil x \\rceil', Math.ceil);
export const trunc = rounding('trunc', 'trunc', ['trunc', 'fix'], '\\operatorname{trunc}(x)', Math.trunc);
export const rint = rounding('rint', 'round', ['rint'], '\\operatorname{round}(x)', roundHalfEven);

/** To how many decimals; negative ones round to tens, hundreds… */
export interface Rounding {
  readonly decimals: number;
}

export const round: Op<Rounding> = {
  name: 'round',
  symbol: 'round',
  numpy: ['round', 'around'],
  params: ['x'],
  latex: '\\operatorname{round}(x)',
  shape: ([shape = []]) => shape,
  forward: ([x = NaN], { decimals }) => ndRound(x, decimals),
  vjp: 'none',
  derivative: ['0'],
  elementwise: true,
  flow: NO_FLOW,
  samples: [
    { inputs: [sampleArray([2, 3])], attrs: { decimals: 1 } },
    { inputs: [123.4], attrs: { decimals: -1 } },
  ],
  keepsIntegers: true,
};

export const sign = flatGate({
  name: 'sign',
  symbol: 'sign',
  numpy: ['sign'],
  latex: '\\operatorname{sign}(x)',
  forward: (x = NaN) => ndSign(x),
  samples: unarySamples([-2, 2]),
  keepsIntegers: true,
});

/** A comparison of two numbers would be a mere number; on the tape it has to be a boolean. */
function truth(value: Data): Data {
  return typeof value === 'number' ? scalar(value, 'bool') : value;
}

const APART: readonly [Domain, Domain] = [
  [-2, -0.5],
  [0.5, 2],
];

function comparison(name: string, symbol: string, latex: string, forward: (a: Data, b: Data) => Data): PlainOp {
  return flatGate({
    name,
    symbol,
    numpy: [name, symbol],
    latex,
    forward: (a = NaN, b = NaN) => truth(forward(a, b)),
    samples: binarySamples(...APART),
  });
}

export const equal = comparison('equal', '==', 'a = b', nd.equal);
export const notEqual = comparison('not_equal', '!=', 'a \\ne b', nd.notEqual);
export const less = comparison('less', '<', 'a < b', nd.less);
export const lessEqual = comparison('less_equal', '<=', 'a \\le b', nd.lessEqual);
export const greater = comparison('greater', '>', 'a > b', nd.greater);
export const greaterEqual = comparison('greater_equal', '>=', 'a \\ge b', nd.greaterEqual);

function connective(name: string, symbol: string, latex: string, forward: (a: Data, b: Data) => Data): PlainOp {
  return flatGate({
    name,
    symbol,
    numpy: [name],
    latex,
    forward: (a = NaN, b = NaN) => truth(forward(a, b)),
    samples: [sample(0.5, 2), sample(sampleArray([2, 3], [0.5, 2]), sampleArray([3], [-2, -0.5]))],
  });
}

export const logicalAnd = connective('logical_and', 'and', 'a \\wedge b', nd.logicalAnd);
export const logicalOr = connective('logical_or', 'or', 'a \\vee b', nd.logicalOr);
export const logicalXor = connective('logical_xor', 'xor', 'a \\oplus b', nd.logicalXor);

function predicate(name: string, symbol: string, latex: string, forward: (x: Data) => Data): PlainOp {
  return flatGate({
    name,
    symbol,
    numpy: [name],
    latex,
    forward: (x = NaN) => truth(forward(x)),
    samples: unarySamples([0.5, 2]),
  });
}

export const logicalNot = predicate('logical_not', 'not', '\\neg x', nd.logicalNot);
export const isnan = predicate('isnan', 'nan?', 'x \\text{ is NaN}', nd.isnan);
export const isinf = predicate('isinf', '∞?', '|x| = \\infty', nd.isinf);
export const isfinite = predicate('isfinite', 'finite?', '|x| < \\infty', nd.isfinite);
