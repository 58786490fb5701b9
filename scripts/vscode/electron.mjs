import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { root } from './install.mjs';

/** The same suite in a desktop VS Code that @vscode/test-electron downloads. Tests that need the page around are skipped there. */
await build({
  entryPoints: [join(root, 'test/vscode/suite/index.ts')],
  outfile: join(root, 'dist/test/suite.cjs'),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  external: ['vscode', 'mocha'],
});
const workspace = mkdtempSync(join(tmpdir(), 'backprop-workspace-'));
cpSync(join(root, 'examples'), workspace, { recursive: true });
await runTests({
  extensionDevelopmentPath: root,
  extensionTestsPath: join(root, 'dist/test/suite.cjs'),
  launchArgs: [workspace, '--disable-workspace-trust'],
});
