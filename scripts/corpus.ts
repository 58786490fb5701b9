import { relative } from 'node:path';
import { findFiles, readInput, UnreadableFile } from '../src/cli/files.ts';
import { loaderFor } from '../src/cli/modules.ts';
import { analyze } from '../src/core/analyze.ts';
import type { PassReport } from '../src/core/verify/moved.ts';

/**
 * Walks a folder of Python files and notebooks and counts, by style: backward passes found, proven, refuted and unknown;
 * the reasons for unknown; time per file; anything that threw.
 *   npm run corpus -- FOLDER [--list]
 */
type Standing = 'proven' | 'refuted' | 'unknown';

/** What a file would need beside NumPy to run at all: compiled extensions, other frameworks, data. */
const notNumPy =
  /is not available$|torch|tensorflow|keras|progressbar|_im2col|im2col'|col2im|set_size_inches|no attribute 'cpu'|open\(\) is not|TensorFlow|PyTorch/i;

interface Pass {
  readonly place: string;
  readonly kind: string;
  readonly standing: Standing;
  readonly reason: string;
}

const [folder = '.', ...flags] = process.argv.slice(2);
const passes: Pass[] = [];
const times: number[] = [];
const thrown: string[] = [];
for (const path of findFiles(folder)) {
  const start = processorTime();
  try {
    const file = readInput(path);
    const { units } = analyze(file.text, { clock: processorTime, load: loaderFor(path) }).check();
    for (const unit of units) passes.push(passOf(relative(folder, path), unit, file.text));
  } catch (error) {
    if (error instanceof UnreadableFile) continue;
    thrown.push(
      `${relative(folder, path)}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
  times.push(processorTime() - start);
}
print();

/** Milliseconds of processor time: other work on the machine must not turn a verdict into `unknown`. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** A pass is refuted when one of its gradients is, proven when one is and none refuted, else unknown. */
function passOf(path: string, unit: PassReport, text: string): Pass {
  const line = text.slice(0, unit.span.start).split('\n').length;
  const verdicts = unit.gradients.map((gradient) => gradient.verdict);
  const standing = verdicts.includes('refuted') ? 'refuted' : verdicts.includes('proven') ? 'proven' : 'unknown';
  const reason = standing === 'unknown' ? whyUnknown(unit) : standing === 'refuted' ? whyRefuted(unit) : '';
  return { place: `${path}:${String(line)} ${unit.name}`, kind: unit.kind, standing, reason };
}

function whyUnknown(unit: PassReport): string {
  const [problem] = unit.problems;
  if (problem) return `${problem.exception || problem.kind}: ${problem.message}`;
  return unit.gradients[0]?.reason ?? 'no gradient was computed';
}

function whyRefuted(unit: PassReport): string {
  return unit.gradients.flatMap((gradient) => (gradient.verdict === 'refuted' ? [gradient.reason] : [])).join('; ');
}

function print(): void {
  const kinds = [...new Set(passes.map((pass) => pass.kind))].sort();
  console.log('| style | found | proven | refuted | unknown |\n|---|---|---|---|---|');
  for (const kind of [...kinds, 'all']) {
    const own = passes.filter((pass) => kind === 'all' || pass.kind === kind);
    const count = (standing: Standing): string => String(own.filter((pass) => pass.standing === standing).length);
    console.log(`| ${kind} | ${String(own.length)} | ${count('proven')} | ${count('refuted')} | ${count('unknown')} |`);
  }
  const judged = passes.filter((pass) => pass.standing !== 'unknown').length;
  const outside = passes.filter(
    (pass) => pass.standing === 'unknown' && notNumPy.test(`${pass.place} ${pass.reason}`),
  ).length;
  const share = (100 * judged) / Math.max(1, passes.length - outside);
  console.log(
    `\n${String(outside)} of the unknown cannot run with NumPy alone; of the others ${share.toFixed(0)} % have a verdict`,
  );
  times.sort((a, b) => a - b);
  const at = (part: number): string => (times[Math.floor(part * (times.length - 1))] ?? 0).toFixed(0);
  console.log(
    `\n${String(times.length)} files, median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms, ${String(thrown.length)} threw`,
  );
  for (const error of thrown) console.log(`threw: ${error}`);
  console.log('\nReasons for unknown:');
  for (const [reason, count] of tally('unknown')) console.log(`${String(count).padStart(5)}  ${reason}`);
  if (!flags.includes('--list')) return;
  for (const pass of passes)
    console.log(`${pass.standing.padEnd(8)} ${pass.kind.padEnd(7)} ${pass.place}  ${pass.reason}`);
}

function tally(standing: Standing): [string, number][] {
  const counts = new Map<string, number>();
  for (const pass of passes) {
    if (pass.standing !== standing) continue;
    const reason = pass.reason.replace(/\d+/g, '#').slice(0, 140);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}
