import { loaderFor } from '../../src/cli/modules.ts';
import { readInput, UnreadableFile, type InputFile } from '../../src/cli/files.ts';
import { threadTime } from '../../src/cli/pool.ts';
import type { Diagnostic } from '../../src/core/base/diagnostic.ts';
import { LineIndex } from '../../src/core/base/lineIndex.ts';
import { lintReports } from '../../src/core/lint/lint.ts';
import { parseModule } from '../../src/core/syntax/index.ts';
import { unitsOf, verifyUnit } from '../../src/core/verify/verify.ts';
import { exportPass, type ExportedFix, type ExportedPass } from './exported.ts';
import { ACCEPTED, type Kind } from './kinds.ts';
import { mutantsOf, mutatedText, type Mutant } from './mutate.ts';
import { mentions, provenPass, type Pass } from './passes.ts';
import { inTurn, seedOf, shuffled } from './sample.ts';
import {
  anchorsOf,
  baselineOf,
  exceptionOf,
  findingsOn,
  fixedTexts,
  isAlarm,
  isRestored,
  keyOf,
  liesOn,
  mutatedSpans,
  type Baseline,
  type Findings,
} from './trial.ts';

export interface FileTask {
  readonly path: string;
  /** Mutants of each pass that are tried; 0 for all. */
  readonly limit: number;
  readonly kind: Kind | null;
  readonly pairs: number;
  /** Whether the offered fixes are wanted as texts. */
  readonly exports: boolean;
  /** When to start nothing more, in milliseconds since 1970. */
  readonly until: number;
}

/** What became of one mutant, or of a pair. */
export interface Trial {
  readonly kind: Kind | 'pair';
  readonly place: string;
  readonly original: string;
  readonly mutated: string;
  /** False when the numbers are those of the original: no fault. */
  readonly changes: boolean;
  /** The exception that it ends with; '' when it runs and comes to other numbers. */
  readonly raises: string;
  readonly flagged: boolean;
  /** All diagnostics lie on the mutated statements, and each of these has one. */
  readonly exact: boolean;
  /** Each mutated statement has a diagnostic. */
  readonly onLine: boolean;
  readonly named: boolean;
  readonly repaired: boolean;
  readonly fixes: number;
  readonly wrongFixes: readonly string[];
  /** The texts that the fixes make. */
  readonly fixedTexts: readonly string[];
  /** What was reported: `line: code`. */
  readonly reported: readonly string[];
}

/** What Python needs to run the offered fixes of a file; the fixes count the passes from 0. */
export interface Exported {
  readonly passes: readonly ExportedPass[];
  readonly fixes: readonly ExportedFix[];
}

export interface FileResult {
  readonly exported: Exported;
  readonly passes: number;
  readonly trials: readonly Trial[];
  readonly alarms: readonly string[];
}

/** Everything about one file. Called in a thread. */
export function measureFile(task: FileTask): FileResult {
  const file = readable(task.path);
  const exported: { passes: ExportedPass[]; fixes: ExportedFix[] } = { passes: [], fixes: [] };
  if (!file) return { passes: 0, trials: [], alarms: [], exported };
  const module = parseModule(file.text);
  const source = { text: file.text, module, options: { clock: threadTime, load: loaderFor(task.path) } };
  const units = unitsOf(source);
  const trials: Trial[] = [];
  const alarms: string[] = [];
  let passes = 0;
  for (const unit of units) {
    if (Date.now() > task.until) break;
    const report = verifyUnit(unit, source, {});
    const pass = provenPass(unit, report, source);
    if (!pass) continue;
    passes++;
    const raised = lintReports([report], source).filter(isAlarm);
    alarms.push(...raised.map((diagnostic) => `${placeOf(file, diagnostic.span.start)} ${diagnostic.code}`));
    const dependents = units.filter((other) => other !== unit && mentions(source, other, unit.name)).map(keyOf);
    const baseline = baselineOf(pass, dependents);
    if (baseline.runs.length === 0) continue;
    const own = measurePass(file, baseline, task);
    trials.push(...own.map((trial) => ({ ...trial, fixedTexts: [] })));
    const written = task.exports ? exportPass(pass, task.path) : null;
    if (!written) continue;
    exported.fixes.push(...fixesIn(own, exported.passes.length));
    exported.passes.push(written);
  }
  return { passes, trials, alarms, exported };
}

/** The texts that fixes of single faults make: they should compute what the original does. */
function fixesIn(trials: readonly Trial[], pass: number): ExportedFix[] {
  return trials.flatMap(({ kind, mutated, fixedTexts: texts }) => {
    return kind === 'pair' ? [] : texts.map((text) => ({ pass, mutated, text }));
  });
}

function readable(path: string): InputFile | null {
  try {
    return readInput(path);
  } catch (error) {
    if (error instanceof UnreadableFile) return null;
    throw error;
  }
}

function measurePass(file: InputFile, baseline: Baseline, { path, limit, kind, pairs, until }: FileTask): Trial[] {
  const { pass } = baseline;
  const seed = seedOf(`${path} ${pass.unit.name}`.replace(/^.*?([^/]+\/[^/]+\/[^/]+)$/, '$1'));
  const all = pass.statements.flatMap((statement) => mutantsOf(statement, pass.scope));
  const wanted = all.filter((mutant) => kind === null || mutant.kind === kind);
  const trials: Trial[] = [];
  const kept: Mutant[] = [];
  for (const mutant of inTurn(wanted, (one) => one.kind, seed)) {
    if ((limit > 0 && kept.length >= limit) || Date.now() > until) break;
    const trial = tryMutants(file, baseline, [mutant], []);
    trials.push(trial);
    if (trial.changes) kept.push(mutant);
  }
  return [...trials, ...pairsOf(kept, pairs, seed).map((pair) => tryPair(file, baseline, pair))];
}

/** Pairs of faults in different statements. */
function pairsOf(mutants: readonly Mutant[], count: number, seed: number): [Mutant, Mutant][] {
  const found: [Mutant, Mutant][] = [];
  const open = shuffled(mutants, seed + 2);
  while (found.length < count) {
    const first = open.pop();
    const at = open.findIndex((other) => other.statement !== first?.statement && other.newText !== 'pass');
    const [second] = at < 0 ? [] : open.splice(at, 1);
    if (!first || !second) break;
    if (first.newText !== 'pass') found.push([first, second]);
  }
  return found;
}

function tryPair(file: InputFile, baseline: Baseline, pair: readonly Mutant[]): Trial {
  const { text } = baseline.pass.source;
  const alone = pair.map((mutant) => mutatedText(text, [mutant]));
  // A fix takes one fault away: what it leaves is the other fault alone.
  const left = alone.map((single) => baselineOf({ ...baseline.pass, source: sourceOf(baseline.pass, single) }, []));
  return tryMutants(file, baseline, pair, left);
}

function sourceOf({ source }: Pass, text: string): Pass['source'] {
  return { ...source, text, module: parseModule(text) };
}

export function tryMutants(
  file: InputFile,
  baseline: Baseline,
  mutants: readonly Mutant[],
  alsoRight: readonly Baseline[],
): Trial {
  const { text } = baseline.pass.source;
  const edited = mutatedText(text, mutants);
  const [first] = mutants;
  const place = placeOf(file, first?.statement.span.start ?? 0);
  const original = mutants.map(({ statement }) => oneLine(text.slice(statement.span.start, statement.span.end)));
  const spans = mutatedSpans(mutants);
  const mutated = spans.map((span) => oneLine(edited.slice(span.start, span.end)));
  const kind = mutants.length > 1 ? 'pair' : (first?.kind ?? 'name');
  const base = { kind, place, original: original.join(' ; '), mutated: mutated.join(' ; ') } as const;
  const changes = parseModule(edited).errors.length === baseline.pass.source.module.errors.length;
  if (!changes || isRestored(baseline, edited)) return { ...base, ...unchanged };
  const raises = exceptionOf(baseline, edited);
  return { ...base, changes: true, raises, ...verdictOn(findingsOn(edited, baseline), baseline, mutants, alsoRight) };
}

const unchanged = {
  changes: false,
  raises: '',
  flagged: false,
  exact: false,
  onLine: false,
  named: false,
  repaired: false,
  fixes: 0,
  wrongFixes: [],
  fixedTexts: [],
  reported: [],
} as const;

type Verdict = Omit<Trial, 'kind' | 'place' | 'original' | 'mutated' | 'changes' | 'raises'>;

function verdictOn(
  findings: Findings,
  baseline: Baseline,
  mutants: readonly Mutant[],
  alsoRight: readonly Baseline[],
): Verdict {
  const { diagnostics } = findings;
  const spans = mutatedSpans(mutants);
  const anchors = anchorsOf(mutants, baseline);
  const own = mutants.map((mutant, i) => {
    const span = spans[i];
    const places = mutant.newText === 'pass' ? [...(span ? [span] : []), ...anchors] : span ? [span] : [];
    return { mutant, found: diagnostics.filter((diagnostic) => liesOn(diagnostic, places)) };
  });
  const onLine = own.every(({ found }) => found.length > 0);
  const stray = diagnostics.filter((diagnostic) => !liesOn(diagnostic, [...spans, ...anchors]));
  const named = own.every(({ mutant: { kind, also = [] }, found }) => {
    return found.some(({ code }) => ACCEPTED[kind].includes(code) || also.includes(code));
  });
  const lines = new LineIndex(findings.text);
  return {
    flagged: diagnostics.length > 0,
    exact: onLine && stray.length === 0,
    onLine,
    named,
    ...fixesOf(findings, baseline, alsoRight),
    reported: diagnostics.map(({ code, span }) => `${String(lines.lineAt(span.start) + 1)}: ${code}`),
  };
}

/** Every offered fix, applied and run. */
function fixesOf(
  findings: Findings,
  baseline: Baseline,
  alsoRight: readonly Baseline[],
): Pick<Verdict, 'repaired' | 'fixes' | 'wrongFixes' | 'fixedTexts'> {
  const wrongFixes: string[] = [];
  const texts: string[] = [];
  for (const diagnostic of findings.diagnostics) {
    for (const [i, text] of fixedTexts(findings, diagnostic).entries()) {
      texts.push(text);
      if (isRestored(baseline, text) || alsoRight.some((other) => isRestored(other, text))) continue;
      wrongFixes.push(`${diagnostic.code}: ${diagnostic.fixes[i]?.title ?? ''}`);
    }
  }
  const repaired = isRestored(baseline, withFirstFixes(findings));
  return { repaired, fixes: texts.length, wrongFixes, fixedTexts: texts };
}

/** The text with the first fix of every diagnostic. */
function withFirstFixes({ text, diagnostics }: Findings): string {
  const edits = diagnostics.flatMap((diagnostic: Diagnostic) => diagnostic.fixes[0]?.edits ?? []);
  const apart = edits.filter(
    (edit, i) => !edits.slice(0, i).some(({ span }) => span.start < edit.span.end && edit.span.start < span.end),
  );
  return mutatedText(text, apart);
}

function placeOf({ path, text, cells }: InputFile, offset: number): string {
  const inCell = cells?.rangeIn({ start: offset, end: offset });
  if (inCell) return `${path}#cell${String(inCell.cell + 1)}:${String(inCell.range.start.line + 1)}`;
  return `${path}:${String(text.slice(0, offset).split('\n').length)}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
