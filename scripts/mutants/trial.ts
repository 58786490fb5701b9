import type { Diagnostic } from '../../src/core/base/diagnostic.ts';
import { overlaps, type Span } from '../../src/core/base/span.ts';
import { lintReports } from '../../src/core/lint/lint.ts';
import { parseModule } from '../../src/core/syntax/index.ts';
import { collectClaims } from '../../src/core/verify/claims.ts';
import { relativeError, sameButForOnes, type Flat } from '../../src/core/verify/compare.ts';
import { ALTERNATIVES } from '../../src/core/verify/sample/scenario.ts';
import type { Source, Unit } from '../../src/core/verify/unit.ts';
import { unitsOf, verifyUnit } from '../../src/core/verify/verify.ts';
import { mutatedText, type Mutant } from './mutate.ts';
import type { Pass } from './passes.ts';

/** The final gradients of one run by path; null for what is no number there, or when the run ended early. */
export type Gradients = ReadonlyMap<string, Flat | null>;

/** The numbers that the unmutated pass comes to, in both of its scenarios. */
export interface Baseline {
  readonly pass: Pass;
  readonly runs: readonly { readonly sample: number; readonly gradients: Gradients }[];
  /** Units of the same text whose verdict may depend on the pass. */
  readonly dependents: readonly string[];
}

export function baselineOf(pass: Pass, dependents: readonly string[]): Baseline {
  const { sample } = pass.outcome;
  const samples = pass.unit.kind === 'script' || sample >= ALTERNATIVES ? [sample] : [sample, sample + ALTERNATIVES];
  const runs = samples.map((one) => ({ sample: one, gradients: gradientsOf(pass, pass.source, one) }));
  return { pass, dependents, runs: runs.filter(({ gradients }) => isComplete(gradients)) };
}

function isComplete(gradients: Gradients): boolean {
  return [...gradients.values()].every((flat) => flat?.data.every(Number.isFinite) === true);
}

/** Runs a text with the inputs of the original pass. */
function gradientsOf({ unit, finals }: Pass, source: Source, sample: number): Gradients {
  const trace = unit.run(source, sample);
  const isStopped = unit.kind !== 'script' && trace.problems.length > 0;
  const { claims } = collectClaims(trace);
  return new Map(
    finals.map((path) => [path, isStopped ? null : (claims.find((claim) => claim.path === path)?.written ?? null)]),
  );
}

/** The exception that a text ends with at the inputs of the original pass; '' for none. Python itself would tell of it. */
export function exceptionOf({ pass, runs }: Baseline, text: string): string {
  const [run] = runs;
  const { problems } = pass.unit.run({ ...pass.source, text, module: parseModule(text) }, run?.sample ?? 0);
  const before = new Set(pass.outcome.trace.problems.map(({ message }) => message));
  const problem = problems.find(({ message }) => !before.has(message));
  return problem ? problem.exception || problem.kind : '';
}

/** Whether a text computes the gradients of the original, in each scenario, judged by numbers alone. */
export function isRestored({ pass, runs }: Baseline, text: string): boolean {
  const module = parseModule(text);
  if (module.errors.length > pass.source.module.errors.length) return false;
  return runs.every(({ sample, gradients }) => {
    const own = gradientsOf(pass, { ...pass.source, text, module }, sample);
    return [...gradients].every(([path, flat]) => isSame(own.get(path) ?? null, flat));
  });
}

function isSame(a: Flat | null, b: Flat | null): boolean {
  return a !== null && b !== null && sameButForOnes(a.shape, b.shape) && relativeError(a, b) < 1e-6;
}

/** What the linter says of a mutated text. */
export interface Findings {
  readonly text: string;
  /** Errors and warnings of the pass and of what depends on it. */
  readonly diagnostics: readonly Diagnostic[];
}

export function findingsOn(text: string, { pass, dependents }: Baseline): Findings {
  const module = parseModule(text);
  const source = { ...pass.source, text, module };
  const wanted = new Set([keyOf(pass.unit), ...dependents]);
  const reports = unitsOf(source)
    .filter((unit) => wanted.has(keyOf(unit)))
    .map((unit) => verifyUnit(unit, source, {}));
  const diagnostics = lintReports(reports, { text, module }).filter(isAlarm);
  return { text, diagnostics };
}

export function isAlarm({ severity }: Diagnostic): boolean {
  return severity === 'error' || severity === 'warning';
}

export function keyOf({ kind, name }: Unit): string {
  return `${kind} ${name}`;
}

/** Where the mutated statements lie in the mutated text. */
export function mutatedSpans(mutants: readonly Mutant[]): Span[] {
  return mutants.map(({ statement, span, newText }) => {
    const before = mutants.filter((other) => other.span.start < statement.span.start);
    const shift = before.reduce((sum, other) => sum + growth(other), 0);
    const start = statement.span.start + shift;
    return { start, end: statement.span.end + shift + newText.length - (span.end - span.start) };
  });
}

function growth({ span, newText }: Mutant): number {
  return newText.length - (span.end - span.start);
}

/** Where else blame would be right: a statement that was taken out is missed where its gradient is bound. */
export function anchorsOf(mutants: readonly Mutant[], { pass }: Baseline): Span[] {
  return mutants.flatMap((mutant) => {
    if (mutant.newText !== 'pass') return [];
    const { versions } = pass.outcome.claims.claims.find((claim) =>
      claim.versions.some((version) => version.statement === mutant.statement),
    ) ?? { versions: [] };
    return versions.flatMap(({ statement }) => {
      if (!statement || statement === mutant.statement) return [];
      const shift = mutants.reduce(
        (sum, other) => sum + (other.span.start < statement.span.start ? growth(other) : 0),
        0,
      );
      return [{ start: statement.span.start + shift, end: statement.span.end + shift }];
    });
  });
}

/** The texts that the fixes of a diagnostic make. */
export function fixedTexts({ text }: Findings, { fixes }: Diagnostic): string[] {
  return fixes.filter((fix) => fix.proven).map((fix) => mutatedText(text, fix.edits));
}

/** Whether a diagnostic lies on one of the spans. */
export function liesOn({ span }: Diagnostic, spans: readonly Span[]): boolean {
  return spans.some((own) => overlaps(own, span));
}
