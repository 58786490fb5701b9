import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './install.mjs';

/** Bundles the suite for the extension host; mocha and vscode are found there. */
export function bundleSuite() {
  const suite = join(root, 'test/vscode/suite');
  return build({
    entryPoints: { suite: join(suite, 'index.ts'), tests: join(suite, 'tests.ts') },
    outdir: join(root, 'dist/test'),
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}
