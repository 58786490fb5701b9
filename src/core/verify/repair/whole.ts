import type { Stmt } from '../../syntax/ast.ts';
import { backward } from '../../gradient/index.ts';
import type { Data } from '../../ops/op.ts';
import type { Node } from '../../tape/node.ts';
import type { Binding } from '../../interp/execution.ts';
import type { Claim } from '../claims.ts';
import { ancestors } from '../graph.ts';
import { finalsOf, isTelling, type Comparison, type Mismatch } from '../judge.ts';
import { usesOf } from '../mismatches.ts';
import type { Outcome } from '../explore.ts';
import { repairsOf, type Search } from './prove.ts';
import type { Repair } from './search.ts';
import { isSimple } from './trials.ts';

/**
 * Repairs that make every gradient of a pass right, by an edit of any one statement of its backward part: a fault is where
 * one small edit makes everything right, wherever its consequences show. `suspects` are tried first.
 */
export function wholeRepairs(search: Search, suspects: readonly Stmt[]): Repair[] {
  const { outcome } = search;
  const wrong = wrongFinals(outcome);
  const [focus] = wrong;
  if (!focus?.target || !focus.truth) return [];
  const statements = inOrder(suspects, leadingTo(wrong, outcome));
  if (statements.length === 0) return [];
  const uses = focusesOf(outcome);
  const mismatch = { claim: focus.claim, target: focus.target, expected: focus.truth, uses: [] };
  return repairsOf(search, uses.get(focus.claim) ?? mismatch, statements, new Set(), uses);
}

/** The statements that may be the fault, those that are suspected for themselves first. */
function inOrder(suspects: readonly Stmt[], possible: readonly Stmt[]): Stmt[] {
  const first = suspects.filter((statement) => possible.includes(statement));
  return [...new Set([...first, ...possible])];
}

/** The final gradients that are wrong, those that fewest values flow into first. */
function wrongFinals({ judgement }: Outcome): Comparison[] {
  const finals = judgement ? finalsOf(judgement.comparisons) : [];
  const wrong = finals.filter(({ right, near, truth }) => !right && !near && truth !== null);
  const sizeOf = (one: Comparison): number => [...ancestors(finalNodes(one))].length;
  return wrong
    .map((one) => ({ one, size: sizeOf(one) }))
    .sort((a, b) => a.size - b.size)
    .map(({ one }) => one);
}

/**
 * The statements of the backward part that may have put the wrong gradients wrong, in the order in which they ran: what they
 * compute flows into each of them and into none that is right.
 */
function leadingTo(wrong: readonly Comparison[], { trace, judgement, claims }: Outcome): Stmt[] {
  const forward = ancestors(judgement ? [judgement.objective.root] : []);
  const computing = new Set(
    trace.bindings.filter(({ node }) => node && forward.has(node)).map(({ statement }) => statement),
  );
  const start = Math.min(...claims.claims.flatMap(({ versions }) => versions.map(({ order }) => order)));
  const ran = trace.bindings.filter(({ statement, file, order, kind }) => {
    return statement && file === '' && order >= start && kind !== 'parameter' && !computing.has(statement);
  });
  const right = finalsOf(judgement?.comparisons ?? []).filter((one) => one.right && isTelling(one));
  const behindRight = ancestors(right.flatMap(finalNodes));
  const behindWrong = wrong.filter(({ claim }) => claim.final.node !== null).map((one) => ancestors(finalNodes(one)));
  const leads = ({ node }: Binding): boolean => node === null || behindWrong.every((behind) => behind.has(node));
  const found = new Set(ran.filter(leads).map(({ statement }) => statement));
  const others = new Set(ran.filter(({ node }) => node && behindRight.has(node)).map(({ statement }) => statement));
  return [...found].filter(
    (statement) => statement !== null && isSimple(statement) && !others.has(statement),
  ) as Stmt[];
}

function finalNodes({ claim }: Comparison): Node[] {
  return claim.final.node ? [claim.final.node] : [];
}

/** What each hand-written gradient should be end to end, for editing the statements that assign it. */
function focusesOf({ judgement }: Outcome): Map<Claim, Mismatch> {
  const found = new Map<Claim, Mismatch>();
  if (!judgement) return found;
  const contributions = new Map<Node, (Data | null)[]>();
  backward(judgement.objective.root, judgement.factor, { contributions });
  const known = judgement.comparisons.filter(({ target, truth }) => target !== null && truth !== null);
  const wanted = new Map(known.flatMap(({ target }) => (target?.parts ?? []).map((part) => [part, true] as const)));
  const uses = usesOf(contributions, wanted);
  for (const { claim, target, truth } of known) {
    if (!target || !truth) continue;
    const own = target.parts.flatMap((part) => uses.get(part) ?? []);
    found.set(claim, { claim, target, expected: truth, uses: own });
  }
  return found;
}
