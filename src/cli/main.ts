import { isMainThread } from 'node:worker_threads';
import { check } from './check.ts';
import { checkFile } from './checkFile.ts';
import { drawCircuit } from './circuit.ts';
import { Misuse } from './misuse.ts';
import { serveTasks } from './pool.ts';

const usage = `Usage:
  backprop-circuit check PATH... [--format text|json|sarif|summary] [--severity LEVEL]
                                 [--rule CODE=LEVEL ...] [--config FILE] [--threads N]
  backprop-circuit circuit PATH[:FROM-TO] [--format text|json|svg]
  backprop-circuit circuit --expression E [--at NAME=VALUE ...] [--format text|json|svg]

check    verifies every hand-written backward pass in Python files, notebooks and folders.
         LEVEL is error, warning, information or hint: --severity leaves out what is
         less severe, --rule gives a rule another level, or turns it off.
         Exit status: 0 nothing found, 1 findings, 2 misuse.
circuit  draws the staged circuit of a file, of its lines FROM to TO (counted from 1), or of a formula.
`;

/** Runs one command line; the exit status is 0 for nothing found, 1 for findings, 2 for misuse. */
async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
    process.stdout.write(usage);
    return command === undefined ? 2 : 0;
  }
  if (command === '--version') {
    process.stdout.write(`${VERSION}\n`);
    return 0;
  }
  try {
    if (command === 'check') return await check(rest, import.meta.filename);
    if (command === 'circuit') return await drawCircuit(rest);
    throw new Misuse(`there is no command "${command}"`);
  } catch (error) {
    if (!(error instanceof Misuse)) throw error;
    process.stderr.write(`backprop-circuit: ${error.message}\n\n${usage}`);
    return 2;
  }
}

if (isMainThread) {
  void main(process.argv.slice(2)).then((status) => {
    process.exitCode = status;
  });
} else {
  serveTasks(checkFile);
}
