import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { analyze } from '../src/core/analyze.ts';
import type { CheckAnswer } from '../src/core/answers.ts';
import { PassCache } from '../src/core/verify/cache.ts';

/** The file that is verified: a thousand lines of layers. */
export const LAYERS = fileURLToPath(new URL('layers.py', import.meta.url));

const WARM_UP = 40;
const ROUNDS = 21;

/** What it takes to verify the file, in milliseconds. */
export interface VerifyTimes {
  readonly lines: number;
  readonly passes: number;
  readonly gradients: number;
  /** All passes, in a process that has done it before: the median. */
  readonly whole: number;
  /** After an edit of one character in one function: the median over all functions, and the longest. */
  readonly edit: number;
  readonly longestEdit: number;
}

/** Verifies the file anew several times, then after one small edit after the other. */
export function verifyTimes(): VerifyTimes {
  const text = readFileSync(LAYERS, 'utf8');
  for (let i = 0; i < WARM_UP; i++) check(text);
  const runs = Array.from({ length: ROUNDS }, () => timed(() => check(text)));
  const { units } = check(text);
  const edits = editTimes(text);
  return {
    lines: text.split('\n').length - 1,
    passes: units.length,
    gradients: provenIn(units),
    whole: median(runs),
    edit: median(edits),
    longestEdit: Math.max(...edits),
  };
}

function check(text: string, cache?: PassCache): CheckAnswer {
  return analyze(text, { clock: processorTime, ...(cache ? { cache } : {}) }).check();
}

/** Every pass must be found right, or the time says nothing. */
function provenIn(units: CheckAnswer['units']): number {
  const verdicts = units.flatMap((unit) => unit.gradients.map(({ verdict }) => verdict));
  if (verdicts.includes('refuted')) throw new Error('a right gradient was refuted');
  return verdicts.filter((verdict) => verdict === 'proven').length;
}

/** One more space in one assignment of a gradient after the other, each time in the text as it was. */
function editTimes(text: string): number[] {
  const cache = new PassCache();
  check(text, cache);
  return [...text.matchAll(/^ +d\w+ (?==)/gm)].map(({ index, 0: target }) => {
    const at = index + target.length;
    const edited = `${text.slice(0, at)} ${text.slice(at)}`;
    return timed(() => check(edited, cache));
  });
}

function timed(run: () => unknown): number {
  const start = processorTime();
  run();
  return processorTime() - start;
}

/** Milliseconds of processor time, as NumPy's checks are measured too: other work on the machine counts for neither. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
}
