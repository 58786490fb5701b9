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
 * number read takes part in several products and the eight sums stay in registers. What is left over, a last row and up to
 * three columns, is made of dot products, four at a time; so are the products with a vector.
 */
export function multiplyMatrices(
  out: MatrixTarget,
  a: MatrixWindow,
  b: MatrixWindow,
  rows: number,
  inner: number,
  columns: number,
): void {
  const wholeRows = rows - (rows % 2);
  const wholeColumns = wholeRows === 0 ? 0 : columns - (columns % PANEL);
  if (wholeColumns > 0) {
    const panel = new Float64Array(inner * PANEL);
    for (let j = 0; j < wholeColumns; j += PANEL) {
      fillPanel(panel, b, j);
      for (let i = 0; i < wholeRows; i += 2) writeBlock(out, a, panel, i, j, columns);
    }
  }
  for (let j = wholeColumns; j < columns && wholeRows > 0; j++) {
    const column = { data: b.data, offset: b.offset + j * b.columnStep, step: b.rowStep };
    writeDots({ data: out.data, offset: out.offset + j, step: columns }, column, a, wholeRows, inner);
  }
  if (wholeRows < rows) {
    const row = { data: a.data, offset: a.offset + wholeRows * a.rowStep, step: a.columnStep };
    const target = { data: out.data, offset: out.offset + wholeRows * columns, step: 1 };
    writeDots(target, row, transposed(b), columns, inner);
  }
}

function transposed(b: MatrixWindow): MatrixWindow {
  return { data: b.data, offset: b.offset, rowStep: b.columnStep, columnStep: b.rowStep };
}

/** Lays out the columns `j` to `j + 3` row by row. */
function fillPanel(panel: Float64Array, b: MatrixWindow, j: number): void {
  const { data, columnStep, rowStep } = b;
  let from = b.offset + j * columnStep;
  for (let to = 0; to < panel.length; to += PANEL, from += rowStep) {
    panel[to] = data[from] ?? 0;
    panel[to + 1] = data[from + columnStep] ?? 0;
    panel[to + 2] = data[from + 2 * columnStep] ?? 0;
    panel[to + 3] = data[from + 3 * columnStep] ?? 0;
  }
}

/** The products of the rows `i` and `i + 1` of `a` with a panel. */
function writeBlock(
  out: MatrixTarget,
  a: MatrixWindow,
  panel: Float64Array,
  i: number,
  j: number,
  columns: number,
): void {
  const { data, rowStep, columnStep } = a;
  let upper = a.offset + i * rowStep;
  let lower = upper + rowStep;
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
  const t0 = out.offset + i * columns + j;
  const t1 = t0 + columns;
  c[t0] = u0;
  c[t0 + 1] = u1;
  c[t0 + 2] = u2;
  c[t0 + 3] = u3;
  c[t1] = v0;
  c[t1 + 1] = v1;
  c[t1 + 2] = v2;
  c[t1 + 3] = v3;
}

/** A row or a column in a buffer. */
interface Line {
  readonly data: Float64Array;
  readonly offset: number;
  readonly step: number;
}

/** Writes the dot products of a line with the first `count` rows of a matrix; four rows share one reading of the line. */
function writeDots(out: Line, line: Line, matrix: MatrixWindow, count: number, inner: number): void {
  const { data: x, offset, step } = line;
  const { data: y, rowStep, columnStep } = matrix;
  const whole = count - (count % 4);
  for (let i = 0; i < whole; i += 4) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let k = 0, at = matrix.offset + i * rowStep; k < inner; k++, at += columnStep) {
      const value = x[offset + k * step] ?? 0;
      s0 += value * (y[at] ?? 0);
      s1 += value * (y[at + rowStep] ?? 0);
      s2 += value * (y[at + 2 * rowStep] ?? 0);
      s3 += value * (y[at + 3 * rowStep] ?? 0);
    }
    const to = out.offset + i * out.step;
    out.data[to] = s0;
    out.data[to + out.step] = s1;
    out.data[to + 2 * out.step] = s2;
    out.data[to + 3 * out.step] = s3;
  }
  for (let i = whole; i < count; i++) {
    let total = 0;
    for (let k = 0, at = matrix.offset + i * rowStep; k < inner; k++, at += columnStep) {
      total += (x[offset + k * step] ?? 0) * (y[at] ?? 0);
    }
    out.data[out.offset + i * out.step] = total;
  }
}
