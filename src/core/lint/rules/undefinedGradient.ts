import type { Fix, RelatedPlace } from '../../base/diagnostic.ts';
import { contains, type Span } from '../../base/span.ts';
import { namesOfBody, namesOfFunction } from '../../interp/scopes.ts';
import { walkStatements } from '../../syntax/index.ts';
import { lastComponent, readGradientName } from '../../verify/gradientNames.ts';
import { pathsOf } from '../../verify/script.ts';
import { similarTo } from '../observe/distance.ts';
import { applied } from '../observe/edits.ts';
import { routineOf, type PassRoutine } from '../observe/routine.ts';
import { undefinedIn, undefinedInRun, type UndefinedName } from '../observe/undefined.ts';
import type { Observation, ObservationRule, Observed } from '../rule.ts';

type Words = Parameters<ObservationRule['observe']>[1];

/** Built-in names that look like gradients. */
const builtins = /^(?:dict|dir|divmod|delattr)$/;

/** Where the function (or the script) first computes each of its gradients. */
function gradientsOf(observed: Observed, routine: PassRoutine | null): Map<string, Span> {
  const found = new Map<string, Span>();
  for (const { name, span } of routine?.def.params.positional ?? []) found.set(name, span);
  walkStatements(routine?.def.body ?? observed.module, (statement) => {
    for (const path of pathsOf(statement)) if (!found.has(path)) found.set(path, statement.span);
    return undefined;
  });
  return new Map([...found].filter(([path]) => readGradientName(path) !== null));
}

/** Gradients whose name differs by so little that it may have been meant. */
function meant({ path }: UndefinedName, gradients: ReadonlyMap<string, Span>): string[] {
  const last = lastComponent(path);
  const container = path.slice(0, path.length - (path.endsWith(']') ? last.length + 4 : last.length));
  const near = [...gradients.keys()].filter((other) => other !== path && other.startsWith(container));
  const words = new Map(near.map((other) => [lastComponent(other), other]));
  return similarTo(last, words.keys()).flatMap((word) => words.get(word) ?? []);
}

/** A name is a gradient's when it certainly says so, or when its value or a similarly named gradient is there. */
function isGradient({ path }: UndefinedName, names: ReadonlySet<string>, similar: readonly string[]): boolean {
  if (builtins.test(path)) return false;
  const name = readGradientName(path);
  // `gradss` is no gradient's name, but one that was meant to be.
  if (!name) return similar.some((other) => other.startsWith(path.charAt(0)));
  return name.strength === 'certain' || similar.length > 0 || name.of.some((value) => names.has(value));
}

function undefinedNames({ module, report }: Observed, routine: PassRoutine | null): UndefinedName[] {
  const inRun = report.problems.flatMap((problem) => undefinedInRun(module, problem) ?? []);
  if (!routine) return inRun;
  const { def } = routine;
  const isHere = ({ places }: UndefinedName): boolean => places.every((place) => contains(def.span, place));
  const inText = undefinedIn(module, def);
  const known = new Set(inText.map(({ path }) => path));
  // The run has seen what `import *` brings, which the text does not show.
  const others = inRun.filter((name) => isHere(name) && !known.has(name.path));
  return [...inText, ...others.filter(({ path }) => !path.endsWith(']') || isOwnDict(path, routine))];
}

/** A dict that the function itself makes empty or of known entries; others may hold what our inputs do not. */
function isOwnDict(path: string, { statements }: PassRoutine): boolean {
  const root = path.slice(0, path.indexOf('['));
  return statements.some((statement) => {
    if (statement.kind !== 'Assign' || !pathsOf(statement).includes(root)) return false;
    const { value } = statement;
    return value.kind === 'Dict' || (value.kind === 'Call' && value.func.kind === 'Name' && value.func.name === 'dict');
  });
}

function fixFor({ text, proves }: Observed, { places }: UndefinedName, other: string, t: Words): Fix[] {
  const edits = places.map((span) => ({ span, newText: other }));
  return proves(applied(text, edits)) ? [{ title: t('Write `{0}`', other), edits, proven: true }] : [];
}

function wordsFor(name: UndefinedName, similar: string | undefined, t: Words): string {
  if (name.later) return t('`{0}` is used here before it is computed.', name.path);
  if (similar === undefined)
    return name.isChanged
      ? t('`{0}` is changed here, but it never got a first value.', name.path)
      : t('`{0}` is used here, but nothing computes it.', name.path);
  return t('`{0}` is used here, but nothing computes it. Did you mean `{1}`?', name.path, similar);
}

function relatedTo(
  { path, later }: UndefinedName,
  similar: string | undefined,
  gradients: ReadonlyMap<string, Span>,
  t: Words,
): RelatedPlace[] {
  if (later) return [{ span: later, message: t('`{0}` is computed here', path) }];
  const span = similar === undefined ? undefined : gradients.get(similar);
  return span ? [{ span, message: t('`{0}` is computed here', similar ?? '') }] : [];
}

export const undefinedGradient: ObservationRule = {
  code: 'undefined-gradient',
  severity: 'error',
  docs: {
    what: 'A gradient is used that has no value: it is computed only later, or never, often because its name is spelled differently there.',
    why: 'Python stops with a `NameError` or a `KeyError` as soon as it comes by; in a notebook it may go on with a number from an earlier run instead.',
    bad: 'import numpy as np\n\ndef affine_forward(x, w, b):\n    scores = x.dot(w) + b\n    out = np.maximum(0, scores)\n    return out, (x, w, b, scores)\n\ndef affine_backward(dout, cache):\n    x, w, b, scores = cache\n    dscores = dout * (scores > 0)\n    dx = dscores.dot(w.T)\n    dw = x.T.dot(dscore)\n    db = dscores.sum(axis=0)\n    return dx, dw, db\n',
    good: 'import numpy as np\n\ndef affine_forward(x, w, b):\n    scores = x.dot(w) + b\n    out = np.maximum(0, scores)\n    return out, (x, w, b, scores)\n\ndef affine_backward(dout, cache):\n    x, w, b, scores = cache\n    dscores = dout * (scores > 0)\n    dx = dscores.dot(w.T)\n    dw = x.T.dot(dscores)\n    db = dscores.sum(axis=0)\n    return dx, dw, db\n',
    howToFix: 'Use the name under which it was computed, or compute it first: each gradient before those behind it.',
  },
  observe: (observed, t) => {
    const routine = routineOf(observed);
    const undefinedHere = undefinedNames(observed, routine);
    if (undefinedHere.length === 0) return [];
    const gradients = gradientsOf(observed, routine);
    const { local } = routine ? namesOfFunction(routine.def) : namesOfBody(observed.module.body);
    return undefinedHere.flatMap((name): Observation[] => {
      const similar = meant(name, gradients);
      const [span] = name.places;
      if (!span || !isGradient(name, local, similar)) return [];
      const later = name.later ?? gradients.get(name.path) ?? null;
      const known = { ...name, later: later && later.start > span.start ? later : null };
      return [
        {
          span,
          gradient: name.path,
          message: wordsFor(known, similar[0], t),
          related: relatedTo(known, similar[0], gradients, t),
          fixes: similar.slice(0, 3).flatMap((other) => fixFor(observed, name, other, t)),
        },
      ];
    });
  },
};
