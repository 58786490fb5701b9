import { createMachine, type Execution, type Machine, type RunOptions } from '../../../src/core/interp/index.ts';
import { parseModule } from '../../../src/core/syntax/index.ts';

/** A machine for a text, told to run it. */
export function machineOf(code: string, options: RunOptions = {}): Machine {
  const machine = createMachine(parseModule(code), options);
  machine.run();
  return machine;
}

export function run(code: string, options: RunOptions = {}): Execution {
  return machineOf(code, options).execution();
}

/** The lines printed. */
export function printed(code: string, options: RunOptions = {}): string[] {
  return [...run(code, options).output];
}

/** `kind: message @ text` of each problem. */
export function problemsOf(code: string, options: RunOptions = {}): string[] {
  return run(code, options).problems.map(({ kind, exception, message, span }) => {
    const name = exception === '' ? kind : exception;
    return `${name}: ${message} @ ${code.slice(span.start, span.end)}`;
  });
}
