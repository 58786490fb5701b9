import { ArrayError } from './errors.ts';
import { matmul } from './matmul.ts';
import { NDArray, sizeOf } from './ndarray.ts';
import { sum } from './reduce.ts';
import { reshape, transpose } from './reshape.ts';

/** What an einsum subscript means. Labels are single letters; the axes an ellipsis stands for are `.0`, `.1`… counted from the last. */
export interface EinsumPlan {
  readonly inputs: readonly (readonly string[])[];
  readonly output: readonly string[];
}

/** Reads einsum subscripts for operands of these dimensions; without `->` the output is the sorted labels that occur once. Throws ValueError. */
export function parseEinsum(subscripts: string, ndims: readonly number[]): EinsumPlan {
  const [left = '', right, ...more] = subscripts.replaceAll(' ', '').split('->');
  if (more.length > 0) throw new ArrayError('ValueError', "einsum: subscripts can only contain one '->'");
  const terms = left.split(',');
  if (terms.length !== ndims.length) {
    const message = `einsum: ${String(terms.length)} subscripts for ${String(ndims.length)} operands`;
    throw new ArrayError('ValueError', message);
  }
  const inputs = terms.map((term, k) => readTerm(term, ndims[k] ?? 0));
  const widest = inputs.reduce(
    (most, labels) => Math.max(most, labels.filter((label) => label.startsWith('.')).length),
    0,
  );
  const all = inputs.flat();
  const output = right === undefined ? implicitOutput(all, widest) : readLabels(right, widest);
  for (const label of output) {
    if (!all.includes(label)) {
      throw new ArrayError('ValueError', `einsum: output subscript '${label}' does not appear in any input`);
    }
  }
  if (new Set(output).size !== output.length) {
    throw new ArrayError('ValueError', 'einsum: an output subscript appears more than once');
  }
  return { inputs, output };
}

function readTerm(term: string, ndim: number): string[] {
  const hasEllipsis = term.includes('...');
  const named = term.length - (hasEllipsis ? 3 : 0);
  if (named > ndim || (named < ndim && !hasEllipsis)) {
    const message = `einsum: subscript '${term}' does not fit an operand of ${String(ndim)} dimension(s)`;
    throw new ArrayError('ValueError', message);
  }
  return readLabels(term, ndim - named);
}

function readLabels(term: string, ellipsisAxes: number): string[] {
  const spread = Array.from({ length: ellipsisAxes }, (_, i) => `.${String(ellipsisAxes - 1 - i)}`);
  const [before = '', after, ...more] = term.split('...');
  if (more.length > 0 || !/^[A-Za-z]*$/.test(before + (after ?? ''))) {
    throw new ArrayError('ValueError', `einsum: invalid subscript '${term}'`);
  }
  const letters = (text: string): string[] => Array.from(text);
  return after === undefined ? letters(before) : [...letters(before), ...spread, ...letters(after)];
}

function implicitOutput(all: readonly string[], ellipsisAxes: number): string[] {
  const once = [...new Set(all)].filter(
    (label) => !label.startsWith('.') && all.indexOf(label) === all.lastIndexOf(label),
  );
  return [...readLabels('...', ellipsisAxes), ...once.sort()];
}

/** An array whose axes have names. */
interface Labelled {
  readonly array: NDArray;
  readonly labels: readonly string[];
}

/** `np.einsum`, operands contracted from left to right by matrix products. Throws ValueError when labels and shapes do not fit. */
export function einsum(subscripts: string, ...operands: readonly NDArray[]): NDArray {
  const plan = parseEinsum(
    subscripts,
    operands.map((operand) => operand.ndim),
  );
  const lengths = labelLengths(plan, operands);
  const terms = operands.map((array, k) => prepare(array, plan.inputs[k] ?? [], lengths));
  const [first, ...rest] = terms;
  if (!first) throw new ArrayError('ValueError', 'einsum: at least one operand is needed');
  const result = rest.reduce((done, next, k) => {
    const needed = new Set([...plan.output, ...rest.slice(k + 1).flatMap((term) => term.labels)]);
    return contract(done, next, needed);
  }, first);
  const summed = sumOut(result, new Set(plan.output));
  return transpose(
    summed.array,
    plan.output.map((label) => summed.labels.indexOf(label)),
  );
}

/** The length of each label; axes of length 1 stretch. Throws ValueError when two lengths differ. */
export function labelLengths(
  plan: EinsumPlan,
  operands: readonly { readonly shape: readonly number[] }[],
): Map<string, number> {
  const lengths = new Map<string, number>();
  plan.inputs.forEach((labels, k) => {
    labels.forEach((label, axis) => {
      const length = operands[k]?.shape[axis] ?? 1;
      const known = lengths.get(label) ?? 1;
      if (known !== 1 && length !== 1 && known !== length) {
        const message = `einsum: dimension '${label}' is ${String(known)} in one operand and ${String(length)} in another`;
        throw new ArrayError('ValueError', message);
      }
      lengths.set(label, length === 1 ? known : length);
    });
  });
  return lengths;
}

/** Takes diagonals where a label is repeated, so that each label is one axis, stretched to its full length. */
function prepare(array: NDArray, labels: readonly string[], lengths: ReadonlyMap<string, number>): Labelled {
  const names = [...new Set(labels)];
  const shape = names.map((label) => lengths.get(label) ?? 1);
  const strides = names.map((label) =>
    labels.reduce((total, one, axis) => {
      const stretched = array.shape[axis] === 1;
      return one === label && !stretched ? total + (array.strides[axis] ?? 0) : total;
    }, 0),
  );
  return { array: new NDArray(array.data, shape, array.dtype, strides, array.offset), labels: names };
}

/** Sums over the axes that are not needed any more. */
function sumOut(term: Labelled, needed: ReadonlySet<string>): Labelled {
  const gone = term.labels.map((label, axis) => (needed.has(label) ? -1 : axis)).filter((axis) => axis >= 0);
  if (gone.length === 0) return term;
  return { array: sum(term.array, gone), labels: term.labels.filter((label) => needed.has(label)) };
}

/** The product of two terms, summed over the labels that both have and nobody needs: one stacked matrix product. */
function contract(a: Labelled, b: Labelled, needed: ReadonlySet<string>): Labelled {
  const left = sumOut(a, new Set([...needed, ...b.labels]));
  const right = sumOut(b, new Set([...needed, ...a.labels]));
  const shared = left.labels.filter((label) => right.labels.includes(label));
  const batch = shared.filter((label) => needed.has(label));
  const inner = shared.filter((label) => !needed.has(label));
  const rows = left.labels.filter((label) => !shared.includes(label));
  const columns = right.labels.filter((label) => !shared.includes(label));
  const product = matmul(grouped(left, batch, rows, inner), grouped(right, batch, inner, columns));
  const labels = [...batch, ...rows, ...columns];
  const shape = labels.map((label) => lengthOf(left, label) ?? lengthOf(right, label) ?? 1);
  return { array: reshape(product, shape), labels };
}

function lengthOf(term: Labelled, label: string): number | undefined {
  return term.array.shape[term.labels.indexOf(label)];
}

/** The array as a stack of matrices: batch axes, then two groups of axes flattened into one each. */
function grouped(term: Labelled, ...groups: readonly (readonly string[])[]): NDArray {
  const order = groups.flat().map((label) => term.labels.indexOf(label));
  const sizes = groups.map((group) => sizeOf(group.map((label) => lengthOf(term, label) ?? 1)));
  return reshape(transpose(term.array, order), sizes);
}

/** `np.tensordot` over the last `axes` axes of `a` and the first of `b`, or over two lists of axes. Throws ValueError. */
export function tensordot(
  a: NDArray,
  b: NDArray,
  axes: number | readonly [readonly number[], readonly number[]] = 2,
): NDArray {
  const [first, second] = typeof axes === 'number' ? trailingAxes(a, axes) : axes;
  const left = first.map((axis) => (axis < 0 ? axis + a.ndim : axis));
  const right = second.map((axis) => (axis < 0 ? axis + b.ndim : axis));
  const fits =
    left.length === right.length &&
    left.every((axis, k) => a.shape[axis] !== undefined && a.shape[axis] === b.shape[right[k] ?? 0]);
  if (!fits) throw new ArrayError('ValueError', 'shape-mismatch for sum');
  const keepLeft = a.shape.map((_, i) => i).filter((i) => !left.includes(i));
  const keepRight = b.shape.map((_, i) => i).filter((i) => !right.includes(i));
  const inner = sizeOf(left.map((axis) => a.shape[axis] ?? 1));
  const rows = keepLeft.map((axis) => a.shape[axis] ?? 1);
  const columns = keepRight.map((axis) => b.shape[axis] ?? 1);
  const x = reshape(transpose(a, [...keepLeft, ...left]), [sizeOf(rows), inner]);
  const y = reshape(transpose(b, [...right, ...keepRight]), [inner, sizeOf(columns)]);
  return reshape(matmul(x, y), [...rows, ...columns]);
}

function trailingAxes(a: NDArray, count: number): [number[], number[]] {
  return [Array.from({ length: count }, (_, i) => a.ndim - count + i), Array.from({ length: count }, (_, i) => i)];
}
