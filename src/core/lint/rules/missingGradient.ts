import { contains } from '../../base/span.ts';
import { walkStatements } from '../../syntax/index.ts';
import { isPlaceholder, type Claim } from '../../verify/claims.ts';
import { isZero } from '../../verify/compare.ts';
import { lastComponent, readGradientName } from '../../verify/gradientNames.ts';
import { truthUnder } from '../../verify/judge.ts';
import { pathsOf } from '../../verify/script.ts';
import { forgottenParameters } from '../observe/parameters.ts';
import { isComplete, isTodo, isUnfinished, routineOf } from '../observe/routine.ts';
import type { Observation, ObservationRule, Observed } from '../rule.ts';

type Words = Parameters<ObservationRule['observe']>[1];

/** A gradient that still holds the zeros it was made with, although its value counts. */
function unfilled({ report }: Observed, t: Words): Observation[] {
  const { judgement, claims } = report.outcome;
  if (!judgement || report.kind === 'script') return [];
  return claims.claims.flatMap((claim) => {
    const { statement } = claim.final;
    if (!statement || !isStillZero(claim) || !(claim.isReturned || /[.[]/.test(claim.path))) return [];
    const target = claim.targets.find((candidate) => {
      const truth = truthUnder(judgement.objective, candidate);
      return truth !== null && !isZero(truth);
    });
    if (!target) return [];
    return [
      {
        span: statement.span,
        gradient: claim.path,
        message: t(
          '`{0}` is never filled in: the loss depends on {1}, but its gradient stays zero.',
          claim.path,
          target.name,
        ),
      },
    ];
  });
}

function isStillZero(claim: Claim): boolean {
  return claim.versions.length === 1 && claim.written !== null && isPlaceholder(claim);
}

function forgotten(observed: Observed, t: Words): Observation[] {
  const written = gradientsWritten(observed);
  return forgottenParameters(observed.report).flatMap(({ parameter, sibling, beside }) => {
    const { statement } = sibling.claim.final;
    if (!statement || written.has(lastComponent(parameter.name))) return [];
    return [
      {
        span: statement.span,
        gradient: sibling.claim.path,
        message: t(
          '{0} gets no gradient: the loss depends on it as it does on {1}, but nothing here computes its gradient.',
          parameter.name,
          beside,
        ),
        related: parameter.binding.statement
          ? [{ span: parameter.binding.span, message: t('{0} comes from here', parameter.name) }]
          : [],
      },
    ];
  });
}

/** The values that an assignment of the function or its class may be the gradient of, also where the run did not come by. */
function gradientsWritten(observed: Observed): Set<string> {
  const routine = routineOf(observed);
  const paths: string[] = [];
  const updated: string[] = [];
  walkStatements(routine?.owner ?? routine?.def ?? observed.module, (statement) => {
    paths.push(...pathsOf(statement));
    // `self.b -= …`: what is updated has a gradient, whatever its name.
    if (statement.kind === 'AugAssign') updated.push(...pathsOf(statement).map(lastComponent));
    return undefined;
  });
  return new Set([...updated, ...paths.flatMap((path) => readGradientName(path)?.of ?? [])]);
}

const deliberateWords = /freez|frozen|\bfixed\b|not (?:be )?(?:learn|train|updat)|constant/i;

/** Whether remarks say that gradients are left out on purpose or are still to come. */
function isDeliberate(observed: Observed): boolean {
  const routine = routineOf(observed);
  const { module } = observed;
  const span = routine?.owner?.span ?? routine?.def.span ?? module.span;
  if (routine && (!isComplete(routine) || isUnfinished(module, routine))) return true;
  return module.comments.some((comment) => {
    return contains(span, comment.span) && (deliberateWords.test(comment.text) || isTodo(comment.text));
  });
}

export const missingGradient: ObservationRule = {
  code: 'missing-gradient',
  severity: 'warning',
  docs: {
    what: 'A parameter that the loss depends on gets no gradient although its neighbours do, or its gradient keeps the zeros it was made with.',
    why: 'The parameter is never trained: it keeps its first value, and nothing fails.',
    bad: 'import numpy as np\n\nclass Affine:\n    def __init__(self, W, b):\n        self.W, self.b = W, b\n\n    def forward(self, x):\n        self.x = x\n        return x.dot(self.W) + self.b\n\n    def backward(self, dout):\n        self.dW = self.x.T.dot(dout)\n        return dout.dot(self.W.T)\n',
    good: 'import numpy as np\n\nclass Affine:\n    def __init__(self, W, b):\n        self.W, self.b = W, b\n\n    def forward(self, x):\n        self.x = x\n        return x.dot(self.W) + self.b\n\n    def backward(self, dout):\n        self.dW = self.x.T.dot(dout)\n        self.db = dout.sum(axis=0)\n        return dout.dot(self.W.T)\n',
    howToFix:
      'Compute its gradient from that of the gate it feeds. If it is meant to stay as it is, say so in a comment with the word `fixed` or `frozen`.',
  },
  observe: (observed, t) => {
    const { report } = observed;
    const isSound = report.faults.length === 0 && report.outcome.judgement?.allRight === true;
    if (!isSound || !report.gradients.some(({ verdict }) => verdict === 'proven') || isDeliberate(observed)) return [];
    // One is enough: a pass that is half written would be a sea of them.
    return [...unfilled(observed, t), ...forgotten(observed, t)].slice(0, 1);
  },
};
