import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PassInputs } from '../inputs.ts';

/** What CPython and NumPy need for central differences on every entry of every input. */
export interface NumericalChecks {
  readonly seconds: number;
  /** How many gradients were checked. */
  readonly count: number;
  /** The largest relative error: the gradients are right. */
  readonly worst: number;
  readonly numpy: string;
}

/**
 * The numerical gradient checks of these passes of a file of layers, with the same inputs, in a process of their own; null
 * where there is no Python with NumPy.
 */
export function numericalChecks(layers: string, passes: readonly PassInputs[]): NumericalChecks | null {
  const script = fileURLToPath(new URL('gradcheck.py', import.meta.url));
  const input = JSON.stringify(passes);
  for (const python of ['python3', '/usr/bin/python3']) {
    const { status, stdout } = spawnSync(python, [script, layers], { encoding: 'utf8', input, timeout: 300_000 });
    if (status === 0) return JSON.parse(stdout) as NumericalChecks;
  }
  return null;
}
