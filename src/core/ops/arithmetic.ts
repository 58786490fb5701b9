import * as nd from '../ndarray/arithmetic.ts';
import { map1, map2 } from '../ndarray/elementwise.ts';
import { binary, flatGate, keptDType, unary } from './builders.ts';
import { binarySamples } from './samples.ts';
import { nearlyEqual, someNonZero, unbroadcastTo } from './support.ts';

export const add = binary({
  name: 'add',
  symbol: '+',
  numpy: ['add', '+'],
  latex: 'a + b',
  f: (x, y) => x + y,
  forward: nd.add,
  slopes: [() => 1, () => 1],
  vjp: [(g, { inputs: [a = 0] }) => unbroadcastTo(g, a), (g, { inputs: [, b = 0] }) => unbroadcastTo(g, b)],
  derivative: ['1', '1'],
  flow: 'distributes the upstream gradient unchanged to every input',
  domain: [-2, 2],
  keepsIntegers: true,
});

export const subtract = binary({
  name: 'subtract',
  symbol: '-',
  numpy: ['subtract', '-'],
  latex: 'a - b',
  f: (x, y) => x - y,
  forward: nd.subtract,
  slopes: [() => 1, () => -1],
  vjp: [
    (g, { inputs: [a = 0] }) => unbroadcastTo(g, a),
    (g, { inputs: [, b = 0] }) => nd.negative(unbroadcastTo(g, b)),
  ],
  derivative: ['1', '-1'],
  flow: 'passes the upstream gradient to the first input and its negative to the second',
  domain: [-2, 2],
  keepsIntegers: true,
});

export const multiply = binary({
  name: 'multiply',
  symbol: '×',
  numpy: ['multiply', '*'],
  latex: 'a \\cdot b',
  f: (x, y) => x * y,
  forward: nd.multiply,
  slopes: [(_, y) => y, (x) => x],
  vjp: [
    (g, { inputs: [a = 0, b = 0] }) => unbroadcastTo(nd.multiply(g, b), a),
    (g, { inputs: [a = 0, b = 0] }) => unbroadcastTo(nd.multiply(g, a), b),
  ],
  derivative: ['b', 'a'],
  flow: 'switches its inputs: each receives the upstream gradient times the other input',
  domain: [-2, 2],
  keepsIntegers: true,
});

export const divide = binary({
  name: 'divide',
  symbol: '/',
  numpy: ['divide', 'true_divide', '/'],
  latex: '\\frac{a}{b}',
  f: (x, y) => x / y,
  forward: nd.divide,
  slopes: [(_, y) => 1 / y, (x, y) => -x / (y * y)],
  vjp: [
    (g, { inputs: [a = 0, b = 0] }) => unbroadcastTo(nd.divide(g, b), a),
    // The divisor is the same along the axes that are summed, so it is applied after the sum.
    (g, { inputs: [, b = 0], output }) => nd.negative(nd.divide(unbroadcastTo(nd.multiply(g, output), b), b)),
  ],
  derivative: ['1 / b', '-a / b**2'],
  flow: 'scales the gradient of the numerator by one over the denominator; the denominator receives it negated, the more the smaller it is',
  domain: [-2, 2],
  domain2: [0.5, 2],
});

export const negative = unary({
  name: 'negative',
  symbol: '×-1',
  numpy: ['negative', 'u-'],
  latex: '-x',
  f: (x) => -x,
  forward: nd.negative,
  slope: () => -1,
  back: (g) => nd.negative(g),
  derivative: '-1',
  flow: 'flips the sign of the upstream gradient',
  domain: [-2, 2],
  keepsIntegers: true,
});

export const positive = unary({
  name: 'positive',
  symbol: '+',
  numpy: ['positive', 'u+'],
  latex: '+x',
  f: (x) => x,
  forward: (x) => map1(x, (value) => value, keptDType(x)),
  slope: () => 1,
  derivative: '1',
  flow: 'passes the upstream gradient through unchanged',
  domain: [-2, 2],
  keepsIntegers: true,
});

export const power = binary({
  name: 'power',
  symbol: '^',
  numpy: ['power', '**', 'pow'],
  latex: 'a^{b}',
  f: nd.floatPower,
  forward: nd.power,
  // The exponent's slope at a base of 0 is 0 by continuity; of a negative base it does not exist, as in NumPy's log.
  slopes: [(x, y) => (y === 0 ? 0 : y * nd.floatPower(x, y - 1)), (x, _, out) => (x === 0 ? 0 : out * Math.log(x))],
  derivative: ['b * a**(b - 1)', 'out * np.log(a)'],
  flow: 'scales the upstream gradient by the slope of the power at its base, and by out · log(base) for the exponent',
  domain: [0.5, 2],
  domain2: [-2, 2],
  keepsIntegers: true,
});

export const square = unary({
  name: 'square',
  symbol: 'x²',
  numpy: ['square'],
  latex: 'x^{2}',
  f: (x) => x * x,
  forward: (x) => map1(x, (value) => value * value, keptDType(x)),
  slope: (x) => 2 * x,
  back: (g, x) => nd.multiply(nd.multiply(g, 2), x),
  derivative: '2 * x',
  flow: 'scales the upstream gradient by twice its input',
  domain: [-2, 2],
  keepsIntegers: true,
});

export const reciprocal = unary({
  name: 'reciprocal',
  symbol: '1/x',
  numpy: ['reciprocal'],
  latex: '\\frac{1}{x}',
  f: (x) => 1 / x,
  slope: (x) => -1 / (x * x),
  derivative: '-1 / x**2',
  flow: 'scales the upstream gradient by minus one over its input squared',
  domain: [0.5, 2],
});

export const floorDivide = flatGate({
  name: 'floor_divide',
  symbol: '//',
  numpy: ['floor_divide', '//'],
  latex: '\\left\\lfloor \\frac{a}{b} \\right\\rfloor',
  forward: (a = NaN, b = NaN) => nd.floorDivide(a, b),
  samples: binarySamples([-5, 5], [0.7, 2]),
  keepsIntegers: true,
});

export const mod = binary({
  name: 'mod',
  symbol: '%',
  numpy: ['mod', 'remainder', '%'],
  latex: 'a \\bmod b',
  f: nd.remainder,
  forward: nd.mod,
  slopes: [() => 1, (x, y) => -nd.floorQuotient(x, y)],
  derivative: ['1', '-(a // b)'],
  flow: 'passes the upstream gradient to the dividend; the divisor receives it times minus the whole quotient',
  domain: [-5, 5],
  domain2: [0.7, 2],
  keepsIntegers: true,
  kink: ([a = NaN, b = NaN]) => someNonZero(map2(a, b, (x, y) => (nearlyEqual(x / y, Math.round(x / y)) ? 1 : 0))),
});
