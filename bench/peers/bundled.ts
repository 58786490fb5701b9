import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as tensorFlow from './tfjs.ts';

/**
 * TensorFlow.js registers its gradients in modules that only a bundler can load, so its part of the bench is bundled
 * first, as its users do.
 */
export async function loadTensorFlow(): Promise<typeof tensorFlow> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const outfile = join(folder, 'tfjs.cjs');
    await build({
      entryPoints: [fileURLToPath(new URL('tfjs.ts', import.meta.url))],
      outfile,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      mainFields: ['module', 'main'],
      logLevel: 'error',
    });
    return (await import(pathToFileURL(outfile).href)) as typeof tensorFlow;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
