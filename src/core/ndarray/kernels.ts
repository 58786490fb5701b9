import { map2, type Data } from './elementwise.ts';
import { NDArray, type DType } from './ndarray.ts';
import { sameShape } from './broadcast.ts';

/** The four operations that have loops of their own, because a call per element would cost several times the operation. */
export type Kernel = 'add' | 'subtract' | 'multiply' | 'divide';

const SCALAR: Readonly<Record<Kernel, (x: number, y: number) => number>> = {
  add: (x, y) => x + y,
  subtract: (x, y) => x - y,
  multiply: (x, y) => x * y,
  divide: (x, y) => x / y,
};

/** Runs one of the four on numbers or arrays, through the fastest loop that the layouts allow. Throws ValueError when the shapes do not fit. */
export function runKernel(kernel: Kernel, a: Data, b: Data, dtype: DType): Data {
  if (typeof a === 'number') {
    if (typeof b === 'number') return SCALAR[kernel](a, b);
    return isDense(b) ? withLeftScalar(kernel, a, b, dtype) : map2(a, b, SCALAR[kernel], dtype);
  }
  if (typeof b === 'number') {
    return isDense(a) ? withRightScalar(kernel, a, b, dtype) : map2(a, b, SCALAR[kernel], dtype);
  }
  if (isDense(a) && isDense(b)) {
    if (sameShape(a.shape, b.shape)) return pairwise(kernel, a, b, dtype);
    if (a.ndim === 2 && b.ndim === 1 && a.shape[1] === b.shape[0]) return withRow(kernel, a, b, dtype);
  }
  return map2(a, b, SCALAR[kernel], dtype);
}

function isDense(a: NDArray): boolean {
  return a.offset === 0 && a.isContiguous;
}

function pairwise(kernel: Kernel, a: NDArray, b: NDArray, dtype: DType): NDArray {
  const x = a.data;
  const y = b.data;
  const out = new Float64Array(a.size);
  const size = out.length;
  switch (kernel) {
    case 'add':
      for (let i = 0; i < size; i++) out[i] = (x[i] ?? 0) + (y[i] ?? 0);
      break;
    case 'subtract':
      for (let i = 0; i < size; i++) out[i] = (x[i] ?? 0) - (y[i] ?? 0);
      break;
    case 'multiply':
      for (let i = 0; i < size; i++) out[i] = (x[i] ?? 0) * (y[i] ?? 0);
      break;
    case 'divide':
      for (let i = 0; i < size; i++) out[i] = (x[i] ?? 0) / (y[i] ?? 0);
      break;
  }
  return new NDArray(out, a.shape, dtype);
}

function withRightScalar(kernel: Kernel, a: NDArray, y: number, dtype: DType): NDArray {
  const x = a.data;
  const out = new Float64Array(a.size);
  const size = out.length;
  switch (kernel) {
    case 'add':
      for (let i = 0; i < size; i++) out[i] = (x[i] ?? 0) + y;
      break;
    case 'subtract':
      for (let i = 0; i < size; i++) out[i] = (x[i] ?? 0) - y;
      break;
    case 'multiply':
      for (let i = 0; i < size; i++) out[i] = (x[i] ?? 0) * y;
      break;
    case 'divide':
      for (let i = 0; i < size; i++) out[i] = (x[i] ?? 0) / y;
      break;
  }
  return new NDArray(out, a.shape, dtype);
}

function withLeftScalar(kernel: Kernel, x: number, b: NDArray, dtype: DType): NDArray {
  const y = b.data;
  const out = new Float64Array(b.size);
  const size = out.length;
  switch (kernel) {
    case 'add':
      for (let i = 0; i < size; i++) out[i] = x + (y[i] ?? 0);
      break;
    case 'subtract':
      for (let i = 0; i < size; i++) out[i] = x - (y[i] ?? 0);
      break;
    case 'multiply':
      for (let i = 0; i < size; i++) out[i] = x * (y[i] ?? 0);
      break;
    case 'divide':
      for (let i = 0; i < size; i++) out[i] = x / (y[i] ?? 0);
      break;
  }
  return new NDArray(out, b.shape, dtype);
}

/** `(N, C)` with `(C,)`: a bias added to every row. */
function withRow(kernel: Kernel, a: NDArray, b: NDArray, dtype: DType): NDArray {
  const x = a.data;
  const y = b.data;
  const out = new Float64Array(a.size);
  const size = out.length;
  const width = b.size;
  for (let start = 0; start < size; start += width) {
    switch (kernel) {
      case 'add':
        for (let j = 0; j < width; j++) out[start + j] = (x[start + j] ?? 0) + (y[j] ?? 0);
        break;
      case 'subtract':
        for (let j = 0; j < width; j++) out[start + j] = (x[start + j] ?? 0) - (y[j] ?? 0);
        break;
      case 'multiply':
        for (let j = 0; j < width; j++) out[start + j] = (x[start + j] ?? 0) * (y[j] ?? 0);
        break;
      case 'divide':
        for (let j = 0; j < width; j++) out[start + j] = (x[start + j] ?? 0) / (y[j] ?? 0);
        break;
    }
  }
  return new NDArray(out, a.shape, dtype);
}
