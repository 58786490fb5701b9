import type { Binding } from '../../interp/execution.ts';
import { PyDict, type Value } from '../../interp/values.ts';
import type { Shape } from '../../ndarray/ndarray.ts';
import type { Expr, Stmt } from '../../syntax/ast.ts';
import { enclosingFunction, targetPath, type Module } from '../../syntax/index.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { Claim } from '../claims.ts';
import { isUpstreamName } from '../gradientNames.ts';
import { expressionsBelow } from '../walk.ts';
import { isModule } from './slots.ts';

/** Something that can be named where a statement stands. */
export interface Atom {
  readonly text: string;
  /** Null when it is not known what it holds. */
  readonly shape: Shape | null;
  /** `count`: a whole number, such as a length. */
  readonly role: 'gradient' | 'array' | 'scalar' | 'count' | 'unknown';
  /** How often it was given a value in the frame of the statement. */
  readonly versions: number;
}

const MOST = 60;

/**
 * The names, attributes and entries that a statement could use: what its frame and its object bound in the run, and what
 * the text around it speaks of. Those that the text around mentions come first.
 */
export function atomsAt(
  text: string,
  module: Module,
  statement: Stmt,
  bindings: readonly Binding[],
  claims: readonly Claim[],
): readonly Atom[] {
  const def = enclosingFunction(module, statement.span.start);
  const frame = frameOf(statement, def?.name ?? null, bindings);
  const gradients = new Set(claims.map((claim) => claim.path));
  const known = new Map<string, Atom>();
  for (const binding of bindings) {
    const isOwn = binding.frame === frame || binding.path.startsWith('self.');
    if (isOwn && binding.kind !== 'return')
      for (const atom of atomsOf(binding, known, gradients)) known.set(atom.text, atom);
  }
  const near = mentioned(def ?? statement, text);
  const unknown = near.filter((text) => !known.has(text));
  const spoken = near.flatMap((text) => known.get(text) ?? []);
  const others = [...known.values()].filter((atom) => !near.includes(atom.text)).toReversed();
  const open = unknown.map((text): Atom => ({ text, shape: null, role: 'unknown', versions: 1 }));
  return [...spoken, ...open, ...others].slice(0, MOST);
}

/** The number of the last frame in which the statement ran, or else its function. */
function frameOf(statement: Stmt, functionName: string | null, bindings: readonly Binding[]): number {
  const own = bindings.findLast((binding) => binding.statement === statement && binding.value !== null);
  const same = own ?? bindings.findLast((binding) => binding.functionName === functionName);
  return same?.frame ?? 0;
}

function atomsOf(binding: Binding, known: ReadonlyMap<string, Atom>, gradients: ReadonlySet<string>): Atom[] {
  const { path, value, kind } = binding;
  if (!/^[A-Za-z_][\w.]*(?:\['[^'\\]*'\]|\[\d+\])*$/.test(path)) return [];
  if (value instanceof PyDict) return entriesOf(path, value, gradients);
  const isGradient = gradients.has(path) || (kind === 'parameter' && isUpstreamName(path));
  const atom = atomOf(path, value, isGradient);
  return atom ? [{ ...atom, versions: 1 + (known.get(path)?.versions ?? 0) }] : [];
}

function entriesOf(path: string, { entries }: PyDict, gradients: ReadonlySet<string>): Atom[] {
  return [...entries.values()].slice(0, 32).flatMap(({ key, value }) => {
    const text = `${path}['${typeof key === 'string' ? key : ''}']`;
    return typeof key === 'string' ? (atomOf(text, value, gradients.has(text)) ?? []) : [];
  });
}

function atomOf(text: string, value: Value, isGradient: boolean): Atom | null {
  if (value instanceof Tensor) {
    return { text, shape: value.shape, role: isGradient ? 'gradient' : 'array', versions: 1 };
  }
  // Nothing is mended with a nought, such as the counter of a loop that goes round once.
  if (!(value instanceof Num) || value.value === 0) return null;
  return { text, shape: [], role: isGradient ? 'gradient' : value.isInt ? 'count' : 'scalar', versions: 1 };
}

/** The paths that a function or statement mentions as values, and elements by names such as `X[i]`, in order. */
function mentioned(root: Stmt, text: string): string[] {
  const found = new Set<string>();
  const called = new Set<Expr>();
  for (const expr of expressionsBelow(root)) {
    if (expr.kind === 'Call') called.add(expr.func);
    const path = targetPath(expr) ?? elementIn(expr, text);
    if (path === null || called.has(expr) || isModule(expr)) continue;
    if (expr.kind === 'Name' && /^(?:self|range|len|True|False|None)$/.test(expr.name)) continue;
    if (expr.kind === 'Attribute' && (/^(?:T|shape|size|ndim|dtype)$/.test(expr.name) || isModule(expr.value)))
      continue;
    found.add(path);
  }
  return [...found];
}

function elementIn(expr: Expr, text: string): string | null {
  if (expr.kind !== 'Subscript' || targetPath(expr.value) === null) return null;
  const items = expr.index.kind === 'Tuple' ? expr.index.elements : [expr.index];
  const isPlain =
    items.some(({ kind }) => kind === 'Name') && items.every(({ kind }) => /^(?:Name|Num|Slice)$/.test(kind));
  return isPlain ? text.slice(expr.span.start, expr.span.end) : null;
}
