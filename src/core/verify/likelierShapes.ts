import type { Node } from '../tape/node.ts';
import { ancestors } from './graph.ts';
import type { Comparison } from './comparisons.ts';
import type { Outcome } from './explore.ts';
import { lastComponent } from './gradientNames.ts';
import type { Source, Unit } from './unit.ts';

type Shapes = ReadonlyMap<string, readonly number[]>;

/**
 * Shapes that parameters may have had instead, where nobody stated them: those that their hand-written gradients came out
 * with. `db = np.sum(dout)` is right for a bias that is one number. Null when there is nothing else to try.
 */
export function likelierShapes(unit: Unit, { text }: Source, outcome: Outcome): Shapes | null {
  const off = (outcome.judgement?.comparisons ?? []).filter(({ right, truth }) => !right && truth !== null);
  const shapes = shapesOfGradients(off, outcome);
  if (shapes.size > 0) return shapes;
  const texts = unit.defs.map((def) => text.slice(def.span.start, def.span.end));
  return texts.some((part) => BATCH.test(part)) ? null : oneExample(off, outcome);
}

/** What is only done to a batch: a pass without it may be for one example. */
const BATCH = /\bsum\b|\bmean\b|\baxis\b|\bshape\b|\bbatch|\blen\b/;

function guessedNames({ trace }: Outcome): Set<string> {
  return new Set(trace.inputs.filter(({ source }) => source === 'solved').map(({ name }) => name));
}

/**
 * Smaller shapes than the guessed ones: a gradient that was not summed would else be taken for a larger parameter. Larger
 * ones only where no matrix product and no name speaks of a parameter that serves many entries.
 */
function shapesOfGradients(off: readonly Comparison[], outcome: Outcome): Map<string, readonly number[]> {
  const guessed = guessedNames(outcome);
  const found = new Map<string, readonly number[]>();
  for (const { claim, target, truth } of off) {
    const { written } = claim;
    if (!target || !written || !truth || !target.parts.every((part) => part.op === null)) continue;
    const name = lastComponent(target.name);
    const isGuessed = guessed.has(name) || guessed.has(target.name.replace(/[.[].*$/, ''));
    const isSmaller = written.data.length < truth.data.length && (written.shape.length > 0 || truth.shape.length > 1);
    const isLarger = written.data.length > truth.data.length && truth.data.length > 1;
    if (isGuessed && (isSmaller || (isLarger && isAmongEquals(name, outcome)))) found.set(name, written.shape);
  }
  return found;
}

function isAmongEquals(name: string, { judgement }: Outcome): boolean {
  if (/gamma|beta|bias|scale|shift|mean|var|std|^g$|^w/i.test(name) || !judgement) return false;
  return !hasProduct(judgement.objective.root);
}

/** Whether a matrix product was computed on the way to a value. */
export function hasProduct(root: Node): boolean {
  return [...ancestors([root])].some(({ op }) => op !== null && PRODUCTS.has(op.name));
}

const PRODUCTS = new Set(['dot', 'matmul', 'einsum', 'tensordot', 'outer']);

/** Columns of inputs cut down to one, where a bias that is a column has a gradient with more of them. */
function oneExample(off: readonly Comparison[], { claims, trace }: Outcome): Shapes | null {
  const widths = new Set(
    off.flatMap(({ claim: { written }, truth }) => {
      const [rows, width = 1] = written?.shape ?? [];
      const isColumn = truth?.shape.length === 2 && truth.shape[1] === 1 && truth.shape[0] === rows;
      return isColumn && width > 1 ? [width] : [];
    }),
  );
  const names = new Set(trace.inputs.filter(({ source }) => source === 'solved').map(({ name }) => name));
  const inputs = claims.values.filter(({ name, shape, parts }) => {
    const isInput = names.has(name) && parts.every((part) => part.op === null);
    return isInput && shape.length === 2 && widths.has(shape[1] ?? 0);
  });
  return inputs.length === 0 ? null : new Map(inputs.map(({ name, shape }) => [name, [shape[0] ?? 1, 1]]));
}
