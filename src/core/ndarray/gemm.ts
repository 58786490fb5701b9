/** A matrix in a buffer: element `(i, j)` lies at `offset + i * rowStep + j * columnStep`. */
export interface MatrixWindow {
  readonly data: Float64Array;
  readonly offset: number;
  readonly rowStep: number;
  readonly columnStep: number;
}

/** Where the C-ordered result goes. */
export interface MatrixTarget {
  readonly data: Float64Array;
  readonly offset: number;
}

/** Columns of the right operand that are multiplied together. */
const PANEL = 4;

/**
 * Writes `a @ b` (`rows × inner` by `inner × columns`) to `out`. Any strides will do, so a transposed operand needs no copy:
 * four columns of `b` at a time are laid out for reading in order, and two rows of `a` are multiplied with them, so that each
 * number read takes part in several products and the eight sums stay in registers.
 */
export function multiplyMatrices(
  out: MatrixTarget,
  a: MatrixWindow,
  b: MatrixWindow,
  rows: number,
  inner: number,
  columns: number,
): void {
  const panel = new Float64Array(inner * PANEL);
  const whole = columns - (columns % PANEL);
  for (let j = 0; j < whole; j += PANEL) {
    fillPanel(panel, b, j, inner);
    for (let i = 0; i < rows; i += 2) writeBlock(out, a, panel, i, Math.min(i + 1, rows - 1), j, columns);
  }
  for (let j = whole; j < columns; j++) writeColumn(out, a, b, j, rows, inner, columns);
}

/** Lays out the columns `j` to `j + 3` row by row. */
function fillPanel(panel: Float64Array, b: MatrixWindow, j: number, inner: number): void {
  const { data, columnStep, rowStep } = b;
  let from = b.offset + j * columnStep;
  for (let to = 0; to < panel.length; to += PANEL, from += rowStep) {
    panel[to] = data[from] ?? 0;
    panel[to + 1] = data[from + columnStep] ?? 0;
    panel[to + 2] = data[from + 2 * columnStep] ?? 0;
    panel[to + 3] = data[from + 3 * columnStep] ?? 0;
  }
}

/** The products of two rows of `a` (the same one twice at the end of an odd number) with a panel. */
function writeBlock(
  out: MatrixTarget,
  a: MatrixWindow,
  panel: Float64Array,
  first: number,
  second: number,
  j: number,
  columns: number,
): void {
  const { data, rowStep, columnStep } = a;
  let upper = a.offset + first * rowStep;
  let lower = a.offset + second * rowStep;
  // Eight variables, not an array: only these become registers.
  let u0 = 0;
  let u1 = 0;
  let u2 = 0;
  let u3 = 0;
  let v0 = 0;
  let v1 = 0;
  let v2 = 0;
  let v3 = 0;
  for (let k = 0; k < panel.length; k += PANEL, upper += columnStep, lower += columnStep) {
    const u = data[upper] ?? 0;
    const v = data[lower] ?? 0;
    const p0 = panel[k] ?? 0;
    const p1 = panel[k + 1] ?? 0;
    const p2 = panel[k + 2] ?? 0;
    const p3 = panel[k + 3] ?? 0;
    u0 += u * p0;
    u1 += u * p1;
    u2 += u * p2;
    u3 += u * p3;
    v0 += v * p0;
    v1 += v * p1;
    v2 += v * p2;
    v3 += v * p3;
  }
  const c = out.data;
  const t0 = out.offset + first * columns + j;
  const t1 = out.offset + second * columns + j;
  c[t0] = u0;
  c[t0 + 1] = u1;
  c[t0 + 2] = u2;
  c[t0 + 3] = u3;
  c[t1] = v0;
  c[t1 + 1] = v1;
  c[t1 + 2] = v2;
  c[t1 + 3] = v3;
}

/** One column of the result, as dot products. */
function writeColumn(
  out: MatrixTarget,
  a: MatrixWindow,
  b: MatrixWindow,
  j: number,
  rows: number,
  inner: number,
  columns: number,
): void {
  for (let i = 0; i < rows; i++) {
    let left = a.offset + i * a.rowStep;
    let right = b.offset + j * b.columnStep;
    let total = 0;
    for (let k = 0; k < inner; k++, left += a.columnStep, right += b.rowStep) {
      total += (a.data[left] ?? 0) * (b.data[right] ?? 0);
    }
    out.data[out.offset + i * columns + j] = total;
  }
}
