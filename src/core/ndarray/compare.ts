import { map1, map2, runKernel, type Data } from './elementwise.ts';
import { KERNELS, type KernelName } from './kernels.ts';

function compare(kernel: KernelName, a: Data, b: Data, scalar: (x: number, y: number) => boolean): Data {
  if (typeof a === 'number' && typeof b === 'number') return Number(scalar(a, b));
  return runKernel(KERNELS[kernel], a, b, 'bool');
}

/** `a == b`, elementwise; the result is bool (a JavaScript 0 or 1 for two numbers), as for all functions here. */
export function equal(a: Data, b: Data): Data {
  return compare('equal', a, b, (x, y) => x === y);
}

/** `a != b`. */
export function notEqual(a: Data, b: Data): Data {
  return logicalNot(equal(a, b));
}

/** `a < b`. */
export function less(a: Data, b: Data): Data {
  return compare('less', a, b, (x, y) => x < y);
}

/** `a <= b`. */
export function lessEqual(a: Data, b: Data): Data {
  return compare('lessEqual', a, b, (x, y) => x <= y);
}

/** `a > b`. */
export function greater(a: Data, b: Data): Data {
  return less(b, a);
}

/** `a >= b`. */
export function greaterEqual(a: Data, b: Data): Data {
  return lessEqual(b, a);
}

/** `np.logical_and`; anything but 0 (NaN too) is true. */
export function logicalAnd(a: Data, b: Data): Data {
  return map2(a, b, (x, y) => (x !== 0 && y !== 0 ? 1 : 0), 'bool');
}

/** `np.logical_or`. */
export function logicalOr(a: Data, b: Data): Data {
  return map2(a, b, (x, y) => (x !== 0 || y !== 0 ? 1 : 0), 'bool');
}

/** `np.logical_xor`. */
export function logicalXor(a: Data, b: Data): Data {
  return map2(a, b, (x, y) => ((x !== 0) !== (y !== 0) ? 1 : 0), 'bool');
}

/** `np.logical_not`. */
export function logicalNot(a: Data): Data {
  return map1(a, (x) => (x === 0 ? 1 : 0), 'bool');
}

/** `np.isnan`. */
export function isnan(a: Data): Data {
  return map1(a, (x) => (Number.isNaN(x) ? 1 : 0), 'bool');
}

/** `np.isfinite`. */
export function isfinite(a: Data): Data {
  return map1(a, (x) => (Number.isFinite(x) ? 1 : 0), 'bool');
}

/** `np.isinf`. */
export function isinf(a: Data): Data {
  return map1(a, (x) => (Math.abs(x) === Infinity ? 1 : 0), 'bool');
}

/** `np.isclose`: `|a - b| <= atol + rtol * |b|`, infinities only to themselves. */
export function isclose(a: Data, b: Data, rtol = 1e-5, atol = 1e-8, equalNan = false): Data {
  const close = (x: number, y: number): number => {
    if (Number.isFinite(x) && Number.isFinite(y)) return Math.abs(x - y) <= atol + rtol * Math.abs(y) ? 1 : 0;
    return x === y || (equalNan && Number.isNaN(x) && Number.isNaN(y)) ? 1 : 0;
  };
  return map2(a, b, close, 'bool');
}

/** `np.allclose`. */
export function allclose(a: Data, b: Data, rtol = 1e-5, atol = 1e-8, equalNan = false): boolean {
  const close = isclose(a, b, rtol, atol, equalNan);
  return typeof close === 'number' ? close !== 0 : close.data.every((value) => value !== 0);
}
