import type { Stmt } from '../../src/core/syntax/ast.ts';
import { masks, indices, keys, names } from './names.ts';
import { droppedDivisors, droppedFactors, powers, swaps, transposes } from './products.ts';
import { siteOf, type Change, type Scope, type Site } from './site.ts';
import { axes, missingSums, overwrites, regularizations, signs } from './sums.ts';

/** One fault in one statement. */
export interface Mutant extends Change {
  readonly statement: Stmt;
}

const mutators: readonly ((site: Site) => readonly Change[])[] = [
  overwrites,
  transposes,
  swaps,
  missingSums,
  axes,
  regularizations,
  droppedFactors,
  droppedDivisors,
  powers,
  signs,
  masks,
  indices,
  keys,
  names,
];

/** Every single-token fault of a statement; of several ways to the same text the first counts. */
export function mutantsOf(statement: Stmt, scope: Scope): Mutant[] {
  if (isBare(statement)) return [];
  const site = siteOf(statement, scope);
  const found = new Map<string, Mutant>();
  for (const change of mutators.flatMap((mutator) => mutator(site))) {
    const text = mutatedText(scope.text, [change]);
    if (text !== scope.text && !found.has(text)) found.set(text, { ...change, statement });
  }
  return [...found.values()];
}

/** `return dx, dw` and `x, w = cache` compute nothing. */
function isBare(statement: Stmt): boolean {
  if (statement.kind === 'Return' && statement.value?.kind === 'Tuple') {
    return statement.value.elements.every((element) => element.kind === 'Name');
  }
  return statement.kind === 'Return' && statement.value?.kind === 'Name';
}

/** The text with the changes made; they must not overlap. */
export function mutatedText(text: string, changes: readonly Pick<Change, 'span' | 'newText'>[]): string {
  const ordered = changes.toSorted((a, b) => b.span.start - a.span.start);
  return ordered.reduce(
    (edited, { span, newText }) => edited.slice(0, span.start) + newText + edited.slice(span.end),
    text,
  );
}
