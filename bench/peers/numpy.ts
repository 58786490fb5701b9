import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Net, NetResult } from '../problem.ts';

/** NumPy with a hand-written backward pass, timed in its own process; null where there is no Python with NumPy. */
export function numpyNet(net: Net): (NetResult & { readonly seconds: number }) | null {
  const script = fileURLToPath(new URL('byHand.py', import.meta.url));
  const input = JSON.stringify(net, (_, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
  );
  for (const python of ['python3', '/usr/bin/python3']) {
    const { status, stdout } = spawnSync(python, [script], { input, encoding: 'utf8', timeout: 60_000 });
    if (status === 0) return JSON.parse(stdout) as NetResult & { readonly seconds: number };
  }
  return null;
}
