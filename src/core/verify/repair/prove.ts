import type { Stmt } from '../../syntax/ast.ts';
import { reparse, type Module, type Parsed } from '../../syntax/index.ts';
import type { Claim } from '../claims.ts';
import { flatOfData, relativeError, sameShape, TOLERANCE, type Flat } from '../compare.ts';
import { isWrong, runUnit, type Outcome } from '../explore.ts';
import { truthUnder, type Comparison, type Judgement, type Mismatch } from '../judge.ts';
import type { Objective } from '../objective.ts';
import { ALTERNATIVES } from '../sample/scenario.ts';
import type { Source, Unit } from '../unit.ts';
import type { Edit } from './edit.ts';
import { otherNumbers, withChanges, type Change } from './perturb.ts';
import { searchRepair, type Proof, type Repair } from './search.ts';

/** What a search for repairs works on. */
export interface Search {
  readonly unit: Unit;
  readonly source: Source;
  readonly outcome: Outcome;
  /** Edited texts that may be run per fault. */
  readonly budget: number;
  /** True when the time for all repairs of the pass is used up. */
  readonly expired: () => boolean;
}

/**
 * Proven repairs of one mismatch, by edits of the suspect statements. `others` are gradients that may stay as wrong as
 * they are; without them every gradient must come right.
 */
export function repairsOf(
  search: Search,
  mismatch: Mismatch,
  statements: readonly Stmt[],
  others = otherMismatches(search.outcome, mismatch),
): Repair[] {
  const { unit, source, outcome, budget, expired } = search;
  const accepts = acceptance(outcome, mismatch.claim, others);
  const proofOf = (edit: Edit): Proof => {
    const edited = runEdited(search, [edit], [], outcome.sample);
    const judgement = edited?.judgement;
    // What raises an error in Python mends nothing, whatever the numbers before it were.
    if (!judgement || edited.trace.problems.length > outcome.trace.problems.length) return 'none';
    if (!accepts(judgement) || !keepsForward(judgement, outcome)) return 'none';
    return judgement.allRight ? 'all' : 'own';
  };
  const isRightElsewhere = elsewhere(search, accepts);
  return searchRepair({
    text: source.text,
    module: source.module,
    mismatch,
    expected: expectations(outcome, mismatch),
    statements,
    claims: outcome.claims.claims,
    bindings: outcome.trace.bindings,
    root: outcome.judgement?.objective.root ?? null,
    run: (probe) => unit.run({ ...source, options: { ...source.options, probe } }, outcome.sample),
    proves: (edit) => {
      const proof = proofOf(edit);
      return proof !== 'none' && isRightElsewhere(edit) ? proof : 'none';
    },
    budget,
    expired,
  });
}

/** A name may stand for several values, such as `x` before and after a reshape. */
function expectations({ judgement }: Outcome, { claim, target, expected }: Mismatch): Flat[] {
  const others = judgement ? claim.targets.filter((other) => other !== target).slice(-3) : [];
  return [expected, ...others.flatMap((other) => (judgement ? (truthUnder(judgement.objective, other) ?? []) : []))];
}

function otherMismatches({ judgement }: Outcome, mismatch: Mismatch): Set<string> {
  const paths = (judgement?.mismatches ?? []).map((other) => other.claim.path);
  return new Set(paths.filter((path) => path !== mismatch.claim.path));
}

/** Runs the text with a repair and other changes made; null when it is no Python then. */
function runEdited(
  { unit, source }: Search,
  edits: readonly Change[],
  changes: readonly Change[],
  sample: number,
): Outcome | null {
  const text = withChanges(source.text, changes, edits);
  const module = moduleOf(source, text);
  return module.errors.length > source.module.errors.length ? null : runUnit(unit, { ...source, text, module }, sample);
}

/** The edited text that was read last, with its tree: an edit is tried with several inputs one after the other. */
const lastRead = new WeakMap<Source, Parsed>();

function moduleOf(source: Source, text: string): Module {
  const last = lastRead.get(source);
  if (last?.text === text) return last.module;
  const module = reparse(source, text);
  lastRead.set(source, { text, module });
  return module;
}

/** Whether a judgement says that a gradient has come right and that nothing else was put wrong. */
function acceptance(outcome: Outcome, claim: Claim, others: ReadonlySet<string>): (judgement: Judgement) => boolean {
  const before = outcome.judgement;
  const right = new Set(
    before?.comparisons.filter((comparison) => comparison.right).map((comparison) => comparison.claim.path),
  );
  return (judgement) => {
    if (!before || judgement.comparisons.length < before.comparisons.length) return false;
    if (!isSameObjective(judgement.objective, before.objective)) return false;
    const own =
      judgement.comparisons.find(({ claim: { path } }) => path === claim.path) ?? returnedFor(claim, judgement);
    if (!own || !keepsShape(own)) return false;
    if (judgement.allRight) return (own.right || judgement.factor !== 1) && judgement.factor === before.factor;
    const isSpoiled = judgement.comparisons.some((comparison) => !comparison.right && right.has(comparison.claim.path));
    return others.size > 0 && !isSpoiled && judgement.mismatches.every((mismatch) => others.has(mismatch.claim.path));
  };
}

/** The same for other inputs, where the pass can be judged with them: an edit that is right by luck is not right twice. */
function elsewhere(search: Search, accepts: (judgement: Judgement) => boolean): (edit: Edit) => boolean {
  const { unit, source, outcome } = search;
  const root = outcome.judgement?.objective.root;
  if (unit.kind !== 'script') {
    const sample = outcome.sample + ALTERNATIVES;
    return (edit) => {
      const edited = runEdited(search, [edit], [], sample);
      return edited !== null && (!isWrong(unit, edited) || (edited.judgement !== null && accepts(edited.judgement)));
    };
  }
  let changes: readonly Change[] | null = null;
  return (edit) => {
    changes ??= root ? otherNumbers(source.module, root) : [];
    if (changes.length === 0) return true;
    const edited = runEdited(search, [edit], changes, 0);
    if (edited?.judgement && accepts(edited.judgement)) return true;
    // Numbers may be tied to each other in ways that other numbers break: then they say nothing.
    return !runEdited(search, [], changes, 0)?.judgement;
  };
}

/** A repair of the backward pass leaves what the gradients are of as it was, to the number. */
function keepsForward({ objective }: Judgement, { judgement }: Outcome): boolean {
  const [now, before] = [objective.root.value, judgement?.objective.root.value];
  return now !== undefined && before !== undefined && relativeError(flatOfData(now), flatOfData(before)) < TOLERANCE;
}

/** `return dout * mask` instead of `return dout`: what is returned for a value has no name any more. */
function returnedFor({ isReturned, targets }: Claim, { comparisons }: Judgement): Comparison | undefined {
  const names = new Set(targets.map(({ name }) => name));
  return comparisons.find(({ claim, target }) => isReturned && claim.isReturned && target && names.has(target.name));
}

/** An edit that changes what the gradients are of proves nothing. */
function isSameObjective(a: Objective, b: Objective): boolean {
  const names = ({ outputs }: Objective): string => outputs.map(({ name }) => name).join();
  return a.kind === b.kind && names(a) === names(b);
}

/** A repaired gradient has its value's shape to the letter. */
function keepsShape({ claim: { written }, truth }: Comparison): boolean {
  return written !== null && truth !== null && sameShape(written.shape, truth.shape);
}
