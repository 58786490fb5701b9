import { divide, multiply } from '../ndarray/arithmetic.ts';
import { binary, unary } from './builders.ts';

const { LN2, LN10 } = Math;

export const exp = unary({
  name: 'exp',
  symbol: 'exp',
  numpy: ['exp'],
  latex: 'e^{x}',
  f: Math.exp,
  slope: (_, out) => out,
  back: (g, _, out) => multiply(g, out),
  derivative: 'out',
  flow: 'scales the upstream gradient by its own output',
  domain: [-2, 2],
});

export const exp2 = unary({
  name: 'exp2',
  symbol: '2^x',
  numpy: ['exp2'],
  latex: '2^{x}',
  f: (x) => 2 ** x,
  slope: (_, out) => out * LN2,
  derivative: 'out * np.log(2)',
  flow: 'scales the upstream gradient by its own output times the logarithm of two',
  domain: [-2, 2],
});

export const expm1 = unary({
  name: 'expm1',
  symbol: 'exp-1',
  numpy: ['expm1'],
  latex: 'e^{x} - 1',
  f: Math.expm1,
  slope: (_, out) => out + 1,
  derivative: 'out + 1',
  flow: 'scales the upstream gradient by its own output plus one',
  domain: [-2, 2],
});

export const log = unary({
  name: 'log',
  symbol: 'log',
  numpy: ['log'],
  latex: '\\ln x',
  f: Math.log,
  slope: (x) => 1 / x,
  back: (g, x) => divide(g, x),
  derivative: '1 / x',
  flow: 'scales the upstream gradient by one over its input',
  domain: [0.3, 3],
});

export const log2 = unary({
  name: 'log2',
  symbol: 'log₂',
  numpy: ['log2'],
  latex: '\\log_2 x',
  f: Math.log2,
  slope: (x) => 1 / (x * LN2),
  derivative: '1 / (x * np.log(2))',
  flow: 'scales the upstream gradient by one over its input times the logarithm of two',
  domain: [0.3, 3],
});

export const log10 = unary({
  name: 'log10',
  symbol: 'log₁₀',
  numpy: ['log10'],
  latex: '\\log_{10} x',
  f: Math.log10,
  slope: (x) => 1 / (x * LN10),
  derivative: '1 / (x * np.log(10))',
  flow: 'scales the upstream gradient by one over its input times the logarithm of ten',
  domain: [0.3, 3],
});

export const log1p = unary({
  name: 'log1p',
  symbol: 'log(1+x)',
  numpy: ['log1p'],
  latex: '\\ln(1 + x)',
  f: Math.log1p,
  slope: (x) => 1 / (1 + x),
  derivative: '1 / (1 + x)',
  flow: 'scales the upstream gradient by one over one plus its input',
  domain: [-0.5, 2],
});

export const sqrt = unary({
  name: 'sqrt',
  symbol: '√',
  numpy: ['sqrt'],
  latex: '\\sqrt{x}',
  f: Math.sqrt,
  slope: (_, out) => 0.5 / out,
  back: (g, _, out) => divide(multiply(g, 0.5), out),
  derivative: '0.5 / out',
  flow: 'scales the upstream gradient by one over twice its output, without bound as the output nears zero',
  domain: [0.3, 3],
});

export const cbrt = unary({
  name: 'cbrt',
  symbol: '∛',
  numpy: ['cbrt'],
  latex: '\\sqrt[3]{x}',
  f: Math.cbrt,
  slope: (_, out) => 1 / (3 * out * out),
  derivative: '1 / (3 * out**2)',
  flow: 'scales the upstream gradient by one over three times its output squared',
  domain: [0.3, 3],
});

/** `log(exp(x) + exp(y))` without overflow. */
function logSum(x: number, y: number): number {
  const top = Math.max(x, y);
  return Number.isFinite(top) ? top + Math.log1p(Math.exp(-Math.abs(x - y))) : x + y;
}

export const logaddexp = binary({
  name: 'logaddexp',
  symbol: 'log(eᵃ+eᵇ)',
  numpy: ['logaddexp'],
  latex: '\\ln(e^{a} + e^{b})',
  f: logSum,
  slopes: [(x, _, out) => Math.exp(x - out), (_, y, out) => Math.exp(y - out)],
  derivative: ['np.exp(a - out)', 'np.exp(b - out)'],
  flow: 'splits the upstream gradient between its inputs in the ratio of their exponentials',
  domain: [-2, 2],
});

export const hypot = binary({
  name: 'hypot',
  symbol: 'hypot',
  numpy: ['hypot'],
  latex: '\\sqrt{a^{2} + b^{2}}',
  f: Math.hypot,
  slopes: [(x, _, out) => x / out, (_, y, out) => y / out],
  derivative: ['a / out', 'b / out'],
  flow: 'gives each input the upstream gradient times its share of the length',
  domain: [0.5, 2],
});
