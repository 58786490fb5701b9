import type { Fix, TextEdit } from '../../base/diagnostic.ts';
import type { Span } from '../../base/span.ts';
import type { Binding } from '../../interp/execution.ts';
import type { Expr, Stmt } from '../../syntax/ast.ts';
import { enclosingFunction, targetPath } from '../../syntax/index.ts';
import type { Fault } from '../../verify/fault.ts';
import { lastComponent, readGradientName } from '../../verify/gradientNames.ts';
import { ancestors, type NodeSet } from '../../verify/graph.ts';
import { expressionsBelow } from '../../verify/walk.ts';
import type { Observed } from '../rule.ts';
import { applied } from './edits.ts';

/** A value that a backward statement reads by a name that was given another value since the forward pass used it. */
export interface StaleValue {
  readonly path: string;
  /** The statement that put the other value there. */
  readonly overwritten: Span;
  /** Keeps the value under another name, and reads that. */
  readonly edits: Fix['edits'];
}

/** So many names of one statement are tried. */
const TRIES = 3;

const known = new WeakMap<Fault, StaleValue | null>();

/** The stale value that explains a fault: with the value kept, every gradient of the pass is right. */
export function staleValueOf(fault: Fault, observed: Observed): StaleValue | null {
  let found = known.get(fault);
  if (found === undefined) {
    found = candidatesOf(fault, observed)
      .slice(0, TRIES)
      .find(({ edits }) => observed.proves(applied(observed.text, edits)));
    known.set(fault, found ?? null);
  }
  return found ?? null;
}

function candidatesOf(fault: Fault, observed: Observed): StaleValue[] {
  const { judgement } = observed.report.outcome;
  if (!judgement) return [];
  const forward = ancestors([judgement.objective.root]);
  return [...placesRead(fault.statement)].flatMap(([path, places]) => {
    const overwriting = overwritingOf(path, fault, observed, forward);
    return overwriting ? [staleValue(path, places, overwriting, observed)] : [];
  });
}

/** The names and attributes that a statement reads, gradients left out, with their places. */
function placesRead(statement: Stmt): Map<string, Span[]> {
  const places = new Map<string, Span[]>();
  const value = 'value' in statement ? statement.value : null;
  for (const expr of value ? expressionsBelow(value) : []) {
    const path = expr.kind === 'Name' || isAttributeOfSelf(expr) ? targetPath(expr) : null;
    if (path === null || path === 'self' || readGradientName(path)?.strength === 'certain') continue;
    places.set(path, [...(places.get(path) ?? []), expr.span]);
  }
  return places;
}

function isAttributeOfSelf(expr: Expr): boolean {
  return expr.kind === 'Attribute' && expr.value.kind === 'Name' && expr.value.name === 'self';
}

/**
 * The first change of a name after the value that the forward pass went on with; null when the name still has that value,
 * or when the backward statement stands in another function and so reads another variable.
 */
function overwritingOf(path: string, fault: Fault, { module, report }: Observed, forward: NodeSet): Binding | null {
  const until = fault.claim.versions.find(({ statement }) => statement === fault.statement)?.order ?? Infinity;
  const versions = report.outcome.trace.bindings.filter((binding) => {
    const isSame = binding.path === path || binding.path.startsWith(`${path}[`);
    return isSame && binding.order < until && binding.file === '' && binding.kind !== 'return';
  });
  const used = versions.findIndex(({ node }) => node !== null && forward.has(node));
  const next = used < 0 ? undefined : versions.slice(used + 1).find(({ node }) => node !== versions[used]?.node);
  if (!next?.statement) return null;
  const isShared = path.startsWith('self.');
  const [here, there] = [fault.statement, next.statement].map(({ span }) => enclosingFunction(module, span.start));
  return isShared || here === there ? next : null;
}

function staleValue(
  path: string,
  places: readonly Span[],
  { statement, span }: Binding,
  { text }: Observed,
): StaleValue {
  const start = statement?.span.start ?? span.start;
  const name = freeName(path, text);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start);
  const isInPlace = statement?.kind === 'AugAssign' || !isWhole(statement);
  const keep = `${name} = ${path}${isInPlace ? ' + 0' : ''}`;
  const newText = before.trim() === '' ? `${keep}\n${before}` : `${keep}; `;
  const edits: TextEdit[] = [
    { span: { start, end: start }, newText },
    ...places.map((place) => ({ span: place, newText: name })),
  ];
  return { path, overwritten: statement?.span ?? span, edits };
}

/** Whether a statement gives names other values, rather than changing an array where it is. */
function isWhole(statement: Stmt | null): boolean {
  return statement?.kind === 'Assign' && statement.targets.every((target) => target.kind !== 'Subscript');
}

function freeName(path: string, text: string): string {
  const base = `${path.slice(0, path.length - lastComponent(path).length)}${lastComponent(path)}_before`;
  let name = base;
  for (let count = 2; text.includes(name); count++) name = `${base}_${String(count)}`;
  return name;
}
