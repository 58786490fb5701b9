import type { Probe, ProbePoint } from '../../interp/execution.ts';
import { PyTuple, type Value } from '../../interp/values.ts';
import type { Stmt } from '../../syntax/ast.ts';
import { flatOfValue } from '../compare.ts';
import type { Simple, Trial } from './trials.ts';

/** The first time round a loop much is zero still, so that different edits come to the same. */
const EXECUTIONS = 3;
/** Numbers that tell one array from another. */
const MOST_NUMBERS = 48;

/** How the text can be run, and what is known of it. */
interface Tried {
  readonly run: (probe: Probe) => void;
  readonly expired: () => boolean;
  /** Whether the statements come to values of the right shapes as they stand. */
  readonly keepsShapes: boolean;
}

/** What a version of a statement came to, execution by execution; null once it failed. */
type Signature = string | null;

/**
 * Leaves out trials that fail where their statement runs first, that change nothing there, and that come to the same as a
 * likelier one: one run of the text as it stands tells of all of them. The likelier ones come first.
 */
export function distinctTrials(
  trials: readonly Trial[],
  exprCount: number,
  { run, expired, keepsShapes }: Tried,
): Trial[] {
  const byStatement = new Map<Stmt, Trial[]>();
  for (const trial of trials) {
    const { statement } = trial.candidate;
    byStatement.set(statement, [...(byStatement.get(statement) ?? []), trial]);
  }
  const signatures = new Map<Trial, Signature>();
  const originals = new Map<Stmt, Signature>();
  const counts = new Map<Stmt, number>();
  run({
    statements: new Set(byStatement.keys()),
    exprCount,
    before: (statement, point) => {
      const count = (counts.get(statement) ?? 0) + 1;
      counts.set(statement, count);
      if (count > EXECUTIONS || expired()) return;
      const own = statement as Simple;
      originals.set(statement, joined(originals.get(statement), signatureOf(own, point)));
      for (const trial of byStatement.get(statement) ?? []) {
        const before = signatures.get(trial);
        if (before !== null) signatures.set(trial, joined(before, signatureOf(trial.statement, point)));
      }
    },
  });
  const seen = new Set<string>();
  return trials.filter((trial) => {
    const { statement } = trial.candidate;
    const signature = signatures.get(trial);
    if (signature === undefined) return true;
    const original = originals.get(statement);
    // An `=` for a `+=` shows only where something was there before, which may come later in a loop.
    const isLate = (counts.get(statement) ?? 0) > EXECUTIONS && /accumulate|assign/.test(trial.candidate.edit.kind);
    if (isLate && signature !== null) return true;
    if (signature === null || signature === original) return false;
    if (keepsShapes && original && shapesIn(signature) !== shapesIn(original)) return false;
    const key = `${String(statement.span.start)} ${signature}`;
    if (seen.has(key) && !signature.includes('?')) return false;
    seen.add(key);
    return true;
  });
}

function joined(before: Signature | undefined, next: Signature): Signature {
  return next === null ? null : `${before ?? ''}|${next}`;
}

function shapesIn(signature: string): string {
  return signature.replace(/:[^|;]*/g, '');
}

function signatureOf(statement: Simple, point: ProbePoint): Signature {
  const isSingle = statement.kind === 'AugAssign' || (statement.kind === 'Assign' && statement.targets.length === 1);
  const [target] = statement.kind === 'Assign' ? statement.targets : [];
  const effect = isSingle && target?.kind !== 'Tuple' ? point.effect(statement) : undefined;
  if (isSingle && target?.kind !== 'Tuple') return effect ? textOf(effect.after) : null;
  const value = statement.value ? point.evaluate(statement.value) : undefined;
  return value === undefined ? null : textOf(value);
}

/** A value's shape and numbers; `?` where it has none. */
function textOf(value: Value): string {
  if (value instanceof PyTuple) return value.items.map(textOf).join(';');
  const flat = flatOfValue(value);
  if (!flat) return '?';
  const step = Math.max(1, Math.floor(flat.data.length / MOST_NUMBERS));
  const numbers: string[] = [];
  for (let i = 0; i < flat.data.length; i += step) numbers.push((flat.data[i] ?? NaN).toPrecision(9));
  return `${flat.shape.join('x')}:${numbers.join()}`;
}
