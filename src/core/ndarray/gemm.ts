/** A matrix in a buffer: element `(i, j)` lies at `offset + i * rowStep + j * columnStep`. */
export interface MatrixWindow {
  readonly data: Float64Array;
  readonly offset: number;
  readonly rowStep: number;
  readonly columnStep: number;
}

/** Where the C-ordered result goes; it must hold zeros. */
export interface MatrixTarget {
  readonly data: Float64Array;
  readonly offset: number;
}

/**
 * Adds `a @ b` (`rows × inner` by `inner × columns`) to `out`. The loops follow the strides, so that a transposed operand needs
 * no copy: with rows of `b` in memory order the result is built row by row, with columns in memory order as dot products.
 */
export function multiplyMatrices(
  out: MatrixTarget,
  a: MatrixWindow,
  b: MatrixWindow,
  rows: number,
  inner: number,
  columns: number,
): void {
  if (b.columnStep === 1 || columns === 1) addRows(out, a, b, rows, inner, columns);
  else if (b.rowStep === 1 && a.columnStep === 1) addDots(out, a, b, rows, inner, columns);
  else addRows(out, a, packed(b, inner, columns), rows, inner, columns);
}

/** A C-ordered copy of a matrix whose rows are not in memory order. */
function packed(b: MatrixWindow, rows: number, columns: number): MatrixWindow {
  const data = new Float64Array(rows * columns);
  for (let i = 0, to = 0; i < rows; i++) {
    let from = b.offset + i * b.rowStep;
    for (let j = 0; j < columns; j++, from += b.columnStep) data[to++] = b.data[from] ?? 0;
  }
  return { data, offset: 0, rowStep: columns, columnStep: 1 };
}

/** Row `i` of the result is a sum of rows of `b`, four at a time so that it is read and written a quarter as often. */
function addRows(
  out: MatrixTarget,
  a: MatrixWindow,
  b: MatrixWindow,
  rows: number,
  inner: number,
  columns: number,
): void {
  const [c, x, y] = [out.data, a.data, b.data];
  const step = b.rowStep;
  const whole = inner - (inner % 4);
  for (let i = 0; i < rows; i++) {
    const target = out.offset + i * columns;
    let left = a.offset + i * a.rowStep;
    let right = b.offset;
    for (let k = 0; k < whole; k += 4) {
      const x0 = x[left] ?? 0;
      const x1 = x[left + a.columnStep] ?? 0;
      const x2 = x[left + 2 * a.columnStep] ?? 0;
      const x3 = x[left + 3 * a.columnStep] ?? 0;
      for (let j = 0; j < columns; j++) {
        const p = right + j;
        c[target + j] =
          (c[target + j] ?? 0) +
          x0 * (y[p] ?? 0) +
          x1 * (y[p + step] ?? 0) +
          x2 * (y[p + 2 * step] ?? 0) +
          x3 * (y[p + 3 * step] ?? 0);
      }
      left += 4 * a.columnStep;
      right += 4 * step;
    }
    for (let k = whole; k < inner; k++, left += a.columnStep, right += step) {
      const x0 = x[left] ?? 0;
      for (let j = 0; j < columns; j++) c[target + j] = (c[target + j] ?? 0) + x0 * (y[right + j] ?? 0);
    }
  }
}

/** Each element is the dot product of a row of `a` and a column of `b`, both in memory order; four columns share one reading of the row. */
function addDots(
  out: MatrixTarget,
  a: MatrixWindow,
  b: MatrixWindow,
  rows: number,
  inner: number,
  columns: number,
): void {
  const [c, x, y] = [out.data, a.data, b.data];
  const step = b.columnStep;
  const whole = columns - (columns % 4);
  for (let i = 0; i < rows; i++) {
    const left = a.offset + i * a.rowStep;
    const target = out.offset + i * columns;
    for (let j = 0; j < whole; j += 4) {
      const right = b.offset + j * step;
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let k = 0; k < inner; k++) {
        const value = x[left + k] ?? 0;
        const p = right + k;
        s0 += value * (y[p] ?? 0);
        s1 += value * (y[p + step] ?? 0);
        s2 += value * (y[p + 2 * step] ?? 0);
        s3 += value * (y[p + 3 * step] ?? 0);
      }
      c[target + j] = s0;
      c[target + j + 1] = s1;
      c[target + j + 2] = s2;
      c[target + j + 3] = s3;
    }
    for (let j = whole; j < columns; j++) {
      const right = b.offset + j * step;
      let total = 0;
      for (let k = 0; k < inner; k++) total += (x[left + k] ?? 0) * (y[right + k] ?? 0);
      c[target + j] = total;
    }
  }
}
