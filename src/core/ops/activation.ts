import { multiply, subtract } from '../ndarray/arithmetic.ts';
import { unary } from './builders.ts';

/** The logistic function without overflow on either side. */
function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const small = Math.exp(x);
  return small / (1 + small);
}

export const sigmoid = unary({
  name: 'sigmoid',
  symbol: 'σ',
  numpy: ['expit'],
  latex: '\\sigma(x)',
  f: logistic,
  slope: (_, out) => (1 - out) * out,
  back: (g, _, out) => multiply(g, multiply(out, subtract(1, out))),
  derivative: '(1 - out) * out',
  flow: 'scales the upstream gradient by output times one minus output: at most a quarter, and next to nothing where it saturates',
  domain: [-3, 3],
});

export const logSigmoid = unary({
  name: 'log_sigmoid',
  symbol: 'log σ',
  numpy: ['log_expit'],
  latex: '\\ln \\sigma(x)',
  f: (x) => Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x))),
  slope: (_, out) => -Math.expm1(out),
  derivative: '1 - np.exp(out)',
  flow: 'scales the upstream gradient by one minus the sigmoid of its input',
  domain: [-3, 3],
});

export const softplus = unary({
  name: 'softplus',
  symbol: 'softplus',
  numpy: ['softplus'],
  latex: '\\ln(1 + e^{x})',
  f: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  slope: (x) => logistic(x),
  derivative: '1 / (1 + np.exp(-x))',
  flow: 'scales the upstream gradient by the sigmoid of its input',
  domain: [-3, 3],
});

const SQRT_PI = Math.sqrt(Math.PI);

/** The error function: its Taylor series near 0, beyond it one minus the continued fraction of `erfc`. */
export function erfOf(x: number): number {
  const size = Math.abs(x);
  if (size > 2.5) return Math.sign(x) * (1 - erfcTail(size));
  let [term, total] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(total); n++) {
    term *= (-x * x) / n;
    total += term / (2 * n + 1);
  }
  return (2 / SQRT_PI) * total;
}

/** `erfc(x)` for large x by Lentz's evaluation of its continued fraction (Abramowitz and Stegun 7.1.14), from the far end. */
function erfcTail(x: number): number {
  let fraction = x;
  for (let n = 60; n >= 1; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / (SQRT_PI * fraction);
}

function erfcOf(x: number): number {
  return x > 2.5 ? erfcTail(x) : 1 - erfOf(x);
}

export const erf = unary({
  name: 'erf',
  symbol: 'erf',
  numpy: ['erf'],
  latex: '\\operatorname{erf} x',
  f: erfOf,
  slope: (x) => (2 / SQRT_PI) * Math.exp(-x * x),
  derivative: '2 / np.sqrt(np.pi) * np.exp(-x**2)',
  flow: 'scales the upstream gradient by a bell curve around zero',
  domain: [-3.5, 3.5],
});

export const erfc = unary({
  name: 'erfc',
  symbol: 'erfc',
  numpy: ['erfc'],
  latex: '\\operatorname{erfc} x',
  f: erfcOf,
  slope: (x) => (-2 / SQRT_PI) * Math.exp(-x * x),
  derivative: '-2 / np.sqrt(np.pi) * np.exp(-x**2)',
  flow: 'scales the upstream gradient by minus a bell curve around zero',
  domain: [-3.5, 3.5],
});
