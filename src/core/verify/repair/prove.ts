import { contains, overlaps } from '../../base/span.ts';
import type { Binding } from '../../interp/execution.ts';
import type { Stmt } from '../../syntax/ast.ts';
import { reparse, type Module, type Parsed } from '../../syntax/index.ts';
import { collectClaims, type Claim } from '../claims.ts';
import { flatOfData, relativeError, sameShape, TOLERANCE, type Flat } from '../compare.ts';
import { isWrong, runUnit, type Outcome } from '../explore.ts';
import { agrees, finalsOf, isTelling, truthUnder, type Comparison, type Judgement, type Mismatch } from '../judge.ts';
import type { Objective } from '../objective.ts';
import { ALTERNATIVES } from '../sample/scenario.ts';
import { countingVersions } from '../versions.ts';
import type { Source, Unit } from '../unit.ts';
import type { Edit } from './edit.ts';
import { otherNumbers, withChanges, type Change } from './perturb.ts';
import { searchRepair, type Proof, type Repair } from './search.ts';
import type { Trial } from './trials.ts';

/** What a search for repairs works on. */
export interface Search {
  readonly unit: Unit;
  readonly source: Source;
  readonly outcome: Outcome;
  /** Edited texts that may be run per fault. */
  readonly budget: number;
  /** True when the time for all repairs of the pass is used up. */
  readonly expired: () => boolean;
  /** The same for a share of that time. */
  readonly within: (share: number) => () => boolean;
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
  focuses: ReadonlyMap<Claim, Mismatch> = new Map(),
): Repair[] {
  const { unit, source, outcome, budget, expired } = search;
  const accepts = acceptance(outcome, mismatch.claim, others);
  const proofOf = (edit: Edit): Proof => {
    const edited = runEdited(search, [edit], [], outcome.sample);
    const judgement = edited?.judgement;
    // What raises an error in Python mends nothing, whatever the numbers before it were.
    if (!judgement || edited.trace.problems.length > outcome.trace.problems.length) return 'none';
    if (!accepts(judgement) || !keepsForward(judgement, outcome) || addsNothing(edited, edit)) return 'none';
    return judgement.allRight ? 'all' : 'own';
  };
  const isRightElsewhere = elsewhere(search, accepts);
  const expected = expectations(outcome, mismatch);
  return searchRepair({
    text: source.text,
    module: source.module,
    mismatch,
    focuses,
    expected,
    statements,
    claims: outcome.claims.claims,
    bindings: outcome.trace.bindings,
    root: outcome.judgement?.objective.root ?? null,
    run: (probe) => unit.run({ ...source, options: { ...source.options, probe } }, outcome.sample),
    fits: trialOf(
      search,
      others.size > 0 ? new Map([[mismatch.claim.path, expected]]) : wantedOf(mismatch, expected, outcome),
    ),
    proves: (edit) => {
      const proof = proofOf(edit);
      return proof !== 'none' && isRightElsewhere(edit) ? proof : 'none';
    },
    budget,
    expired,
    keepsShapes: hasRightShapes(outcome),
  });
}

/** Whether gradients come out as expected when another statement runs in place of one of the text. */
function trialOf(
  { unit, source, outcome }: Search,
  wanted: ReadonlyMap<string, readonly Flat[]>,
): (trial: Trial, exprCount: number) => boolean {
  return ({ candidate, statement }, exprCount) => {
    const instead = { of: candidate.statement, by: statement, exprCount };
    const trace = unit.run({ ...source, options: { ...source.options, instead } }, outcome.sample);
    if (trace.problems.length > outcome.trace.problems.length) return false;
    const claims = new Map(collectClaims(trace).claims.map((claim) => [claim.path, claim]));
    return [...wanted].every(([path, expected]) => {
      const claim = claims.get(path);
      const versions = claim ? [...countingVersions(claim)] : [];
      return versions.some((written) => expected.some((flat) => agrees(written, flat)));
    });
  };
}

/** Every final gradient of the pass with its true numbers, and the one that a repair is for with those it may have. */
function wantedOf(
  { claim }: Mismatch,
  expected: readonly Flat[],
  { judgement }: Outcome,
): Map<string, readonly Flat[]> {
  const finals = judgement ? finalsOf(judgement.comparisons).filter(({ near }) => !near) : [];
  const truths = finals.flatMap(({ claim: { path }, truth }) => (truth ? [[path, [truth]] as const] : []));
  return new Map([...truths, [claim.path, expected]]);
}

/** Whether a pass ran to its end and each of its final gradients has its value's shape. */
function hasRightShapes({ judgement, trace }: Outcome): boolean {
  if (!judgement || trace.problems.length > 0) return false;
  return finalsOf(judgement.comparisons).every(({ claim: { written }, truth }) => {
    return written !== null && truth !== null && sameShape(written.shape, truth.shape);
  });
}

/** Whether several edits together make every gradient right, for other inputs as well. */
export function proveTogether(search: Search, edits: readonly Edit[]): boolean {
  const { unit, outcome } = search;
  const spans = edits.map(({ span }) => span);
  if (spans.some((span, i) => spans.slice(i + 1).some((other) => overlaps(span, other)))) return false;
  const edited = runEdited(search, edits, [], outcome.sample);
  if (!edited?.judgement?.allRight || edited.trace.problems.length > 0 || !keepsForward(edited.judgement, outcome))
    return false;
  if (unit.kind === 'script') return true;
  const other = runEdited(search, edits, [], outcome.sample + ALTERNATIVES);
  return other !== null && !isWrong(unit, other);
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
    if (!own || !keepsShape(own) || isRounding(own)) return false;
    const isSpoiled = judgement.comparisons.some((comparison) => !comparison.right && right.has(comparison.claim.path));
    if (judgement.allRight)
      return (
        ((own.right && own.error < EXACT) || judgement.factor !== 1) && judgement.factor === before.factor && !isSpoiled
      );
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

/** What a statement adds may be so little that a wrong edit of it stays within the tolerance: a repair has to hit closer. */
const EXACT = 1e-7;

/** Numbers that should cancel and leave rounding agree with anything small. */
function isRounding(comparison: Comparison): boolean {
  return !isTelling(comparison) && comparison.truth?.data.some((entry) => entry !== 0) === true;
}

/** Whether `dW += …` adds nothing any more: what is wrong with it is gone then, and what was meant is too. */
function addsNothing({ trace: { bindings } }: Outcome, { span }: Edit): boolean {
  const isEdited = ({ statement }: Binding): boolean =>
    statement?.kind === 'AugAssign' &&
    (statement.op === '+' || statement.op === '-') &&
    contains(statement.span, { start: span.start, end: span.start });
  return bindings.some((binding, i) => {
    if (!isEdited(binding)) return false;
    const before = bindings.slice(0, i).findLast(({ path, node }) => path === binding.path && node !== null);
    const [now, then] = [binding.node?.value, before?.node?.value];
    return now !== undefined && then !== undefined && relativeError(flatOfData(now), flatOfData(then)) < EXACT;
  });
}

/** A repaired gradient has its value's shape to the letter; one that is returned has the parameter's. */
function keepsShape({ claim: { written, isReturned, targets }, truth }: Comparison): boolean {
  if (written === null || truth === null) return false;
  const parameter = isReturned ? targets.find(({ parts }) => parts.every(({ op }) => op === null)) : undefined;
  return sameShape(written.shape, parameter?.shape ?? truth.shape);
}
