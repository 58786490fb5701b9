import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What CPython and NumPy need for central differences on every entry of every input. */
export interface NumericalChecks {
  readonly seconds: number;
  /** How many gradients were checked. */
  readonly count: number;
  /** The largest relative error: the gradients are right. */
  readonly worst: number;
  readonly numpy: string;
}

/** The numerical gradient checks of a file of layers in a process of their own; null where there is no Python with NumPy. */
export function numericalChecks(layers: string): NumericalChecks | null {
  const script = fileURLToPath(new URL('gradcheck.py', import.meta.url));
  for (const python of ['python3', '/usr/bin/python3']) {
    const { status, stdout } = spawnSync(python, [script, layers], { encoding: 'utf8', timeout: 300_000 });
    if (status === 0) return JSON.parse(stdout) as NumericalChecks;
  }
  return null;
}
