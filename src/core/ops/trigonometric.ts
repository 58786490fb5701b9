import { multiply, subtract } from '../ndarray/arithmetic.ts';
import { binary, unary } from './builders.ts';

export const sin = unary({
  name: 'sin',
  symbol: 'sin',
  numpy: ['sin'],
  latex: '\\sin x',
  f: Math.sin,
  slope: (x) => Math.cos(x),
  derivative: 'np.cos(x)',
  flow: 'scales the upstream gradient by the cosine of its input',
  domain: [-2, 2],
});

export const cos = unary({
  name: 'cos',
  symbol: 'cos',
  numpy: ['cos'],
  latex: '\\cos x',
  f: Math.cos,
  slope: (x) => -Math.sin(x),
  derivative: '-np.sin(x)',
  flow: 'scales the upstream gradient by minus the sine of its input',
  domain: [-2, 2],
});

export const tan = unary({
  name: 'tan',
  symbol: 'tan',
  numpy: ['tan'],
  latex: '\\tan x',
  f: Math.tan,
  slope: (_, out) => 1 + out * out,
  derivative: '1 + out**2',
  flow: 'scales the upstream gradient by one plus its output squared',
  domain: [-1, 1],
});

export const arcsin = unary({
  name: 'arcsin',
  symbol: 'arcsin',
  numpy: ['arcsin', 'asin'],
  latex: '\\arcsin x',
  f: Math.asin,
  slope: (x) => 1 / Math.sqrt(1 - x * x),
  derivative: '1 / np.sqrt(1 - x**2)',
  flow: 'scales the upstream gradient by one over the root of one minus its input squared',
  domain: [-0.8, 0.8],
});

export const arccos = unary({
  name: 'arccos',
  symbol: 'arccos',
  numpy: ['arccos', 'acos'],
  latex: '\\arccos x',
  f: Math.acos,
  slope: (x) => -1 / Math.sqrt(1 - x * x),
  derivative: '-1 / np.sqrt(1 - x**2)',
  flow: 'scales the upstream gradient by minus one over the root of one minus its input squared',
  domain: [-0.8, 0.8],
});

export const arctan = unary({
  name: 'arctan',
  symbol: 'arctan',
  numpy: ['arctan', 'atan'],
  latex: '\\arctan x',
  f: Math.atan,
  slope: (x) => 1 / (1 + x * x),
  derivative: '1 / (1 + x**2)',
  flow: 'scales the upstream gradient by one over one plus its input squared',
  domain: [-2, 2],
});

export const arctan2 = binary({
  name: 'arctan2',
  symbol: 'arctan2',
  numpy: ['arctan2', 'atan2'],
  latex: '\\operatorname{atan2}(a, b)',
  f: Math.atan2,
  slopes: [(x, y) => y / (x * x + y * y), (x, y) => -x / (x * x + y * y)],
  derivative: ['b / (a**2 + b**2)', '-a / (a**2 + b**2)'],
  flow: 'scales the upstream gradient by how much each input turns the angle',
  domain: [0.5, 2],
});

export const sinh = unary({
  name: 'sinh',
  symbol: 'sinh',
  numpy: ['sinh'],
  latex: '\\sinh x',
  f: Math.sinh,
  slope: (x) => Math.cosh(x),
  derivative: 'np.cosh(x)',
  flow: 'scales the upstream gradient by the hyperbolic cosine of its input',
  domain: [-2, 2],
});

export const cosh = unary({
  name: 'cosh',
  symbol: 'cosh',
  numpy: ['cosh'],
  latex: '\\cosh x',
  f: Math.cosh,
  slope: (x) => Math.sinh(x),
  derivative: 'np.sinh(x)',
  flow: 'scales the upstream gradient by the hyperbolic sine of its input',
  domain: [-2, 2],
});

export const tanh = unary({
  name: 'tanh',
  symbol: 'tanh',
  numpy: ['tanh'],
  latex: '\\tanh x',
  f: Math.tanh,
  slope: (_, out) => 1 - out * out,
  back: (g, _, out) => multiply(g, subtract(1, multiply(out, out))),
  derivative: '1 - out**2',
  flow: 'scales the upstream gradient by one minus its output squared, so that it vanishes where the output saturates',
  domain: [-2, 2],
});

export const arcsinh = unary({
  name: 'arcsinh',
  symbol: 'arcsinh',
  numpy: ['arcsinh', 'asinh'],
  latex: '\\operatorname{arsinh} x',
  f: Math.asinh,
  slope: (x) => 1 / Math.sqrt(x * x + 1),
  derivative: '1 / np.sqrt(x**2 + 1)',
  flow: 'scales the upstream gradient by one over the root of its input squared plus one',
  domain: [-2, 2],
});

export const arccosh = unary({
  name: 'arccosh',
  symbol: 'arccosh',
  numpy: ['arccosh', 'acosh'],
  latex: '\\operatorname{arcosh} x',
  f: Math.acosh,
  slope: (x) => 1 / Math.sqrt(x * x - 1),
  derivative: '1 / np.sqrt(x**2 - 1)',
  flow: 'scales the upstream gradient by one over the root of its input squared minus one',
  domain: [1.3, 3],
});

export const arctanh = unary({
  name: 'arctanh',
  symbol: 'arctanh',
  numpy: ['arctanh', 'atanh'],
  latex: '\\operatorname{artanh} x',
  f: Math.atanh,
  slope: (x) => 1 / (1 - x * x),
  derivative: '1 / (1 - x**2)',
  flow: 'scales the upstream gradient by one over one minus its input squared',
  domain: [-0.8, 0.8],
});

const TURN = Math.PI / 180;

export const radians = unary({
  name: 'radians',
  symbol: 'rad',
  numpy: ['radians', 'deg2rad'],
  latex: '\\frac{\\pi}{180} x',
  f: (x) => x * TURN,
  slope: () => TURN,
  derivative: 'np.pi / 180',
  flow: 'scales the upstream gradient by pi over 180',
  domain: [-90, 90],
});

export const degrees = unary({
  name: 'degrees',
  symbol: 'deg',
  numpy: ['degrees', 'rad2deg'],
  latex: '\\frac{180}{\\pi} x',
  f: (x) => x / TURN,
  slope: () => 1 / TURN,
  derivative: '180 / np.pi',
  flow: 'scales the upstream gradient by 180 over pi',
  domain: [-2, 2],
});
