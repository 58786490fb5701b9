import type { Witness } from '../base/diagnostic.ts';
import type { Span } from '../base/span.ts';
import type { Binding, RunProblem } from '../interp/execution.ts';
import type { Stmt } from '../syntax/ast.ts';
import { targetPath } from '../syntax/index.ts';
import { expressionsBelow } from './walk.ts';
import type { Claim, Target } from './claims.ts';
import { numbersAt } from './claims.ts';
import { agrees, type Mismatch, type Use } from './judge.ts';
import type { Flat } from './compare.ts';
import type { Factors } from './factors.ts';
import type { Repair } from './repair/search.ts';

/** What is wrong with one statement of a backward pass, before a rule gives it a name and words. */
export interface Fault {
  readonly claim: Claim;
  readonly target: Target;
  /** What the statement assigns: the gradient itself, or a value on the way to it that belongs to nothing it could be compared with. */
  readonly path: string;
  /** Other gradients that are wrong for the same reason. */
  readonly spoiled: readonly Claim[];
  readonly statement: Stmt;
  /** Where the squiggle goes: the target and value of the statement. */
  readonly span: Span;
  readonly expected: Flat;
  readonly written: Flat | null;
  /** An `=` that throws away a contribution that was right. */
  readonly discards: boolean;
  readonly uses: readonly Use[];
  readonly witness: Witness | null;
  readonly repairs: readonly Repair[];
  /** The error that the statement ended with, when it never got to a value. */
  readonly problem: RunProblem | null;
  /** The operands of the matrix product that the value goes into, when it does. */
  readonly factors: Factors | null;
}

/** The statements of a claim in the order of suspicion, and whether the first one discards an earlier contribution. */
export interface Suspicion {
  readonly statements: readonly Stmt[];
  readonly discards: boolean;
}

interface Step {
  readonly binding: Binding;
  readonly statement: Stmt;
  readonly after: Flat | null;
  /** What the statement added; for an assignment, the whole value. */
  readonly delta: Flat | null;
  readonly isAssign: boolean;
}

/**
 * Which statement of a mismatching claim is to blame. Each statement should add what flows back along one or several uses
 * of the value; a statement whose part is no such sum is the suspect. Where each part is right but an assignment comes
 * after another one, that assignment discards.
 */
export function suspect(mismatch: Mismatch): Suspicion {
  const steps = stepsOf(mismatch.claim);
  const unexplained = steps.filter((step) => isSuspicious(step, mismatch.uses));
  const discarding = steps.find((step, i) => i > 0 && step.isAssign && isKept(steps[i - 1]) && !usesItself(step));
  if (discarding && !unexplained.includes(discarding)) {
    return { statements: ordered([discarding, ...steps]), discards: true };
  }
  const empty = steps.filter((step) => isEmpty(step.binding));
  const rest = steps.toReversed().filter((step) => !empty.includes(step));
  // What leaves no numbers at all is to blame before anything that only looks odd.
  const cut = unexplained.filter(({ delta }) => delta?.data.length === 0);
  return { statements: ordered([...cut, ...unexplained, ...rest, ...empty]), discards: false };
}

/** Zeros are a placeholder or a slice that nothing flows through; anything else should be what flows back along some uses. */
function isSuspicious({ delta, binding }: Step, uses: readonly Use[]): boolean {
  if (!delta) return !isEmpty(binding);
  // A slice that cuts everything off leaves no numbers to tell by.
  if (delta.data.length === 0) return true;
  return delta.data.some((value) => value !== 0) && !isContribution(delta, uses);
}

/** `dx = None` or `dx, dw = None, None` before the real assignment. */
function isEmpty({ value, statement }: Binding): boolean {
  if (value !== null || statement?.kind !== 'Assign') return false;
  const parts = statement.value.kind === 'Tuple' ? statement.value.elements : [statement.value];
  return parts.every((part) => part.kind === 'Constant');
}

/** `dW = dW / N` goes on with what was there. */
function usesItself({ binding: { path }, statement }: Step): boolean {
  return (
    'value' in statement &&
    statement.value !== null &&
    expressionsBelow(statement.value).some((expr) => targetPath(expr) === path)
  );
}

function ordered(steps: readonly Step[]): Stmt[] {
  return [...new Set(steps.map((step) => step.statement))];
}

function isKept(step: Step | undefined): boolean {
  return step?.after?.data.some((value) => value !== 0) ?? false;
}

function stepsOf(claim: Claim): Step[] {
  const steps: Step[] = [];
  let before: Flat | null = null;
  for (const binding of claim.versions) {
    if (!binding.statement) continue;
    const after = numbersAt(binding);
    const isAssign = binding.kind === 'assign' && binding.statement.kind !== 'AugAssign';
    const delta = isAssign ? after : after && before ? difference(after, before) : null;
    steps.push({ binding, statement: binding.statement, after, delta, isAssign });
    before = after ?? before;
  }
  return steps;
}

function difference(a: Flat, b: Flat): Flat | null {
  if (a.data.length !== b.data.length) return null;
  return { shape: a.shape, data: a.data.map((value, i) => value - (b.data[i] ?? 0)) };
}

/** Whether the numbers are what flows back along some of the uses together. */
function isContribution(delta: Flat, uses: readonly Use[]): boolean {
  const few = uses.slice(0, 10);
  for (let subset = 1; subset < 1 << few.length; subset++) {
    const chosen = few.filter((_, i) => (subset >> i) & 1);
    const sum = total(chosen.map((use) => use.contribution));
    if (sum && agrees(delta, sum)) return true;
  }
  return false;
}

function total(parts: readonly Flat[]): Flat | null {
  const [first, ...rest] = parts;
  if (!first) return null;
  const data = first.data.slice();
  for (const part of rest) {
    if (part.data.length !== data.length) return null;
    for (let i = 0; i < data.length; i++) data[i] = (data[i] ?? 0) + (part.data[i] ?? 0);
  }
  return { shape: first.shape, data };
}
