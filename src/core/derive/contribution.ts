import { substituteNames } from '../explain/formula.ts';
import { sizeOf, type Shape } from '../ndarray/ndarray.ts';
import { windowPositions, type Window } from '../ops/window.ts';
import type { Node } from '../tape/node.ts';
import type { Scope } from './scope.ts';
import { factor, product, sumTo, tidy, tuple, wrap } from './text.ts';

/** How a gate's gradient goes on to one of its inputs. */
export type Contribution =
  /** An expression of the input's shape. */
  | { readonly kind: 'expression'; readonly text: string }
  /** The upstream gradient is added to a part of the input's gradient; `repeats` when an element may be picked twice. */
  | { readonly kind: 'part'; readonly index: string; readonly text: string; readonly repeats: boolean }
  /** No short text says it, or a value that it needs is gone. */
  | { readonly kind: 'unknown'; readonly needs: string };

/** Writes what `node` sends to its input at `position` when its own gradient is `upstream`. */
export function contributionOf(node: Node, position: number, upstream: string, scope: Scope): Contribution {
  const input = node.inputs[position];
  if (!node.op || !input) return { kind: 'unknown', needs: '' };
  const special = specialText(node, position, input, upstream, scope);
  if (special) return special;
  const derivative = derivativeAt(node, position);
  if (derivative === '') return { kind: 'unknown', needs: node.op.name };
  const filled = fill(derivative, node, upstream, scope);
  if (!filled.ok) return { kind: 'unknown', needs: filled.needs };
  if (!node.op.elementwise) return { kind: 'expression', text: filled.text };
  return { kind: 'expression', text: sumTo(product(filled.text, upstream), node.shape, input.shape) };
}

function derivativeAt({ op, attrs, inputs }: Node, position: number): string {
  if (!op) return '';
  const shapes = inputs.map((input) => input.shape);
  const texts = op.derivativeFor?.(attrs as never, shapes) ?? op.derivative;
  return texts[position] ?? '';
}

/** Puts the texts of the gate's values in place of the parameters of its derivative. */
function fill(
  derivative: string,
  node: Node,
  upstream: string,
  scope: Scope,
): { ok: true; text: string } | { ok: false; needs: string } {
  const names: Record<string, string> = { g: wrap(upstream) };
  const values: (readonly [string, Node])[] = [['out', node]];
  node.op?.params.forEach((param, i) => {
    const input = node.inputs[i];
    if (input) values.push([param, input]);
  });
  for (const [name, value] of values) {
    if (!mentions(derivative, name)) continue;
    const text = scope.valueOf(value) ?? scope.operandOf(node, node.inputs.indexOf(value));
    if (text === null) return { ok: false, needs: value.name ?? value.op?.name ?? name };
    names[name] = text;
  }
  return { ok: true, text: tidy(substituteNames(derivative, names)) };
}

/** Gates whose derivative depends on how they were written, or reads better than its general form. */
function specialText(node: Node, position: number, input: Node, upstream: string, scope: Scope): Contribution | null {
  const { op, attrs } = node;
  switch (op?.name) {
    case 'getitem': {
      const index = scope.indexOf(node) ?? windowIndex(input.shape, attrs as Window);
      return index === null ? null : { kind: 'part', index, text: upstream, repeats: false };
    }
    case 'gather': {
      const index = scope.indexOf(node);
      const { positions } = attrs as { readonly positions: Int32Array };
      const repeats = new Set(positions).size < positions.length;
      return index === null ? null : { kind: 'part', index, text: upstream, repeats };
    }
    case 'array':
      return {
        kind: 'expression',
        text: `${wrap(upstream)}[${itemIndex((attrs as { shape: Shape }).shape, position)}]`,
      };
    case 'stack':
      return {
        kind: 'expression',
        text: `np.take(${upstream}, ${String(position)}, axis=${String((attrs as { axis: number }).axis)})`,
      };
    case 'concatenate':
      return piece(node, position, (attrs as { axis: number | null }).axis, upstream);
    case 'mean':
      return mean(node, input, upstream, scope);
    case 'sum':
      return isWhole(node) && bringsShape(input, scope) ? { kind: 'expression', text: upstream } : null;
    default:
      return null;
  }
}

/** The place of an element among equally shaped parts: `1`, or `0, 2` where they form a table. */
function itemIndex(shape: Shape, position: number): string {
  let rest = position;
  const index: number[] = [];
  for (const length of shape.toReversed()) {
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return index.join(', ');
}

function piece({ inputs }: Node, position: number, axis: number | null, upstream: string): Contribution | null {
  const own = inputs[position]?.shape ?? [];
  if (axis === null || own.length === 0) return null;
  const along = axis < 0 ? axis + own.length : axis;
  const start = inputs.slice(0, position).reduce((sum, input) => sum + (input.shape[along] ?? 0), 0);
  const range = `${String(start)}:${String(start + (own[along] ?? 0))}`;
  return {
    kind: 'expression',
    text: `${wrap(upstream)}[${[...new Array<string>(along).fill(':'), range].join(', ')}]`,
  };
}

/** Whether a reduction leaves nothing but a number. */
function isWhole({ attrs, shape }: Node): boolean {
  return shape.length === 0 && (attrs as { readonly axis: unknown }).axis === null;
}

/**
 * Whether a number may stand for the gradient of a gate: it has no name, and every local gradient of it has the gate's own
 * shape, so that the next product stretches the number.
 */
function bringsShape(node: Node, scope: Scope): boolean {
  if (node.shape.length === 0) return true;
  if (!node.op?.elementwise || node.name !== null || scope.pathOf(node) !== null) return false;
  const values = [...node.op.params.map((param, i) => [param, node.inputs[i]] as const), ['out', node] as const];
  return node.inputs.every((_, position) =>
    values.some(
      ([name, value]) => value?.shape.join() === node.shape.join() && mentions(derivativeAt(node, position), name),
    ),
  );
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(text);
}

/** Each element of a mean receives its share of the upstream gradient. */
function mean(node: Node, input: Node, upstream: string, scope: Scope): Contribution | null {
  const { axis, keepdims } = node.attrs as {
    readonly axis: number | readonly number[] | null;
    readonly keepdims: boolean;
  };
  const count = sizeOf(input.shape) / Math.max(1, sizeOf(node.shape));
  const text = scope.pathOf(input);
  const like = text === null ? `np.ones(${tuple(input.shape)})` : `np.ones_like(${text})`;
  if (input.shape.length === 0) return { kind: 'expression', text: upstream };
  if (isWhole(node) && bringsShape(input, scope)) {
    return { kind: 'expression', text: `${factor(upstream)} / ${String(count)}` };
  }
  if (axis === null)
    return {
      kind: 'expression',
      text: `${like} * ${wrap(upstream)} / ${text === null ? String(count) : `${text}.size`}`,
    };
  const stretched = keepdims
    ? wrap(upstream)
    : `np.expand_dims(${upstream}, ${typeof axis === 'number' ? String(axis) : tuple(axis)})`;
  return { kind: 'expression', text: `${like} * ${stretched} / ${String(count)}` };
}

/** The slices that read a window of an array: `0`, `1:3, ::2`; null when plain slices cannot. */
export function windowIndex(base: Shape, window: Window): string | null {
  const steps = base.map((_, axis) => sizeOf(base.slice(axis + 1)));
  let rest = window.offset;
  const starts = steps.map((step) => {
    const start = step === 0 ? 0 : Math.floor(rest / step);
    rest -= start * step;
    return start;
  });
  const parts: string[] = [];
  let dimension = 0;
  base.forEach((length, axis) => {
    const [start, unit] = [starts[axis] ?? 0, steps[axis] ?? 1];
    const [count, stride] = [window.shape[dimension], window.strides[dimension]];
    const isAlong =
      count !== undefined &&
      stride !== undefined &&
      stride % unit === 0 &&
      Math.abs(stride) < unit * Math.max(length, 2);
    if (!isAlong || stride <= 0) {
      parts.push(String(start));
      return;
    }
    dimension++;
    parts.push(slice(start, count, stride / unit, length));
  });
  if (dimension !== window.shape.length) return null;
  const read = readBack(base, parts, steps);
  const wanted = windowPositions(window);
  const fits = read.length === wanted.length && read.every((position, i) => position === wanted[i]);
  if (!fits) return null;
  while (parts.length > 1 && parts.at(-1) === ':') parts.pop();
  return parts.join(', ');
}

function slice(start: number, count: number, step: number, length: number): string {
  const end = start + (count - 1) * step + 1;
  const from = start === 0 ? '' : String(start);
  const to = end + step > length ? '' : String(end);
  return step === 1 ? `${from}:${to}` : `${from}:${to}:${String(step)}`;
}

/** The positions that index texts name, to see that they say what was meant. */
function readBack(base: Shape, parts: readonly string[], steps: readonly number[]): number[] {
  let positions = [0];
  parts.forEach((part, axis) => {
    const [from = '', to, step] = part.split(':');
    const length = base[axis] ?? 0;
    const indices: number[] = [];
    if (to === undefined) indices.push(Number(from));
    else for (let i = Number(from); i < (to === '' ? length : Number(to)); i += Number(step ?? 1)) indices.push(i);
    positions = positions.flatMap((position) => indices.map((i) => position + i * (steps[axis] ?? 1)));
  });
  return positions;
}
