import { unary } from './builders.ts';

export const exp = unary({
  name: 'exp',
  symbol: 'exp',
  numpy: ['exp'],
  latex: 'e^{x}',
  f: Math.exp,
  slope: (_, out) => out,
  derivative: 'out',
  flow: 'scales the upstream gradient by its own output',
  domain: [-2, 2],
});

export const log = unary({
  name: 'log',
  symbol: 'log',
  numpy: ['log'],
  latex: '\\ln x',
  f: Math.log,
  slope: (x) => 1 / x,
  derivative: '1 / x',
  flow: 'scales the upstream gradient by one over its input',
  domain: [0.3, 3],
});

export const sqrt = unary({
  name: 'sqrt',
  symbol: '√',
  numpy: ['sqrt'],
  latex: '\\sqrt{x}',
  f: Math.sqrt,
  slope: (_, out) => 0.5 / out,
  derivative: '0.5 / out',
  flow: 'scales the upstream gradient by one over twice its output',
  domain: [0.3, 3],
});

export const tanh = unary({
  name: 'tanh',
  symbol: 'tanh',
  numpy: ['tanh'],
  latex: '\\tanh x',
  f: Math.tanh,
  slope: (_, out) => 1 - out * out,
  derivative: '1 - out**2',
  flow: 'scales the upstream gradient by one minus its output squared, so that it vanishes where the output saturates',
  domain: [-2, 2],
});
