import { PyTuple } from '../../interp/values.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { Expr } from '../../syntax/ast.ts';
import { enclosingFunction } from '../../syntax/index.ts';
import { expressionsBelow } from '../walk.ts';
import type { Failure } from './failure.ts';
import type { Plans } from './plans.ts';

/** `y.reshape(N * T)` of an array of which nothing is stated: its axes are the factors. `Y.reshape(AL.shape)`: those of the other. */
export function learnFlattened({ problem, exprs, valueOf, originOf }: Failure, plans: Plans): boolean {
  if (!problem.message.startsWith('cannot reshape')) return false;
  for (const expr of exprs) {
    if (expr.kind !== 'Call' || expr.func.kind !== 'Attribute' || expr.func.name !== 'reshape') continue;
    const [size, ...others] = expr.args;
    const origin = originOf(expr.func.value);
    const spec = origin && plans.specOf(origin);
    const whole = size && others.length === 0 ? valueOf(size) : undefined;
    const dims = whole instanceof PyTuple ? whole.items : whole && size ? factorsOf(size).map(valueOf) : [];
    const lengths = dims.flatMap((value) => (value instanceof Num && value.value > 0 ? [value.value] : []));
    if (!origin || spec?.kind !== 'array' || lengths.length < 2 || lengths.length < dims.length) continue;
    if (['docstring', 'comment'].includes(plans.get(origin.key)?.source ?? '')) continue;
    plans.change(origin, { ...spec, dims: lengths });
    return true;
  }
  return false;
}

function factorsOf(expr: Expr): Expr[] {
  return expr.kind === 'BinOp' && expr.op === '*' ? [...factorsOf(expr.left), ...factorsOf(expr.right)] : [expr];
}

/** `a[:, 3*H:4*H]` behind the end of `a`: gates lie side by side, and the axis is as long as the last of them says. */
export function learnGates({ problem, statement, module, valueOf }: Failure, { dimensions }: Plans): boolean {
  const shapes = problem.operation?.shapes ?? [];
  const def = statement && enclosingFunction(module, statement.span.start);
  if (!def || !shapes.some((shape) => shape.includes(0))) return false;
  const ends = def.body.flatMap((inner) => expressionsBelow(inner)).flatMap((expr) => gateOf(expr, valueOf) ?? []);
  const last = ends.reduce<Gate | null>((most, gate) => (most && most.end >= gate.end ? most : gate), null);
  return last !== null && dimensions.become(last.length, last.end);
}

interface Gate {
  /** Where the slice ends. */
  readonly end: number;
  /** How long the axis is. */
  readonly length: number;
}

function gateOf(expr: Expr, valueOf: Failure['valueOf']): Gate | null {
  if (expr.kind !== 'Subscript') return null;
  const slices = expr.index.kind === 'Tuple' ? expr.index.elements : [expr.index];
  const axis = slices.findIndex(
    (slice) => slice.kind === 'Slice' && slice.upper?.kind === 'BinOp' && slice.upper.op === '*',
  );
  const slice = slices[axis];
  const array = valueOf(expr.value);
  if (slice?.kind !== 'Slice' || slice.upper?.kind !== 'BinOp' || !(array instanceof Tensor)) return null;
  const [left, right] = [slice.upper.left, slice.upper.right].map((side) =>
    side.kind === 'Num' ? side.value : valueOf(side),
  );
  const [times, size] = [left, right].map((side) =>
    side instanceof Num ? side.value : typeof side === 'number' ? side : null,
  );
  const length = array.shape[axis];
  return times && size && length !== undefined ? { end: times * size, length } : null;
}
