import assert from 'node:assert/strict';
import type { Node } from '../../../src/core/tape/node.ts';
import { collectClaims, type Claim, type Claims } from '../../../src/core/verify/claims.ts';
import { judge, type Comparison, type Judgement } from '../../../src/core/verify/judge.ts';
import { objectivesOf, type Objective } from '../../../src/core/verify/objective.ts';
import { run } from '../interp/run.ts';

/** What a text run as a script says about gradients. */
export function claimsIn(code: string): Claims {
  return collectClaims(run(code));
}

export function claimIn({ claims }: Claims, path: string): Claim {
  const claim = claims.find((candidate) => candidate.path === path);
  assert.ok(claim, `${path} is among ${claims.map((candidate) => candidate.path).join(', ')}`);
  return claim;
}

export function objectivesIn(code: string): Objective[] {
  return objectivesOf(claimsIn(code));
}

/** The judgement of a text run as a script. */
export function judgementOf(code: string): Judgement {
  const claims = claimsIn(code);
  const judgement = judge(claims.claims, objectivesOf(claims));
  assert.ok(judgement, 'there is something to judge');
  return judgement;
}

export function comparisonOf({ comparisons }: Judgement, path: string): Comparison {
  const comparison = comparisons.find(({ claim }) => claim.path === path);
  assert.ok(comparison, `${path} is compared`);
  return comparison;
}

/** The node of the value that a name holds in the end. */
export function nodeOf(code: string, name: string): Node {
  const node = run(code).bindings.findLast((binding) => binding.path === name)?.node;
  assert.ok(node, `${name} is a number or an array`);
  return node;
}
