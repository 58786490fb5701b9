import { analyze } from '../core/analyze.ts';
import { readInput } from './files.ts';
import { loaderFor } from './modules.ts';
import { threadTime } from './pool.ts';
import { fileReport, type FileReport } from './report.ts';

/** Checks one file. Throws with a plain sentence when it cannot be read. */
export function checkFile(path: string): FileReport {
  const file = readInput(path);
  const cellStarts = file.cells?.starts ?? [];
  const analysis = analyze(file.text, { clock: threadTime, load: loaderFor(path), cellStarts });
  return fileReport(file, analysis.check());
}
